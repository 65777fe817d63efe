import { join } from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";
import { variablesOf } from "./buildVariables";
import { stackFile } from "./stackFile";

const PROJECT = join(__dirname, "..", "..");

/** Every update begins with it. */
const STACK = "pulumi:pulumi:Stack";

/** Of the automatic rollback, which opens the same secrets. */
const BUILD = "aws:codebuild/project:Project";

export const secretsProviderIsNoPassphrase = secretsProviderRule(PROJECT);

/** @param folder Where Pulumi.yaml and the stacks' files are. */
export function secretsProviderRule(folder: string): ResourceValidationPolicy {
  return resourceRule({
    name: "secrets-provider-is-no-passphrase",
    description:
      "A key that can be taken from somebody opens the stack's secrets, and no passphrase that people pass on.",
    severity: "high",
    mend: 'run pulumi stack change-secrets-provider "awskms:///<key>?region=<region>", and commit what it writes; docs/backend.md makes the key.',
    types: [STACK, BUILD],
    notApplicable: ({ type, urn }) => (type === STACK ? missingFile(folder, urn) : undefined),
    checks: [(seen) => (seen.type === BUILD ? buildProblem(seen) : stackProblem(folder, seen.urn))],
  });
}

function missingFile(folder: string, urn: string): string | undefined {
  const file = stackFile(folder, urn);
  return "missing" in file ? file.missing : undefined;
}

function stackProblem(folder: string, urn: string): string | undefined {
  const file = stackFile(folder, urn);
  return "missing" in file ? undefined : passphraseProblem(file.name, file.settings);
}

function buildProblem(build: Seen): string | undefined {
  const told = variablesOf(build).find(({ name }) => name.startsWith("PULUMI_CONFIG_PASSPHRASE"));
  return told && `opens the stack's secrets with a passphrase, ${told.name}`;
}

/**
 * As the CLI decides (GetSecretsManager in its pkg/cmd/pulumi/stack/secrets.go): a provider that is named holds,
 * whatever salt an earlier one left; else a salt is a passphrase's. Neither is Pulumi Cloud's own provider, for with
 * any other backend the CLI writes a salt before it runs the program.
 */
function passphraseProblem(name: string, settings: Part): string | undefined {
  const provider = settings.text("secretsprovider") ?? "default";
  if (provider === "passphrase") return `opens its secrets with a passphrase, says ${name}`;
  if (provider !== "default" && provider !== "") return undefined;
  return settings.has("encryptionsalt")
    ? `opens its secrets with a passphrase, whose salt stands in ${name}`
    : undefined;
}
