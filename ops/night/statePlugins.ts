import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Deployment } from "../deployment";
import type { Plugin } from "./pulumiFiles";

const STATE = z.object({
  resources: z
    .array(
      z.object({
        type: z.string(),
        inputs: z.object({ version: z.string().optional() }).default({}),
      }),
    )
    .default([]),
});

const PROVIDER = "pulumi:providers:";

/**
 * The plugins of a stack's providers: those that it was deployed with, and those that the installed packages ask
 * for, which an update registers even when it is narrowed to a target.
 */
export async function statePlugins(
  deployment: Pick<Deployment, "exportStack">,
  checkout: string,
): Promise<Plugin[]> {
  const { resources } = STATE.parse((await deployment.exportStack()).deployment ?? {});
  const providers = resources.filter(({ type }) => type.startsWith(PROVIDER));
  const found = new Map<string, Plugin>();
  for (const { type, inputs } of providers) {
    const name = type.slice(PROVIDER.length);
    for (const version of [inputs.version, await installedVersion(checkout, name)])
      if (version !== undefined) found.set(`${name} ${version}`, { name, version });
  }
  return [...found.values()];
}

const PACKAGE = z.object({ pulumi: z.object({ name: z.string(), version: z.string() }).partial() });

async function installedVersion(checkout: string, provider: string): Promise<string | undefined> {
  const file = join(checkout, "node_modules", "@pulumi", provider, "package.json");
  if (!existsSync(file)) return undefined;
  return PACKAGE.parse(JSON.parse(await readFile(file, "utf8"))).pulumi.version;
}
