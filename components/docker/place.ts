import type { DockerEngine } from "./engine/dockerEngine";
import type { Images } from "./images";
import type { Network } from "./network";

/** Where the parts of a stack run, and what the engine has said of it before anything was registered. */
export interface Place {
  network: Pick<Network, "networkName">;
  images: Pick<Images, "of" | "ofRelease">;
  /** The limit of each part. */
  memoryMiB: Readonly<
    Record<"app" | "database" | "sessions" | "files" | "edge" | "assets" | "metrics", number>
  >;
  /** Which attempt a one-shot is, by its name: another number than last time where that one failed. */
  attemptOf: (job: string) => string;
  engine: DockerEngine;
  /** Where the program itself reaches a port that the engine publishes. */
  publicHost: string;
}
