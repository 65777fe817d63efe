import type { Color, Flip, Platform, Step, Traffic } from "../report";

/** A Job as it ran. Times are milliseconds since the drill started. */
export interface JobFact {
  /** "snapshot-…" or "migration-…"; what follows is the release, the same for both. */
  name: string;
  startMs: number;
  endMs: number | null;
  outcome: "running" | "succeeded" | "failed";
}

/** What a release step was to do, and what the preview route answered after it. */
export interface ReleaseFact {
  /** Id of the step. */
  step: string;
  color: Color;
  /** The color that served while it went on. */
  serving: Color;
  version: string;
  /** The version that `color` answered by the preview route once the step was over; null: nobody asked. */
  previewVersion: string | null;
}

/** An update that waited in vain for its pods while somebody rolled back. */
export interface HangFact {
  /** Id of the step. */
  step: string;
  /** When it gave up. */
  endMs: number;
}

/** An image that a step gave to what runs the app. */
export interface ImageFact {
  step: string;
  /** In a sentence: `the Deployment "blue"`. */
  workload: string;
  image: string;
}

/** What the search for secrets came to. It names them, and never quotes them. */
export interface SecretsFact {
  /** Id of the last step: the search comes after it. */
  step: string;
  /** Values that were looked for. */
  sought: number;
  /** Files and texts that were searched. */
  places: number;
  /** `step` is the one that left it there, where that is known, or the last. */
  found: { name: string; place: string; step: string }[];
}

/** Plain data that the rules are judged by. */
export interface Facts {
  platform: Platform;
  steps: Step[];
  flips: Flip[];
  traffic: Traffic;
  jobs: JobFact[];
  releases: ReleaseFact[];
  images: ImageFact[];
  /** Ids of the config steps that asked for a version which cannot read the database's schema. */
  unreadableVersions: string[];
  /** Ids of the steps in which the cluster's API was away. */
  withoutCluster: string[];
  hangs: HangFact[];
  /** Types of what the stack holds: a docker resource among them would want a daemon at every update. */
  types: string[];
  /** null: nobody has looked. */
  secrets: SecretsFact | null;
}
