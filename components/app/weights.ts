import { otherColor, type Color } from "../../config/color";

/** What share of all users each colour gets, in percent. Both colours are always there, 0 included. */
export type Weights = Record<Color, number>;

/** Who gets the traffic: the active colour, but for the share that a canary gives to the other one. */
export function trafficWeights(activeColor: Color, canaryPercent: number): Weights {
  const weights: Weights = { blue: 0, green: 0 };
  weights[activeColor] = 100 - canaryPercent;
  weights[otherColor(activeColor)] = canaryPercent;
  return weights;
}
