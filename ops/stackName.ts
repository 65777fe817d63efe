/** The last part of a stack's name, as in `organization/project/prod`: its files are called after that. */
export function shortName(stack: string): string {
  return stack.split("/").at(-1) ?? stack;
}

/** The stack that is called the same in another project; a name that says no project is that already. */
export function inProject(stack: string, project: string): string {
  const [organization, own, name] = stack.split("/");
  if (organization === undefined || own === undefined || name === undefined) return stack;
  return [organization, project, name].join("/");
}
