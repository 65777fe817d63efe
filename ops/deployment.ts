import type { Stack } from "@pulumi/pulumi/automation";

/**
 * What the drill and the commands need of a Pulumi stack, in the Automation API's own words.
 * A `Stack` of the real engine is one; the drill's embedded engine implements the same.
 */
export type Deployment = Pick<
  Stack,
  | "up"
  | "preview"
  | "destroy"
  | "history"
  | "outputs"
  | "getAllConfig"
  | "setAllConfig"
  | "removeAllConfig"
  | "exportStack"
>;
