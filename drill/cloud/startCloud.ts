import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Cloud, CloudOptions } from "./cloud";
import type { Answers, FromCloud, FromParent, MethodName, Methods } from "./messages";

/** The checkout: ts-node looks for tsconfig.json where it is started. */
const ROOT = resolve(__dirname, "../..");

/** Starts the stand-in cloud in a process of its own. @throws when it cannot start, with what it said */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  mkdirSync(options.workDir, { recursive: true });
  const logFile = join(options.workDir, "cloud.log");
  const log = openSync(logFile, "a");
  const child = fork(join(__dirname, "process.ts"), [], {
    cwd: ROOT,
    execPath: process.execPath,
    execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
    stdio: ["ignore", "pipe", log, "ipc"],
  });
  closeSync(log);
  const calls = new Calls(child);
  const port = firstLine(child);
  const message: FromParent = {
    kind: "start",
    options: { ...options, workDir: resolve(options.workDir) },
  };
  child.send(message);
  const exited = once(child, "exit");
  const ended = exited.then(() => {
    throw new Error(`the stand-in cloud did not start: see ${logFile}`);
  });
  // Once it has started, its end is told by the calls that it does not answer.
  ended.catch(() => undefined);
  const [{ caFile, redis, awsEndpoint, dockerHost, siteCertificate }, providersPort] =
    await Promise.race([Promise.all([calls.started, port]), ended]);
  return {
    caFile,
    redis,
    awsEndpoint,
    dockerHost,
    siteCertificate,
    providersPort,
    publish: (image) => calls.call("publish", image),
    failJobs: (namePrefix) => calls.call("failJobs", namePrefix),
    healJobs: () => calls.call("healJobs"),
    setKubernetes: (up) => calls.call("setKubernetes", up),
    setSessionStore: (up) => calls.call("setSessionStore", up),
    breakPods: (fault) => calls.call("breakPods", fault),
    mendPods: () => calls.call("mendPods"),
    restartSessionStore: () => calls.call("restartSessionStore"),
    setDatabase: (up) => calls.call("setDatabase", up),
    throttleBalancer: (on) => calls.call("throttleBalancer", on),
    startPostgres: () => calls.call("startPostgres"),
    dump: () => calls.call("dump"),
    stopPostgres: () => calls.call("stopPostgres"),
    observe: () => calls.call("observe"),
    notifications: () => calls.call("notifications"),
    onBuild: (listener) => {
      child.on("message", (message: FromCloud) => {
        if (message.kind === "build") listener(message.build);
      });
    },
    secrets: () => calls.call("secrets"),
    close: async () => {
      // It may end before it answers: then what was asked for is done.
      await calls.call("close").catch(() => undefined);
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The provider's server prints its port, and nothing before it. */
async function firstLine(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error("the stand-in cloud has no stdout");
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, "line")) as [string];
  return Number(line);
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Calls over the child's IPC channel, answered in any order. */
class Calls {
  readonly started: Promise<Extract<FromCloud, { kind: "started" }>>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.started = new Promise((resolveStarted) => {
      child.on("message", (message: FromCloud) => {
        if (message.kind === "started") resolveStarted(message);
        else if (message.kind !== "build") this.#settle(message);
      });
    });
    child.on("exit", () => {
      const error = new Error("the stand-in cloud has ended");
      for (const waiting of this.#waiting.values()) waiting.reject(error);
    });
  }

  call<Name extends MethodName>(
    method: Name,
    ...args: Parameters<Methods[Name]>
  ): Promise<Answers[Name]> {
    const id = this.#next++;
    return new Promise((resolveCall, reject) => {
      this.#waiting.set(id, {
        // The other side answers each method with its own type.
        resolve: (value) => {
          resolveCall(value as Answers[Name]);
        },
        reject,
      });
      this.#child.send({ kind: "request", id, method, args }, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  #settle(message: Extract<FromCloud, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "answer") waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  }
}
