import * as pulumi from "@pulumi/pulumi";
import { clusterFacts } from "./clusterFacts";
import { clusterProblems, problemsText } from "./clusterProblems";

/** A cluster that is there answers in far less. */
const DEADLINE_MS = 20_000;

/**
 * Refuses an existing cluster that lacks what LobeHub needs, at preview already, with all of it in one message.
 * For the creation of the first object in it, so that neither a flip nor a rollback ever asks the cluster.
 *
 * @param kubeconfig From the configuration: known at preview.
 */
export function clusterCheck(name: string, kubeconfig: pulumi.Output<string>): pulumi.ResourceHook {
  const known = new Promise<string>((resolve) => {
    pulumi.unsecret(kubeconfig).apply(resolve);
  });
  return new pulumi.ResourceHook(name, async () => checkCluster(await known, DEADLINE_MS), {
    onDryRun: true,
  });
}

/**
 * @param deadlineMs How long the cluster may take for its answers, in milliseconds.
 * @throws Error with everything that is missing, or with why the cluster did not answer.
 */
export async function checkCluster(kubeconfig: string, deadlineMs: number): Promise<void> {
  const facts = await clusterFacts(kubeconfig, deadlineMs);
  const problems = clusterProblems(facts);
  if (problems.length > 0) throw new Error(problemsText(facts.name, problems));
}
