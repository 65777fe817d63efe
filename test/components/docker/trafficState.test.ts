import assert from "node:assert/strict";
import { trafficLabels, trafficNow, trafficStateIn } from "../../../components/docker/trafficState";
import type { RuleState } from "../../../components/guard/ruleState";

const BLUE: RuleState = { active: "blue", weights: { blue: 100, green: 0 }, refused: undefined };
const CANARY: RuleState = {
  active: "blue",
  weights: { blue: 90, green: 10 },
  refused: "2.1.27-0a1b2c3",
};
const MAINTENANCE: RuleState = { ...BLUE, weights: { blue: 0, green: 0 } };

interface Ran {
  created: string;
  state: RuleState;
  exitCode?: number;
  status?: string;
}

/** An engine that has had these containers. */
function engineWith(ran: readonly Ran[]) {
  const asked: string[] = [];
  const answer = (path: string): Promise<unknown> => {
    asked.push(decodeURIComponent(path));
    if (path.startsWith("/containers/json"))
      return Promise.resolve(ran.map((_, index) => ({ Id: `id${index}` })));
    const index = Number(/id(\d)/.exec(path)?.[1]);
    if (ran[index]?.status === "gone") return Promise.resolve(undefined);
    const { created = "", state = BLUE, exitCode = 0, status = "exited" } = ran[index] ?? {};
    return Promise.resolve({
      Created: created,
      State: { Status: status, ExitCode: exitCode },
      Config: { Labels: trafficLabels(state) },
    });
  };
  return { asked, get: answer, find: answer };
}

describe("who gets the traffic on Docker", () => {
  for (const state of [BLUE, CANARY, MAINTENANCE])
    it(`is read from the labels as it was written there: ${JSON.stringify(state)}`, () => {
      const labels = Object.entries(trafficLabels(state)).map(([label, value]) => {
        return { label, value };
      });
      assert.deepEqual(trafficStateIn({ labels }), state);
    });

  it("is not known where the labels are not", () => {
    assert.equal(trafficStateIn({ labels: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }), undefined);
    assert.equal(trafficStateIn(undefined), undefined);
  });

  it("is what the newest container said that did its work", async () => {
    const engine = engineWith([
      { created: "2027-01-15T08:00:03.5Z", state: CANARY, exitCode: 1 },
      { created: "2027-01-15T08:00:01.123456789Z", state: MAINTENANCE },
      { created: "2027-01-15T08:00:02.1Z", state: BLUE },
      { created: "2027-01-15T08:00:04Z", state: CANARY, status: "running" },
    ]);
    assert.deepEqual(await trafficNow(engine, "dev"), BLUE);
    assert.match(
      engine.asked[0] ?? "",
      /all=true&filters=\{"label":\["lobechat\.stack=dev","lobechat\.part=traffic"\]\}/,
    );
  });

  it("is not a container's to say that has gone since it was listed", async () => {
    const engine = engineWith([
      { created: "2027-01-15T08:00:02.1Z", state: CANARY, status: "gone" },
      { created: "2027-01-15T08:00:01Z", state: BLUE },
    ]);
    assert.deepEqual(await trafficNow(engine, "dev"), BLUE);
  });

  it("is nobody before the first one", async () => {
    assert.equal(await trafficNow(engineWith([]), "dev"), undefined);
  });
});
