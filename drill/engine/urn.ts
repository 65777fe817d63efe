export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";

export function makeUrn(
  names: { stack: string; project: string },
  parent: string,
  type: string,
  name: string,
): string {
  const above = parent === "" ? "" : qualifiedType(parent);
  const path = above === "" || above === stackType ? type : `${above}$${type}`;
  return `urn:pulumi:${names.stack}::${names.project}::${path}::${name}`;
}

export function urnName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export function urnType(urn: string): string {
  return qualifiedType(urn).split("$").at(-1) ?? "";
}

function qualifiedType(urn: string): string {
  return urn.split("::")[2] ?? "";
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

/** "aws" of pulumi:providers:aws. */
export function providerPackage(type: string): string {
  return type.slice(providerPrefix.length);
}

/** The provider's URN in a reference `<urn>::<id>`; "" of "". */
export function providerUrn(reference: string): string {
  return reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
}
