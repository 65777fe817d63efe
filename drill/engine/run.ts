import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { engineService } from "./engineService";
import type { Events } from "./events";
import type { Hooks } from "./hooks";
import { resourceMonitor } from "./monitor";
import type { Hosts } from "./hosts";
import { Program, type ProgramOptions } from "./program";
import type { Update } from "./update";

/** The SDK's exit code of a program that has said itself what is wrong. */
const alreadyLogged = 32;

export interface RunOptions {
  update: Update;
  hooks: Hooks;
  events: Events;
  hosts: Hosts;
  program: Omit<ProgramOptions, "address" | "onLine">;
  /** Aborted when the engine is closed in the middle of it. */
  signal: AbortSignal;
}

/**
 * Runs the program against the update, to the end of both.
 * @returns milliseconds from spawn to exit of the program, without those that its process stood ready for nothing
 */
export async function run(options: RunOptions): Promise<number> {
  const { update, hooks, events, signal } = options;
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  let deletion: Promise<void> | undefined;
  const onProgramEnd = (): Promise<void> => (deletion ??= update.deleteUndeclared());
  const monitor = resourceMonitor({ update, hooks, names: options.program, onProgramEnd });
  server.addService(ResourceMonitorService, monitor);
  server.addService(EngineService, engineService(events));
  const address = await listen(server);
  const program = new Program(options.hosts.take(), {
    ...options.program,
    address,
    onLine: (line, from) => {
      if (line !== "") events.diagnostic(from === "stdout" ? "info" : "info#err", line);
    },
  });
  const abort = (): void => {
    program.kill();
  };
  signal.addEventListener("abort", abort);
  try {
    void update.failure.then(() => update.drained()).then(abort);
    const { code, tookMs } = await program.exited;
    reportExit(code, events, update);
    // One that left by process.exit(0) has ended as well, but did not say so.
    if (code === 0) await onProgramEnd();
    await update.drained();
    return tookMs;
  } finally {
    signal.removeEventListener("abort", abort);
    server.forceShutdown();
    hooks.close();
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(`127.0.0.1:${String(port)}`);
      else reject(error);
    });
  });
}

function reportExit(code: number, events: Events, update: Update): void {
  // Whoever has failed the update has said so.
  if (code === 0 || update.hasFailed) return;
  if (events.errors.length > 0 || code === alreadyLogged) update.stop();
  else {
    const exited = `Program exited with non-zero exit code: ${String(code)}`;
    update.fail(`an unhandled error occurred: ${exited}`);
  }
}
