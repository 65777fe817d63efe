import assert from "node:assert/strict";
import { imageOf, perRelease, releaseHash, type Release } from "../../components/app/release";

const release: Release = {
  name: "2.1.26-9f3c2e1",
  version: "2.1.26",
  digest: `sha256:${"a".repeat(64)}`,
  env: {},
};

describe("a release", () => {
  it("is the same with another environment, so that it is not migrated again", () => {
    assert.equal(
      releaseHash({ ...release, env: { FEATURE_FLAGS: "x" } } as Release),
      releaseHash(release),
    );
  });

  it("is another one with another tag or another digest", () => {
    assert.notEqual(releaseHash({ ...release, name: "2.1.26-0000000" }), releaseHash(release));
    assert.notEqual(
      releaseHash({ ...release, digest: `sha256:${"b".repeat(64)}` }),
      releaseHash(release),
    );
  });

  it("is pulled by digest alone", async () => {
    const image = await new Promise((resolve) => {
      imageOf("registry/lobechat", release).apply(resolve);
    });
    assert.equal(image, `registry/lobechat@${release.digest}`);
  });

  it("has its jobs made once when both colours run it", () => {
    const made: string[] = [];
    const colors = { blue: { release }, green: { release: { ...release } } };
    const find = perRelease(colors, (_, hash) => {
      made.push(hash);
      return { hash };
    });
    assert.deepEqual(made, [releaseHash(release)]);
    assert.equal(find(release), find({ ...release }));
  });
});
