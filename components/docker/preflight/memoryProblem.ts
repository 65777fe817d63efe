import { z } from "zod";
import type { Color } from "../../../config/color";
import { BACKUPS_MIB } from "../backups";
import type { DockerEngine } from "../engine/dockerEngine";
import type { Place } from "../place";

const INFO = z.object({ MemTotal: z.number() });

const BYTES_PER_MIB = 1024 * 1024;

/** What the containers may use, and how many of each colour there are. */
export interface Limits {
  memoryMiB: Place["memoryMiB"];
  colors: Record<Color, { capacity: { min: number } }>;
  /** Whether the container with the dumps is there. */
  backups: boolean;
}

/** One sentence where the containers may use more memory together than the engine has. */
export async function memoryProblem(
  engine: DockerEngine,
  settings: Limits,
): Promise<string | undefined> {
  const { MemTotal } = INFO.parse(await engine.get("/info"));
  const wanted = wantedMiB(settings);
  const there = Math.floor(MemTotal / BYTES_PER_MIB);
  if (wanted <= there) return undefined;
  return `The containers may use ${wanted} MiB of memory together, and the engine has ${there} MiB: lower lobechat:memoryMiB or a colour's capacity, or give the engine more.`;
}

function wantedMiB({ memoryMiB, colors, backups }: Limits): number {
  const { app, metrics, ...once } = memoryMiB;
  const apps = (colors.blue.capacity.min + colors.green.capacity.min) * app;
  const dumps = backups ? BACKUPS_MIB : 0;
  // The exporter has the same limit as what joins its answer to Traefik's.
  return Object.values(once).reduce((sum, limit) => sum + limit, apps + dumps + 2 * metrics);
}
