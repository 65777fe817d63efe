import type { Properties } from "../provider/envelope";
import type { ResourceKind } from "../provider/kind";
import { nameInAws } from "../provider/names";

/** Where the providers that come from Terraform note what they have filled in themselves. */
const DEFAULTS = "__defaults";

/**
 * A name that was made up lets old and new be there at the same time; of two with one given name, the old has to
 * go first.
 */
export const nameInDocker: Pick<ResourceKind, "check" | "deleteBeforeReplace"> = {
  check: (name, news, olds) =>
    news["name"] === undefined
      ? { ...nameInAws("name", name, news, olds), [DEFAULTS]: ["name"] }
      : news,
  deleteBeforeReplace: (olds, news) => !isMadeUp(olds) && !isMadeUp(news),
};

function isMadeUp({ [DEFAULTS]: defaults }: Properties): boolean {
  return Array.isArray(defaults) && defaults.includes("name");
}
