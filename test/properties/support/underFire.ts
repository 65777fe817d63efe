import assert from "node:assert/strict";
import fc from "fast-check";
import { COLORS } from "../../../config/color";
import type { RawConfig } from "../../../config/keys";
import { SCHEMAS, type Platform } from "./stackKeys";
import { verdictOf } from "./verdict";

/** Asks for every configuration what becomes of it, and counts. */
export class UnderFire {
  accepted = 0;
  refused = 0;
  #ms = 0;
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  everyOne(configs: fc.Arbitrary<RawConfig>, numRuns: number): void {
    const start = performance.now();
    const property = fc.property(configs, (raw) => {
      this.#check(raw);
    });
    try {
      fc.assert(property, { numRuns, includeErrorInReport: true });
    } finally {
      this.#ms += performance.now() - start;
    }
  }

  get summary(): string {
    const cases = this.accepted + this.refused;
    const seconds = (this.#ms / 1000).toFixed(1);
    return `${cases} configurations of ${this.#platform} in ${seconds} s: ${this.accepted} accepted, ${this.refused} refused`;
  }

  #check(raw: RawConfig): void {
    const settings = verdictOf(raw);
    if (settings === undefined) {
      this.refused += 1;
      return;
    }
    this.accepted += 1;
    for (const key of Object.keys(raw.values))
      assert.ok(isKnown(this.#platform, key), `${key} is no key`);
    assert.equal(settings.platform, this.#platform);
    assert.ok(settings.colors[settings.activeColor].capacity.min > 0);
    for (const color of COLORS) assert.notEqual(settings.colors[color].release.digest, "");
  }
}

function isKnown(platform: Platform, fullKey: string): boolean {
  const [namespace, ...rest] = fullKey.split(":");
  return namespace !== "lobechat" || Object.hasOwn(SCHEMAS[platform], rest.join(":"));
}
