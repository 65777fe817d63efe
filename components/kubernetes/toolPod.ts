import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";

type PodSpec = k8s.types.input.core.v1.PodSpec;

/** `postgres` in Alpine's image; any user that is not root would do. */
const CLIENT_USER = 70;

/** What a container of PostgreSQL's or Amazon's tools gets. */
export const TOOL = {
  securityContext: CONTAINER_SECURITY_CONTEXT,
  resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "1Gi" } },
};

export type PodContainers = Pick<PodSpec, "initContainers" | "containers" | "volumes">;

/** A pod of PostgreSQL's and Amazon's tools, which runs once. @param serviceAccountName by which AWS knows it */
export function toolPod(
  serviceAccountName: pulumi.Input<string>,
  containers: PodContainers,
): PodSpec {
  return {
    restartPolicy: "Never",
    serviceAccountName,
    // Of the cluster's API. What AWS knows the pod by is a token of its own.
    automountServiceAccountToken: false,
    securityContext: podSecurityContext(CLIENT_USER),
    ...containers,
  };
}
