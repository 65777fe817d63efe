import { InvalidArgumentError } from "@commander-js/extra-typings";

/** Reads an option's number. @returns what throws InvalidArgumentError, which commander tells, for any other text */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}
