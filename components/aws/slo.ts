import type * as pulumi from "@pulumi/pulumi";
import { lostPercent, MINUTE, type BalancerDimensions } from "./alarmExpressions";
import { alarmName, metricAlarm } from "./metricAlarm";

/** What users are promised: so many percent of their requests answered, over so many days. */
export interface Slo {
  sloPercent: number;
  sloDays: number;
}

/**
 * When a budget burns too fast to wait for the morning: a share of it gone within so many hours. Of 30 days these
 * are the burn rates 14.4 and 6 (Google, The Site Reliability Workbook, chapter 5, "Alerting on SLOs", table 5-6).
 */
const BURNS = {
  fast: { budgetPercent: 2, hours: 1 },
  slow: { budgetPercent: 5, hours: 6 },
} as const;

const HOUR = 60 * MINUTE;

/** Below so many times the floor of a minute, a few unlucky requests of a night look like a burnt budget. */
const FLOORS = 10;

/** @returns what may be lost, in percent of all requests */
export function errorBudget({ sloPercent }: Pick<Slo, "sloPercent">): number {
  return rounded(100 - sloPercent);
}

/** How many times as fast as it may the budget goes, when so many percent of it go within so many hours. */
export function burnRate(budgetPercent: number, hours: number, sloDays: number): number {
  return rounded(((budgetPercent / 100) * sloDays * 24) / hours);
}

/**
 * Alarms on the error budget of the whole service, whoever serves: @pulumi/aws has no SLO of CloudWatch's
 * Application Signals, and that would not know the load balancer.
 *
 * @returns their names in CloudWatch
 */
export function sloAlarms(
  args: Slo & { balancer: BalancerDimensions; minRequests: number; notify: pulumi.Input<string>[] },
  opts: pulumi.CustomResourceOptions,
): string[] {
  const { balancer, minRequests, notify, sloPercent, sloDays } = args;
  return Object.entries(BURNS).map(([speed, { budgetPercent, hours }]) => {
    const rate = burnRate(budgetPercent, hours, sloDays);
    const name = `slo-${speed}`;
    metricAlarm(
      name,
      {
        description: `${budgetPercent} % of the error budget of ${sloDays} days (availability ${sloPercent} %) are gone within ${hours} h.`,
        of: lostPercent(balancer, hours * HOUR, FLOORS * minRequests),
        is: ">=",
        // More than everything cannot be lost.
        threshold: Math.min(100, rounded(rate * errorBudget({ sloPercent }))),
        notify,
      },
      opts,
    );
    return alarmName(name);
  });
}

/** Without the dust of binary fractions, which a dashboard would show and a diff would find. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
