import assert from "node:assert/strict";
import type { Asked } from "../../../drill/cloud/firewall/asked";
import { Rates } from "../../../drill/cloud/firewall/rates";
import type { RateStatement } from "../../../drill/cloud/firewall/webAcl";

const LIMIT = 10;

const perAddress: RateStatement = {
  limit: LIMIT,
  evaluationWindowSec: 60,
  aggregateKeyType: "IP",
  customKeys: [],
};

const asked: Asked = {
  ...{ address: "203.0.113.7", method: "GET", path: "/", query: "", userAgent: "Mozilla/5.0" },
  ...{ cookies: "", body: "", bodyBytes: 0 },
};

describe("The firewall's rate limits", () => {
  let nowMs = 0;
  let exceeded: () => boolean;

  beforeEach(() => {
    nowMs = 0;
    const rates = new Rates(() => nowMs);
    exceeded = () => rates.exceeded("limit", perAddress, asked);
    for (let request = 0; request < LIMIT; request += 1) assert.equal(exceeded(), false);
  });

  it("refuse what is more than the limit within the window", () => {
    nowMs = 59_999;
    assert.equal(exceeded(), true);
  });

  it("forget what was before the window", () => {
    nowMs = 60_000;
    assert.equal(exceeded(), false);
  });

  it("count what they refuse", () => {
    nowMs = 30_000;
    for (let request = 0; request < LIMIT; request += 1) assert.equal(exceeded(), true);
    nowMs = 60_000;
    assert.equal(exceeded(), true);
    nowMs = 90_001;
    assert.equal(exceeded(), false);
  });
});
