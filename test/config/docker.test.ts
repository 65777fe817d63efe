import assert from "node:assert/strict";
import { join } from "node:path";
import { unsecret } from "@pulumi/pulumi";
import type { RawConfig } from "../../config/keys";
import { parseDockerSettings } from "../../config/load";
import { DEFAULT_IMAGES } from "../../config/dockerImages";
import { stackFile } from "../../drill/scenario/stackFile";
import { problemsOf } from "../support/rawConfig";

const RELEASE = "2.1.26-9f3c2e1";
const ID = `sha256:${"a".repeat(64)}`;
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";

/** The dev stack with some values changed; undefined takes a key out. */
function dev(changes: Record<string, unknown> = {}, secretKeys: string[] = []): RawConfig {
  const file = Object.entries(stackFile(join(__dirname, "..", "..", "Pulumi.dev.yaml")));
  const values = new Map(file.map(([key, { value }]) => [key, value]));
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) values.delete(`lobechat:${key}`);
    else values.set(`lobechat:${key}`, typeof value === "string" ? value : JSON.stringify(value));
  }
  const keys = secretKeys.map((key) => `lobechat:${key}`);
  return {
    values: Object.fromEntries(values),
    secretKeys: keys,
    project: "lobechat",
    stack: "dev",
  };
}

const releases = (entry: object) => ({
  releases: { [RELEASE]: { version: "2.1.26", source: ID, ...entry } },
});

describe("the configuration of a docker stack", () => {
  it("needs nothing but a catalogue and who runs what of it", () => {
    const settings = parseDockerSettings(dev());
    assert.equal(settings.platform, "docker");
    assert.equal(settings.site.url, "http://lobechat.localhost:8080");
    assert.deepEqual(settings.images, DEFAULT_IMAGES);
    assert.equal(settings.protect, true);
  });

  it("pins every image of its own by tag and digest", () => {
    for (const [name, image] of Object.entries(DEFAULT_IMAGES))
      assert.match(image, /^[a-z0-9./_-]+:[\w.-]+@sha256:[0-9a-f]{64}$/, name);
  });

  it("takes an image that the engine has by its id, for a part and for a release", () => {
    const settings = parseDockerSettings(dev({ ...releases({}), images: { edge: ID } }));
    assert.equal(settings.images.edge, ID);
    assert.equal(settings.images.files, DEFAULT_IMAGES.files);
    assert.equal(settings.colors.blue.release.source, ID);
    assert.equal(settings.colors.blue.release.digest, ID);
  });

  it("knows the digest of a release by its source", () => {
    const source = `docker.io/lobehub/lobehub:2.1.26@${ID}`;
    const { colors } = parseDockerSettings(dev(releases({ source })));
    assert.equal(colors.green.release.digest, ID);
  });

  it("leaves the port of the scheme out of the address", () => {
    const site = (changes: object) =>
      parseDockerSettings(dev({ site: { domain: "chat.example.com", ...changes } }, ["site"])).site;
    assert.equal(site({ port: 80 }).url, "http://chat.example.com");
    assert.equal(
      site({ port: 443, tls: { acmeEmail: "ops@example.com" } }).url,
      "https://chat.example.com",
    );
    assert.equal(
      site({ port: 8443, tls: { certificate: CERTIFICATE, key: KEY } }).url,
      "https://chat.example.com:8443",
    );
  });

  it("keeps the site's private key secret", async () => {
    const { tls } = parseDockerSettings(
      dev({ site: { tls: { certificate: CERTIFICATE, key: KEY } } }, ["site"]),
    ).site;
    assert.ok(tls !== undefined && "key" in tls);
    assert.equal(await isSecret(tls.key), true);
    assert.equal(await new Promise((resolve) => unsecret(tls.key).apply(resolve)), KEY);
  });

  const cases: [what: string, changes: Record<string, unknown>, problems: string[]][] = [
    [
      "a key of the other platform",
      { network: {} },
      ["lobechat:network = something → no such key → pulumi config rm network --stack dev"],
    ],
    [
      "a release without an image",
      releases({ source: undefined }),
      [
        `lobechat:releases["${RELEASE}"].source is not set → an image with its digest, as in name:tag@sha256:…, or the id of one that the engine has, sha256:… → pulumi config set --path 'releases["${RELEASE}"].source' 'docker.io/lobehub/lobehub:2.1.26@sha256:…' --stack dev`,
      ],
    ],
    [
      "an image that a tag alone names",
      { images: { edge: "docker.io/library/traefik:v3" } },
      [
        "lobechat:images.edge = docker.io/library/traefik:v3 → an image with its digest, as in name:tag@sha256:…, or the id of one that the engine has, sha256:… → pulumi config set --path 'images.edge' 'docker.io/library/traefik:v3@sha256:…' --stack dev",
      ],
    ],
    [
      "a port that is none",
      { site: { port: 70000 } },
      [
        "lobechat:site.port = 70000 → a port from 1 to 65535 → pulumi config set --path 'site.port' 8080 --stack dev",
      ],
    ],
    [
      "a site that no ACME authority would find",
      { site: { port: 8443, tls: { acmeEmail: "ops@example.com" } } },
      [
        "lobechat:site.port = 8443, with tls.acmeEmail → 443, where the ACME authority looks for the site → pulumi config set --path 'site.port' 443 --stack dev",
        "lobechat:site.domain = lobechat.localhost, with tls.acmeEmail → a public name, which the ACME authority can look up → pulumi config set --path 'site.domain' chat.example.com --stack dev",
      ],
    ],
    [
      "the site's private key in plain text, which it does not show",
      { site: { tls: { certificate: CERTIFICATE, key: KEY } } },
      [
        "lobechat:site.tls.key = in plain text → a secret: set it again, encrypted, and take the old value for known → pulumi config rm --path 'site.tls.key' && pulumi config set --secret --path 'site.tls.key' <value> --stack dev",
      ],
    ],
    [
      "a limit that no app could live with",
      { memoryMiB: { app: 1 } },
      [
        "lobechat:memoryMiB.app = 1 → a whole number of MiB from 32 to 65536 → pulumi config set --path 'memoryMiB.app' 1536 --stack dev",
      ],
    ],
    [
      "what it refuses on aws too",
      { blue: { release: "2.0.0-missing", capacity: { min: 1, max: 1 } } },
      [
        `lobechat:blue.release = 2.0.0-missing → a release of lobechat:releases (${RELEASE}) → pulumi config set --path 'blue.release' ${RELEASE} --stack dev`,
      ],
    ],
  ];
  for (const [what, changes, problems] of cases) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(problemsOf(dev(changes)), problems);
    });
  }
});

function isSecret(output: object): Promise<unknown> {
  return Promise.resolve("isSecret" in output && output.isSecret);
}
