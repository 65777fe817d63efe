import { runLobechat } from "../../ops/runLobechat";
import { readPlace } from "./place";
import { playgroundTools } from "./tools";

/** `lobechat` in a playground, whose file is the first argument; the command's own come after it. */
const [file = "", ...args] = process.argv.slice(2);

// The update is interrupted too, and ends what it has begun; then the configuration is put back.
process.on("SIGINT", () => undefined);

void runLobechat(playgroundTools(readPlace(file)), args).then((status) => {
  process.exitCode = status;
});
