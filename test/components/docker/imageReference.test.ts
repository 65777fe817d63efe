import assert from "node:assert/strict";
import { addressOf, imageReference } from "../../../components/docker/imageReference";

const digest = `sha256:${"1".repeat(64)}`;

describe("an image's source", () => {
  const sources: [string, string, string | undefined, string][] = [
    [
      "docker.io/lobehub/lobehub:2.1.26",
      "docker.io/lobehub/lobehub",
      "2.1.26",
      "registry-1.docker.io/lobehub/lobehub",
    ],
    ["lobehub/lobehub:2.1.26", "lobehub/lobehub", "2.1.26", "registry-1.docker.io/lobehub/lobehub"],
    ["nginx", "nginx", undefined, "registry-1.docker.io/library/nginx"],
    ["docker.io/nginx:1", "docker.io/nginx", "1", "registry-1.docker.io/library/nginx"],
    ["ghcr.io/lobehub/lobehub:2", "ghcr.io/lobehub/lobehub", "2", "ghcr.io/lobehub/lobehub"],
    ["localhost:5000/lobehub", "localhost:5000/lobehub", undefined, "localhost:5000/lobehub"],
    ["localhost:5000/lobehub:2", "localhost:5000/lobehub", "2", "localhost:5000/lobehub"],
  ];
  for (const [image, repository, tag, address] of sources)
    it(`${image} is asked for at ${address}`, () => {
      const reference = imageReference(`${image}@${digest}`);
      assert.deepEqual(reference, { repository, digest, ...(tag === undefined ? {} : { tag }) });
      assert.equal(addressOf(reference), address);
    });

  it("needs a digest", () => {
    assert.throws(() => imageReference("lobehub/lobehub:2.1.26"), /2\.1\.26 has no digest/);
  });
});
