import type { Seen } from "../seen";

/** Whether a Deployment's pods are those of a colour, by the labels that colours are selected by. */
export function isColor(deployment: Seen): boolean {
  const label = (name: string) =>
    deployment.text("spec", "selector", "matchLabels", `app.kubernetes.io/${name}`);
  return label("name") === "lobechat" && ["blue", "green"].includes(label("instance") ?? "");
}
