import type { DockerEngine } from "./engine/dockerEngine";
import type { Images } from "./images";
import type { Network } from "./network";

/** One try of a one-shot. */
export interface Attempt {
  /** Another number than last time where that one failed. */
  number: string;
  /** Whether the last one failed. */
  isRetry: boolean;
}

/** Where the parts of a stack run, and what the engine has said of it before anything was registered. */
export interface Place {
  network: Pick<Network, "networkName">;
  images: Pick<Images, "of" | "ofRelease">;
  /** The limit of each part. */
  memoryMiB: Readonly<
    Record<"app" | "database" | "sessions" | "files" | "edge" | "assets" | "metrics", number>
  >;
  /** Which attempt a one-shot is, by its name. */
  attemptOf: (job: string) => Attempt;
  engine: DockerEngine;
  /** Where the program itself reaches a port that the engine publishes. */
  publicHost: string;
}
