import assert from "node:assert/strict";
import { isSecret, secret, withoutEnvelopes, type Properties } from "../../drill/engine/envelope";
import { InitError } from "../../drill/engine/rpc";
import { GROUP, JOB, SECRET, textAt, World } from "./support/world";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

function jobOf(name: string, spec: Properties = {}): Properties {
  return {
    metadata: {
      name,
      namespace: "lobechat",
      annotations: { "pulumi.com/replaceUnready": "true", "pulumi.com/timeoutSeconds": "3700" },
    },
    spec: {
      backoffLimit: 1,
      activeDeadlineSeconds: 3600,
      template: { spec: { containers: [{ name: "dump", image: "postgres" }] } },
      ...spec,
    },
  };
}

describe("the stand-in cloud", () => {
  let world: World;

  before(async () => {
    world = await World.start();
  });

  after(() => world.close());

  describe("its providers", () => {
    it("refuse a type that they do not know, by its name", async () => {
      await assert.rejects(
        world.engine.put("aws:sqs/queue:Queue", "jobs", {}),
        /^Error: the stand-in cloud does not know aws:sqs\/queue:Queue$/,
      );
    });

    it("refuse a function that they do not know, by its name", async () => {
      await assert.rejects(
        world.engine.provider.invoke("aws:ec2/getAmi:getAmi", {}),
        /the stand-in cloud does not know aws:ec2\/getAmi:getAmi/,
      );
    });

    it("give a secret back as a secret, and nothing else as one", async () => {
      const outputs = await world.engine.put(SECRET, "keys", {
        metadata: { name: "keys", labels: { of: "both" } },
        stringData: secret({ AUTH_SECRET: "hidden" }),
      });
      assert.ok(isSecret(outputs["stringData"]));
      assert.deepEqual(withoutEnvelopes(outputs["stringData"]), { AUTH_SECRET: "hidden" });
      assert.equal(textAt(outputs, "metadata", "labels", "of"), "both");
      const whole = await world.engine.put(SECRET, "whole", {
        metadata: secret({ name: "whole" }),
      });
      assert.ok(whole["metadata"] !== undefined && isSecret(whole["metadata"]));
    });

    it("keep what they make up of a password secret", async () => {
      const outputs = await world.engine.put(PASSWORD, "token", { length: 64, special: false });
      const { result } = outputs;
      assert.ok(result !== undefined && isSecret(result));
      assert.match(JSON.stringify(result.value), /^"[A-Za-z0-9]{64}"$/);
    });

    it("see the same value in a secret and outside as no change", async () => {
      await world.engine.put(CONFIG_MAP, "conf", { metadata: { name: "conf" }, data: { a: "1" } });
      const { op } = await world.engine.apply(CONFIG_MAP, "conf", {
        metadata: { name: "conf" },
        data: secret({ a: "1" }),
      });
      assert.equal(op, "same");
    });

    it("make a value again only when what it was made from changes", async () => {
      const before = await world.engine.put(PASSWORD, "kept", { length: 20 });
      const same = await world.engine.apply(PASSWORD, "kept", { length: 20 });
      assert.deepEqual(same, { op: "same", outputs: before });
      const { op, outputs } = await world.engine.apply(PASSWORD, "kept", { length: 21 });
      assert.equal(op, "replace");
      assert.notDeepEqual(outputs["result"], before["result"]);
    });

    it("name what has no name, and keep that name", async () => {
      const group = { port: 3210, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" };
      const made = await world.engine.put(GROUP, "blue", group);
      assert.match(textAt(made, "name"), /^blue-[0-9a-f]{7}$/);
      const changed = await world.engine.apply(GROUP, "blue", { ...group, deregistrationDelay: 5 });
      assert.equal(changed.op, "update");
      assert.equal(textAt(changed.outputs, "name"), textAt(made, "name"));
      const map = await world.engine.put(CONFIG_MAP, "files", { data: {} });
      assert.match(textAt(map, "metadata", "name"), /^files-[a-z0-9]{8}$/);
    });

    it("delete an object with a name of its own before its successor comes, and no other", async () => {
      const { provider } = world.engine;
      const given = await world.engine.check(SECRET, "keys", {
        metadata: { name: "keys" },
        type: "x",
      });
      const inTheWay = await provider.diff(world.engine.stateOf(SECRET, "keys"), given.inputs, []);
      assert.deepEqual(inTheWay.replaces, ["type"]);
      assert.equal(inTheWay.deleteBeforeReplace, true);
      await world.engine.put(SECRET, "named", { stringData: {} });
      const made = await world.engine.check(SECRET, "named", { stringData: {}, type: "x" });
      const aside = await provider.diff(world.engine.stateOf(SECRET, "named"), made.inputs, []);
      assert.equal(aside.deleteBeforeReplace, false);
    });
  });

  describe("a Job in it", () => {
    async function outcomes(name: string): Promise<string[]> {
      const { jobs } = await world.cloud.observe();
      return jobs.filter((run) => run.name === name).map(({ outcome }) => outcome);
    }

    it("takes its time and succeeds", async () => {
      const startedMs = Date.now();
      await world.engine.put(JOB, "snapshot-1", jobOf("snapshot-1"));
      assert.ok(Date.now() - startedMs >= 60, "20 seconds at a scale of 300 are 67 ms");
      assert.deepEqual(await outcomes("snapshot-1"), ["succeeded"]);
    });

    it("fails when it is told to, after the last of its attempts, and stays there", async () => {
      await world.cloud.failJobs("snapshot-");
      await assert.rejects(world.engine.put(JOB, "snapshot-2", jobOf("snapshot-2")), (error) => {
        assert.ok(error instanceof InitError);
        assert.equal(error.created.id, "lobechat/snapshot-2");
        const backedOff = "BackoffLimitExceeded: Job has reached the specified backoff limit";
        assert.deepEqual(error.reasons, [backedOff]);
        return true;
      });
      assert.deepEqual(await outcomes("snapshot-2"), ["failed"]);
    });

    it("is replaced by the next update when it has failed and says so, and else left alone", async () => {
      const failed = await world.engine.apply(JOB, "snapshot-2", jobOf("snapshot-2"));
      assert.equal(failed.op, "replace");
      assert.deepEqual(await outcomes("snapshot-2"), ["failed", "succeeded"]);
      const done = await world.engine.apply(JOB, "snapshot-2", jobOf("snapshot-2"));
      assert.equal(done.op, "same");
    });

    it("does not fail when it was healed before it began", async () => {
      await world.cloud.failJobs("migration-");
      await world.cloud.healJobs();
      await world.engine.put(JOB, "migration-1", jobOf("migration-1"));
      assert.deepEqual(await outcomes("migration-1"), ["succeeded"]);
    });

    it("is ended by its deadline", async () => {
      const job = jobOf("snapshot-3", { activeDeadlineSeconds: 10 });
      await assert.rejects(world.engine.put(JOB, "snapshot-3", job), /DeadlineExceeded/);
    });

    it("runs again when its template changes", async () => {
      const template = { spec: { containers: [{ name: "dump", image: "postgres:17" }] } };
      const { op } = await world.engine.apply(JOB, "snapshot-1", jobOf("snapshot-1", { template }));
      assert.equal(op, "replace");
      assert.deepEqual(await outcomes("snapshot-1"), ["succeeded", "succeeded"]);
    });
  });
});
