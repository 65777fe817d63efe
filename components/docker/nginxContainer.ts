import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { httpHealthcheck } from "./healthcheck";
import { partContainer, type PartContainerArgs } from "./partContainer";

/** `nginx` in the unprivileged image. */
const USER = "101";

/** Of every network of an engine. */
export const ENGINE_RESOLVER = "127.0.0.11";

export interface NginxArgs extends Pick<
  PartContainerArgs,
  "place" | "memoryMiB" | "destroyGraceSeconds"
> {
  conf: string;
  /** Files that it serves, by path. */
  pages?: Readonly<Record<string, string>>;
  /** What answers 200 as soon as it is ready, from inside. */
  healthUrl: string;
}

/** An unprivileged nginx that is called, and found, by what it is of the stack. */
export function nginxContainer(
  name: string,
  { conf, pages = {}, healthUrl, ...args }: NginxArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const files = { "/etc/nginx/nginx.conf": conf, ...pages };
  return partContainer(
    name,
    {
      ...args,
      part: name,
      image: args.place.images.of.assets,
      aliases: [name],
      user: USER,
      entrypoints: ["nginx"],
      command: ["-g", "daemon off;"],
      uploads: Object.entries(files).map(([file, content]) => ({ file, content })),
      healthcheck: httpHealthcheck(healthUrl, 15),
      wait: true,
      waitTimeout: 60,
    },
    opts,
  );
}
