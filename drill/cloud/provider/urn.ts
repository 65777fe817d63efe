/** Type and name of a resource, from `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export function parseUrn(urn: string): { type: string; name: string } {
  const [, , types, name] = urn.split("::");
  const type = types?.split("$").at(-1);
  if (type === undefined || name === undefined) throw new Error(`${urn} is no URN of a resource`);
  return { type, name };
}
