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
} as const;
