import { coerce, gt } from "semver";
import { z } from "zod";

/** A plugin that users have installed, and how many of them. */
export interface InstalledPlugin {
  identifier: string;
  /** Such as `plugin` or `customPlugin`. */
  type: string;
  /** Of its manifest; null where that has none. */
  version: string | null;
  users: number;
}

/** One line of JSON, whoever runs it. */
export const PLUGINS_QUERY =
  "select coalesce(json_agg(p), '[]') as plugins from (select identifier, type, manifest->>'version' as version, count(*)::int as users from user_installed_plugins group by 1, 2, 3 order by 4 desc) p";

const INSTALLED = z.array(
  z.object({
    identifier: z.string(),
    type: z.string(),
    version: z.string().nullable(),
    users: z.number(),
  }),
);

/** @throws Error when it is not what the query answers */
export function pluginsIn(json: string): InstalledPlugin[] {
  return INSTALLED.parse(JSON.parse(json));
}

/** Those whose manifest is of a newer version than the release has. What is no version is not compared. */
export function newerThan(release: string, plugins: readonly InstalledPlugin[]): InstalledPlugin[] {
  const known = coerce(release);
  return plugins.filter(({ version }) => {
    const wanted = coerce(version);
    return known !== null && wanted !== null && gt(wanted, known);
  });
}
