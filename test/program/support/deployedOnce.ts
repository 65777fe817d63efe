import assert from "node:assert/strict";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { Program } from "./program";
import type { StateResource } from "./told";

/** What the program deploys from nothing with that configuration. It is closed again, whatever comes of it. */
export async function deployedOnce(config: ConfigMap): Promise<StateResource[]> {
  const program = await Program.open({ config });
  try {
    const { error } = await program.up();
    assert.equal(error, undefined);
    return await program.resources();
  } finally {
    await program.close();
  }
}
