import type { Color } from "../report/report";

/** One request of a virtual user, as it ended. Times are Date.now()'s milliseconds, with fractions. */
export interface RequestRecord {
  kind: "signIn" | "session" | "version" | "page" | "asset" | "stream";
  user: number;
  startMs: number;
  endMs: number;
  /** null: no answer. */
  status: number | null;
  /** The colour that answered; null when none did, or when it was not a colour (the assets proxy). */
  color: Color | null;
  /** No answer, 5xx, or an answer without the user's session. */
  failed: boolean;
  sessionLost: boolean;
  /** A hashed file of a page that was opened earlier and could not be loaded. */
  assetLost: boolean;
  /** A stream that ended without its final event. */
  cut: boolean;
}
