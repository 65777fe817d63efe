import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { InstalledPlugin } from "../../ops/plugins/installed";
import { jobOf, pluginsOnCluster } from "../../ops/plugins/onCluster";
import { pluginLines } from "../../ops/plugins/pluginLines";
import { textOf, type StateResource } from "../../ops/plugins/state";
import type { OpenedStack, Tools } from "../../ops/tools";

const plugin = (identifier: string, version: string | null, users: number): InstalledPlugin => ({
  ...{ identifier, type: "plugin", version, users },
});

/** Nobody looks at the stack: whoever is asked answers from memory. */
const STACK = { name: "prod" } as OpenedStack;

function lines(ask: NonNullable<Tools["installedPlugins"]>): Promise<string[]> {
  return pluginLines({ installedPlugins: ask }, STACK, "2.1.25", 20);
}

const MIGRATION: StateResource = {
  ...{ urn: "urn:pulumi:prod::lobechat::x::migration-0a1b2c3d", id: "lobechat/migration" },
  type: "kubernetes:batch/v1:Job",
  inputs: {
    metadata: { namespace: "lobechat" },
    spec: {
      template: {
        spec: {
          restartPolicy: "Never",
          containers: [{ name: "migrate", image: "app@sha256:1", envFrom: [{ secretRef: {} }] }],
        },
      },
    },
  },
};

function providerAt(port: number): StateResource {
  const kubeconfig = {
    clusters: [
      {
        name: "here",
        cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true },
      },
    ],
    users: [{ name: "me", user: {} }],
    contexts: [{ name: "here", context: { cluster: "here", user: "me" } }],
    "current-context": "here",
  };
  return {
    ...{ urn: "urn:pulumi:prod::lobechat::pulumi:providers:kubernetes::cluster", id: "cluster" },
    type: "pulumi:providers:kubernetes",
    inputs: { kubeconfig: JSON.stringify(kubeconfig) },
  };
}

describe("plugins, before a rollback", () => {
  it("are a table of those whose manifest is newer than the release, with how many have each", async () => {
    const installed = [
      plugin("search", "2.1.26", 12),
      plugin("old", "1", 40),
      plugin("same", "2.1.25", 3),
      plugin("nothing", null, 2),
    ];
    assert.deepEqual(await lines(() => Promise.resolve(installed)), [
      "Plugins whose manifest is newer than 2.1.25:",
      "plugin  type    version  users",
      "search  plugin  2.1.26   12",
    ]);
  });

  it("are said to want nothing more where none does", async () => {
    const said = await lines(() => Promise.resolve([plugin("old", "1", 40)]));
    assert.deepEqual(said, ["No plugin of the users wants more than 2.1.25."]);
  });

  it("stop nothing when nobody answers, or not in time", async () => {
    const refused = await lines(() => Promise.reject(new Error("connect ECONNREFUSED\nat …")));
    assert.deepEqual(refused, ["Plugins were not asked: connect ECONNREFUSED"]);
    let told: AbortSignal | undefined;
    const late = await lines(async (_stack, signal) => {
      told = signal;
      await once(signal, "never");
      return [];
    });
    assert.deepEqual(late, ["Plugins were not asked: no answer within 0.02 s"]);
    assert.equal(told?.aborted, true);
  });

  it("are asked by a Job that has of a migration's pod what it takes, and goes by itself", () => {
    const { namespace, job } = jobOf([MIGRATION]);
    const { template, ...ends } = job.spec;
    assert.equal(namespace, "lobechat");
    const [asking] = template.spec.containers;
    assert.match(JSON.stringify(asking), /"image":"app@sha256:1"/);
    assert.match(JSON.stringify(asking), /user_installed_plugins/);
    assert.deepEqual(ends, {
      ...{ backoffLimit: 0, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 60 },
    });
    assert.throws(() => jobOf([]), /no migration by whose image one could ask/);
  });

  it("leave nothing behind that holds the process, where the cluster takes a question and never answers", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const given = new AbortController();
    const asked = once(server, "connection");
    const { port } = server.address() as AddressInfo;
    const refused = assert.rejects(pluginsOnCluster([providerAt(port), MIGRATION], given.signal));
    const [socket] = (await asked) as [Socket];
    given.abort();
    await refused;
    if (!socket.destroyed) await once(socket, "close");
    server.close();
    await once(server, "close");
  });

  it("are asked by what the state tells, and not where that is sealed", () => {
    assert.equal(textOf("plain"), "plain");
    assert.equal(textOf({ plaintext: '"opened"' }), "opened");
    assert.equal(textOf({ ciphertext: "v1:…" }), undefined);
  });
});
