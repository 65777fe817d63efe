import { createColors } from "picocolors";

export interface Paint {
  colors: ReturnType<typeof createColors>;
  /** In columns: what fits on a line. */
  width: number;
}

/** The part of a stream that decides how to write to it. */
export interface Output {
  isTTY?: boolean;
  columns?: number | undefined;
  write(text: string): unknown;
}

const NARROW = 60;
const UNKNOWN = 100;
const WIDE = 120;

/** Colors on a terminal only, and never where NO_COLOR is set; lines of 60 to 120 columns, 100 where nobody knows. */
export function paintFor(out: Output, env: NodeJS.ProcessEnv): Paint {
  const colored = out.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  const width = Math.min(WIDE, Math.max(NARROW, out.columns ?? UNKNOWN));
  return { colors: createColors(colored), width };
}
