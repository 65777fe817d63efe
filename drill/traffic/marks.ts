import { z } from "zod";
import { COLORS } from "../../config/color";
import type { Color } from "../report/report";
import type { Answer } from "./ask";
import type { Marks } from "./messages";

const HASHED_SCRIPT = /\/_next\/static\/[^"'\s\\<>]+\.js/g;
const VERSION = z.object({ version: z.string() });

/** The hashed scripts that a page names, each once. */
export function scriptsIn(page: string): string[] {
  return [...new Set(page.match(HASHED_SCRIPT))];
}

/** The version that /api/version told; null: it is no such answer. */
export function versionIn({ status, body }: Pick<Answer, "status" | "body">): string | null {
  if (status !== 200 || !body.startsWith("{")) return null;
  try {
    const parsed = VERSION.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.version : null;
  } catch {
    return null;
  }
}

/** The colour whose release gives such an answer, a version or a page; null where the answer tells nothing. */
export function colorIn(
  answer: Pick<Answer, "status" | "body">,
  marks: Marks | undefined,
): Color | null {
  if (marks === undefined) return null;
  const version = versionIn(answer);
  if (version !== null) return only((color) => marks[color].version === version);
  const scripts = scriptsIn(answer.body);
  if (scripts.length === 0) return null;
  return only((color) => scripts.every((script) => marks[color].scripts.includes(script)));
}

function only(fits: (color: Color) => boolean): Color | null {
  const fitting = COLORS.filter(fits);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
