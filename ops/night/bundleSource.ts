import { homedir } from "node:os";
import { join } from "node:path";

/** Where a bundle's parts are found. */
export interface BundleSource {
  /** The folder of this project. */
  checkout: string;
  /** Where the pulumi CLI is looked for, as PATH names it. */
  path: string;
  /** The CLI's own folder, with its plugins. */
  pulumiHome: string;
}

export function thisMachine(): BundleSource {
  return {
    checkout: join(__dirname, "..", ".."),
    path: process.env["PATH"] ?? "",
    pulumiHome: process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"),
  };
}
