/** Shorter texts stand everywhere by chance. */
export const SHORTEST = 12;

/**
 * Everything that gives a secret away: the value itself, escaped as JSON once and twice (a state in a text), as a
 * part of a URL, as the bare body of a PEM, and in base64, wherever in the encoded text it begins.
 */
export function secretForms(value: string): string[] {
  const once = jsonEscaped(value);
  const forms = [
    value,
    once,
    jsonEscaped(once),
    encodeURIComponent(value),
    value.replaceAll(/-----[^-]+-----|\s/g, ""),
    ...base64Forms(value),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Three letters of a text are four of base64: it looks different after one or two other letters. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const whole = bytes.toString("base64");
    // The letters at both ends that also depend on what stands beside the secret.
    const first = before === 0 ? 0 : before + 1;
    const last = Math.floor((bytes.length * 8) / 6);
    const inner = whole.slice(first, last);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
