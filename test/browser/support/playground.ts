import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { z } from "zod";

const CHECKOUT = join(__dirname, "..", "..", "..");
const READY = z.object({ url: z.string(), bin: z.string() });

/** `npm run playground`, as somebody has it open in a terminal. */
export class RunningPlayground {
  readonly url: string;
  readonly bin: string;
  private readonly child: ChildProcess;
  private readonly exited: Promise<number | null>;

  private constructor(
    child: ChildProcess,
    exited: Promise<number | null>,
    { url, bin }: z.infer<typeof READY>,
  ) {
    this.child = child;
    this.exited = exited;
    this.url = url;
    this.bin = bin;
  }

  static async start(): Promise<RunningPlayground> {
    const main = join(CHECKOUT, "drill", "playground", "main.ts");
    const child = spawn(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", main, "--json"],
      { cwd: CHECKOUT, stdio: ["ignore", "pipe", "pipe"] },
    );
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    const exited = once(child, "exit").then(([status]: (number | null)[]) => status ?? null);
    const line = once(createInterface({ input: child.stdout }), "line");
    const ended = exited.then(() => {
      throw new Error(`the playground ended: ${said}`);
    });
    const [ready] = (await Promise.race([line, ended])) as [string];
    // Its end is somebody's wish from here on.
    ended.catch(() => undefined);
    return new RunningPlayground(child, exited, READY.parse(JSON.parse(ready)));
  }

  /** Runs `lobechat` as it is found on the PATH that the playground prints. @returns its stdout */
  async lobechat(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(join(this.bin, "lobechat"), args, { cwd: "/" });
    return stdout;
  }

  /** As Ctrl-C, however often. @returns its exit status */
  interrupt(): Promise<number | null> {
    this.child.kill("SIGINT");
    return this.exited;
  }
}
