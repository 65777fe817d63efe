import assert from "node:assert/strict";
import type { CloudOptions } from "../../drill/cloud/cloud";
import type { Properties } from "../../drill/engine/envelope";
import { deploymentOf, digestOf, EVERY_PATH, NAMESPACE, Stack } from "./support/stack";
import { DEPLOYMENT, World } from "./support/world";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const NGINX = `docker.io/nginxinc/nginx-unprivileged@${digestOf("e")}`;
const CONF = 'http { server { location = /healthz { return 200 "ok"; } } }';
const TRUST = { name: "trust", configMap: { name: "trust" } };

/** What a shell, a file of variables or JSON would trip over. */
const ODD = `a=b "c" 'd' $HOME \\n\n{"e":"ü"} %20 #`;

/** Says what it was told, in the place of its version. */
const TELLER = `exec "${process.execPath}" -e '
  const { PORT, ODD, EMPTY, FROM_SECRET, NODE_EXTRA_CA_CERTS } = process.env;
  const told = JSON.stringify({ ODD, EMPTY, FROM_SECRET, NODE_EXTRA_CA_CERTS });
  require("node:http").createServer((_, answer) => answer.end(told)).listen(PORT, "127.0.0.1");'`;

function withContainer(container: Properties, volumes: Properties[] = []): Properties {
  const made = deploymentOf("blue", "a");
  const spec = made["spec"] as { template: { spec: { containers: Properties[] } } };
  const [first] = spec.template.spec.containers;
  Object.assign(spec.template.spec, { containers: [{ ...first, ...container }], volumes });
  return made;
}

describe("a pod of the stand-in cloud", () => {
  let world: World;

  afterEach(() => world.close());

  async function start(options: Partial<CloudOptions> = {}): Promise<void> {
    world = await World.start(options);
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    const stack = await Stack.create(world);
    await stack.group("blue", { rule: EVERY_PATH, path: "/healthz" });
  }

  function trust(): Promise<Properties> {
    const metadata = { name: "trust", namespace: NAMESPACE };
    return world.engine.put(CONFIG_MAP, "trust", { metadata, data: { "ca.pem": "PEM" } });
  }

  it("is told values of any text as they are, and trusts the stand-in's authority whatever it is told", async () => {
    await start({ app: { command: TELLER, env: {} } });
    await trust();
    const env = [
      { name: "ODD", value: ODD },
      { name: "EMPTY", value: "" },
      {
        name: "FROM_SECRET",
        valueFrom: { secretKeyRef: { name: "lobechat", key: "AUTH_SECRET" } },
      },
      { name: "NODE_EXTRA_CA_CERTS", value: "/etc/lobechat/trust/ca.pem" },
    ];
    await world.engine.put(DEPLOYMENT, "blue", withContainer({ env }, [TRUST]));
    const told: unknown = JSON.parse((await world.ask("/")).body);
    assert.deepEqual(told, {
      ODD,
      EMPTY: "",
      FROM_SECRET: "a secret",
      NODE_EXTRA_CA_CERTS: world.cloud.caFile,
    });
  });

  it("finds its nginx.conf whatever else is mounted", async () => {
    await start();
    await trust();
    await world.engine.put(CONFIG_MAP, "conf", {
      metadata: { name: "conf", namespace: NAMESPACE },
      data: { "nginx.conf": CONF },
    });
    const volumes = [{ name: "tmp", emptyDir: {} }, TRUST, { configMap: { name: "conf" } }];
    const probe = { httpGet: { path: "/healthz", port: 3210 }, periodSeconds: 2 };
    const container = { image: NGINX, startupProbe: probe, readinessProbe: probe };
    await world.engine.put(DEPLOYMENT, "blue", withContainer(container, volumes));
    assert.equal((await world.ask("/healthz")).body, "ok");
  });

  it("does not start without a ConfigMap that it mounts, and says which", async () => {
    await start();
    const impatient = { "pulumi.com/timeoutSeconds": "60" };
    const { metadata, ...rest } = withContainer({}, [TRUST]);
    await assert.rejects(
      world.engine.put(DEPLOYMENT, "blue", {
        ...rest,
        metadata: { ...(metadata as object), annotations: impatient },
      }),
      /CreateContainerConfigError.*configmap "trust" not found/s,
    );
  });
});
