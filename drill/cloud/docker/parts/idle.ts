import type { Workload } from "../../pods/workload";
import { endable } from "./endable";

/** Runs until it is told to end, and does nothing. */
export function idle(): Workload {
  return endable({ stop: () => Promise.resolve(), kill: () => undefined });
}
