import { ElbError, type ResourceTags, type TagValues } from "./api";

export class Tags implements ResourceTags {
  readonly #isThere: (arn: string) => boolean;
  readonly #tags = new Map<string, TagValues>();

  constructor(isThere: (arn: string) => boolean) {
    this.#isThere = isThere;
  }

  of(arn: string): TagValues {
    if (!this.#isThere(arn)) throw new ElbError("RuleNotFound", `'${arn}' not found`);
    return this.#tags.get(arn) ?? {};
  }

  replace(arn: string, tags: TagValues): void {
    this.of(arn);
    this.#tags.set(arn, tags);
  }

  add(arn: string, tags: TagValues): void {
    this.replace(arn, { ...this.of(arn), ...tags });
  }

  remove(arn: string, keys: readonly string[]): void {
    const kept = Object.entries(this.of(arn)).filter(([key]) => !keys.includes(key));
    this.replace(arn, Object.fromEntries(kept));
  }
}
