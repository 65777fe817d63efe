import assert from "node:assert/strict";
import { digestOf, deploymentOf, EVERY_PATH, NAMESPACE, Stack } from "./support/stack";
import { DEPLOYMENT, JOB, until, World } from "./support/world";

const SERVICE = "kubernetes:core/v1:Service";

describe("faults that the stand-in cloud is told to have", () => {
  let world: World;
  let stack: Stack;
  beforeEach(async () => {
    world = await World.start();
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    await world.cloud.publish({ digest: digestOf("f"), version: "1.2.0", behavior: "failing" });
    stack = await Stack.create(world);
    await stack.group("blue", { rule: EVERY_PATH });
  });
  afterEach(() => world.close());

  async function serve(release: string): Promise<void> {
    await stack.deploy("blue", release);
    await until("blue is healthy", async () => (await world.count("blue", "healthy")) === 1);
  }

  async function statuses(path: string, count: number): Promise<number[]> {
    const answers: number[] = [];
    for (let asked = 0; asked < count; asked++) answers.push((await world.ask(path)).status);
    return answers.toSorted();
  }

  async function signIn(): Promise<{ status: number; cookie: string }> {
    const { status, headers } = await world.ask("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://chat.example.com" },
      body: JSON.stringify({ email: "a@example.com", password: "a password" }),
    });
    return { status, cookie: String(headers["set-cookie"]).split(";")[0] ?? "" };
  }

  it("a failing release passes every check, and a fifth of its other answers are 500", async () => {
    await serve("f");
    assert.deepEqual(await statuses("/api/version", 10), Array(10).fill(200));
    assert.deepEqual(await statuses("/f/none", 10), Array(10).fill(404));
    assert.deepEqual(await statuses("/signin", 10), [...Array<number>(8).fill(200), 500, 500]);
  });

  it("a cluster that cannot be reached keeps its pods, refuses what asks for it, and takes it later", async () => {
    await serve("a");
    await world.cloud.setKubernetes(false);
    const unreachable = /configured Kubernetes cluster is unreachable: unable to load schema/;
    const { engine } = world;
    const service = { metadata: { name: "new", namespace: NAMESPACE }, spec: { selector: {} } };
    await assert.rejects(engine.put(SERVICE, "new", service), unreachable);
    await assert.rejects(stack.deploy("blue", "f"), unreachable);
    await assert.rejects(engine.remove(DEPLOYMENT, "blue"), unreachable);
    await assert.rejects(engine.provider.read(engine.stateOf(DEPLOYMENT, "blue")), unreachable);
    const { inputs } = await engine.check(DEPLOYMENT, "blue", deploymentOf("blue", "f"));
    const diff = await engine.provider.diff(engine.stateOf(DEPLOYMENT, "blue"), inputs, []);
    assert.equal(diff.changes, true);
    assert.equal((await world.ask("/api/version")).status, 200);
    await world.cloud.setKubernetes(true);
    await stack.deploy("blue", "f");
    await until("the new release answers", async () => {
      return (await world.ask("/api/version")).body.includes("1.2.0");
    });
  });

  it("a cluster that goes away ends what waits for it", async () => {
    await world.cloud.failJobs("snapshot-");
    const job = world.engine.put(JOB, "snapshot-1", {
      metadata: { name: "snapshot-1", namespace: NAMESPACE },
      spec: {
        backoffLimit: 6,
        template: { spec: { containers: [{ name: "dump", image: "postgres" }] } },
      },
    });
    const waiting = assert.rejects(job, /cluster is unreachable/);
    await until("the Job runs", async () => {
      return (await world.cloud.observe()).jobs[0]?.outcome === "running";
    });
    await world.cloud.setKubernetes(false);
    await waiting;
    assert.equal((await world.cloud.observe()).jobs[0]?.outcome, "running");
  });

  it("a session store that does not answer has everybody signed in when it is back", async () => {
    await serve("a");
    const { status, cookie } = await signIn();
    assert.equal(status, 200);
    await world.cloud.setSessionStore(false);
    // The app gives up after two seconds, the load balancer by the scaled clock.
    const { status: silent } = await world.ask("/f/none");
    assert.ok(silent === 500 || silent === 504, `${silent} while the store is silent`);
    await world.cloud.setSessionStore(true);
    await until("the app has its sessions", async () => {
      const { body } = await world.ask("/api/auth/get-session", { headers: { cookie } });
      return body.includes("a@example.com");
    });
    assert.equal((await world.ask("/f/none")).status, 404);
  });
});
