/** Of which stack of which project a resource is; undefined of what is no URN. */
export function stackName(urn: string): { project: string; stack: string } | undefined {
  const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  return stack === undefined || project === undefined ? undefined : { project, stack };
}
