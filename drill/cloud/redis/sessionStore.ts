/** A Redis that listens on 127.0.0.1 for TLS and one password. */
export interface RunningStore {
  port: number;
  /** Makes it answer nothing, or answer again. It keeps what it holds. */
  setUp(up: boolean): void;
  /** Cuts every connection, is away for so long, and is back at the same port with what it held. */
  restart(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export type StartSessionStore = (password: string) => Promise<RunningStore>;
