/** What a failure says for itself. */
export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a failed command of the CLI said itself: its error quotes all of it, and that stands under stderr. */
export function saidByCommand(error: unknown): string {
  const text = said(error);
  return /stderr: ([^]*?)\n err\?:/.exec(text)?.[1]?.trim() ?? text;
}
