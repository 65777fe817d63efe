import type { Cloud } from "../../drill/cloud/cloud";
import { siteOf } from "../../drill/scenario/siteOf";
import { DOMAIN } from "../../drill/scenario/stackConfig";
import type { Site } from "../../drill/traffic/site";
import { percentile } from "../../drill/report/percentile";
import type { Figure } from "../figure";
import { Load } from "../load";
import { median } from "../median";

const RUNS = 5;

const SATURATED_MS = 1500;

const PACED_MS = 3000;

const REQUESTS_PER_SECOND = 200;

const LEAST_RATIO = 0.25;

const MOST_ADDED_MS = 5;

/** The app's pods, asked through the load balancer and directly. */
interface BalancerCost {
  /** Requests per second at saturation. */
  through: number;
  directly: number;
  /** Milliseconds within which 99 of 100 answers came, at 200 requests a second. */
  throughP99Ms: number;
  directP99Ms: number;
}

export async function balancerFigures(cloud: Cloud): Promise<Figure[]> {
  const { through, directly, throughP99Ms, directP99Ms } = await measureBalancer(cloud);
  const ratio = through / directly;
  const added = throughP99Ms - directP99Ms;
  return [
    {
      met: ratio >= LEAST_RATIO,
      of: "load balancer with TLS and firewall, at saturation against the app's pods directly",
      is: `${ratio.toFixed(2)} of the requests`,
      from: `${through.toFixed(0)} a second, ${directly.toFixed(0)}, the best of ${RUNS}; at least ${LEAST_RATIO}`,
    },
    {
      met: added < MOST_ADDED_MS,
      of: `the same at ${REQUESTS_PER_SECOND} requests a second`,
      is: `${added.toFixed(1)} ms more at the 99th percentile`,
      from: `${throughP99Ms.toFixed(1)} ms, ${directP99Ms.toFixed(1)} ms, medians of ${RUNS}; less than ${MOST_ADDED_MS}`,
    },
  ];
}

/**
 * What limits it, by a profile: the writes to sockets, one to the pod and one to the client per request, take more time
 * than anything else that the balancer does. The client and the pods share its processors, so both figures want two
 * quiet ones.
 *
 * Of a deployed stack, both taken in turns.
 */
async function measureBalancer(cloud: Cloud): Promise<BalancerCost> {
  const site = await siteOf(cloud);
  const { targetGroups } = await cloud.observe();
  const pods = (targetGroups["blue"]?.targets ?? []).map(({ id: host, port }): Site => ({
    ...{ scheme: "http", address: { host, port }, domain: DOMAIN, authority: DOMAIN },
  }));
  const loads = { through: await Load.connect([site]), directly: await Load.connect(pods) };
  try {
    // What is compiled while it runs is compiled before it is measured.
    await loads.directly.saturate(SATURATED_MS);
    await loads.through.saturate(SATURATED_MS);
    return await takeTurns(loads);
  } finally {
    loads.through.close();
    loads.directly.close();
  }
}

async function takeTurns({
  through,
  directly,
}: Record<"through" | "directly", Load>): Promise<BalancerCost> {
  const figures = {
    ...{ through: [] as number[], directly: [] as number[] },
    ...{ throughP99Ms: [] as number[], directP99Ms: [] as number[] },
  };
  for (let run = 0; run < RUNS; run += 1) {
    figures.directly.push(await directly.saturate(SATURATED_MS));
    figures.through.push(await through.saturate(SATURATED_MS));
    figures.directP99Ms.push(await p99(directly));
    figures.throughP99Ms.push(await p99(through));
  }
  return {
    // What else the machine does takes from single runs: what can come through is the best of them.
    through: Math.max(...figures.through),
    directly: Math.max(...figures.directly),
    throughP99Ms: median(figures.throughP99Ms),
    directP99Ms: median(figures.directP99Ms),
  };
}

async function p99(load: Load): Promise<number> {
  const answered = await load.pace(REQUESTS_PER_SECOND, PACED_MS);
  return percentile(answered, 99) ?? Number.NaN;
}
