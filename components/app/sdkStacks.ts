/**
 * Source maps name the SDK's own files as if they stood beside its folder: node_modules/@pulumi/output.ts. Node 20.20
 * does not come back for a minute from coloring such a path, which the SDK does with every error that it reports. So
 * they get their folder back, before there is any error to report.
 */
export function nameSdkFilesInStacks(): void {
  // Node has none of its own: it is there where somebody reads source maps.
  const prepare: unknown = Reflect.get(Error, "prepareStackTrace");
  if (typeof prepare !== "function") return;
  Error.prepareStackTrace = (error, frames) =>
    withFolders(String(Reflect.apply(prepare, Error, [error, frames])));
}

/** Every path to a file right below node_modules/@pulumi, with the folder that it has. */
export function withFolders(stack: string): string {
  return stack.replaceAll(/(node_modules[\\/]@pulumi)([\\/])(?=[^\\/\n]+\.ts:)/g, "$1$2pulumi$2");
}
