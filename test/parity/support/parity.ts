import assert from "node:assert/strict";
import type { EngineKind } from "../../../drill/engine/open";
import type { PolicyOptions } from "../../../drill/engine/policyPacks";
import type { Spec } from "../../engine/support/spec";
import { TestStack } from "../../engine/support/stack";
import type { Outcome } from "../../support/engine";
import { leftBy, toldOf, type Told } from "./transcript";

export type UpOptions = PolicyOptions & { target?: string[]; message?: string; refresh?: boolean };

/** A case's stack on one of the two engines, and what both must have in common. */
export class Player {
  readonly stack: TestStack;
  readonly transcript: unknown[] = [];
  private lastCalls: string[] = [];

  constructor(stack: TestStack) {
    this.stack = stack;
  }

  async up(things: Spec[], options: UpOptions = {}): Promise<Outcome<unknown>> {
    return this.note("up", await this.stack.up(things, options));
  }

  async preview(things: Spec[], options: PolicyOptions = {}): Promise<Outcome<unknown>> {
    return this.note("preview", await this.stack.preview(things, options));
  }

  async destroy(options: { message?: string } = {}): Promise<Outcome<unknown>> {
    return this.note("destroy", await this.stack.destroy(options));
  }

  /** What the last operation asked of the provider stands in a promised order. */
  inOrder(): void {
    this.same("in order", this.lastCalls);
  }

  /** One more thing that both engines must agree on. */
  same(what: string, value: unknown): void {
    this.transcript.push([what, value]);
  }

  note(operation: string, outcome: Outcome<unknown>): Outcome<unknown> {
    this.lastCalls = this.stack.changingCalls();
    const told: Told = toldOf(outcome);
    this.transcript.push([operation, { ...told, calls: this.lastCalls.toSorted() }]);
    return outcome;
  }
}

/** Plays the same on both engines, one after the other, and compares what they did and what they left. */
export function onBoth(play: (player: Player) => Promise<void>): () => Promise<void> {
  return async () => {
    const embedded = await transcriptOf("embedded", play);
    const real = await transcriptOf("pulumi", play);
    assert.deepEqual(embedded, real);
  };
}

async function transcriptOf(kind: EngineKind, play: (player: Player) => Promise<void>) {
  const stack = await TestStack.open("things", kind);
  try {
    const player = new Player(stack);
    await play(player);
    player.same("left", await leftBy(stack.engine.deployment));
    return player.transcript;
  } finally {
    await stack.close();
  }
}
