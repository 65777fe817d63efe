import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { DUMP_FOLDER, DUMP_SCRIPT } from "../app/dumpScript";
import type { AppEnvironment } from "./appEnvironment";
import { CONTAINER_SECURITY_CONTEXT } from "./podSecurity";
import { trustMount } from "./trust";

/** `postgres` in Alpine's image; any user that is not root would do. */
export const CLIENT_USER = 70;

/** What a container of PostgreSQL's or Amazon's tools gets. */
export const TOOL = {
  securityContext: CONTAINER_SECURITY_CONTEXT,
  resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "1Gi" } },
};

export type PodContainers = Pick<
  k8s.types.input.core.v1.PodSpec,
  "initContainers" | "containers" | "volumes"
>;

export interface DumpContainersArgs {
  app: Pick<AppEnvironment, "secretName" | "trust">;
  /** With psql, pg_dump and pg_restore of the server's major version. */
  clientImage: string;
  /** What becomes of the dump. */
  upload: {
    /** With the aws command. */
    image: string;
    script: string;
    env: Record<string, pulumi.Input<string>>;
  };
}

/** The dump is whole and proved before the container that uploads it starts. */
export function dumpContainers({ app, clientImage, upload }: DumpContainersArgs): PodContainers {
  const trust = trustMount(app.trust);
  const dump = { name: "dump", mountPath: DUMP_FOLDER };
  return {
    initContainers: [
      {
        ...TOOL,
        name: "dump",
        image: clientImage,
        command: ["sh", "-c", DUMP_SCRIPT],
        env: [
          {
            name: "DATABASE_URL",
            valueFrom: { secretKeyRef: { name: app.secretName, key: "DATABASE_URL" } },
          },
          ...(app.trust === undefined ? [PUBLIC_AUTHORITIES] : trust.env),
        ],
        volumeMounts: [dump, ...trust.volumeMounts],
      },
    ],
    containers: [
      {
        ...TOOL,
        name: "upload",
        image: upload.image,
        command: ["sh", "-c", upload.script],
        env: [
          ...Object.entries(upload.env).map(([name, value]) => ({ name, value })),
          // The aws command wants a home that it may write to.
          { name: "HOME", value: DUMP_FOLDER },
        ],
        volumeMounts: [dump],
      },
    ],
    volumes: [{ name: "dump", emptyDir: {} }, ...trust.volumes],
  };
}

/** PostgreSQL's clients trust nobody unless they are told to: they know this word from 16 on. */
export const PUBLIC_AUTHORITIES = { name: "PGSSLROOTCERT", value: "system" };
