import { setTimeout as sleep } from "node:timers/promises";
import { otherColor } from "../../../config/color";
import { seconds } from "../../report/words";
import { tryUp, type Fault } from "./fault";

/** Shorter than the provider's patience: it tries again by itself. */
const BUSY_MS = 1500;

export const BALANCER_THROTTLED: Fault = {
  id: "balancer-throttled",
  title: "a throttled load balancer: a flip fails",
  name: "the load balancer's API throttled for longer than anybody tries",
  happen: async (place) => {
    const { cloud, stage } = place;
    const activeColor = otherColor(stage.wantedWith({}).activeColor);
    await cloud.throttleBalancer(true);
    const { outcome, update } = await tryUp(place, `flip to ${activeColor}`, { activeColor });
    await cloud.throttleBalancer(false);
    const failed = outcome === "failed" && (update.error?.message ?? "").includes("Throttling");
    return {
      asItShould: failed,
      note: failed
        ? "the flip failed and traffic stayed where it was; it is made now"
        : `the flip ${outcome}: ${update.error?.message ?? "nothing stopped it"}`,
      wanted: { activeColor },
    };
  },
};

export const BALANCER_BUSY: Fault = {
  id: "balancer-busy",
  title: "a busy load balancer: a flip is late",
  name: "the load balancer's API throttled for a while",
  happen: async (place) => {
    const { cloud, stage } = place;
    const activeColor = otherColor(stage.wantedWith({}).activeColor);
    await cloud.throttleBalancer(true);
    const flipping = tryUp(place, `flip to ${activeColor}`, { activeColor });
    await Promise.race([flipping, sleep(BUSY_MS)]);
    await cloud.throttleBalancer(false);
    const { outcome, update } = await flipping;
    return {
      asItShould: outcome === "succeeded" && update.changed.length === 1,
      note: `the provider tried again; the flip took ${seconds(update.durationMs)}`,
      wanted: { activeColor },
    };
  },
};
