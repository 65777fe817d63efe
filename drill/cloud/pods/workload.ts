/** Something that runs in a container: a process, or a server of the cloud itself. */
export interface Workload {
  /** How it ended, in words: "exit code 1". Never rejects. */
  readonly ended: Promise<string>;
  /** Asks it to end, as SIGTERM does. */
  stop(): void;
  kill(): void;
  /** Stands still, with all that it holds, or goes on. A server of the cloud itself cannot. */
  setRunning?: (running: boolean) => void;
}
