import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { APP_PORT, VERSION_PATH } from "../app/health";
import { DEADLINES, LIFECYCLE } from "../app/lifecycle";
import { envsOf } from "./environment";
import { partContainer } from "./partContainer";
import type { Place } from "./place";

/** `nextjs` in LobeHub's image. */
export const APP_USER = "1001";

const PORT_IN_HEX = APP_PORT.toString(16).toUpperCase().padStart(4, "0");

/**
 * LobeHub cuts streams at SIGTERM once it has parsed a file, and an engine knows nothing to do before SIGTERM. So
 * the container's first process is this one: it tells LobeHub to stop once nobody is connected any more.
 */
const START_SCRIPT = `/bin/node /app/server.js &
app=$!
connected() { cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -c ':${PORT_IN_HEX} [0-9A-F]*:[0-9A-F]* 01 '; }
drain() {
  left=${LIFECYCLE.preStopSeconds}
  while [ "$left" -gt 0 ] && [ "$(connected)" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
  done
  kill -TERM "$app"
}
trap drain TERM
code=0
wait "$app" || code=$?
if kill -0 "$app" 2>/dev/null; then
  code=0
  wait "$app" || code=$?
fi
exit "$code"
`;

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
        tests: [
          "CMD",
          "wget",
          "-q",
          "-O",
          "/dev/null",
          `http://127.0.0.1:${APP_PORT}${VERSION_PATH}`,
        ],
        interval: "2s",
        timeout: "4s",
        retries: 5,
        startPeriod: "120s",
      },
      wait: true,
      waitTimeout: DEADLINES.rolloutProgressSeconds,
      stopTimeout: LIFECYCLE.terminationGraceSeconds,
      destroyGraceSeconds: LIFECYCLE.terminationGraceSeconds,
    },
    opts,
  );
}
