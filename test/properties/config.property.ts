import assert from "node:assert/strict";
import { mutatedConfigs, plausibleConfigs } from "./support/configs";
import { EXAMPLES, type Platform } from "./support/stackKeys";
import { UnderFire } from "./support/underFire";

const PLATFORMS: readonly Platform[] = ["aws", "docker"];

for (const platform of PLATFORMS)
  describe(`any configuration of a stack on ${platform}`, () => {
    const fire = new UnderFire(platform);
    after(() => {
      console.log(`    ${fire.summary}`);
    });

    it("that is an example is accepted", () => {
      fire.everyOne(mutatedConfigs(platform, 0), EXAMPLES[platform].length * 5);
      assert.equal(fire.refused, 0);
    });

    it("of values that are right in themselves is accepted, or refused by what contradicts what", () => {
      fire.everyOne(plausibleConfigs(platform), 1500);
    });

    it("that is mistyped is accepted, or refused by the keys that are wrong", () => {
      fire.everyOne(mutatedConfigs(platform, 4), 4000);
    });
  });
