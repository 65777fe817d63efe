import assert from "node:assert/strict";
import type { EngineKind } from "../../../drill/engine/open";
import { Program } from "../../program/support/program";
import type { Outcome } from "../../program/support/told";

/** The whole program on one of the two engines, and what both must have in common. */
export class ProgramPlayer {
  readonly transcript: unknown[] = [];
  readonly program: Program;

  constructor(program: Program) {
    this.program = program;
  }

  up(...wanted: Parameters<Program["up"]>): Promise<Outcome> {
    return this.note("up", this.program.up(...wanted));
  }

  preview(...wanted: Parameters<Program["preview"]>): Promise<Outcome> {
    return this.note("preview", this.program.preview(...wanted));
  }

  private async note(operation: string, running: Promise<Outcome>): Promise<Outcome> {
    const outcome = await running;
    this.transcript.push({
      operation,
      succeeded: outcome.error === undefined,
      changes: outcome.changes,
      did: outcome.did.toSorted(),
      asked: this.program.calls.toSorted(),
      warnings: ownWarnings(outcome.warnings),
      errors: errorsOf(outcome),
    });
    return outcome;
  }
}

/** The CLI also warns of plugins: of those that it finds on PATH, and of the stand-in's version. */
function ownWarnings(warnings: string): string[] {
  return warnings
    .split("\n")
    .filter((line) => line !== "" && !/^resource plugin | from \$PATH at /.test(line))
    .toSorted();
}

/** The CLI ends with one error about nothing, which says that there were others. */
function errorsOf({ events }: Outcome): string[] {
  return events
    .flatMap(({ diagnosticEvent: told }) =>
      told?.severity === "error" ? [told.message.trimEnd()] : [],
    )
    .filter((message) => !/^(update|preview) failed$/.test(message))
    .toSorted();
}

/** Plays the whole program's same operations on both engines, and compares what they did and what they left. */
export function programOnBoth(play: (player: ProgramPlayer) => Promise<void>): () => Promise<void> {
  return async () => {
    const embedded = await transcriptOf("embedded", play);
    const real = await transcriptOf("pulumi", play);
    assert.deepEqual(embedded, real);
  };
}

async function transcriptOf(kind: EngineKind, play: (player: ProgramPlayer) => Promise<void>) {
  const program = await Program.open({ kind });
  try {
    const player = new ProgramPlayer(program);
    await play(player);
    const left = (await program.resources()).map(({ urn, protect, retainOnDelete, inputs }) => ({
      ...{ urn, protect: protect ?? false, retainOnDelete: retainOnDelete ?? false },
      // What the CLI keeps of a provider for itself.
      inputs: Object.keys(inputs)
        .filter((key) => key !== "__internal")
        .toSorted(),
    }));
    const outputs = Object.keys(await program.outputs()).toSorted();
    const byUrn = left.toSorted((one, other) => (one.urn < other.urn ? -1 : 1));
    return [...player.transcript, { left: byUrn, outputs }];
  } finally {
    await program.close();
  }
}
