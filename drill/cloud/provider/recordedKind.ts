import { hex } from "./account";
import type { Properties } from "./envelope";
import type { Created, Resource, ResourceKind } from "./kind";
import { nameInAws } from "./names";

/** A type that is taken note of, and answered as AWS answers. */
export interface Recorded {
  /** The input that is made up where it is not given. */
  name?: string;
  /** Dotted paths beside the name that make a new resource, as the real provider has them. */
  replaceOn?: readonly string[];
  /** Id and what else AWS answers. @default an id of 17 hex digits */
  answer?: (inputs: Properties) => Created;
}

/** Recorded types of one service or a few, by their tokens. */
export type RecordedTypes = Readonly<Record<string, Recorded>>;

/** A kind that is taken note of and does nothing. */
export function recordedKind({ name: property, replaceOn = [], answer }: Recorded): ResourceKind {
  const computed = new Map<string, Properties>();
  return {
    replaceOn: property === undefined ? replaceOn : [property, ...replaceOn],
    check: (name, news, olds) =>
      property === undefined ? news : nameInAws(property, name, news, olds),
    create: ({ inputs }: Resource) => {
      const created = answer?.(inputs) ?? { id: hex(17), computed: {} };
      computed.set(created.id, created.computed);
      return Promise.resolve(created);
    },
    update: (id) => Promise.resolve(computed.get(id) ?? {}),
    delete: (id) => {
      computed.delete(id);
      return Promise.resolve();
    },
  };
}
