import { isDeepStrictEqual } from "node:util";
import type { Color } from "../../config/color";
import { Refusal } from "../../ops/refusal";
import { said } from "../../ops/said";
import { BUILD_MARK } from "../cloud/app/pages";
import { ask, type Answer } from "../traffic/ask";
import { scriptsIn, versionIn } from "../traffic/marks";
import type { Marks } from "../traffic/messages";
import type { Site } from "../traffic/site";
import type { Standing } from "./standing";

/** Who comes to a deployed stack, and how they tell its colours. */
export interface Visitors {
  users: number;
  streams: number;
  /** Whether they sign up: only where nobody else does. */
  signIn: boolean;
  marks: Marks;
}

/**
 * Looks at both colours by their preview headers, as they have to answer before anybody is moved.
 *
 * @param size how many users are let in at most, and how many chats where they sign in
 * @throws Refusal when a colour does not answer as its release, or nothing tells the two apart
 */
export async function visitorsOf(
  { deployed, from }: Pick<Standing, "deployed" | "from">,
  site: Site,
  size: Pick<Visitors, "users" | "streams">,
): Promise<Visitors> {
  const through = (color: Color) => previewOf(deployed, site, color);
  const marks = {
    blue: await markOf(deployed, "blue", through),
    green: await markOf(deployed, "green", through),
  };
  if (isDeepStrictEqual(marks.blue, marks.green))
    throw new Refusal(
      `blue and green answer alike (${marks.blue.version}): nobody could see who moved. A drill needs two releases. Nothing was changed.`,
    );
  const signIn = await isSmallApp(marks[from].scripts, through(from));
  return { ...size, streams: signIn ? size.streams : 0, signIn, marks };
}

type Look = (path: string) => Promise<Answer>;

/** How a colour is asked by those who hold its token, whoever serves. */
export function previewOf(
  { previewHeader, previewTokens }: Standing["deployed"],
  site: Site,
  color: Color,
): Look {
  return (path) => ask(site, path, { [previewHeader]: previewTokens[color] });
}

async function markOf(
  { releases }: Standing["deployed"],
  color: Color,
  through: (color: Color) => Look,
): Promise<Marks[Color]> {
  const look = through(color);
  const { version: expected } = releases[color];
  const version = await askOf(color, look, "/api/version");
  const seen = versionIn(version);
  if (seen !== expected)
    throw new Refusal(
      `${color} is not fit to serve: /api/version was to answer ${expected} and answered ${seen ?? String(version.status)}. Nothing was changed.`,
    );
  const scripts = scriptsIn((await askOf(color, look, "/signin")).body).sort();
  if (scripts.length === 0)
    throw new Refusal(
      `The page /signin of ${color} names no script of /_next/static/. Nothing was changed.`,
    );
  return { version: seen, scripts };
}

async function askOf(color: Color, look: Look, path: string): Promise<Answer> {
  try {
    return await look(path);
  } catch (error) {
    throw new Refusal(`${path} of ${color} does not answer: ${said(error)}. Nothing was changed.`, {
      cause: error,
    });
  }
}

/** By what stands in its scripts: an account in an app that people use would stay there. */
async function isSmallApp([script]: readonly string[], look: Look): Promise<boolean> {
  if (script === undefined) return false;
  const { status, body } = await look(script);
  return status === 200 && body.startsWith(BUILD_MARK);
}
