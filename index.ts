import { deployToAws } from "./aws";
import { nameSdkFilesInStacks } from "./components/app/sdkStacks";
import { loadSettings } from "./config/load";
import { deployToDocker } from "./docker";

nameSdkFilesInStacks();
const settings = loadSettings();

// What Pulumi finds here are the stack's outputs, or what it calls for them: an engine is asked first.
module.exports =
  settings.platform === "aws" ? deployToAws(settings) : () => deployToDocker(settings);
