import { setTimeout as sleep } from "node:timers/promises";
import { autoRollback } from "../../ops/night/autoRollback";
import type { AutoRollbackResult } from "../../ops/night/autoRollbackResult";
import type { Tools } from "../../ops/tools";
import type { Cloud } from "../cloud/cloud";
import { begins } from "../engine/begins";
import type { Color } from "../report/report";
import type { Builds } from "./builds";
import type { Recorder } from "./recorder";
import { setAlarm } from "./setAlarm";
import { STACK } from "./stackConfig";

const isUpdateOfDeployment = begins("update", "kubernetes:apps/v1:Deployment");

/** What the automatic rollback decided in a step. */
export interface Decided extends AutoRollbackResult {
  step: string;
  /** Date.now() when the alarm rang. */
  rangAt: number;
}

/** A second of the alarms' minutes, several times over: for machines that do other things too. */
const PATIENCE_MS = 30_000;
/** How often a held lock is looked at. */
export const SHORTLY = { firstMs: 200, longestMs: 1000, limitMs: 20_000 };

export interface NightOptions {
  operator: Tools;
  recorder: Recorder;
  cloud: Cloud;
  builds: Builds;
  /** How long a flip is on trial, in milliseconds of this machine. */
  bakeMs: number;
}

/** Who is awake at night: CodeBuild, and what happens to the cloud meanwhile. */
export class Night {
  readonly operator: Tools;
  readonly decided: Decided[] = [];
  readonly #options: NightOptions;

  constructor(options: NightOptions) {
    this.operator = options.operator;
    this.#options = options;
  }

  /**
   * Lets the build run that the colour's alarm has started since then, or starts.
   *
   * @param since Date.now()
   */
  async answer(step: string, color: Color, since: number) {
    const { builds } = this.#options;
    const { build, event } = await builds.next(alarmOf(color), since, PATIENCE_MS);
    const result = await autoRollback(
      this.operator,
      { stack: STACK, event, dryRun: false },
      SHORTLY,
    );
    const decided = { ...result, step, rangAt: build.at };
    this.decided.push(decided);
    return decided;
  }

  /** Sets the colour's alarm, as one does to try it out, and lets its build run. */
  async ring(step: string, color: Color, around = (work: () => Promise<Decided>) => work()) {
    const { cloud } = this.#options;
    return around(async () => {
      const since = Date.now();
      await setAlarm(cloud, alarmOf(color), "ALARM");
      const decided = await this.answer(step, color, since);
      await setAlarm(cloud, alarmOf(color), "OK");
      return decided;
    });
  }

  /** While Redis answers nobody. */
  readonly withoutRedis = async (work: () => Promise<Decided>): Promise<Decided> => {
    const { cloud } = this.#options;
    await cloud.setSessionStore(false);
    try {
      return await work();
    } finally {
      await cloud.setSessionStore(true);
    }
  };

  /** Once the last flip is no longer on trial. */
  readonly afterBakeWindow = async (work: () => Promise<Decided>): Promise<Decided> => {
    const { recorder, bakeMs } = this.#options;
    const [flip] = await recorder.deployment.history(1, 1);
    const until = (flip?.endTime.getTime() ?? 0) + bakeMs + 100;
    await sleep(Math.max(0, until - Date.now()));
    return work();
  };

  /**
   * Starts an update, and comes back as soon as it is at the pods that it waits for.
   *
   * @returns when it gave up, in milliseconds since the drill's start
   */
  async hang(message: string): Promise<{ ended: Promise<number> }> {
    const { recorder } = this.#options;
    return new Promise((resolve, reject) => {
      const ended = recorder.deployment
        .up({
          message,
          onEvent: (event) => {
            if (isUpdateOfDeployment(event)) resolve({ ended });
          },
        })
        // It fails at last, which is what it is for; the recorder has put it down.
        .catch(() => undefined)
        .then(() => {
          reject(new Error("the release ended before it came to its pods"));
          const { startMs, durationMs } = recorder.last().update;
          return startMs + durationMs;
        });
    });
  }
}

/** The one alarm of each colour that the automatic rollback goes by. */
function alarmOf(color: Color): string {
  return `lobechat-${STACK}-${color}`;
}
