import { once, EventEmitter } from "node:events";
import { z } from "zod";
import type { Build, Cloud } from "../cloud/cloud";

const EVENT = z.object({ detail: z.object({ alarmName: z.string() }) });

/** A build that an alarm has started, and the event that it was handed. */
export interface AlarmBuild {
  build: Build;
  event: unknown;
}

/** What CodeBuild is told to run. In the drill, the drill runs it. */
export class Builds {
  readonly #seen: AlarmBuild[] = [];
  readonly #news = new EventEmitter();

  constructor(cloud: Cloud) {
    cloud.onBuild((build) => {
      const text = build.environment["ALARM_EVENT"];
      if (text === undefined) return;
      this.#seen.push({ build, event: JSON.parse(text) });
      this.#news.emit("build");
    });
  }

  /**
   * The first build since then for an alarm, whether it has come already or not.
   *
   * @param since Date.now()
   * @throws Error when there is none within that time
   */
  async next(alarm: string, since: number, patienceMs: number): Promise<AlarmBuild> {
    const signal = AbortSignal.timeout(patienceMs);
    for (;;) {
      const found = this.#seen.find(
        ({ build, event }) => build.at >= since && EVENT.parse(event).detail.alarmName === alarm,
      );
      if (found !== undefined) return found;
      await once(this.#news, "build", { signal });
    }
  }
}
