import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** One file of a bundle. */
export interface BundleEntry {
  /** Its path in the bundle. */
  name: string;
  /** Where it is now. */
  file: string;
}

/**
 * Everything in a folder and below, under another name.
 *
 * @param isLeftOut by the name of a file or folder
 */
export async function folderEntries(
  name: string,
  folder: string,
  isLeftOut: (name: string) => boolean = () => false,
): Promise<BundleEntry[]> {
  const found: BundleEntry[] = [];
  for (const item of await readdir(folder, { withFileTypes: true })) {
    if (isLeftOut(item.name)) continue;
    const entry = { name: `${name}${item.name}`, file: join(folder, item.name) };
    if (item.isDirectory())
      found.push(...(await folderEntries(`${entry.name}/`, entry.file, isLeftOut)));
    else found.push(entry);
  }
  return found;
}
