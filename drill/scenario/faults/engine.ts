import type { EngineEvent } from "@pulumi/pulumi/automation";
import { otherColor } from "../../../config/color";
import { begins } from "../../engine/begins";
import { untilThere, type Killable } from "../../engine/killable";
import { RELEASES } from "../catalogue";
import type { Wanted } from "../stackConfig";
import { untilSeen, type Fault, type FaultPlace, type Happened } from "./fault";
import { releaseOf } from "./releases";

const { renewed, last } = RELEASES;

const isUpdateOfRule = begins("update", "aws:lb/listenerRule:ListenerRule");
const isCreateOfJob = begins("create", "kubernetes:batch/v1:Job");

/** Its machine is gone while the load balancer has the new rule already, and Pulumi's state does not know of it. */
export const ENGINE_KILLED_IN_FLIP: Fault = {
  id: "engine-killed-in-flip",
  title: "the engine is killed during a flip",
  name: "the engine killed in the middle of a flip",
  happen: async (place) => {
    const { stage, cloud } = place;
    const wanted = { activeColor: otherColor(stage.wantedWith({}).activeColor) };
    const before = (await cloud.observe()).trafficRuleAcceptedMs.length;
    const engine = await begun(place, wanted, isUpdateOfRule);
    const took = await untilSeen(
      cloud,
      ({ trafficRuleAcceptedMs: accepted }) => accepted.length > before,
    );
    return killed(place, engine, wanted, took);
  },
};

/** A Job of the release is being made: nobody knows whether it was. */
export const ENGINE_KILLED_IN_RELEASE: Fault = {
  id: "engine-killed-in-release",
  title: `the engine is killed during ${renewed.version}`,
  name: "the engine killed in the middle of a release",
  happen: async (place) => {
    const wanted = releaseOf(place, renewed);
    const engine = await begun(place, wanted, isCreateOfJob);
    return killed(place, engine, wanted, true);
  },
};

export const TWO_UPDATES: Fault = {
  id: "two-updates",
  title: `two updates at once, one brings ${last.version}`,
  name: "two updates at once",
  happen: async (place) => {
    const { recorder } = place.stage;
    const wanted = releaseOf(place, last);
    await place.stage.configure(place.stage.wantedWith(wanted));
    let second: Promise<string> | undefined;
    const first = recorder.deployment.up({
      message: `drill: release ${last.version}`,
      onEvent: (event) => {
        if (isCreateOfJob(event))
          second ??= recorder.deployment
            .up({ message: "drill: the second of two" })
            .then(() => "nothing: it ran", String);
      },
    });
    const released = await first.then(
      () => true,
      () => false,
    );
    const said = (await second) ?? "nothing: there was no second";
    const holder = /created by (\S+ \(pid \d+\))/.exec(said)?.[1];
    return {
      asItShould: released && holder !== undefined,
      note:
        holder === undefined
          ? `the second was not told who has the stack: ${said}`
          : `the second was refused and told who has the stack: ${holder}; the first went through`,
      wanted,
    };
  },
};

async function begun(
  { stage, engineOptions: engine }: FaultPlace,
  wanted: Partial<Wanted>,
  isThere: (event: EngineEvent) => boolean,
): Promise<Killable> {
  await stage.configure(stage.wantedWith(wanted));
  const options = { message: "drill: an update whose engine is killed" };
  return untilThere({ engine, options }, isThere);
}

async function killed(
  { engine }: FaultPlace,
  running: Killable,
  wanted: Partial<Wanted>,
  inTheMiddle: boolean,
): Promise<Happened> {
  const pid = await running.kill();
  const lock = await engine.freeDeadLock();
  return {
    asItShould: inTheMiddle,
    note: `process ${pid} is gone, ${lock}; the same update goes on where it was`,
    wanted,
  };
}
