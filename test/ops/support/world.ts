import { lobechatCommand } from "../../../ops/lobechatCommand";
import type { Terminal, Tools } from "../../../ops/tools";
import { FakeAws } from "./fakeAws";
import { FakeDeployment } from "./fakeDeployment";
import { fakeConfig } from "./fakeOutputs";
import { FakeSite } from "./fakeSite";

/** Noon of the day on which everything happens. */
const NOON = Date.parse("2026-03-01T12:00:00Z");

class FakeTerminal implements Terminal {
  interactive = true;
  /** What every question is answered with. */
  agrees = true;
  /** What goes on while a question stands. */
  onAsked = (): void => undefined;
  readonly printed: string[] = [];
  readonly told: string[] = [];
  readonly asked: string[] = [];

  readonly print = (line: string): void => {
    this.printed.push(line);
  };
  readonly tell = (line: string): void => {
    this.told.push(line);
  };
  readonly confirm = (question: string): Promise<boolean> => {
    this.asked.push(question);
    this.onAsked();
    return Promise.resolve(this.agrees);
  };
}

/** A stack prod that blue serves, and whatever a command needs around it. */
export class World {
  readonly aws: FakeAws;
  readonly site: FakeSite;
  readonly terminal = new FakeTerminal();
  readonly deployment: FakeDeployment;
  readonly tools: Tools;
  /** What was run in a shell, with its environment; and what that ends with. */
  readonly ran: { command: string; env: Record<string, string> }[] = [];
  exitStatus = 0;
  /** What the stack's file says where a branch goes to; undefined: there is no such commit. */
  base: Record<string, unknown> | undefined;
  #minutes = 0;

  private constructor(endpoint: string, site: FakeSite, aws: FakeAws) {
    const now = () => new Date(NOON + this.#minutes * 60_000);
    this.site = site;
    this.aws = aws;
    const { port } = site;
    this.deployment = new FakeDeployment(fakeConfig(), { host: "127.0.0.1", port }, now);
    this.deployment.record({ message: "The first update" });
    this.tools = {
      openStack: (name = "prod") => Promise.resolve({ name, deployment: this.deployment }),
      awsAccess: (region) => ({
        ...{ region, endpoint },
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      }),
      ca: site.ca,
      terminal: this.terminal,
      now,
      caller: () => "alice@laptop",
      configAt: (commit) =>
        this.base === undefined
          ? Promise.reject(new Error(`unknown revision ${commit}`))
          : Promise.resolve(this.base),
      commits: (from, to) => Promise.resolve([`${from}..${to}`]),
      run: (command, env) => {
        this.ran.push({ command, env });
        return Promise.resolve(this.exitStatus);
      },
    };
  }

  static async open(): Promise<World> {
    const aws = new FakeAws();
    const site = new FakeSite();
    await site.listen();
    return new World(await aws.listen(), site, aws);
  }

  /** Time goes by. */
  wait(minutes: number): void {
    this.#minutes += minutes;
  }

  /** Runs a command line of `lobechat`. @throws what the command throws */
  async run(...args: string[]): Promise<void> {
    await lobechatCommand(this.tools).parseAsync(args, { from: "user" });
  }

  async close(): Promise<void> {
    await Promise.all([this.aws.close(), this.site.close()]);
  }
}
