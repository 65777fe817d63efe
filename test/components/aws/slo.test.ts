import assert from "node:assert/strict";
import { burnRate, errorBudget } from "../../../components/aws/slo";

describe("the error budget", () => {
  it("is what the promise leaves, to the digit", () => {
    assert.equal(errorBudget({ sloPercent: 99.9 }), 0.1);
    assert.equal(errorBudget({ sloPercent: 99.95 }), 0.05);
    assert.equal(errorBudget({ sloPercent: 95 }), 5);
  });

  it("burns too fast at the rates of the Site Reliability Workbook, where the promise is about 30 days", () => {
    assert.equal(burnRate(2, 1, 30), 14.4);
    assert.equal(burnRate(5, 6, 30), 6);
  });

  it("burns too fast sooner, where the promise is about a week", () => {
    assert.equal(burnRate(2, 1, 7), 3.36);
  });
});
