import { policyDocument } from "./policyDocument";

/** @returns an IAM trust policy as JSON: this service of AWS may take the role, and nobody else */
export function trustPolicy(service: string, actions: readonly string[]): string {
  return policyDocument({ Effect: "Allow", Principal: { Service: service }, Action: [...actions] });
}

/** Pods take a role by EKS Pod Identity: there is no key to lose. */
export const POD_IDENTITY_TRUST = trustPolicy("pods.eks.amazonaws.com", [
  "sts:AssumeRole",
  "sts:TagSession",
]);
