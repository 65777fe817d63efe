import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What vouches for servers whose certificates are of no public authority. */
export interface Trust {
  /** Of the ConfigMap that has the certificates. */
  configMapName: pulumi.Input<string>;
}

/** What a pod and its container need, to be added to what they have. */
export interface TrustMount {
  volumes: k8s.types.input.core.v1.Volume[];
  volumeMounts: k8s.types.input.core.v1.VolumeMount[];
  env: k8s.types.input.core.v1.EnvVar[];
}

/** The certificates' key in the ConfigMap, and the name of their file. */
export const TRUST_FILE = "ca.pem";

const TRUST_FOLDER = "/etc/lobechat/trust";

/**
 * Certificates as Node and PostgreSQL's clients look for them. Names and paths alone are in it: with other
 * certificates a Job of a release stays what it is, and does not run again.
 * @returns nothing to add where there is no trust of one's own
 */
export function trustMount(trust: Trust | undefined): TrustMount {
  if (trust === undefined) return { volumes: [], volumeMounts: [], env: [] };
  const path = `${TRUST_FOLDER}/${TRUST_FILE}`;
  return {
    volumes: [{ name: "trust", configMap: { name: trust.configMapName } }],
    volumeMounts: [{ name: "trust", mountPath: TRUST_FOLDER, readOnly: true }],
    env: [
      { name: "NODE_EXTRA_CA_CERTS", value: path },
      { name: "PGSSLROOTCERT", value: path },
    ],
  };
}

/** The same for PostgreSQL's clients, which trust nobody unless they are told to: they know this word from 16 on. */
export function clientTrustMount(trust: Trust | undefined): TrustMount {
  const mount = trustMount(trust);
  return trust === undefined
    ? { ...mount, env: [{ name: "PGSSLROOTCERT", value: "system" }] }
    : mount;
}
