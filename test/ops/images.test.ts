import assert from "node:assert/strict";
import type { EngineEvent, OpType, UpOptions, UpResult } from "@pulumi/pulumi/automation";
import type { MirrorSettings } from "../../images";
import type { ImagesTools } from "../../ops/copyImages";
import { imagesCommand } from "../../ops/imagesCommand";

const REPOSITORY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/lobechat/prod";
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

const CATALOGUE = {
  "2.1.25-a": { version: "2.1.25", source: `docker.io/lobehub/lobehub:2.1.25@${digest("1")}` },
  "2.1.26-b": {
    version: "2.1.26",
    source: `docker.io/lobehub/lobehub:2.1.26@${digest("2")}`,
    digest: digest("c"),
  },
  "2.1.27-own": { version: "2.1.27", digest: digest("e") },
};

const RESULT: UpResult = {
  stdout: "",
  stderr: "",
  outputs: {},
  summary: {
    kind: "update",
    startTime: new Date(0),
    message: "",
    environment: {},
    config: {},
    result: "succeeded",
    endTime: new Date(0),
    version: 1,
  },
};

function pushed(name: string, op: OpType): EngineEvent {
  const type = "docker:index/registryImage:RegistryImage";
  const urn = `urn:pulumi:prod::lobechat-images::${type}::${name}`;
  return {
    sequence: 0,
    timestamp: 0,
    resOutputsEvent: { planning: false, metadata: { op, type, urn, provider: "docker" } },
  };
}

function said(message: string): EngineEvent {
  const diagnosticEvent = { message, color: "never", severity: "error", streamID: 0 } as const;
  return { sequence: 0, timestamp: 0, diagnosticEvent };
}

/** A stack prod with a repository, whose mirror tells what the test says. */
class World implements ImagesTools {
  catalogue: unknown = CATALOGUE;
  repository: string | undefined = REPOSITORY;
  /** What the state has while the first update still runs. */
  state: unknown = {};
  events: EngineEvent[] = [];
  failure: Error | undefined;
  readonly opened: string[] = [];
  readonly lines: string[] = [];
  settings: MirrorSettings | undefined;

  readonly openStack: ImagesTools["openStack"] = (name) => {
    this.opened.push(name);
    const { repository, state } = this;
    return Promise.resolve({
      exportStack: () => Promise.resolve({ version: 3, deployment: state }),
      getAllConfig: () =>
        Promise.resolve({ "lobechat:releases": { value: JSON.stringify(this.catalogue) } }),
      outputs: () =>
        Promise.resolve(
          repository === undefined ? {} : { repositoryUrl: { value: repository, secret: false } },
        ),
    });
  };
  readonly openMirror: ImagesTools["openMirror"] = (name, settings) => {
    this.opened.push(`mirror of ${name}`);
    this.settings = settings;
    return Promise.resolve({
      up: ({ onEvent }: UpOptions = {}) => {
        for (const event of this.events) onEvent?.(event);
        return this.failure === undefined ? Promise.resolve(RESULT) : Promise.reject(this.failure);
      },
    });
  };
  readonly print: ImagesTools["print"] = (line) => {
    this.lines.push(line);
  };

  run(...args: string[]): Promise<unknown> {
    const command = imagesCommand(this).configureOutput({ writeErr: this.print });
    return command.parseAsync(args, { from: "user" });
  }
}

describe("npm run images", () => {
  it("copies what has a source into the stack's repository, and tells of each image", async () => {
    const world = new World();
    world.events = [pushed("2.1.25-a", "same"), pushed("2.1.26-b", "create")];
    await world.run("--stack", "prod");
    assert.deepEqual(world.opened, ["prod", "mirror of prod"]);
    assert.deepEqual(world.settings, {
      repository: REPOSITORY,
      releases: [
        { name: "2.1.25-a", source: CATALOGUE["2.1.25-a"].source, digest: digest("1") },
        { name: "2.1.26-b", source: CATALOGUE["2.1.26-b"].source, digest: digest("c") },
      ],
    });
    assert.deepEqual(world.lines, [
      "2.1.26-b  copied",
      "2.1.25-a  already there",
      `${REPOSITORY} has all 2 images with a source: 1 copied.`,
    ]);
  });

  it("says what to do on the first day, when there is no repository yet", async () => {
    const world = new World();
    world.repository = undefined;
    await assert.rejects(world.run("--stack", "prod"), {
      message: [
        "Stack prod has no repository yet. The first update makes it in its first minute:",
        "  pulumi up --stack prod",
        "Leave that running, and then, in another terminal, this again:",
        "  npm run images -- --stack prod",
      ].join("\n"),
    });
    assert.deepEqual(world.opened, ["prod"]);
  });

  it("copies while the first update still runs, which waits for the images", async () => {
    const world = new World();
    world.repository = undefined;
    world.state = {
      resources: [
        { type: "aws:ec2/vpc:Vpc" },
        { type: "aws:ecr/repository:Repository", outputs: { repositoryUrl: REPOSITORY } },
      ],
    };
    await world.run("--stack", "prod");
    assert.equal(world.settings?.repository, REPOSITORY);
  });

  it("opens no mirror when every image is pushed by one's own CI", async () => {
    const world = new World();
    world.catalogue = { "2.1.27-own": CATALOGUE["2.1.27-own"] };
    await world.run("--stack", "prod");
    assert.deepEqual(world.opened, ["prod"]);
    assert.deepEqual(world.lines, ["No release of prod has a source: there is nothing to copy."]);
  });

  it("says that Docker is not running", async () => {
    const world = new World();
    const cannot = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.";
    world.events = [said(`<{%reset%}>error pinging Docker server: ${cannot}<{%reset%}>\n`)];
    world.failure = new Error("code: 255\n stdout: a dump");
    await assert.rejects(world.run("--stack", "prod"), {
      message: `Docker is not running here, and copying needs it: start it, or set DOCKER_HOST. It said:\nerror pinging Docker server: ${cannot}`,
    });
  });

  it("hands on what the mirror refuses, once and without the dump of the command", async () => {
    const world = new World();
    world.events = [
      said("The copy of 2.1.25-a has another digest."),
      said("The copy of 2.1.25-a has another digest."),
    ];
    world.failure = new Error("code: 255\n stdout: a dump");
    await assert.rejects(world.run("--stack", "prod"), {
      message: "The copy of 2.1.25-a has another digest.",
    });
  });

  it("refuses a catalogue that the program would refuse", async () => {
    const world = new World();
    world.catalogue = { "2.1.25-a": { version: "2.1.25", source: "lobehub/lobehub:latest" } };
    await assert.rejects(world.run("--stack", "prod"), {
      message: "lobechat:releases is wrong; pulumi preview says where.",
    });
  });

  it("wants to know the stack", async () => {
    const world = new World();
    await assert.rejects(world.run());
    assert.match(world.lines.join(), /required option '--stack <name>' not specified/);
  });
});
