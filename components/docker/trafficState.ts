import { z } from "zod";
import { COLORS, perColor, type Color } from "../../config/color";
import { sharing, type Weights } from "../app/weights";
import type { RuleState } from "../guard/ruleState";
import type { DockerEngine } from "./engine/dockerEngine";
import { LABEL } from "./labels";

const ACTIVE = "lobechat.active";
const WEIGHTS = "lobechat.weights";
const REFUSED = "lobechat.refused";

/** The history in the container itself: a guard reads what the last one said. */
export function trafficLabels({ active, weights, refused }: RuleState): Record<string, string> {
  const shares = sharing(weights).map((color) => `${color}=${weights[color]}`);
  return {
    [ACTIVE]: active,
    [WEIGHTS]: shares.join(","),
    ...(refused === undefined ? {} : { [REFUSED]: refused }),
  };
}

const LABELS = z.object({
  [ACTIVE]: z.enum(COLORS),
  [WEIGHTS]: z.string(),
  [REFUSED]: z.string().optional(),
});

const INPUTS = z.object({
  labels: z.array(z.object({ label: z.string(), value: z.string() })),
});

/**
 * What the inputs of the container `traffic` say.
 *
 * @param inputs as a hook gets them
 * @returns undefined where a preview does not know them yet
 */
export function trafficStateIn(inputs: unknown): RuleState | undefined {
  const parsed = INPUTS.safeParse(inputs);
  if (!parsed.success) return undefined;
  return stateOf(Object.fromEntries(parsed.data.labels.map(({ label, value }) => [label, value])));
}

function stateOf(labels: unknown): RuleState | undefined {
  const parsed = LABELS.safeParse(labels);
  if (!parsed.success) return undefined;
  const { [ACTIVE]: active, [WEIGHTS]: shares, [REFUSED]: refused } = parsed.data;
  return { active, weights: weightsIn(shares), refused };
}

function weightsIn(shares: string): Weights {
  const weightOf = (color: Color): number =>
    Number(new RegExp(`\\b${color}=(\\d+)`).exec(shares)?.[1] ?? 0);
  return perColor(weightOf);
}

const LISTED = z.array(z.object({ Id: z.string() }));

const INSPECTED = z.object({
  Created: z.string(),
  State: z.object({ Status: z.string(), ExitCode: z.number() }),
  Config: z.object({ Labels: z.record(z.string(), z.string()) }),
});

/**
 * Who gets the traffic now: what the newest container said that got its file into effect.
 *
 * @returns undefined where there is none
 * @throws Error when the engine does not answer
 */
export async function trafficNow(
  engine: Pick<DockerEngine, "get" | "find">,
  stack: string,
): Promise<RuleState | undefined> {
  const filters = { label: [`${LABEL.stack}=${stack}`, `${LABEL.part}=traffic`] };
  const query = new URLSearchParams({ all: "true", filters: JSON.stringify(filters) });
  const listed = LISTED.parse(await engine.get(`/containers/json?${query.toString()}`));
  const inspected = await Promise.all(
    // Undefined where it has gone since it was listed.
    listed.map(async ({ Id }) =>
      INSPECTED.optional().parse(await engine.find(`/containers/${Id}/json`)),
    ),
  );
  const [newest] = inspected
    .filter((container) => container !== undefined)
    .filter(({ State }) => State.Status === "exited" && State.ExitCode === 0)
    .sort((one, other) => Date.parse(other.Created) - Date.parse(one.Created));
  return newest && stateOf(newest.Config.Labels);
}
