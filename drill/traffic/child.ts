import { said } from "../../ops/said";
import { Crowd } from "./crowd";
import { type Command, type News, commandOf } from "./messages";
import type { RequestRecord } from "./record";

/** How often what happened is handed to the drill, in milliseconds. */
const BATCH_MS = 50;

let crowd: Crowd | undefined;
let records: RequestRecord[] = [];

function tell(news: News): void {
  process.send?.(news);
}

function handOver(): void {
  if (crowd === undefined) return;
  tell({ what: "batch", records, openStreams: crowd.openStreams });
  records = [];
}

async function obey(command: Command): Promise<void> {
  switch (command.do) {
    case "start":
      crowd = new Crowd(command.options, (record) => records.push(record));
      await crowd.start();
      handOver();
      tell({ what: "ready" });
      return;
    case "loadOldAssets":
      await crowd?.loadOldAssets();
      handOver();
      tell({ what: "oldAssetsLoaded" });
      return;
    case "stop":
      await crowd?.stop();
      handOver();
      tell({ what: "stopped" });
      return;
  }
}

process.on("message", (message) => {
  obey(commandOf(message)).catch((error: unknown) => {
    tell({ what: "failed", message: said(error) });
  });
});
// Nobody is left to report to, however the drill ended.
process.on("disconnect", () => process.exit());
// Ctrl-C reaches the whole process group; the drill ends its users itself, in order.
process.on("SIGINT", () => undefined);
setInterval(handOver, BATCH_MS);
