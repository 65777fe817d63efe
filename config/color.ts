/** The two stacks. One of them serves; the other waits, warm, for a flip or a rollback. */
export const COLORS = ["blue", "green"] as const;

export type Color = (typeof COLORS)[number];

const OTHER: Record<Color, Color> = { blue: "green", green: "blue" };

export function otherColor(color: Color): Color {
  return OTHER[color];
}

/** One value for each color, made by `make`, blue first. */
export function perColor<T>(make: (color: Color) => T): Record<Color, T> {
  return { blue: make("blue"), green: make("green") };
}
