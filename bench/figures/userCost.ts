import { setTimeout as pause } from "node:timers/promises";
import type { Cloud } from "../../drill/cloud/cloud";
import { siteOf } from "../../drill/scenario/siteOf";
import { startTraffic } from "../../drill/traffic/traffic";
import { cpuSeconds } from "../cpuSeconds";
import type { Figure } from "../figure";

const USERS = [50, 500, 2000] as const;

/** Users of any number ask about so often in all: what grows is what a user costs, and not the requests. */
const REQUESTS_PER_SECOND = 150;

/** A turn is a session check, and each eighth also a page and a script. */
const REQUESTS_PER_TURN = 1.25;

const WATCHED_MS = 6000;

const MOST_GROWTH = 1.2;

/** Milliseconds of processor per request by the number of users: of the users, the stand-ins and the drill. */
type UserCost = Record<(typeof USERS)[number], number>;

/** @throws Error when a user is not let in, or a request fails */
export async function userCostFigures(cloud: Cloud): Promise<Figure[]> {
  const ms = await measureUserCost(cloud);
  const growth = Math.max(ms[500] / ms[50], ms[2000] / ms[500]);
  const each = USERS.map((users) => `${ms[users].toFixed(2)} ms with ${users}`).join(", ");
  return [
    {
      met: growth <= MOST_GROWTH,
      of: "the drill with 50, 500 and 2,000 users, processor per request of a user",
      is: `${growth.toFixed(2)} times the cost with more users`,
      from: `${each}; at most ${MOST_GROWTH}`,
    },
  ];
}

async function measureUserCost(cloud: Cloud): Promise<UserCost> {
  return {
    50: await costWith(50, cloud),
    500: await costWith(500, cloud),
    2000: await costWith(2000, cloud),
  };
}

async function costWith(users: number, cloud: Cloud): Promise<number> {
  const traffic = await startTraffic({
    ...(await siteOf(cloud)),
    ...{ users, streams: 0, streamMs: 0 },
    thinkMs: (1000 * users * REQUESTS_PER_TURN) / REQUESTS_PER_SECOND,
  });
  try {
    await traffic.ready;
    const before = { cpu: cpuSeconds(), requests: traffic.records.length };
    await pause(WATCHED_MS);
    const cpu = cpuSeconds() - before.cpu;
    const requests = traffic.records.slice(before.requests);
    if (requests.some(({ failed }) => failed)) throw new Error("a user's request failed");
    return (cpu * 1000) / requests.length;
  } finally {
    traffic.kill();
  }
}
