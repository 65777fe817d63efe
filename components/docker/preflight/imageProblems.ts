import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { EngineRefusal, type DockerEngine } from "../engine/dockerEngine";
import { engineName, isImageId } from "../imageReference";
import { setLine } from "./setLine";

/** A registry across the world, asked by the engine. */
const REGISTRY_TIMEOUT_MS = 30_000;

/** An image that the stack runs, and the key that names it. */
export interface NamedImage {
  /** By digest, or an id. */
  reference: string;
  key: string;
}

/** One sentence for each image that the engine neither has nor can get. */
export async function imageProblems(
  engine: DockerEngine,
  images: readonly NamedImage[],
): Promise<string[]> {
  const problems = await Promise.all(images.map((image) => imageProblem(engine, image)));
  return problems.flatMap((problem) => problem ?? []);
}

async function imageProblem(
  engine: DockerEngine,
  { reference, key }: NamedImage,
): Promise<string | undefined> {
  const there = await engine.find(`/images/${engineName(reference)}/json`);
  if (there !== undefined) return undefined;
  const fix = setLine(key, "<name:tag@sha256:… or sha256:… of one that is there>");
  if (isImageId(reference))
    return `The engine has no image with the id ${reference}: load it, or ${fix}.`;
  const refusal = await pullRefusal(engine, reference);
  if (refusal === undefined) return undefined;
  return `The image ${reference} is not on the engine and cannot be pulled (${refusal}): load it there, or ${fix}.`;
}

/** What the engine says when it asks the registry. What wants a login, and has one, is the pull's own to find out. */
async function pullRefusal(engine: DockerEngine, reference: string): Promise<string | undefined> {
  try {
    await engine.get(`/distribution/${engineName(reference)}/json`, REGISTRY_TIMEOUT_MS);
    return undefined;
  } catch (error) {
    if (!(error instanceof EngineRefusal)) return String(error);
    return [401, 403].includes(error.status) && hasLogins() ? undefined : error.said.trim();
  }
}

const LOGINS = z.object({
  auths: z.record(z.string(), z.unknown()).optional(),
  credHelpers: z.record(z.string(), z.unknown()).optional(),
  credsStore: z.string().optional(),
});

function hasLogins(): boolean {
  const folder = process.env["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
  const file = join(folder, "config.json");
  if (!existsSync(file)) return false;
  const {
    auths = {},
    credHelpers = {},
    credsStore,
  } = LOGINS.parse(JSON.parse(readFileSync(file, "utf8")));
  return credsStore !== undefined || Object.keys({ ...auths, ...credHelpers }).length > 0;
}
