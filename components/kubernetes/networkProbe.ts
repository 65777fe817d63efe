import { createHash } from "node:crypto";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { CLOSED_SCRIPT, OPEN_SCRIPT } from "./networkProbeScript";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";
import { releaseJob } from "./releaseJob";

/** The pods that look, by what they may: as much as the app, or nothing. */
export const PROBE = { open: "network-probe-open", closed: "network-probe-closed" } as const;

/** Time for a node to come, on the first day. The look itself takes a minute at most. */
const DEADLINE_SECONDS = 600;
/** `nginx` in the unprivileged image. */
const PROBE_USER = 101;

export interface NetworkProbeArgs {
  namespace: pulumi.Output<string>;
  secretName: pulumi.Output<string>;
  image: string;
  /** What is looked at anew when it changes. */
  rules: string;
}

/**
 * Shows that the rules are obeyed, and do not only stand there: a pod like the app's reaches the session store and not
 * the metadata service, and one that may reach nothing does not reach the store. They run when a rule changes, and no
 * release, flip or scale runs them; one that fails fails the update, and runs again with the next.
 */
export function networkProbes(args: NetworkProbeArgs, opts: pulumi.CustomResourceOptions): void {
  const scripts = { open: OPEN_SCRIPT, closed: CLOSED_SCRIPT };
  for (const kind of ["open", "closed"] as const) {
    const script = scripts[kind];
    const identity = createHash("sha256").update(args.image + args.rules + script);
    releaseJob(
      `${PROBE[kind]}-${identity.digest("hex").slice(0, 8)}`,
      {
        namespace: args.namespace,
        deadlineSeconds: DEADLINE_SECONDS,
        retries: 1,
        labels: { "app.kubernetes.io/name": PROBE[kind] },
        pod: probePod(script, args),
      },
      opts,
    );
  }
}

function probePod(
  script: string,
  { image, secretName }: NetworkProbeArgs,
): k8s.types.input.core.v1.PodSpec {
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    securityContext: podSecurityContext(PROBE_USER),
    containers: [
      {
        name: "probe",
        image,
        command: ["/bin/sh", "-c", script],
        env: [
          {
            name: "REDIS_URL",
            valueFrom: { secretKeyRef: { name: secretName, key: "REDIS_URL" } },
          },
        ],
        // The last lines of its log are what `kubectl describe` shows of a failed one.
        terminationMessagePolicy: "FallbackToLogsOnError",
        resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
        securityContext: { ...CONTAINER_SECURITY_CONTEXT, readOnlyRootFilesystem: true },
      },
    ],
  };
}
