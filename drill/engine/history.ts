import type { UpdateSummary } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { readJson, writeJson } from "./atomicFile";
import type { ConfigFile } from "./config";

const stored = z.array(
  z.object({
    kind: z.enum(["update", "destroy"]),
    startTime: z.string(),
    message: z.string(),
    environment: z.record(z.string(), z.string()),
    config: z.unknown(),
    result: z.enum(["succeeded", "failed"]),
    endTime: z.string(),
    version: z.number(),
    resourceChanges: z.record(z.string(), z.number()),
  }),
);

/** history.json: one entry per update, the failed ones too; secret config values sealed. */
export class History {
  private readonly file: string;
  private readonly configFile: ConfigFile;

  constructor(file: string, configFile: ConfigFile) {
    this.file = file;
    this.configFile = configFile;
  }

  /** @returns the entry, with the version that it was given */
  add(update: Omit<UpdateSummary, "version">): UpdateSummary {
    const entries = this.entries();
    const summary = { ...update, version: entries.length + 1 };
    const entry = { ...summary, config: this.configFile.seal(update.config) };
    writeJson(this.file, [...entries, entry]);
    return summary;
  }

  /**
   * The newest first, as `pulumi stack history`.
   * @param pageSize how many at most; undefined: all
   * @param page 1 is the newest
   */
  list(pageSize: number | undefined, page: number, showSecrets: boolean): UpdateSummary[] {
    const newestFirst = this.entries().reverse();
    const size = pageSize ?? Math.max(1, newestFirst.length);
    const first = (Math.max(1, page) - 1) * size;
    return newestFirst.slice(first, first + size).map((entry) => ({
      ...entry,
      startTime: new Date(entry.startTime),
      endTime: new Date(entry.endTime),
      config: this.config(entry.config, showSecrets),
    }));
  }

  private config(content: unknown, showSecrets: boolean): UpdateSummary["config"] {
    const shown = Object.entries(this.configFile.open(content)).map(([key, entry]) => [
      key,
      entry.secret === true && !showSecrets ? { value: "[secret]", secret: true } : entry,
    ]);
    return Object.fromEntries(shown) as UpdateSummary["config"];
  }

  private entries(): z.infer<typeof stored> {
    return stored.parse(readJson(this.file) ?? []);
  }
}
