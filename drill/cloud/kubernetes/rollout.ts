import type { Pod } from "../pods/pod";
import { InitializationError, type Created } from "../provider/kind";
import type { DeploymentController } from "./deploymentController";
import { awaitSeconds } from "./objects";

export interface RolloutParts {
  /** Milliseconds on this machine that so many seconds take. */
  ms: (seconds: number) => number;
  /** Milliseconds that the start of one pod may take on this machine. */
  startMs: () => number;
}

/**
 * Waits as pulumi-kubernetes does: until all pods are new and available, the Deployment's progress deadline is
 * exceeded, or the time that the object's annotation gives is over.
 *
 * @throws InitializationError naming what was seen
 */
export async function awaitRollout(
  controller: DeploymentController,
  created: Created,
  { ms, startMs }: RolloutParts,
): Promise<void> {
  const { metadata, spec } = controller.object;
  const beganMs = Date.now();
  const deadlineMs = (): number =>
    Math.min(
      controller.progressAtMs + ms(spec.progressDeadlineSeconds) + startMs(),
      beganMs + ms(awaitSeconds(metadata.annotations)) + startMs() * (controller.replicas + 1),
    );
  const complete = await new Promise<boolean>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (result: boolean): void => {
      clearTimeout(timer);
      stopListening();
      resolve(result);
    };
    const look = (): void => {
      clearTimeout(timer);
      const leftMs = deadlineMs() - Date.now();
      if (controller.isComplete) end(true);
      else if (leftMs <= 0) end(false);
      else timer = setTimeout(look, leftMs);
    };
    const stopListening = controller.onChange(look);
    look();
  });
  if (!complete) throw failure(controller, created);
}

function failure(controller: DeploymentController, created: Created): InitializationError {
  const { namespace, name } = controller.object.metadata;
  const reasons = [
    `Minimum number of Pods to consider the application live was not attained`,
    ...controller.unready.map((pod) => `[Pod ${namespace}/${pod.identity.name}]: ${seenOf(pod)}`),
  ];
  return new InitializationError(
    `resource "${namespace}/${name}" was successfully created, but the Kubernetes API server ` +
      `reported that it failed to fully initialize or become live: '${name}' timed out waiting to be Ready`,
    created,
    reasons,
  );
}

function seenOf(pod: Pod): string {
  const [{ name }] = pod.identity.template.spec.containers;
  if (pod.waiting !== null) {
    return `container ${name} is waiting: [${pod.waiting.reason}] ${pod.waiting.message}`;
  }
  const because = pod.unreadyBecause ?? "has not been ready yet";
  return `containers with unready status: [${name}]: ${because}`;
}
