/**
 * Picks by weight. Nothing when every weight is 0: no vendor sentence says what an ALB does then (INFERRED).
 *
 * @param random a number from 0 up to, but not including, 1
 */
export function pickByWeight<T extends { weight: number }>(
  choices: readonly T[],
  random: () => number,
): T | undefined {
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0);
  let left = random() * total;
  for (const choice of choices) {
    left -= choice.weight;
    if (left < 0) return choice;
  }
  return undefined;
}
