import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { RealStack } from "../../../drill/against/realStack";
import type { Deployment } from "../../../ops/deployment";
import { FakeDeployment } from "../../ops/support/fakeDeployment";
import { fakeConfig, TRAFFIC_RULE } from "../../ops/support/fakeOutputs";
import type { FakeChat } from "./fakeChat";

const OTHER = "urn:pulumi:dev::lobechat::aws:s3/bucket:Bucket::files";

/** A deployed stack whose updates move the traffic of a site. */
export class FakeStack {
  readonly fake: FakeDeployment;
  readonly stack: RealStack;
  /** How many updates are to fail; whether they move traffic all the same; what an update of everything changes too. */
  failures = 0;
  movesAnyhow = false;
  changesMore = false;
  filesRestored = 0;
  /** The update runs; the traffic has not moved. */
  onUpdate: () => void | Promise<void> = () => undefined;

  constructor(chat: FakeChat, { name = "dev", ...config }: Record<string, string> = {}) {
    const running = fakeConfig({ platform: "aws", protect: "false", ...config });
    this.fake = new FakeDeployment(running, { host: "127.0.0.1", port: 1 }, () => new Date());
    this.fake.record({ message: "The first update" });
    this.fake.meanwhile = async () => {
      await this.onUpdate();
      const wanted = this.fake.config["lobechat:activeColor"]?.value === "green" ? "green" : "blue";
      const fails = this.failures > 0;
      this.fake.failure = fails ? new Error("the load balancer's API is throttled") : undefined;
      this.failures -= fails ? 1 : 0;
      if (!fails || this.movesAnyhow) chat.active = wanted;
      this.fake.events = fails ? [] : [changed(TRAFFIC_RULE)];
    };
    this.stack = {
      ...{ name, version: "3.0.0", deployment: this.#deployment() },
      restoreFile: () => {
        this.filesRestored += 1;
      },
    };
  }

  #deployment(): Deployment {
    const { fake } = this;
    return {
      up: (options) => fake.up(options),
      preview: (options) => {
        const deployed = fake.past.at(-1)?.config["lobechat:activeColor"]?.value;
        const moves = fake.config["lobechat:activeColor"]?.value !== deployed;
        const changes = [...(moves ? [TRAFFIC_RULE] : []), ...(this.changesMore ? [OTHER] : [])];
        fake.events = changes.map(changed);
        return fake.preview(options);
      },
      destroy: () => fake.destroy(),
      history: (size, page) => fake.history(size, page),
      outputs: () => fake.outputs(),
      getAllConfig: () => fake.getAllConfig(),
      setAllConfig: (config) => fake.setAllConfig(config),
      removeAllConfig: (keys) => fake.removeAllConfig(keys),
      exportStack: () => Promise.resolve({ version: 3, deployment: { resources: [] } }),
    };
  }
}

function changed(urn: string): EngineEvent {
  const type = urn.split("::").at(-2) ?? "";
  const metadata = { op: "update", urn, type, diffs: [] };
  const step = { metadata, planning: false };
  // The events that the CLI writes have more fields than these, and none of them is read.
  return {
    sequence: 0,
    timestamp: 0,
    resourcePreEvent: step,
    resOutputsEvent: step,
  } as unknown as EngineEvent;
}
