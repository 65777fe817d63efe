import type { Clock } from "../../clock";
import { Alarms, type StateChange } from "./alarms";
import { Metrics } from "./metrics";

/** How often hosts are counted, in AWS seconds. */
const SAMPLE_SECONDS = 10;
/** Below this, counting would itself be the load. */
const SHORTEST_SAMPLE_MS = 50;

/** CloudWatch: counts, and looks at every alarm when a minute of the scaled clock is over. */
export class CloudWatch {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly #sampling: NodeJS.Timeout;
  #minute: NodeJS.Timeout | undefined;

  /** @param sample is called to put what is not counted by the request. @param changed is told of each new state */
  constructor(
    clock: Clock,
    sample: (metrics: Metrics) => void,
    changed: (change: StateChange) => void,
  ) {
    this.metrics = new Metrics(clock);
    this.alarms = new Alarms(this.metrics, changed);
    const everyMs = Math.max(SHORTEST_SAMPLE_MS, clock.ms(SAMPLE_SECONDS));
    this.#sampling = setInterval(() => {
      sample(this.metrics);
    }, everyMs);
    this.#awaitMinute();
  }

  close(): void {
    clearInterval(this.#sampling);
    clearTimeout(this.#minute);
  }

  #awaitMinute(): void {
    this.#minute = setTimeout(() => {
      this.alarms.evaluate();
      this.#awaitMinute();
    }, Math.ceil(this.metrics.msToNextMinute()));
  }
}
