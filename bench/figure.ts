/** One line of `npm run bench`: what was measured here and now, and whether it is as good as it has to be. */
export interface Figure {
  met: boolean;
  /** What is compared. */
  of: string;
  /** The ratio, or what is added. */
  is: string;
  /** What it was made from, and its limit. */
  from: string;
}

export function lineOf({ met, of, is, from }: Figure): string {
  return `${of}: ${is} (${from})${met ? "" : " NOT MET"}`;
}
