import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { oneShot } from "./oneShot";
import type { Place } from "./place";
import type { RouteFile } from "./traefik/routeFile";
import { INTERNAL_PORT } from "./traefik/staticArgs";
import { WRITE_SCRIPT } from "./writeScript";

const FOLDER = "/routes";

const MEMORY_MIB = 64;

/** It needs a part of a second; the script itself gives up after 20 for the servers and 20 for Traefik. */
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
 * Writes one of the files that Traefik watches once its servers answer, and waits until Traefik goes by it: it fails
 * where that does not happen, and leaves what was there. Another content is another container.
 */
export function routeWriter(
  name: string,
  { place, edge, route, labels = {}, secrets = [] }: RouteWriterArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const written = pulumi.output(route);
  return oneShot(
    name,
    {
      ...{ place, part: name, labels, secrets },
      image: place.images.of.edge,
      memoryMiB: MEMORY_MIB,
      deadlineSeconds: DEADLINE_SECONDS,
      entrypoints: ["sh", "-ec", WRITE_SCRIPT],
      envs: written.apply(variablesOf),
      volumes: [{ volumeName: edge.routesVolume, containerPath: FOLDER }],
    },
    pulumi.mergeOptions(opts, { dependsOn: edge.container }),
  );
}

function variablesOf({ file, content, router, servers }: RouteFile): string[] {
  return [
    `FOLDER=${FOLDER}`,
    `STATUS_URL=http://edge:${INTERNAL_PORT}`,
    `FILE=${file}`,
    `ROUTER=${router}`,
    `CONTENT=${content}`,
    ...servers.map((url, at) => `SERVER_${at + 1}=${url}`),
  ];
}
