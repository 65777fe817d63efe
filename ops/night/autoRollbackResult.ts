import type { Color } from "../../config/color";
import type { Decision } from "./decide";

/** What came of an alarm, in values that JSON has. */
export interface AutoRollbackResult {
  decision: Decision["decision"];
  reason: string;
  /** Its name. */
  alarm: string;
  from?: Color;
  to?: Color;
  resourcesChanged: number;
  /** Markdown; null where nothing was rolled back. */
  incident: string | null;
}
