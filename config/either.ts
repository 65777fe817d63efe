import { z } from "zod";

/**
 * What is there already, or the size of what to make. Which of the two is meant shows in the keys that only the
 * first has: as soon as one of them is set, what is missing beside it is told, and half of it never passes.
 */
export function existingOr<Existing extends z.ZodObject, Size extends z.ZodObject>(
  existing: Existing,
  size: Size,
) {
  const marks = Object.keys(existing.shape).filter((key) => !(key in size.shape));
  return z.unknown().transform((value, context): z.output<Existing> | z.output<Size> => {
    const isExisting =
      typeof value === "object" && value !== null && marks.some((mark) => mark in value);
    const parsed = (isExisting ? existing : size).safeParse(value);
    if (parsed.success) return parsed.data;
    // An issue as it was told is one that may be told: zod's two types for it differ in what is optional.
    for (const issue of parsed.error.issues) context.issues.push(issue as z.core.$ZodRawIssue);
    return z.NEVER;
  });
}
