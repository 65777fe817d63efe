import { ElbError } from "./api";

export type TagValues = Readonly<Record<string, string>>;

/** The tags of what the load balancer's API has accepted, by ARN. */
export class Tags {
  readonly #isThere: (arn: string) => boolean;
  readonly #tags = new Map<string, TagValues>();

  constructor(isThere: (arn: string) => boolean) {
    this.#isThere = isThere;
  }

  /** @throws ElbError for what is not there, as every method here */
  of(arn: string): TagValues {
    if (!this.#isThere(arn)) throw new ElbError("RuleNotFound", `'${arn}' not found`);
    return this.#tags.get(arn) ?? {};
  }

  replace(arn: string, tags: TagValues): void {
    this.of(arn);
    this.#tags.set(arn, tags);
  }

  /** "If a tag with the same key is already associated with the resource, AddTags updates its value." */
  add(arn: string, tags: TagValues): void {
    this.replace(arn, { ...this.of(arn), ...tags });
  }

  remove(arn: string, keys: readonly string[]): void {
    const kept = Object.entries(this.of(arn)).filter(([key]) => !keys.includes(key));
    this.replace(arn, Object.fromEntries(kept));
  }
}
