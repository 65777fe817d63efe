import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { isColor } from "./colorPods";
import { DEPLOYMENT, podSpec } from "./workloads";

/** Answers for the pod alone. LobeChat 1.x has only the second one. */
const HONEST: readonly string[] = ["/api/version", "/trpc/lambda/healthcheck"];

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

/**
 * `/` redirects, `/health` is a page of 108 KB, and what asks Redis or the database takes down all pods of both
 * colours when those blink.
 */
export const probesAskTheVersion = resourceRule({
  name: "probes-ask-the-version",
  description:
    "A colour's pods are given the time to start, and are asked for nothing but their version.",
  severity: "high",
  mend: "keep the three probes of components/kubernetes/colorPod.ts, on /api/version.",
  types: [DEPLOYMENT],
  checks: [...PROBES.map((probe) => asked(probe)), withoutStart],
});

function asked(probe: (typeof PROBES)[number]): (deployment: Seen) => string | undefined {
  return (deployment) => {
    if (!isColor(deployment)) return undefined;
    const paths = appContainers(deployment).flatMap(
      (container) => container.text(probe, "httpGet", "path") ?? [],
    );
    const other = paths.filter((path) => !HONEST.includes(path));
    return other.length === 0 ? undefined : `asks ${other.join(", ")} in its ${probe}`;
  };
}

function withoutStart(deployment: Seen): string | undefined {
  if (!isColor(deployment)) return undefined;
  const all = appContainers(deployment).every((container) => container.has("startupProbe"));
  return all ? undefined : "has no startupProbe, so that a slow start is taken for a dead pod";
}

function appContainers(deployment: Seen): Part[] {
  return podSpec(deployment).parts("containers");
}
