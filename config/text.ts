import { z } from "zod";

/**
 * What a field says of itself: to the reader of the README and to whoever gets it wrong.
 *
 * @param existing an example of what is there already, where `example` is of what to make
 */
export const about = (description: string, example: unknown, existing?: unknown) => ({
  description,
  example,
  existing,
});

/** A text that `allowed` describes in words and, where the words are not enough, a pattern checks. */
export function text(allowed: string, pattern = /\S/): z.ZodString {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** A text that one part of the program knows how to judge; `problem` says what would be allowed. */
export function judged(allowed: string, problem: (value: string) => string | undefined) {
  return text(allowed).superRefine((value, context) => {
    const expected = problem(value);
    if (expected !== undefined) context.addIssue({ code: "custom", message: expected });
  });
}

/** A name of DNS, in small letters. @param allowed it in words, with an example */
export function hostName(allowed: string): z.ZodString {
  return text(allowed, /^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,}$/);
}

/** Whoever is let in by IAM. */
export const principal = () =>
  text("the ARN of an IAM role or user", /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/\S+$/);

/** Addresses of IPv4, such as those that are let in. */
export const block = () => z.cidrv4({ error: "a block such as 203.0.113.0/24" });

export function wholeNumber(allowed: string, least: number, most: number): z.ZodInt {
  return z.int({ error: allowed }).min(least, { error: allowed }).max(most, { error: allowed });
}

export function flag(): z.ZodBoolean {
  return z.boolean({ error: "true or false" });
}

/**
 * What is wrong with an absolute URL of one of these schemes; a trailing slash would double in the app.
 *
 * @param schemes with their colon, as in `https:`
 */
export function urlProblem(schemes: readonly string[]): (value: string) => string | undefined {
  const allowed = `a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`;
  return (value) => {
    if (!URL.canParse(value)) return allowed;
    const url = new URL(value);
    if (!schemes.includes(url.protocol) || url.hostname === "") return allowed;
    return value.endsWith("/") ? `${allowed} and ends without a slash` : undefined;
  };
}

export const percent = (least: number) =>
  wholeNumber(`a whole number from ${least} to 100`, least, 100);
