import { ConfigError } from "../../config/problem";
import { parseSettings } from "../../config/load";
import type { RawConfig } from "../../config/keys";
import { RELEASES } from "../../drill/scenario/catalogue";
import { baseConfig, wantedConfig } from "../../drill/scenario/stackConfig";

/** A configuration without a mistake: blue is active, green has the next release. */
const good = {
  ...baseConfig(),
  ...wantedConfig({
    activeColor: "blue",
    blue: RELEASES.first,
    green: RELEASES.next,
    schema: RELEASES.sick.version,
  }),
};

/** The good configuration with some values changed; undefined takes a key out. */
export function rawConfig(changes: Record<string, unknown> = {}): RawConfig {
  const values: Record<string, string> = {};
  for (const [key, { value }] of Object.entries(good)) values[key] = value;
  for (const [key, value] of Object.entries(changes)) {
    const fullKey = key.includes(":") ? key : `lobechat:${key}`;
    if (value === undefined) Reflect.deleteProperty(values, fullKey);
    else values[fullKey] = typeof value === "string" ? value : JSON.stringify(value);
  }
  const secretKeys = Object.keys(good).filter((key) => good[key]?.secret === true);
  return { values, secretKeys, project: "lobechat", stack: "prod" };
}

/** What is said of a configuration that is wrong, one line for each problem: key = value → expected → fix. */
export function problemsOf(raw: RawConfig): string[] {
  try {
    parseSettings(raw);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const blocks = error.message.split("\n\n").slice(1);
    return blocks.map((block) =>
      block
        .split("\n")
        .map((line) => line.trim().replace(/^(expected|fix): +/, ""))
        .filter((line) => line !== "")
        .join(" → "),
    );
  }
}
