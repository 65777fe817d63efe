import { isDeepStrictEqual } from "node:util";
import { withoutEnvelopes, type Properties } from "./envelope";

/** What a provider says about the way from an old state to new inputs. */
export interface Diff {
  changes: boolean;
  /** Properties that cannot be changed in place. */
  replaces: string[];
  diffs: string[];
  deleteBeforeReplace: boolean;
}

/** The answer where no provider has one: the inputs differ, or they do not. */
export function diffInputs(olds: Properties, news: Properties): Diff {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const diffs = keys.filter((key) => !isSame(olds, news, key));
  return { changes: diffs.length > 0, replaces: [], diffs, deleteBeforeReplace: false };
}

function isSame(olds: Properties, news: Properties, key: string): boolean {
  return isDeepStrictEqual(
    withoutEnvelopes(olds[key] ?? null),
    withoutEnvelopes(news[key] ?? null),
  );
}
