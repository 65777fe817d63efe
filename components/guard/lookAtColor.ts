import { VERSION_PATH } from "../app/health";
import { askColor, type Answer, type Site } from "./askColor";

/** What a colour shows to those who ask it. */
export type Look =
  | { kind: "answers" }
  /** Nobody there to ask from here: that is not a sick colour. */
  | { kind: "unreachable"; why: string }
  | { kind: "wrong"; check: string; expected: string; seen: string };

export interface Asked {
  /** Name and value of the header that shows the colour, whoever serves. */
  header: string;
  token: string;
  /** What the release answers at /api/version. */
  version: string;
  /** How many right answers in a row are enough. */
  answers: number;
}

/** A file that nobody has: LobeHub says so only after Redis and the database have both answered. */
const DEEP_CHECK_PATH = "/f/lobechat-guard-asks";

/** A healthy one answers in milliseconds; a Redis that answers nobody lets its clients wait for ever. */
const DEEP_CHECK_MS = 2000;

/** Asks for the version several times in a row, and each time whether Redis and the database answer behind it. */
export async function lookAtColor(site: Site, asked: Asked): Promise<Look> {
  const headers = { [asked.header]: asked.token };
  try {
    for (let answer = 1; answer <= asked.answers; answer++) {
      const version = await askColor(site, VERSION_PATH, headers);
      const wrong = wrongVersion(version, asked.version);
      if (wrong !== undefined) return { kind: "wrong", ...wrong };
      const behind = await lookBehind(site, asked);
      if (behind.kind !== "answers") return behind;
    }
    return { kind: "answers" };
  } catch (error) {
    return { kind: "unreachable", why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Asks once whether Redis and the database answer behind a colour that can be reached. Both colours share them.
 */
export async function lookBehind(
  site: Site,
  { header, token }: Pick<Asked, "header" | "token">,
): Promise<Exclude<Look, { kind: "unreachable" }>> {
  const status = await askColor(site, DEEP_CHECK_PATH, { [header]: token }, DEEP_CHECK_MS).then(
    (answer) => answer.status,
    () => undefined,
  );
  if (status === 404) return { kind: "answers" };
  return {
    kind: "wrong",
    check: `GET ${DEEP_CHECK_PATH} (Redis and the database behind it)`,
    expected: "404, which takes an answer of both",
    seen: status === undefined ? `no answer within ${DEEP_CHECK_MS / 1000} s` : `status ${status}`,
  };
}

/** The version in an answer of /api/version, or undefined where there is none. */
export function versionIn({ status, body }: Answer): string | undefined {
  if (status !== 200) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || !("version" in parsed)) return undefined;
    return typeof parsed.version === "string" ? parsed.version : undefined;
  } catch {
    return undefined;
  }
}

type Wrong = Omit<Extract<Look, { kind: "wrong" }>, "kind">;

function wrongVersion(answer: Answer, expected: string): Wrong | undefined {
  const seen = versionIn(answer);
  if (seen === expected) return undefined;
  return {
    check: `GET ${VERSION_PATH}`,
    expected: `200 and version ${expected}`,
    seen: seen === undefined ? `status ${answer.status}` : `version ${seen}`,
  };
}
