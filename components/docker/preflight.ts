import { getStack, RunError } from "@pulumi/pulumi";
import { COLORS, type Color } from "../../config/color";
import { withoutStack } from "../app/withoutStack";
import { volumeName } from "./dataVolume";
import { DockerEngine } from "./engine/dockerEngine";
import { dockerHost, publicHostOf, type DockerHost } from "./engine/dockerHost";
import type { EngineRelease } from "./engineRelease";
import type { ImageName } from "./imageName";
import type { Place } from "./place";
import { attemptsOf } from "./preflight/attempts";
import { deployedKeyVaults } from "./preflight/deployedKeyVaults";
import { imageProblems, type NamedImage } from "./preflight/imageProblems";
import { memoryProblem, type Limits } from "./preflight/memoryProblem";
import { portProblem } from "./preflight/portProblem";
import { postgresMajorOf, volumeProblem } from "./preflight/postgresMajor";
import { containersOf, ofStack, type ListedContainer } from "./preflight/stackContainers";
import { DEPLOYED_LABEL } from "./deployedLabels";

export interface PreflightArgs extends Limits {
  images: Readonly<Record<ImageName, string>>;
  colors: Record<Color, { release: EngineRelease; capacity: { min: number } }>;
  site: { port: number };
}

/** What the engine has said before anything was registered. */
export interface EngineFacts extends Pick<Place, "engine" | "publicHost" | "attemptOf"> {
  host: DockerHost;
  /** Of the database's image, where it tells. */
  postgresMajor: string | undefined;
  /** Fingerprint of the KEY_VAULTS_SECRET that the colors run with. */
  deployedKeyVaults: string | undefined;
}

/** All that stands in the way of a stack on an engine. Pulumi prints it without a stack trace. */
export class PreflightError extends RunError {
  constructor(stack: string, problems: readonly string[]) {
    super(
      `Stack "${stack}" cannot be deployed to Docker. Nothing was changed.\n\n${problems.map((problem) => `  ${problem}\n`).join("\n")}`,
    );
  }
}

/**
 * Asks the engine for what would otherwise fail halfway: that it is there, the port, the images, the volume of the
 * database, memory. In a preview too.
 *
 * @throws PreflightError with all that stands in the way, a sentence each
 */
export async function preflight(settings: PreflightArgs): Promise<EngineFacts> {
  const stack = getStack();
  const engine = await openEngine(stack);
  const containers = await containersOf(engine);
  const own = ofStack(containers, stack);
  const { database } = settings.images;
  const postgresMajor = await postgresMajorOf(engine, database);
  const { address } = engine.host;
  const problems = await Promise.all([
    portProblem({ port: settings.site.port, stack, address, containers }),
    imageProblems(engine, imagesOf(settings, own)),
    volumeProblem(engine, volumeName("database"), postgresMajor),
    memoryProblem(engine, settings),
  ]);
  const told = problems.flatMap((problem) => problem ?? []);
  if (told.length > 0) throw withoutStack(new PreflightError(stack, told));
  return {
    ...{ engine, host: engine.host, postgresMajor },
    publicHost: publicHostOf(engine.host),
    attemptOf: await attemptsOf(engine, own),
    deployedKeyVaults: await deployedKeyVaults(engine, own),
  };
}

/** @throws PreflightError when there is no engine to ask */
async function openEngine(stack: string): Promise<DockerEngine> {
  try {
    const host = dockerHost();
    const engine = new DockerEngine(host);
    await engine.get("/_ping").catch((error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      throw new Error(
        `Docker does not answer at ${host.address} (${said}): start it, or set DOCKER_HOST.`,
      );
    });
    return engine;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw withoutStack(new PreflightError(stack, [said]));
  }
}

/** What a colour runs already is no reason to refuse a rollback to the other one. */
function imagesOf(settings: PreflightArgs, own: readonly ListedContainer[]): NamedImage[] {
  const deployed = new Set(own.map(({ labels }) => labels[DEPLOYED_LABEL.digest]));
  const releases = new Map(
    COLORS.map((color) => settings.colors[color].release).map((release) => [release.name, release]),
  );
  return [
    ...Object.entries(settings.images).map(([name, reference]) => ({
      reference,
      key: `images.${name}`,
    })),
    ...[...releases.values()]
      .filter(({ digest }) => !deployed.has(digest))
      .map(({ name, source }) => ({ reference: source, key: `releases["${name}"].source` })),
  ];
}
