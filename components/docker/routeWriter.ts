import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { oneShot } from "./oneShot";
import type { Place } from "./place";
import type { RouteFile } from "./traefik/routeFile";
import { INTERNAL_PORT } from "./traefik/staticArgs";
import { WRITE_SCRIPT } from "./writeScript";

const FOLDER = "/routes";

const MEMORY_MIB = 64;

/** Traefik needs a part of a second; the script itself gives up after 20. */
const DEADLINE_SECONDS = 60;

export interface RouteWriterArgs {
  place: Place;
  edge: {
    /** The volume with the files that Traefik watches. */
    routesVolume: pulumi.Input<string>;
    container: pulumi.Resource;
  };
  route: pulumi.Input<RouteFile>;
  labels?: Readonly<Record<string, string>>;
  /** What of the file must not stand in a message. */
  secrets?: readonly pulumi.Input<string>[];
}

/**
 * Writes one of the files that Traefik watches, and waits until Traefik goes by it: it fails where that does not
 * happen, and leaves what was there. Another content is another container.
 */
export function routeWriter(
  name: string,
  { place, edge, route, labels = {}, secrets = [] }: RouteWriterArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const { file, content, router } = pulumi.output(route);
  return oneShot(
    name,
    {
      ...{ place, part: name, labels, secrets },
      image: place.images.of.edge,
      memoryMiB: MEMORY_MIB,
      deadlineSeconds: DEADLINE_SECONDS,
      entrypoints: ["sh", "-ec", WRITE_SCRIPT],
      envs: [
        `FOLDER=${FOLDER}`,
        `STATUS_URL=http://edge:${INTERNAL_PORT}`,
        pulumi.interpolate`FILE=${file}`,
        pulumi.interpolate`ROUTER=${router}`,
        pulumi.interpolate`CONTENT=${content}`,
      ],
      volumes: [{ volumeName: edge.routesVolume, containerPath: FOLDER }],
    },
    pulumi.mergeOptions(opts, { dependsOn: edge.container }),
  );
}
