import assert from "node:assert/strict";
import type { Evidence } from "../../../components/guard/evidence";
import { AWS_WORDS } from "../../../components/guard/awsEvidence";
import { judge } from "../../../components/guard/judge";

const LIMITS = { warnBelowPercent: 80, refuseBelowPercent: 50, answers: 3 };

function healthy(count: number, total = count): Evidence["incoming"] {
  return {
    answer: { healthy: count, total, reasons: total > count ? ["Health checks failed"] : [] },
  };
}

const WELL: Evidence = {
  incoming: healthy(6),
  leaving: healthy(6),
  alarm: { answer: { state: "OK", reason: "", since: new Date(0) } },
  look: { kind: "answers" },
  behindServing: null,
};
const ALARM = { state: "ALARM", reason: "5xx above 5 %", since: new Date(0) } as const;
const SICK = {
  kind: "wrong",
  check: "GET /f/lobechat-guard-asks (Redis and the database behind it)",
  expected: "404",
  seen: "status 500",
} as const;
const FAR = { kind: "unreachable", why: "connect ECONNREFUSED" } as const;

interface Row {
  it: string;
  seen: Partial<Evidence>;
  share?: number;
  refuses?: RegExp;
  warns?: RegExp;
}

const TABLE: Row[] = [
  { it: "lets a colour through that is well by both kinds of evidence", seen: {} },
  {
    it: "refuses a colour without targets, and says that it needs pods",
    seen: { incoming: healthy(0) },
    refuses: /no targets at all/,
  },
  {
    it: "refuses a colour whose targets are all sick, in the load balancer's words",
    seen: { incoming: healthy(0, 2) },
    refuses: /0 of 2 healthy: Health checks failed/,
  },
  {
    it: "refuses under half of what the colour that leaves has",
    seen: { incoming: healthy(2) },
    refuses: /at least 3 healthy targets: 50 % of the 6/,
  },
  { it: "takes half of it, with a warning", seen: { incoming: healthy(3) }, warns: /at least 5/ },
  { it: "takes four fifths of it without a word", seen: { incoming: healthy(5) } },
  {
    it: "measures a canary by its share of the users",
    seen: { incoming: healthy(1) },
    share: 10,
  },
  {
    it: "takes what is healthy where the colour that leaves has nothing",
    seen: { incoming: healthy(1), leaving: healthy(0, 6) },
  },
  {
    it: "refuses a colour in ALARM: that one never fires again",
    seen: { alarm: { answer: ALARM } },
    refuses: /ALARM since .*5xx above 5 %/,
  },
  {
    it: "takes an alarm without data for no alarm",
    seen: { alarm: { answer: { ...ALARM, state: "INSUFFICIENT_DATA" } } },
  },
  { it: "takes a missing alarm for no alarm", seen: { alarm: { answer: undefined } } },
  {
    it: "only warns when the alarms cannot be asked",
    seen: { alarm: { why: "AccessDenied" } },
    warns: /AccessDenied/,
  },
  {
    it: "takes unreachable for no sickness: the load balancer's count decides alone",
    seen: { look: FAR },
    warns: /the load balancer's own count decides alone/,
  },
  {
    it: "refuses unreachable without targets all the same",
    seen: { look: FAR, incoming: healthy(0) },
    refuses: /no targets/,
  },
  {
    it: "lets the colour's own answers decide where the load balancer's API gives none",
    seen: { incoming: { why: "timeout" } },
    warns: /timeout/,
  },
  {
    it: "refuses where nothing at all can be seen",
    seen: { incoming: { why: "timeout" }, look: FAR },
    refuses: /timeout/,
  },
  {
    it: "refuses blind on the first day too",
    seen: { incoming: { why: "timeout" }, look: null },
    refuses: /timeout/,
  },
  {
    it: "refuses a colour that fails its deep check",
    seen: { look: SICK, behindServing: { kind: "answers" } },
    refuses: /of green\n.*\n.*status 500\n.*logs deployment\/green/,
  },
  {
    it: "says when the other colour fails it as well: that is Redis or the database",
    seen: { look: SICK, behindServing: SICK },
    refuses: /of blue as well.*\n.*mend Redis or the database/,
  },
];

describe("the guard's judgement", () => {
  for (const { it: behavior, seen, share = 100, refuses, warns } of TABLE) {
    it(behavior, () => {
      const verdict = judge(
        { color: "green", share, limits: LIMITS, words: AWS_WORDS },
        { ...WELL, ...seen },
      );
      expect(verdict.refusals, refuses);
      if (refuses === undefined) expect(verdict.warnings, warns);
    });
  }
});

function expect(findings: readonly object[], wanted: RegExp | undefined): void {
  const text = findings.map((finding) => Object.values(finding).join("\n")).join("\n\n");
  if (wanted === undefined) assert.equal(text, "");
  else assert.match(text, wanted);
}
