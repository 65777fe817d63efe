import type { Workload } from "../../pods/workload";

/** What a workload in this process does before it has ended. */
interface Ending {
  stop: () => Promise<void>;
  kill: () => void;
}

/** Runs in this process until it is told to end. */
export function endable({ stop, kill }: Ending): Workload {
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return {
    ended,
    stop: () => {
      void stop().then(() => {
        end("exit code 0");
      });
    },
    kill: () => {
      kill();
      end("signal SIGKILL");
    },
  };
}
