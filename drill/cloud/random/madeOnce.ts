import type { Properties } from "../provider/envelope";
import type { Created, ResourceKind } from "../provider/kind";

/** A value is made once; whatever it was made from replaces it. */
export function madeOnce(
  make: (inputs: Properties) => Created | Promise<Created>,
  replaceOn: string[],
): ResourceKind {
  const made = new Map<string, Properties>();
  return {
    replaceOn,
    create: async ({ inputs }) => {
      const created = await make(inputs);
      made.set(created.id, created.computed);
      return created;
    },
    update: (id) => Promise.resolve(made.get(id) ?? {}),
    delete: (id) => {
      made.delete(id);
      return Promise.resolve();
    },
  };
}
