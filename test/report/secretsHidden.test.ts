import assert from "node:assert/strict";
import type { SecretsFact } from "../../drill/report/promises/facts";
import { secretsHidden } from "../../drill/report/promises/secretsHidden";

const SEARCHED: SecretsFact = { step: "no-change", sought: 41, places: 38, found: [] };

describe("promise 10, secrets", () => {
  it("is held by a search that found nothing, and says how much it looked for", () => {
    assert.deepEqual(secretsHidden({ secrets: SEARCHED }), {
      held: true,
      evidence: [
        {
          step: "no-change",
          text: "41 secret values looked for in 38 places, found in none",
        },
      ],
    });
  });

  it("is broken by each that was found, and says its name and where", () => {
    const found = [
      { name: "output previewTokens.blue", place: "engine/state.json", step: "no-change" },
      { name: "output previewTokens.blue", place: "the terminal", step: "no-change" },
      { name: "lobechat:apiKeys.OPENAI_API_KEY", place: "the report", step: "flip-to-green" },
    ];
    assert.deepEqual(secretsHidden({ secrets: { ...SEARCHED, found } }), {
      held: false,
      evidence: [
        {
          step: "no-change",
          text: "output previewTokens.blue stands in plain text in engine/state.json, and in 1 other place",
        },
        {
          step: "flip-to-green",
          text: "lobechat:apiKeys.OPENAI_API_KEY stands in plain text in the report",
        },
      ],
    });
  });

  for (const [what, secrets] of [
    ["nobody looked", null],
    ["there was no secret to look for", { ...SEARCHED, sought: 0 }],
    ["there was nowhere to look", { ...SEARCHED, places: 0 }],
  ] as const) {
    it(`is not exercised when ${what}`, () => {
      assert.equal(secretsHidden({ secrets }).held, null);
    });
  }
});
