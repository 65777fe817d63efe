/** A Redis that listens on 127.0.0.1 for TLS and one password. */
export interface RunningStore {
  port: number;
  stop(): Promise<void>;
}

export type StartSessionStore = (password: string) => Promise<RunningStore>;
