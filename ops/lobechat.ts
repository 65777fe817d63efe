import { processTools } from "./processTools";
import { runLobechat } from "./runLobechat";

const tools = processTools();

// Ctrl-C reaches the update too, which ends what it has begun; then the configuration is put back.
process.on("SIGINT", () => {
  tools.terminal.tell("Interrupted: waiting for the update to end what it has begun.");
});

void runLobechat(tools, process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
