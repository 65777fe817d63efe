import { createHash } from "node:crypto";
import { getProject, getStack, RunError } from "@pulumi/pulumi";
import { withoutStack } from "../app/withoutStack";

/** What a fingerprint tells of 32 random bytes is nothing: nobody tries them all. */
const FINGERPRINT_LETTERS = 32;

/**
 * What a stack's KEY_VAULTS_SECRET is known by, without being told. Of the same secret another stack has another.
 *
 * @returns 32 hexadecimal digits
 */
export function keyVaultsFingerprint(secret: string): string {
  const salted = `${getProject()}/${getStack()} KEY_VAULTS_SECRET\n${secret}`;
  return createHash("sha256").update(salted).digest("hex").slice(0, FINGERPRINT_LETTERS);
}

/**
 * Refuses another KEY_VAULTS_SECRET than the deployed one. The database has keys that only the old one opens.
 *
 * @param deployed fingerprint of what runs; undefined where nothing does, or where nobody took note of it
 * @param wanted fingerprint of what the configuration asks for; undefined in a preview that cannot know it
 * @throws RunError that says what to do
 */
export function refuseOtherKeyVaults(
  deployed: string | undefined,
  wanted: string | undefined,
): void {
  if (deployed === undefined || wanted === undefined || deployed === wanted) return;
  throw withoutStack(
    new RunError(
      [
        `KEY_VAULTS_SECRET of stack "${getStack()}" is not the deployed one, and it cannot be rotated. Nothing that serves was changed.`,
        "",
        `  lobechat:secrets.keyVaultsSecret has the fingerprint ${wanted}`,
        `    expected: ${deployed}: with another one, every key that users stored silently reads as empty`,
        `    fix:      pulumi config set --secret --path 'secrets.keyVaultsSecret' <the deployed one> --stack ${getStack()}`,
        `              (or, where the stack made it: pulumi config rm --path 'secrets.keyVaultsSecret' --stack ${getStack()}; see docs/rotation.md)`,
      ].join("\n"),
    ),
  );
}
