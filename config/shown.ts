/** Longer values say nothing more of what is wrong with them. */
const LONGEST = 300;

/** What moves a terminal's cursor, hides text, or ends a line. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text in one line that a terminal shows as it is, whatever somebody has put into a configuration. */
export function oneLine(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return character === "\n" ? String.raw`\n` : String.raw`\u{${code}}`;
  });
}

/** The beginning of a text that may be long. */
export function beginningOf(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
