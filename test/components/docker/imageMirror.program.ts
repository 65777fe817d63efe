import assert from "node:assert/strict";
import { MirrorStack } from "./mirrorStack";

const REPOSITORY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/lobechat/prod";
const HUB = "registry-1.docker.io/lobehub/lobehub";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const source = (version: string, digit: string) =>
  `docker.io/lobehub/lobehub:${version}@${digest(digit)}`;
const copyOf = (release: string) => `${REPOSITORY}:release-${release}`;

describe("the mirror of the catalogue's images", () => {
  let stack: MirrorStack;
  beforeEach(async () => {
    stack = await MirrorStack.open();
  });
  afterEach(() => stack.close());

  const first = { "2.1.25-a": { version: "2.1.25", source: source("2.1.25", "1") } };
  const both = {
    ...first,
    "2.1.26-b": { version: "2.1.26", source: source("2.1.26", "2"), digest: digest("c") },
  };
  const tags = { [`${HUB}:2.1.25`]: digest("1"), [`${HUB}:2.1.26`]: digest("2") };
  const pushed = { [copyOf("2.1.25-a")]: digest("1"), [copyOf("2.1.26-b")]: digest("c") };

  it("pulls by digest for the nodes' platform, tags by release and pushes to stay", async () => {
    await stack.has({ tags, pushed });
    assert.equal(await stack.up(REPOSITORY, first), undefined);
    const made = stack.did.filter((call) => /^(remoteImage|tag|registryImage):/.test(call));
    const name = `docker.io/lobehub/lobehub@${digest("1")}`;
    assert.deepEqual(
      made.map((call) => JSON.parse(call.slice(call.indexOf("{"))) as unknown),
      [
        { keepLocally: true, name, platform: "linux/amd64" },
        { sourceImage: `id of ${name}`, targetImage: copyOf("2.1.25-a") },
        { keepRemotely: true, name: copyOf("2.1.25-a") },
      ],
    );
    assert.deepEqual(await stack.images(), { "2.1.25-a": digest("1") });
  });

  it("copies a new release alone, and asks no registry about what was copied before", async () => {
    await stack.has({ tags, pushed });
    await stack.up(REPOSITORY, first);
    await stack.has({ tags: { ...tags, [`${HUB}:2.1.25`]: digest("9") }, pushed });
    assert.equal(await stack.up(REPOSITORY, both), undefined);
    const asked = stack.did.filter((call) => !call.startsWith("aws:")).join("\n");
    assert.doesNotMatch(asked, /2\.1\.25/);
    assert.deepEqual(await stack.images(), { "2.1.25-a": digest("1"), "2.1.26-b": digest("c") });
  });

  it("leaves to one's own CI what has no source", async () => {
    await stack.has({ tags, pushed });
    const own = { "2.1.27-own": { version: "2.1.27", digest: digest("e") } };
    assert.equal(await stack.up(REPOSITORY, { ...first, ...own }), undefined);
    assert.deepEqual(await stack.images(), { "2.1.25-a": digest("1") });
  });

  it("refuses a source whose tag is another image, in a preview too, before it pulls anything", async () => {
    await stack.has({ tags: { [`${HUB}:2.1.25`]: digest("9") }, pushed });
    const expected = [
      `lobechat:releases["2.1.25-a"].source = ${source("2.1.25", "1")}`,
      `  seen:     the registry has docker.io/lobehub/lobehub:2.1.25 under ${digest("9")}`,
      `  expected: ${digest("1")}; the tag was moved, or the digest is another image's`,
      `  fix:      pulumi config set --path 'releases["2.1.25-a"].source' ${source("2.1.25", "9")} --stack prod`,
    ].join("\n");
    for (const message of [
      await stack.preview(REPOSITORY, first),
      await stack.up(REPOSITORY, first),
    ]) {
      assert.ok(message?.includes(expected), message);
      assert.deepEqual(
        stack.did.filter((call) => call.startsWith("remoteImage")),
        [],
      );
    }
  });

  it("refuses a copy whose digest is not the catalogue's, after every release is copied", async () => {
    await stack.has({ tags, pushed: { ...pushed, [copyOf("2.1.25-a")]: digest("a") } });
    const message = await stack.up(REPOSITORY, both);
    const expected = [
      "The copy of 2.1.25-a has another digest than the catalogue, as one platform of an image for several has.",
      `  seen:     ${digest("a")}`,
      `  expected: ${digest("1")}`,
      `  fix:      pulumi config set --path 'releases["2.1.25-a"].digest' ${digest("a")} --stack prod`,
    ].join("\n");
    assert.ok(message?.includes(expected), message);
    assert.equal(stack.did.filter((call) => call.startsWith("registryImage")).length, 2);

    const mended = { ...both, "2.1.25-a": { ...both["2.1.25-a"], digest: digest("a") } };
    assert.equal(await stack.up(REPOSITORY, mended), undefined);
    assert.deepEqual(
      stack.did.filter((call) => call.startsWith("registryImage")),
      [],
    );
  });

  it("leaves a release in the repository that the catalogue names no more", async () => {
    await stack.has({ tags, pushed });
    await stack.up(REPOSITORY, both);
    assert.equal(await stack.up(REPOSITORY, first), undefined);
    assert.ok(stack.did.includes("delete registryImage:RegistryImage keepRemotely true"));
  });

  it("signs in to ECR with a token of the repository's account, which is written nowhere", async () => {
    await stack.has({ tags, pushed });
    await stack.up(REPOSITORY, first);
    assert.ok(stack.did.some((call) => call.includes('"registryId":"123456789012"')));
    assert.doesNotMatch(stack.written(), /password-of-ecr/);
  });

  it("signs in to another registry as docker does", async () => {
    const repository = "registry.example.com/lobechat";
    await stack.has({ tags, pushed: { [`${repository}:release-2.1.25-a`]: digest("1") } });
    assert.equal(await stack.up(repository, first), undefined);
    assert.ok(!stack.did.some((call) => call.startsWith("aws:")));
  });
});
