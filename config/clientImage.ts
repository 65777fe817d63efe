import { setCommand, type Problem } from "./problem";

/** Dumps, and what is restored of them, need PostgreSQL's clients. @param expected what the image has to have */
export function noClientImage(expected: string): Problem {
  const path = ["snapshots", "clientImage"];
  const fix = setCommand(path, "'docker.io/library/postgres:17-alpine@sha256:…'");
  return { path, found: undefined, expected, fix };
}
