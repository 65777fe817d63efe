import { COLORS, type Color } from "../config/color";

const KINDS = [
  "flip",
  "rollback",
  "canary",
  "release",
  "warm",
  "automatic rollback",
  "break-glass",
] as const;

export type UpdateKind = (typeof KINDS)[number];

/** What an update's message says of it. The history has no other place for it. */
export interface MessageParts {
  kind: UpdateKind;
  /** The colour that it is about: that gets the traffic, the share, the release or the pods. */
  color: Color;
  /** What runs there, by its name in the catalogue. */
  release: string;
  reason?: string;
  /** As in `alice@laptop`. */
  caller: string;
}

/**
 * The message that an update carries. Its first line reads as a sentence, such as
 * `rollback to blue 2.1.25-a1b2c3d: chats break (alice@laptop)`; what more a reason has to say stands below.
 */
export function updateMessage({ kind, color, release, reason, caller }: MessageParts): string {
  const [first = "", ...more] = (reason ?? "").trim().split("\n");
  const because = first === "" ? "" : `: ${first.trim()}`;
  const who = caller.replaceAll(/[()\s]+/g, " ").trim();
  const sentence = `${kind} to ${color} ${release}${because} (${who === "" ? "unknown" : who})`;
  return [sentence, ...more].join("\n");
}

const SENTENCE = new RegExp(
  `^(?<kind>${KINDS.join("|")}) to (?<color>${COLORS.join("|")}) (?<release>[\\w.-]+)` +
    String.raw`(?:: (?<reason>.*))? \((?<caller>[^()]+)\)$`,
);

/** @returns undefined for a message that {@link updateMessage} has not written */
export function parseMessage(message: string): MessageParts | undefined {
  const [sentence = "", ...more] = message.trim().split("\n");
  const { kind, color, release, reason, caller } = SENTENCE.exec(sentence)?.groups ?? {};
  if (!isKind(kind) || !isColor(color) || release === undefined || caller === undefined)
    return undefined;
  const because = reason === undefined ? {} : { reason: [reason, ...more].join("\n") };
  return { kind, color, release, ...because, caller };
}

/** Whether an update of that kind fled from a release. */
export function isFlight(kind: UpdateKind | undefined): boolean {
  return kind === "rollback" || kind === "automatic rollback" || kind === "break-glass";
}

function isKind(text: string | undefined): text is UpdateKind {
  return KINDS.some((kind) => kind === text);
}

function isColor(text: string | undefined): text is Color {
  return COLORS.some((color) => color === text);
}
