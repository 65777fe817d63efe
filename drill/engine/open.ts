import type { Deployment } from "../../ops/deployment";
import type { PolicyPacks } from "./policyPacks";

export type EngineKind = "embedded" | "pulumi";

export interface EngineOptions {
  kind: EngineKind;
  /** The checkout: the folder with Pulumi.yaml and index.ts. */
  program: string;
  /** Name of the stack. */
  stack: string;
  /** Everything that the engine writes stays below this folder. */
  workDir: string;
  /** Port of the provider server that serves each package, as in PULUMI_DEBUG_PROVIDERS. */
  providers: Record<string, number>;
  /** What the program finds in its environment beside PATH, HOME and the like. */
  env: Record<string, string>;
  /** embedded: where policy packs run that several engines share; otherwise each engine has its own. */
  policyPacks?: PolicyPacks;
  /** embedded: each program's process is started as the CLI does it; otherwise it stands ready, and is spared work. */
  coldStart?: boolean;
}

export interface OpenEngine {
  deployment: Deployment;
  kind: EngineKind;
  /** embedded: the version of the Pulumi SDK; pulumi: the CLI's. */
  version: string;
  /** Milliseconds from spawn to exit of the program in the last update, idle ones left out; null where the engine does not tell. */
  programMs(): number | null;
  /** Ends what still runs; the files below workDir stay. */
  close(): Promise<void>;
}

/** One whose files are all below its workDir: nobody else's update can hold them. */
export interface OwnEngine extends OpenEngine {
  /** Makes way for the next update where one was killed. @returns what became of its lock, in words */
  freeDeadLock(): Promise<string>;
}
