import type { ConfigMap, EngineEvent } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { mirroredOf, type MirrorSettings } from "../images";
import type { Deployment } from "./deployment";
import { plain } from "./engineWords";
import { said } from "./said";

type OpenStack = Pick<Deployment, "getAllConfig" | "outputs" | "exportStack">;

/** What the command needs of the world. */
export interface ImagesTools {
  /** The stack whose catalogue it is. @throws Error when it is not there */
  openStack: (name: string) => Promise<OpenStack>;
  /** The stack of the same name that holds the copies. */
  openMirror: (name: string, settings: MirrorSettings) => Promise<Pick<Deployment, "up">>;
  print: (line: string) => void;
}

/**
 * Copies every image of a stack's catalogue that has a source into the stack's repository, and tells of each.
 *
 * @throws Error that says what is in the way and what to do
 */
export async function copyImages(
  stackName: string,
  { openStack, openMirror, print }: ImagesTools,
): Promise<void> {
  const stack = await openStack(stackName);
  const releases = mirroredOf(catalogueOf(await stack.getAllConfig()));
  if (releases.length === 0) {
    print(`No release of ${stackName} has a source: there is nothing to copy.`);
    return;
  }
  const repository = await repositoryOf(stack);
  if (repository === undefined) throw new Error(noRepository(stackName));

  const mirror = await openMirror(stackName, { repository, releases });
  const copied = await update(mirror, (name) => {
    print(`${name}  copied`);
  });
  const there = releases.filter(({ name }) => !copied.has(name));
  for (const { name } of there) print(`${name}  already there`);
  print(`${repository} has all ${releases.length} images with a source: ${copied.size} copied.`);
}

function catalogueOf(config: ConfigMap): unknown {
  const text = config["lobechat:releases"]?.value;
  if (text === undefined)
    throw new Error("lobechat:releases is not set; pulumi preview says more.");
  return JSON.parse(text);
}

/** @returns the releases whose images were pushed */
async function update(
  mirror: Pick<Deployment, "up">,
  onCopied: (release: string) => void,
): Promise<Set<string>> {
  const copied = new Set<string>();
  const errors: string[] = [];
  const onEvent = (event: EngineEvent): void => {
    const pushed = pushedRelease(event);
    if (pushed !== undefined && !copied.has(pushed)) {
      copied.add(pushed);
      onCopied(pushed);
    }
    const diagnostic = event.diagnosticEvent;
    if (diagnostic?.severity === "error") errors.push(plain(diagnostic.message));
  };
  try {
    await mirror.up({ onEvent });
    return copied;
  } catch (error) {
    throw new Error(reasonOf(error, errors), { cause: error });
  }
}

function pushedRelease({ resOutputsEvent }: EngineEvent): string | undefined {
  if (resOutputsEvent === undefined) return undefined;
  const { op, type, urn } = resOutputsEvent.metadata;
  const isPush = type === "docker:index/registryImage:RegistryImage";
  return isPush && op.startsWith("create") ? urn.split("::").at(-1) : undefined;
}

/** What the update itself said; the error alone is a dump of the whole command. */
function reasonOf(error: unknown, diagnostics: readonly string[]): string {
  const text = diagnostics.length > 0 ? [...new Set(diagnostics)].join("\n") : said(error);
  if (!/docker daemon|docker server|docker\.sock|docker_engine/i.test(text)) return text;
  return `Docker is not running here, and copying needs it: start it, or set DOCKER_HOST. It said:\n${text}`;
}

const STATE = z.object({
  resources: z
    .array(z.object({ type: z.string(), outputs: z.record(z.string(), z.unknown()).default({}) }))
    .default([]),
});

/** Outputs are told at the end of an update. On the first day that is too late: its pods wait for these images. */
async function repositoryOf(stack: OpenStack): Promise<string | undefined> {
  const told: unknown = (await stack.outputs())["repositoryUrl"]?.value;
  if (typeof told === "string") return told;
  const { resources } = STATE.parse((await stack.exportStack()).deployment ?? {});
  const made = resources.find(({ type }) => type === "aws:ecr/repository:Repository");
  const url = made?.outputs["repositoryUrl"];
  return typeof url === "string" ? url : undefined;
}

function noRepository(stack: string): string {
  return [
    `Stack ${stack} has no repository yet. The first update makes it in its first minute:`,
    `  pulumi up --stack ${stack}`,
    "Leave that running, and then, in another terminal, this again:",
    `  npm run images -- --stack ${stack}`,
  ].join("\n");
}
