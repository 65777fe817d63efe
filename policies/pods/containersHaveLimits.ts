import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { inEachContainer, WORKLOADS } from "./workloads";

/**
 * A limit of CPU is not asked for: it only slows an app down that could have what is idle. Without one of memory, a
 * leak of one colour takes the other's pods on its node with it.
 */
const WANTED = [
  ["requests", "cpu"],
  ["requests", "memory"],
  ["limits", "memory"],
] as const;

export const containersHaveLimits = resourceRule({
  name: "containers-have-limits",
  description:
    "Every container says what CPU and memory it needs, and how much memory it may take.",
  severity: "high",
  mend: "give the container resources: requests of cpu and memory, and a limit of memory.",
  types: WORKLOADS,
  checks: [inEachContainer(unlimited)],
});

function unlimited(container: Part): string | undefined {
  const missing = WANTED.filter((path) => !container.has("resources", ...path));
  return missing.length === 0
    ? undefined
    : `has no ${missing.map((path) => path.join(".")).join(" and no ")}`;
}
