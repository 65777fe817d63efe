import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { APP_PORT, VERSION_PATH } from "../app/health";
import { DEADLINES, LIFECYCLE } from "../app/lifecycle";
import { envsOf } from "./environment";
import { partContainer } from "./partContainer";
import type { Place } from "./place";
import { httpHealthcheck } from "./healthcheck";
import { START_SCRIPT } from "./startScript";

/** `nextjs` in LobeHub's image. */
export const APP_USER = "1001";

export interface AppContainerArgs {
  place: Place;
  /** The colour that it is of. */
  part: string;
  image: pulumi.Input<string>;
  aliases: pulumi.Input<string>[];
  /** In the open and in secret. */
  environment: Record<string, pulumi.Input<string>>;
  /** Certificates in PEM that it trusts beside the public authorities', where the site has such. */
  trust: string | undefined;
}

const TRUST_FILE = "/etc/lobechat/trust.pem";

/** One LobeHub, as it wants to be run. */
export function appContainer(
  name: string,
  { place, environment, trust, ...args }: AppContainerArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const trusted = trust === undefined ? {} : { NODE_EXTRA_CA_CERTS: TRUST_FILE };
  return partContainer(
    name,
    {
      place,
      ...args,
      memoryMiB: place.memoryMiB.app,
      user: APP_USER,
      // The image's own entrypoint does not pass SIGTERM on.
      entrypoints: ["sh", "-ec", START_SCRIPT],
      envs: envsOf({ ...environment, ...trusted }),
      uploads: trust === undefined ? [] : [{ file: TRUST_FILE, content: trust }],
      healthcheck: {
        ...httpHealthcheck(`http://127.0.0.1:${APP_PORT}${VERSION_PATH}`, 5),
        // Written as Docker writes it: "120s" would come back as another value, and be a change with every update.
        startPeriod: "2m0s",
      },
      wait: true,
      waitTimeout: DEADLINES.rolloutProgressSeconds,
      stopTimeout: LIFECYCLE.terminationGraceSeconds,
      destroyGraceSeconds: LIFECYCLE.terminationGraceSeconds,
    },
    opts,
  );
}
