import { deployToAws } from "./aws";
import { loadSettings } from "./config/load";
import { deployToDocker } from "./docker";

/** What it returns are the stack's outputs. */
async function deploy(): Promise<object> {
  const settings = loadSettings();
  return settings.platform === "aws" ? deployToAws(settings) : deployToDocker(settings);
}

// Pulumi calls what a program exports, where that is a function.
module.exports = deploy;
