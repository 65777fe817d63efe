/** Options of the Automation API's commands that this engine reads, or that change nothing here. */
const always = ["message", "onEvent", "onOutput", "color"];

/**
 * An option that nobody reads would be a promise that nobody keeps.
 * @param more options beside those that every command has
 * @throws Error naming the first option that this engine does not have
 */
export function refuseOptions(command: string, options: object, more: string[] = []): void {
  const known = [...always, ...more];
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const unknown = given.map(([name]) => name).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`The embedded engine does not have the option "${unknown}" of ${command}.`);
}
