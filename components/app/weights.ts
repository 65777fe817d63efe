import { COLORS, otherColor, type Color } from "../../config/color";

/** What share of all users each colour gets, in percent. Both colours are always there, 0 included. */
export type Weights = Record<Color, number>;

/** As behind the maintenance page. */
export const NOBODY: Weights = { blue: 0, green: 0 };

/** Who gets the traffic: the active colour, but for the share that a canary gives to the other one. */
export function trafficWeights(activeColor: Color, canaryPercent: number): Weights {
  const weights: Weights = { blue: 0, green: 0 };
  weights[activeColor] = 100 - canaryPercent;
  weights[otherColor(activeColor)] = canaryPercent;
  return weights;
}

/** How long a canary's user stays where the dice put them, in seconds: longer than a canary lasts. */
export const CANARY_STICKINESS_SECONDS = 86_400;

/** The colours that get any of the traffic, blue first. No other is named to a load balancer. */
export function sharing(weights: Weights): Color[] {
  return COLORS.filter((color) => weights[color] > 0);
}
