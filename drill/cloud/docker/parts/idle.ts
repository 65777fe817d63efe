import type { Workload } from "../../pods/workload";

/** Runs until it is told to end, and does nothing. */
export function idle(): Workload {
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return {
    ended,
    stop: () => {
      end("exit code 0");
    },
    kill: () => {
      end("signal SIGKILL");
    },
  };
}
