import { isSecret, mapParts, withoutEnvelopes, type Json } from "./envelope";

/** Shorter strings are everywhere: hiding them would hide the message and reveal the secret. */
const shortest = 3;

/** Takes secrets out of text that was made by others: providers, hooks, the program. */
export class Redactor {
  private readonly secrets = new Set<string>();

  /** Learns every secret in `value`. */
  learn(value: Json): void {
    mapParts(value, (part) => {
      if (!isSecret(part)) return undefined;
      this.learnPlain(withoutEnvelopes(part.value));
      return null;
    });
  }

  learnPlain(value: Json): void {
    mapParts(value, (part) => {
      if (typeof part !== "string" || part.length < shortest) return undefined;
      this.secrets.add(part);
      this.secrets.add(JSON.stringify(part).slice(1, -1));
      return part;
    });
  }

  redact(text: string): string {
    // The longest first: a secret may be a part of another one.
    const longestFirst = [...this.secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
  }
}
