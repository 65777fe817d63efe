import { z } from "zod";
import type { Clock } from "../../clock";
import type { MetricName } from "../monitoring/metrics";
import type { cronJob } from "./objects";

type CronJobObject = z.infer<typeof cronJob>;

const variables = z.object({
  spec: z.object({
    containers: z.array(
      z.object({
        env: z.array(z.object({ name: z.string(), value: z.string().optional() })).default([]),
      }),
    ),
  }),
});

const HOUR_SECONDS = 3600;

interface Scheduled {
  object: CronJobObject;
  timer: NodeJS.Timeout;
}

/**
 * CronJobs that by themselves do nothing, and count as if they had: when one is made, so that no alarm waits for the
 * first full hour, and from then on as often as its schedule says. What one would have run can be had by its name.
 */
export class CronJobs {
  readonly #clock: Clock;
  readonly #count: (metric: MetricName) => void;
  readonly #scheduled = new Map<string, Scheduled>();

  constructor(clock: Clock, count: (metric: MetricName) => void) {
    this.#clock = clock;
    this.#count = count;
  }

  get(name: string): CronJobObject | undefined {
    return [...this.#scheduled.values()].find(({ object }) => object.metadata.name === name)
      ?.object;
  }

  /** One that is there already goes on as it is told now. */
  put(id: string, object: CronJobObject): void {
    const { containers } = variables.parse(object.spec.jobTemplate.spec.template).spec;
    const given = containers.flatMap(({ env }) => env);
    const of = (name: string) => given.find((each) => each.name === name)?.value ?? "";
    const dimensions = { Stack: of("STACK"), Every: of("EVERY") };
    const good = () => {
      this.#count({ namespace: "LobeChat/Backups", name: "GoodBackups", dimensions });
    };
    if (!this.#scheduled.has(id)) good();
    this.remove(id);
    const timer = setInterval(good, this.#clock.ms(secondsOf(object.spec.schedule)));
    this.#scheduled.set(id, { object, timer: timer.unref() });
  }

  remove(id: string): void {
    clearInterval(this.#scheduled.get(id)?.timer);
    this.#scheduled.delete(id);
  }
}

/** @param schedule minute, hour, day, month and weekday */
function secondsOf(schedule: string): number {
  const [, hour, , , weekday] = schedule.split(" ");
  if (hour === "*") return HOUR_SECONDS;
  return weekday === "*" ? 24 * HOUR_SECONDS : 7 * 24 * HOUR_SECONDS;
}
