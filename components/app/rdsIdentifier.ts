/** RDS takes up to 63 characters for an instance, and more for a snapshot. */
const LONGEST = 63;

/**
 * A name that RDS takes: lower-case letters, digits and single hyphens, the first one a letter.
 * @param first begins with a letter
 * @param others whatever the name is to tell: what RDS does not take becomes a hyphen
 */
export function rdsIdentifier(first: string, ...others: string[]): string {
  return [first, ...others]
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/-$/, "");
}
