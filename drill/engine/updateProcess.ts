import type { UpOptions } from "@pulumi/pulumi/automation";
import type { EngineOptions } from "./open";
import { openEngine } from "./openEngine";

/** What an update in a process of its own is told. */
export interface UpdateOrder {
  engine: Omit<EngineOptions, "policyPacks">;
  options: Pick<UpOptions, "message">;
}

/** The engine's own process, for whoever wants to see it end before its time. Each event is sent as it comes. */
process.once("message", ({ engine, options }: UpdateOrder) => {
  update({ engine, options }).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

// Whoever wanted to kill it is gone.
process.on("disconnect", () => process.exit(1));

async function update({ engine, options }: UpdateOrder): Promise<void> {
  const { deployment } = await openEngine(engine);
  await deployment.up({ ...options, onEvent: (event) => process.send?.(event) });
}
