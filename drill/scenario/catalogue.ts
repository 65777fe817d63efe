import { createHash } from "node:crypto";
import type { Image } from "../cloud/cloud";

/** One release of the drill: how the catalogue names it, and what its image does. */
export interface DrillRelease {
  name: string;
  version: string;
  digest: string;
  behavior: NonNullable<Image["behavior"]>;
  env: Record<string, string>;
}

function release(
  version: string,
  sha: string,
  behavior: DrillRelease["behavior"] = "healthy",
  env: Record<string, string> = {},
): DrillRelease {
  const name = `${version}-${sha}`;
  const digest = `sha256:${createHash("sha256").update(name).digest("hex")}`;
  return { name, version, digest, behavior, env };
}

/** The releases that the drill goes through, in the order of its story. */
export const RELEASES = {
  first: release("2.1.25", "a1b2c3d"),
  next: release("2.1.26", "9f3c2e1", "healthy", { FEATURE_FLAGS: "+group_chat" }),
  later: release("2.1.27", "5d0e7b4"),
  sick: release("2.1.28", "bad0bad", "silent"),
  failing: release("2.1.29", "0ff1ce5", "failing"),
  patched: release("2.1.30", "4c1f8d2"),
  fixed: release("2.1.31", "7b3a90e"),
  improved: release("2.1.32", "e52d6c8"),
  renewed: release("2.1.33", "a90b1f4"),
  last: release("2.1.34", "c3d7e65"),
} as const;
