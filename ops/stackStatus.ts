import { otherColor, type Color } from "../config/color";
import type { ColorStatus } from "./colorStatus";
import { flipsOf, hasServed, usualFlipSeconds } from "./flips";
import type { Situation } from "./situation";

/** How a stack is, in values that JSON has. */
export interface StackStatus {
  stack: string;
  url: string;
  /** Of this very moment, as ISO 8601. */
  at: string;
  activeColor: Color;
  /** When and by whom traffic came to the active colour; null where the history does not say. */
  activeSince: { at: string; who: string; reason: string | null; update: number } | null;
  canaryPercent: number;
  maintenance: boolean;
  /** The release that a rollback fled from. */
  refused: string | null;
  colors: Record<Color, ColorStatus>;
  wayBack: WayBack;
}

/** What sends users to the other colour: back to what served before, or on to what never did. */
export interface WayBack {
  to: Color;
  release: string;
  /** flip: it has not served yet, or a rollback fled from it. */
  by: "rollback" | "flip";
  /** Whether the other colour has no pods: they have to start first. */
  cold: boolean;
  /** How long it takes: usually, from this stack's own flips, or at most; null: nobody has flipped here yet. */
  seconds: { usually: number } | { atMost: number } | null;
  commands: string[];
}

/** When and by whom traffic came to the active colour. */
export function activeSince({ updates, deployed }: Situation): StackStatus["activeSince"] {
  const since = flipsOf(updates)[0]?.update ?? updates.at(-1);
  if (since?.activeColor !== deployed.activeColor) return null;
  const { at, who, message, number } = since;
  return { at: at.toISOString(), who, reason: message?.reason ?? null, update: number };
}

/** What sends users to the other colour now, and how long that takes. */
export function wayBackOf(situation: Situation): WayBack {
  const { stack, deployed, operations, updates } = situation;
  const to = otherColor(deployed.activeColor);
  const cold = operations.capacity[to].max === 0;
  const usually = usualFlipSeconds(updates);
  const atMost = deployed.longestReleaseSeconds;
  const command = commandTo(situation, to);
  const warm = cold ? [`lobechat warm --stack ${stack.name}`] : [];
  // A rollback would move everybody to the colour that is on trial: first it is nobody's.
  const alone = deployed.weights[to] > 0 ? [`lobechat canary 0 --stack ${stack.name}`] : [];
  return {
    ...{ to, release: deployed.releases[to].name },
    by: command.startsWith("rollback") ? "rollback" : "flip",
    cold,
    seconds: cold ? { atMost } : usually === undefined ? null : { usually },
    commands: [...warm, ...alone, `lobechat ${command} --stack ${stack.name}`],
  };
}

function commandTo({ deployed, operations, updates }: Situation, to: Color): string {
  const { name } = deployed.releases[to];
  if (operations.refused === name) return "flip --again";
  return hasServed(updates, to, name) ? 'rollback --reason "…"' : "flip";
}
