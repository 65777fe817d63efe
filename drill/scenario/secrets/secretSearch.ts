import type { NamedSecret } from "../../cloud/cloud";
import { secretForms, SHORTEST } from "./secretForms";

/** Bytes that are looked up at once. */
const GRAM = 4;
/** A form of the shortest length has a whole gram at a multiple of this, wherever it stands. */
const STRIDE = SHORTEST - GRAM;

interface Place {
  name: string;
  form: Buffer;
  /** Of the gram in the form. */
  offset: number;
}

/** Looks for many secrets at once: megabytes of state and events in a fraction of a second. */
export class SecretSearch {
  /** How many secrets are long enough to be looked for. */
  readonly size: number;
  readonly #grams = new Map<number, Place[]>();

  constructor(secrets: readonly NamedSecret[]) {
    // The first name is the one that an operator knows best.
    const byValue = new Map(secrets.toReversed().map((secret) => [secret.value, secret]));
    const sought = [...byValue.values()].filter(({ value }) => value.length >= SHORTEST);
    this.size = sought.length;
    for (const { name, value } of sought) {
      for (const form of secretForms(value)) this.#learn(name, Buffer.from(form));
    }
  }

  /** @returns names of the secrets that stand in it, each once */
  namesIn(content: Buffer | string): string[] {
    const bytes = Buffer.from(content);
    const names = new Set<string>();
    for (let at = 0; at + GRAM <= bytes.length; at += STRIDE) {
      for (const { name, form, offset } of this.#grams.get(bytes.readUInt32LE(at)) ?? []) {
        const start = at - offset;
        const there = start >= 0 && bytes.subarray(start, start + form.length).equals(form);
        if (there) names.add(name);
      }
    }
    return [...names];
  }

  #learn(name: string, form: Buffer): void {
    // The first gram at a multiple of the stride begins within the first stride of the form.
    for (let offset = 0; offset < STRIDE; offset++) {
      const gram = form.readUInt32LE(offset);
      const places = this.#grams.get(gram);
      if (places === undefined) this.#grams.set(gram, [{ name, form, offset }]);
      else places.push({ name, form, offset });
    }
  }
}
