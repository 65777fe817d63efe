import { setTimeout as sleep } from "node:timers/promises";
import { otherColor } from "../../../config/color";
import type { PodFault } from "../../cloud/cloud";
import { seconds } from "../../report/words";
import { PODS } from "../stackConfig";
import { healthyIn } from "../healthy";
import { tryUp, untilSeen, untilWhole, type Fault, type FaultPlace, type Happened } from "./fault";

export const INSTANCE_KILLED: Fault = {
  id: "instance-killed",
  title: "an instance of blue is killed",
  name: "an instance of the active color killed under load",
  happen: (place) => killed(place, { group: "blue", pods: "one", how: "kill" }),
};

export const IDLE_COLOR_KILLED: Fault = {
  id: "idle-color-killed",
  title: "all of green is killed, which is idle",
  name: "the whole idle color killed",
  happen: (place) => killed(place, { group: "green", pods: "all", how: "kill" }),
};

export const ACTIVE_COLOR_KILLED: Fault = {
  id: "active-color-killed",
  title: "all of blue is killed, which serves",
  name: "the whole active color killed",
  happen: (place) => killed(place, { group: "blue", pods: "all", how: "kill" }),
};

/** What hangs answers nothing and refuses nothing: only its health check tells. */
export const INSTANCE_HANGS: Fault = {
  id: "instance-hangs",
  title: "an instance of blue hangs",
  name: "an instance of the active color hangs and goes on",
  happen: (place) => hanging(place, { group: "blue", pods: "one", how: "freeze" }),
};

/** How long it flaps, with half of each turn in silence. */
const FLAPPING = { turns: 2, silentMs: 1000 };

export const SLOW_HEALTH_CHECK: Fault = {
  id: "slow-health-check",
  title: "slow health checks: a flip is refused",
  name: "the incoming color answers its health checks too late, on and off",
  happen: async (place) => {
    const { cloud, stage } = place;
    const activeColor = otherColor(stage.wantedWith({}).activeColor);
    for (let turn = 1; turn < FLAPPING.turns; turn++) {
      await cloud.breakPods({ group: activeColor, pods: "all", how: "freeze" });
      await sleep(FLAPPING.silentMs);
      await cloud.mendPods();
      await untilWhole(cloud, activeColor);
    }
    await cloud.breakPods({ group: activeColor, pods: "all", how: "freeze" });
    await untilSeen(cloud, (seen) => healthyIn(seen, activeColor) === 0);
    const { outcome, update } = await tryUp(place, `flip to ${activeColor}`, { activeColor });
    await cloud.mendPods();
    const wholeAgain = await untilWhole(cloud, activeColor);
    const refused = outcome === "refused" && update.error?.by === "guard";
    return {
      asItShould: refused && wholeAgain,
      note: refused
        ? `the flip was refused by the guard while ${activeColor} was silent, and is made now`
        : `the flip ${outcome}: ${update.error?.message ?? "nothing stopped it"}`,
      wanted: { activeColor },
    };
  },
};

/** The assets proxy has two instances, and keeps nothing that the colors do not have. */
const ASSETS_AWAY_MS = 3000;

export const ASSETS_DOWN: Fault = {
  id: "assets-down",
  title: "the assets proxy is down",
  name: "the assets proxy down",
  happen: async ({ cloud }) => {
    const began = Date.now();
    await cloud.breakPods({ group: "assets", pods: "all", how: "crash" });
    await sleep(ASSETS_AWAY_MS);
    await cloud.mendPods();
    const back = await untilWhole(cloud, "assets");
    return {
      asItShould: back,
      note: back
        ? `scripts were not to be had for ${seconds(Date.now() - began)}; sessions and chats went on`
        : "it did not come back",
    };
  },
};

async function killed(place: FaultPlace, fault: PodFault): Promise<Happened> {
  const { cloud } = place;
  const began = Date.now();
  await cloud.breakPods(fault);
  return backIn(place, fault, began);
}

async function hanging(place: FaultPlace, fault: PodFault): Promise<Happened> {
  const { cloud } = place;
  const began = Date.now();
  await cloud.breakPods(fault);
  const left = await untilSeen(cloud, (seen) => healthyIn(seen, "blue") < PODS);
  const leftAfter = seconds(Date.now() - began);
  await cloud.mendPods();
  const { asItShould, note } = await backIn(place, fault, began);
  return {
    asItShould: left && asItShould,
    note: left ? `the load balancer left it out after ${leftAfter}; ${note}` : "nobody noticed it",
  };
}

async function backIn(
  { cloud }: FaultPlace,
  { group }: PodFault,
  began: number,
): Promise<Happened> {
  const of = group === "green" ? "green" : "blue";
  await untilSeen(cloud, (seen) => healthyIn(seen, of) < PODS);
  const back = await untilWhole(cloud, of);
  const note = `all ${PODS} of ${of} serve again after ${seconds(Date.now() - began)}`;
  return { asItShould: back, note: back ? note : `${of} did not come back` };
}
