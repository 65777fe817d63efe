/** What a failure says for itself. */
export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
