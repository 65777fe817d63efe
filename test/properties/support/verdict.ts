import assert from "node:assert/strict";
import type { RawConfig } from "../../../config/keys";
import { parseSettings, type Settings } from "../../../config/load";
import { ConfigError } from "../../../config/problem";
import { CANARY } from "./canary";

/** Nobody waits longer for a mistake to be told; what has no end is far above it. */
const LONGEST_MS = 2000;

/** The first line of a problem: a key, with its namespace, and what stands there. */
const NAMES_A_KEY = /^ {2}[\w.-]*:.+ (is not set|= .+)$/;

/** What cannot be shown in one line of a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * The settings, or undefined where the configuration is refused as one has to be: by a message that names keys, in
 * lines that a terminal can show, with a command for each that a shell can read, and nothing secret.
 */
export function verdictOf(raw: RawConfig): Settings | undefined {
  const start = performance.now();
  try {
    return parseSettings(raw);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    checkMessage(error);
    return undefined;
  } finally {
    const took = performance.now() - start;
    assert.ok(took < LONGEST_MS, `it took ${Math.round(took)} ms`);
  }
}

function checkMessage({ message, problems }: ConfigError): void {
  assert.ok(!message.includes(CANARY), `a secret is told: ${message}`);
  assert.ok(problems.length > 0);
  const [, ...blocks] = message.trimEnd().split("\n\n");
  assert.equal(blocks.length, problems.length, message);
  for (const block of blocks) {
    const [what = "", expected = "", fix = "", ...more] = block.split("\n");
    assert.match(what, NAMES_A_KEY);
    assert.match(expected, /^ {4}expected: \S/);
    assert.match(fix, /^ {4}fix: {6}pulumi config (set|rm) .+ --stack prod$/);
    assert.deepEqual(more, []);
    assert.ok(isWholeCommand(fix), `a shell cannot read ${fix}`);
    for (const line of [what, expected, fix]) assert.ok(!UNPRINTABLE.test(line), line);
  }
}

/** Whether every quote in a line of shell is closed. */
function isWholeCommand(line: string): boolean {
  return !/['"]/.test(line.replaceAll(/'[^']*'|\\['"]|"(?:[^"\\]|\\.)*"/g, ""));
}
