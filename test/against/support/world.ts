import { runAgainst, type AgainstOptions } from "../../../drill/against/runAgainst";
import { CleanUp } from "../../../drill/scenario/cleanUp";
import type { DrillReport } from "../../../drill/report/report";
import { FakeChat } from "./fakeChat";
import { FakeStack } from "./fakeStack";

/** A deployed stack, its site, and somebody who drills it. */
export class World {
  readonly chat = new FakeChat();
  readonly cleanUp = new CleanUp();
  readonly stack: FakeStack;
  readonly told: string[] = [];
  readonly asked: string[] = [];
  agrees = true;

  private constructor(config: Record<string, string>) {
    this.stack = new FakeStack(this.chat, config);
  }

  static async open(config: Record<string, string> = {}): Promise<World> {
    const world = new World(config);
    await world.chat.listen();
    return world;
  }

  /** @throws what the drill throws */
  async drill(options: Partial<AgainstOptions> = {}): Promise<DrillReport> {
    const { report } = await runAgainst(
      {
        command: "npm run drill -- --stack dev",
        stack: "dev",
        users: 3,
        streams: 0,
        seconds: 0,
        ...options,
      },
      {
        openStack: () => Promise.resolve(this.stack.stack),
        siteAt: () => this.chat.site,
        terminal: {
          interactive: true,
          print: (line) => this.told.push(line),
          tell: (line) => this.told.push(line),
          confirm: (question) => {
            this.asked.push(question);
            return Promise.resolve(this.agrees);
          },
        },
        caller: "alice@laptop",
        out: { write: (text: string) => this.told.push(text) > 0 },
        stepMs: 200,
        thinkMs: 20,
        waitMs: 10,
      },
      this.cleanUp,
    );
    return report;
  }

  async close(): Promise<void> {
    await this.cleanUp.run();
    await this.chat.close();
  }
}
