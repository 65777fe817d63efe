import assert from "node:assert/strict";
import { parseAwsSettings } from "../../config/load";
import { ConfigError } from "../../config/problem";
import { RELEASES } from "../../drill/scenario/catalogue";
import { problemsOf, rawConfig } from "../support/rawConfig";

const { first, next } = RELEASES;
const CATALOGUE = Object.values(RELEASES).map(({ name }) => name);
const capacity = { min: 2, max: 6 };
const entry = { version: next.version, digest: next.digest };
const releases = (changes: object) => ({
  [first.name]: { version: first.version, digest: first.digest },
  [next.name]: { ...entry, ...changes },
});

describe("the configuration", () => {
  it("is read into plain values, with what a colour runs resolved", () => {
    const settings = parseAwsSettings(rawConfig());
    assert.equal(settings.activeColor, "blue");
    assert.equal(settings.canaryPercent, 0);
    assert.equal(settings.region, "eu-central-1");
    assert.deepEqual(settings.colors.green, {
      capacity,
      release: {
        ...{ name: next.name, version: next.version, digest: next.digest, env: next.env },
        source: undefined,
      },
    });
  });

  it("takes the digest of a release from its source", () => {
    const source = `docker.io/lobehub/lobehub:2.1.26@${next.digest}`;
    const settings = parseAwsSettings(
      rawConfig({ releases: releases({ digest: undefined, source }) }),
    );
    assert.equal(settings.colors.green.release.digest, next.digest);
  });

  it("takes the digest that the repository has it under, where the mirror made another", () => {
    const source = `docker.io/lobehub/lobehub:2.1.26@sha256:${"9".repeat(64)}`;
    const { colors } = parseAwsSettings(rawConfig({ releases: releases({ source }) }));
    assert.equal(colors.green.release.digest, next.digest);
  });

  const cases: [what: string, changes: Record<string, unknown>, problems: string[]][] = [
    [
      "a colour that there is not",
      { activeColor: "purple" },
      [
        "lobechat:activeColor = purple → blue or green → pulumi config set activeColor blue --stack prod",
      ],
    ],
    [
      "a colour that is not set",
      { activeColor: undefined },
      [
        "lobechat:activeColor is not set → blue or green → pulumi config set activeColor blue --stack prod",
      ],
    ],
    [
      "a platform that nobody has heard of",
      { platform: "azure" },
      ["lobechat:platform = azure → aws or docker → pulumi config set platform aws --stack prod"],
    ],
    [
      "an image called latest",
      {
        releases: releases({ digest: undefined, source: `lobehub/lobehub:latest@${next.digest}` }),
      },
      [
        `lobechat:releases["${next.name}"].source = lobehub/lobehub:latest@${next.digest} → a tag that names one release, never latest → pulumi config set --path 'releases["${next.name}"].source' 'docker.io/lobehub/lobehub:2.1.26@sha256:…' --stack prod`,
      ],
    ],
    [
      "an image without a digest",
      { releases: releases({ digest: undefined, source: "lobehub/lobehub:2.1.26" }) },
      [
        `lobechat:releases["${next.name}"].source = lobehub/lobehub:2.1.26 → an image with its digest, as in name:tag@sha256:… → pulumi config set --path 'releases["${next.name}"].source' 'docker.io/lobehub/lobehub:2.1.26@sha256:…' --stack prod`,
      ],
    ],
    [
      "a release that the catalogue lacks",
      { green: { release: "2.1.99-0000000", capacity } },
      [
        `lobechat:green.release = 2.1.99-0000000 → a release of lobechat:releases (${CATALOGUE.join(
          ", ",
        )}) → pulumi config set --path 'green.release' ${CATALOGUE.at(-1) ?? ""} --stack prod`,
      ],
    ],
    [
      "a key that there is not",
      { activeColour: "green" },
      [
        "lobechat:activeColour = something → no such key → pulumi config rm activeColour --stack prod",
      ],
    ],
    [
      "a nested key that there is not",
      { green: { release: next.name, capacity, replicas: 3 } },
      [
        "lobechat:green.replicas = something → no such key → pulumi config rm --path 'green.replicas' --stack prod",
      ],
    ],
    [
      "an active colour without capacity",
      { blue: { release: first.name, capacity: { min: 0, max: 0 } } },
      [
        "lobechat:blue.capacity.min = 0 → at least 1: blue is active → pulumi config set --path 'blue.capacity.min' 2 --stack prod",
      ],
    ],
    [
      "a cold idle colour that nobody acknowledged",
      { green: { release: next.name, capacity: { min: 0, max: 0 } } },
      [
        "lobechat:green.capacity.min = 0 → at least 1, or that you acknowledge that a rollback waits for pods to start → pulumi config set acknowledgeSlowRollback true --stack prod",
      ],
    ],
    [
      "a canary on a cold colour",
      {
        canaryPercent: 5,
        acknowledgeSlowRollback: true,
        green: { release: next.name, capacity: { min: 0, max: 0 } },
      },
      [
        "lobechat:green.capacity.min = 0 → at least 1: green gets a canary's users → pulumi config set --path 'green.capacity.min' 2 --stack prod",
      ],
    ],
    [
      "a canary of 80",
      { canaryPercent: 80 },
      [
        "lobechat:canaryPercent = 80 → a whole number from 0 to 50 → pulumi config set canaryPercent 10 --stack prod",
      ],
    ],
    [
      "a version that cannot read the schema",
      { schema: { version: "2.1.28", readableBy: ">=2.1.26" } },
      [
        `lobechat:blue.release = ${first.name} → a version that can read the schema of 2.1.28 (>=2.1.26); going below that takes a restore → pulumi config set --path 'blue.release' ${RELEASES.sick.name} --stack prod`,
      ],
    ],
    [
      "a version newer than the schema's mark",
      { schema: { version: "2.1.25", readableBy: ">=2.1.24" } },
      [
        "lobechat:schema.version = 2.1.25 → at least 2.1.26, which green runs; raise it once you have read what 2.1.26 migrates → pulumi config set --path 'schema.version' 2.1.26 --stack prod",
      ],
    ],
    [
      "an empty value in a release's environment",
      { releases: releases({ env: { SEARXNG_URL: "" } }) },
      [
        `lobechat:releases["${next.name}"].env.SEARXNG_URL = "" → a value: LobeHub takes an empty one for a broken one, so leave it out → pulumi config rm --path 'releases["${next.name}"].env.SEARXNG_URL' --stack prod`,
      ],
    ],
    [
      "a shared variable in a release's environment",
      { releases: releases({ env: { REDIS_PREFIX: "green" } }) },
      [
        `lobechat:releases["${next.name}"].env.REDIS_PREFIX = "green" → nothing: REDIS_PREFIX is shared, and equal on both colours by design → pulumi config rm --path 'releases["${next.name}"].env.REDIS_PREFIX' --stack prod`,
      ],
    ],
    [
      "a variable of 1.x, which stops the start",
      { releases: releases({ env: { NEXTAUTH_URL: "x" } }) },
      [
        `lobechat:releases["${next.name}"].env.NEXTAUTH_URL = "x" → nothing: NEXTAUTH_URL is of 1.x and stops the start of 2.x → pulumi config rm --path 'releases["${next.name}"].env.NEXTAUTH_URL' --stack prod`,
      ],
    ],
  ];
  for (const [what, changes, problems] of cases) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(problemsOf(rawConfig(changes)), problems);
    });
  }

  it("refuses a secret in plain text, and does not show it", () => {
    const raw = { ...rawConfig(), secretKeys: [] };
    const problems = problemsOf(raw);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /^lobechat:apiKeys = in plain text → a secret/);
    assert.doesNotMatch(problems.join("\n"), /sk-/);
  });

  it("says ten mistakes at once", () => {
    const raw = rawConfig({
      activeColor: "purple",
      canaryPercent: 80,
      blue: { release: "2.1.99-0000000", capacity },
      green: { release: next.name, capacity: { min: 3, max: 1 } },
      domain: "https://chat.example.com/",
      zone: "mine",
      schema: { version: "2", readableBy: ">=2.1.24" },
      allowedCidrs: ["everyone"],
      "aws:region": undefined,
      colour: "blue",
    });
    assert.equal(problemsOf(raw).length, 10);
    assert.throws(
      () => parseAwsSettings(raw),
      (error: unknown) =>
        error instanceof ConfigError &&
        error.message.startsWith(
          'The configuration of stack "prod" has 10 problems. Nothing was changed.',
        ),
    );
  });

  it("accepts a cold idle colour that somebody acknowledged", () => {
    const cold = { release: next.name, capacity: { min: 0, max: 0 } };
    assert.deepEqual(problemsOf(rawConfig({ green: cold, acknowledgeSlowRollback: true })), []);
  });
});
