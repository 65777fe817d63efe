import { Command } from "@commander-js/extra-typings";
import { copyImages, type ImagesTools } from "./copyImages";

/** `npm run images`, with whatever opens its stacks. */
export function imagesCommand(tools: ImagesTools) {
  return new Command("npm run images --")
    .description(
      "Copies the catalogue's images into the stack's repository, by @pulumi/docker, as stack lobechat-images.",
    )
    .requiredOption("--stack <name>", "the stack whose catalogue it is, such as prod")
    .allowExcessArguments(false)
    .exitOverride()
    .action(({ stack }) => copyImages(stack, tools));
}
