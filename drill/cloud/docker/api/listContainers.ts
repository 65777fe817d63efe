import { z } from "zod";
import type { Container } from "../engine/container";
import type { DockerEngine } from "../engine/dockerEngine";
import { summary } from "./shapes";

/** A filter's values as a list or, as older clients write them, as keys. */
const values = z
  .union([z.array(z.string()), z.record(z.string(), z.boolean())])
  .transform((given) => (Array.isArray(given) ? given : Object.keys(given)));

const filters = z.strictObject({
  label: values.optional(),
  name: values.optional(),
  status: values.optional(),
});

/** GET /containers/json: the newest first. Without `all`, those that run. */
export function listContainers(engine: DockerEngine, query: URLSearchParams) {
  const {
    label = [],
    name = [],
    status = [],
  } = filters.parse(JSON.parse(query.get("filters") ?? "{}"));
  const all = ["1", "true"].includes(query.get("all") ?? "") || status.length > 0;
  return engine.containers
    .filter((container) => all || container.status === "running")
    .filter((container) => label.every((wanted) => hasLabel(container, wanted)))
    .filter(
      ({ settings }) => name.length === 0 || name.some((part) => settings.name.includes(part)),
    )
    .filter((container) => status.length === 0 || status.includes(container.status))
    .reverse()
    .map(summary);
}

/** @param wanted `name` or `name=value` */
function hasLabel({ labels }: Container, wanted: string): boolean {
  const equals = wanted.indexOf("=");
  if (equals === -1) return wanted in labels;
  return labels[wanted.slice(0, equals)] === wanted.slice(equals + 1);
}
