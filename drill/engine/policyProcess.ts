import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inheritedEnvironment } from "./hosts";

/** A policy pack's process, as Pulumi's language host starts it. */
export interface PolicyProcess {
  /** The port that it serves, as soon as it does. Rejects when it ends before that, with what it said. */
  port: Promise<number>;
  kill(): void;
}

/** @param folder the one with PulumiPolicy.yaml */
export function startPolicyProcess(folder: string): PolicyProcess {
  const require = createRequire(join(folder, "package.json"));
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  // The engine's address comes first, and the SDK makes nothing of it.
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", folder], {
    cwd: folder,
    env: inheritedEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = (): void => {
    child.kill("SIGKILL");
  };
  // It serves for as long as the engine does, and keeps nobody from ending.
  child.unref();
  let said = "";
  child.stderr.on("data", (part: Buffer) => (said += String(part)));
  const port = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => {
      resolve(Number(line));
    });
    child.once("error", reject);
    child.once("exit", () => {
      reject(new Error(`policy pack "${folder}" failed to start: ${said.trim()}`));
    });
  });
  return { port, kill };
}
