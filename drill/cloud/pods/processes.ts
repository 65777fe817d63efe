import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Workload } from "./workload";

export interface ProcessOptions {
  /** The whole environment: nothing is inherited. */
  env: Record<string, string>;
  cwd: string;
  /** Takes stdout and stderr, after what is there already. */
  logFile: string;
  /** What it reads from stdin. @default nothing */
  input?: string;
}

export interface ProcessWorkload extends Workload {
  /** Stands still, with all that it holds, or goes on. */
  setRunning: (running: boolean) => void;
}

/**
 * Kills the process groups that were named to it, once whoever named them is gone. It is a process of its own,
 * so it does that also when the cloud was killed outright.
 */
const GUARD = `groups=" "
while read -r action group; do
  case $action in
    add) groups="$groups $group " ;;
    drop) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done`;

/** Starts processes as leaders of their own groups, and leaves none of them behind. */
export class Processes {
  readonly #guard: ChildProcess;
  readonly #running = new Set<number>();

  constructor() {
    // Detached: a Ctrl-C in the terminal reaches the whole foreground group, and must not end the guard.
    this.#guard = spawn("sh", ["-c", GUARD], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.#guard.unref();
    // It ends with the pipe: a write that comes too late has nothing left to protect.
    this.#guard.stdin?.on("error", () => undefined);
  }

  start(command: string, args: readonly string[], options: ProcessOptions): ProcessWorkload {
    const log = openSync(options.logFile, "a");
    const child = spawn(command, args, {
      detached: true,
      cwd: options.cwd,
      env: options.env,
      stdio: [options.input === undefined ? "ignore" : "pipe", log, log],
    });
    closeSync(log);
    // One that ends before it has read all says why in its log.
    child.stdin?.on("error", () => undefined).end(options.input);
    const group = child.pid;
    if (group !== undefined) this.#add(group);
    const ended = new Promise<string>((resolve) => {
      child.once("error", (error) => {
        resolve(error.message);
      });
      child.once("exit", (code, signal) => {
        // What the leader left running goes with it.
        if (group !== undefined) this.#drop(group);
        resolve(code === null ? `signal ${signal ?? "unknown"}` : `exit code ${code}`);
      });
    });
    const signal = (name: NodeJS.Signals): void => {
      if (group !== undefined && this.#running.has(group)) signalGroup(group, name);
    };
    return {
      ended,
      stop: () => {
        signal("SIGTERM");
      },
      kill: () => {
        signal("SIGKILL");
      },
      setRunning: (running) => {
        signal(running ? "SIGCONT" : "SIGSTOP");
      },
    };
  }

  killAll(): void {
    for (const group of this.#running) signalGroup(group, "SIGKILL");
  }

  #add(group: number): void {
    this.#running.add(group);
    this.#guard.stdin?.write(`add ${group}\n`);
  }

  #drop(group: number): void {
    signalGroup(group, "SIGKILL");
    this.#running.delete(group);
    this.#guard.stdin?.write(`drop ${group}\n`);
  }
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // Gone already: that is what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
