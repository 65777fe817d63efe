/** The line that changes a value of the configuration. `path` as in `site.port`. */
export function setLine(path: string, value: string): string {
  return `pulumi config set --path '${path}' ${value}`;
}
