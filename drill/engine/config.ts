import type { ConfigMap } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { readJson, writeJson } from "./atomicFile";
import type { Project } from "./project";
import type { Vault } from "./vault";

const stored = z.record(
  z.string(),
  z.union([z.object({ value: z.string() }), z.object({ ciphertext: z.string() })]),
);

/** config.json: what `pulumi config set` has set, secret values sealed. */
export class ConfigFile {
  private readonly file: string;
  private readonly vault: Vault;

  constructor(file: string, vault: Vault) {
    this.file = file;
    this.vault = vault;
  }

  read(): ConfigMap {
    return this.open(readJson(this.file) ?? {});
  }

  write(config: ConfigMap): void {
    writeJson(this.file, this.seal(config));
  }

  /** As it may lie on disk. */
  seal(config: ConfigMap): z.infer<typeof stored> {
    return Object.fromEntries(
      Object.entries(config).map(([key, { value, secret }]) => [
        key,
        secret === true ? { ciphertext: this.vault.encrypt(value) } : { value },
      ]),
    );
  }

  open(content: unknown): ConfigMap {
    return Object.fromEntries(
      Object.entries(stored.parse(content)).map(([key, entry]) => [
        key,
        "value" in entry
          ? { value: entry.value, secret: false }
          : { value: this.vault.decrypt(entry.ciphertext), secret: true },
      ]),
    );
  }
}

/** `activeColor` means the project's own key. */
export function withNamespace(config: ConfigMap, project: Project): ConfigMap {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.includes(":") ? key : `${project.name}:${key}`,
      value,
    ]),
  );
}

/**
 * The values that an update runs with: those that are set, and the defaults of Pulumi.yaml.
 * @throws Error naming the declared keys that have neither
 */
export function completeConfig(config: ConfigMap, project: Project, stack: string): ConfigMap {
  const unset = [...project.declared].filter(([key]) => config[key] === undefined);
  const missing = unset.filter(([, fallback]) => fallback === undefined).map(([key]) => key);
  if (missing.length > 0) {
    throw new Error(`Stack '${stack}' is missing configuration value '${missing.join("', '")}'`);
  }
  const defaults = unset.map(([key, fallback]) => [key, { value: fallback ?? "" }] as const);
  return { ...Object.fromEntries(defaults), ...config };
}
