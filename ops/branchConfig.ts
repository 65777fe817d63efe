import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { shortName } from "./stackName";

/** What a stack's file says at a commit, as it stands there; empty where there is no such file yet. */
export type FileConfig = Readonly<Record<string, unknown>>;

/**
 * Reads a stack's file of another commit.
 *
 * @param commit a commit that this checkout has
 * @throws Error when it has not
 */
export async function configAt(
  checkout: string,
  commit: string,
  stack: string,
): Promise<FileConfig> {
  const git = (...args: string[]) => promisify(execFile)("git", args, { cwd: checkout });
  const file = `Pulumi.${shortName(stack)}.yaml`;
  // Nobody's option: a commit begins with no hyphen.
  await git("rev-parse", "--verify", "--end-of-options", `${commit}^{commit}`);
  const { stdout: found } = await git("ls-tree", "--name-only", commit, "--", file);
  if (found.trim() === "") return {};
  const { stdout: text } = await git("show", `${commit}:${file}`);
  const folder = await mkdtemp(join(tmpdir(), "lobechat-base-"));
  try {
    await writeFile(join(folder, file), text);
    const workspace = await LocalWorkspace.create({ workDir: folder });
    return (await workspace.stackSettings(stack)).config ?? {};
  } finally {
    await rm(folder, { recursive: true });
  }
}
