/** js-yaml comes without types; this is all that the engine asks of it. */
declare module "js-yaml" {
  export function load(text: string): unknown;
  export function dump(value: unknown): string;
}
