import { stackRule } from "../rule";
import type { Part, Seen } from "../seen";
import { AUTOSCALER } from "./autoscalersAreOn";
import { DEPLOYMENT } from "./workloads";

const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";

export const budgetsCoverTheirPods = stackRule({
  name: "budgets-cover-their-pods",
  description:
    "Of each Deployment's pods one budget lets some go, and never all, when nodes are drained.",
  severity: "high",
  mend: "keep one PodDisruptionBudget for each Deployment, with the labels of its pods and maxUnavailable 1, and give lobechat:<color>.capacity a min of 2 or more.",
  check: (stack, look) => {
    const budgets = stack.of(BUDGET);
    const autoscalers = stack.of(AUTOSCALER);
    for (const deployment of stack.of(DEPLOYMENT)) {
      const pods = () => fewestPods(deployment, autoscalers);
      look(deployment, () => (pods() === 0 ? undefined : uncovered(deployment, budgets)));
      for (const budget of budgets)
        look(budget, () =>
          pods() > 0 && covers(budget, deployment) ? badBudget(budget, pods()) : undefined,
        );
    }
  },
});

function uncovered(deployment: Seen, budgets: readonly Seen[]): string | undefined {
  const own = budgets.filter((budget) => covers(budget, deployment));
  if (own.length === 1) return undefined;
  return own.length === 0
    ? "has no budget that selects its pods"
    : `has pods that ${own.length} budgets select, by which Kubernetes evicts none of them`;
}

/** An empty selector is one of all pods. */
function covers(budget: Seen, deployment: Seen): boolean {
  const labels = deployment.part("spec", "template", "metadata", "labels");
  const wanted = budget.part("spec", "selector", "matchLabels");
  return (
    budget.text("metadata", "namespace") === deployment.text("metadata", "namespace") &&
    wanted.keys().every((label) => wanted.text(label) === labels.text(label))
  );
}

/** As few as there can be: the autoscaler's least, or what the Deployment names. */
function fewestPods(deployment: Seen, autoscalers: readonly Seen[]): number {
  const name = deployment.text("metadata", "name");
  const own = autoscalers.find((each) => each.text("spec", "scaleTargetRef", "name") === name);
  return own?.number("spec", "minReplicas") ?? deployment.number("spec", "replicas") ?? 1;
}

function badBudget(budget: Seen, pods: number): string | undefined {
  const spec = budget.part("spec");
  const unavailable = share(spec, "maxUnavailable", pods);
  const goes = unavailable ?? pods - (share(spec, "minAvailable", pods) ?? 0);
  if (goes >= pods) return `lets all of its pods go at once, when there are ${pods}`;
  return goes < 1
    ? `lets none of ${pods} pods go, so that no node is ever drained in peace`
    : undefined;
}

/** A number of pods, or a share of them, which Kubernetes rounds up. */
function share(spec: Part, name: string, pods: number): number | undefined {
  const percent = /^(\d+)%$/.exec(spec.text(name) ?? "")?.[1];
  return percent === undefined ? spec.number(name) : Math.ceil((Number(percent) * pods) / 100);
}
