import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { AwsAccess } from "../components/guard/awsAccess";
import type { Deployment } from "./deployment";
import type { Operations } from "./operations";
import type { InstalledPlugin } from "./plugins/installed";

/** A stack that a command works on. */
export interface OpenedStack {
  /** As in `--stack`. */
  name: string;
  deployment: Deployment;
}

/** How a command speaks with whoever runs it. */
export interface Terminal {
  /** Whether somebody is there who can answer a question. */
  interactive: boolean;
  /** The answer of a command: stdout. */
  print: (line: string) => void;
  /** What happens meanwhile, and what is wrong: stderr. */
  tell: (line: string) => void;
  /** @returns whether the question was answered with yes */
  confirm: (question: string) => Promise<boolean>;
}

/** What the commands need of the world. The drill and the tests bring their own. */
export interface Tools {
  /**
   * @param name undefined: the one that is selected in this checkout
   * @throws Error of one sentence when it cannot be opened
   */
  openStack: (name: string | undefined) => Promise<OpenedStack>;
  /** Where and as whom AWS is asked. */
  awsAccess: (region: string) => AwsAccess;
  /** PEM of a certificate authority beside the public ones; undefined: those alone. */
  ca?: string;
  terminal: Terminal;
  now: () => Date;
  /** Who runs the command, as the history is to show it: `alice@laptop`, or the actor of a CI run. */
  caller: () => string;
  /**
   * What a stack's file says at a commit, as it stands there. Left out: here nobody can.
   *
   * @throws Error when there is no such commit
   */
  configAt?: (commit: string, stack: string) => Promise<Readonly<Record<string, unknown>>>;
  /** One line per commit between two, newest first; empty where git does not know them. */
  commits: (from: string, to: string) => Promise<string[]>;
  /**
   * Copies the images of a configuration's catalogue that have a source into the stack's repository. Left out: here
   * nobody can, and they are there already.
   */
  copyImages?: (stack: OpenedStack, config: ConfigMap) => Promise<void>;
  /**
   * Publishes what an automatic rollback of a stack runs from. Left out: here nobody can.
   *
   * @returns where it is
   */
  publishBundle?: (
    stack: OpenedStack,
    operations: Pick<Operations, "bundleBucket" | "region">,
  ) => Promise<string>;
  /**
   * Which plugins the users of a stack have. Left out: here nobody can ask.
   *
   * @throws Error when nobody answers before the signal
   */
  installedPlugins?: (stack: OpenedStack, signal: AbortSignal) => Promise<InstalledPlugin[]>;
  /** Runs a shell command; its output goes to the terminal. @returns its exit status */
  run: (command: string, env: Record<string, string>) => Promise<number>;
}
