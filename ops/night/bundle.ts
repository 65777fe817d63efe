import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { lstat, readlink } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { Deployment } from "../deployment";
import { shortName } from "../stackName";
import type { BundleEntry } from "./bundleEntry";
import type { BundleSource } from "./bundleSource";
import { checkoutFiles } from "./checkoutFiles";
import { productionPackages } from "./productionPackages";
import { pluginFiles, pulumiCli } from "./pulumiFiles";
import { statePlugins } from "./statePlugins";

/** What a bundle has to know of a stack. */
export interface StackOfBundle {
  /** As the CLI names it, with or without its organization. */
  name: string;
  deployment: Pick<Deployment, "exportStack">;
}

export interface WrittenBundle {
  file: string;
  bytes: number;
  /** In base64, as S3 takes it. */
  sha256: string;
}

/** A flip waits for it, and S3 has room. */
const COMPRESSION_LEVEL = 1;

/**
 * Writes a zip of everything that rolls a stack back on a machine that has Node and nothing else: the program, its
 * packages, the CLI as `bin/pulumi` and the plugins below `.pulumi/plugins`. No configuration but the stack's file
 * is in it: that comes from the history.
 *
 * @throws Refusal when a part is missing
 */
export async function writeBundle(
  file: string,
  stack: StackOfBundle,
  source: BundleSource,
): Promise<WrittenBundle> {
  const { checkout } = source;
  // What is most likely missing comes first.
  const cli = await pulumiCli(source);
  const plugins = await pluginFiles(source, await statePlugins(stack.deployment, checkout));
  const packages = await productionPackages(checkout);
  const program = await checkoutFiles(checkout, shortName(stack.name));
  const written = await zip(file, [...program, ...packages, ...cli, ...plugins]);
  return { file, ...written };
}

async function zip(
  file: string,
  entries: readonly BundleEntry[],
): Promise<Pick<WrittenBundle, "bytes" | "sha256">> {
  const archive = new ZipFile();
  const output = new PassThrough();
  archive.outputStream.pipe(output);
  // A file that has gone in the meantime is told by the archive, not by its stream.
  archive.on("error", (error: Error) => output.destroy(error));
  for (const entry of entries) await add(archive, entry);
  archive.end();
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(
    output,
    async function* (parts: AsyncIterable<Buffer>) {
      for await (const part of parts) {
        hash.update(part);
        bytes += part.length;
        yield part;
      }
    },
    createWriteStream(file, { mode: 0o600 }),
  );
  return { bytes, sha256: hash.digest("base64") };
}

/** A link stays a link: what it names is in the bundle as well. */
async function add(archive: ZipFile, { name, file }: BundleEntry): Promise<void> {
  const stats = await lstat(file);
  const options = { mode: stats.mode, mtime: stats.mtime };
  if (stats.isSymbolicLink())
    archive.addBuffer(Buffer.from(await readlink(file)), name, { ...options, compress: false });
  else archive.addFile(file, name, { ...options, compressionLevel: COMPRESSION_LEVEL });
}
