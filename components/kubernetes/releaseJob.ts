import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { awaitTimeout } from "./awaitTimeout";

export interface ReleaseJobArgs {
  namespace: pulumi.Input<string>;
  deadlineSeconds: number;
  /** How many times a failed pod is tried again. */
  retries: number;
  /** By which a network policy finds its pods. @default none */
  labels?: Record<string, string>;
  pod: pulumi.Input<k8s.types.input.core.v1.PodSpec>;
}

/**
 * A Job that belongs to a release and runs once for it. A failed one runs again with the next `up`. It is never
 * cleaned up by a TTL: a refresh would drop it from the state, and the next `up` would run it again.
 */
export function releaseJob(
  name: string,
  { namespace, deadlineSeconds, retries, labels, pod }: ReleaseJobArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.batch.v1.Job {
  return new k8s.batch.v1.Job(
    name,
    {
      metadata: {
        name,
        namespace,
        annotations: {
          "pulumi.com/replaceUnready": "true",
          ...awaitTimeout(deadlineSeconds),
        },
      },
      spec: {
        backoffLimit: retries,
        activeDeadlineSeconds: deadlineSeconds,
        template: { ...(labels === undefined ? {} : { metadata: { labels } }), spec: pod },
      },
    },
    opts,
  );
}
