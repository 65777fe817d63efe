import type * as pulumi from "@pulumi/pulumi";
import { DUMP_FOLDER, DUMP_SCRIPT } from "../app/dumpScript";
import type { AppEnvironment } from "./appEnvironment";
import { TOOL, type PodContainers } from "./toolPod";
import { clientTrustMount } from "./trust";

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
  const trust = clientTrustMount(app.trust);
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
          ...trust.env,
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
