import type { DrillReport } from "../report/report";
import type { Visitors } from "./visitors";

/** What a drill leaves out where people depend on the stack, and what nobody sees from outside. */
export function notPlayed({ signIn }: Pick<Visitors, "signIn">): DrillReport["skipped"] {
  return [
    {
      what: "releases, refusals and failures",
      why: "a deployed stack is not broken on purpose: npm run drill plays them on stand-ins",
    },
    ...(signIn ? [] : [NOBODY_SIGNED_IN]),
    {
      what: "alarms, targets, the load balancer's own clock",
      why: "seen from outside alone: a colour is healthy while it answers its preview header, and a rule is taken with the first answer of the other colour",
    },
  ];
}

const NOBODY_SIGNED_IN = {
  what: "sessions and chats",
  why: "an account would stay in an app that people use: users looked at /api/version, /signin and its scripts",
};
