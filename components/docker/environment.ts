import { interpolate, type Input, type Output } from "@pulumi/pulumi";

/** Variables as an engine takes them. What is secret stays so. */
export function envsOf(variables: Readonly<Record<string, Input<string>>>): Output<string>[] {
  return Object.entries(variables).map(([name, value]) => interpolate`${name}=${value}`);
}
