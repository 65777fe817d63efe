import type { CertificateDetail } from "@aws-sdk/client-acm";

/** What ACM says of a certificate, as far as it decides whether browsers will take it for the domain. */
export type CertificateDescription = Pick<
  CertificateDetail,
  "Status" | "DomainName" | "SubjectAlternativeNames" | "NotAfter"
>;

/**
 * Why a load balancer cannot show this certificate for the domain, or undefined when it can.
 *
 * @param now when it is asked
 * @returns what was seen and what is needed, as two clauses
 */
export function certificateProblem(
  description: CertificateDescription,
  domain: string,
  now: Date,
): string | undefined {
  const { Status: status = "unknown", NotAfter: expiry } = description;
  if (status === "EXPIRED" || (expiry !== undefined && expiry <= now)) {
    const when = expiry === undefined ? "" : ` on ${expiry.toISOString().slice(0, 10)}`;
    return `it expired${when}, and a valid one is needed`;
  }
  if (status !== "ISSUED") return `its status is ${status}, and ISSUED is needed`;

  const names = namesOf(description);
  if (names.some((name) => covers(name, domain))) return undefined;
  return `it is for ${names.join(", ") || "no name"}, and one that covers ${domain} is needed`;
}

/** Why a load balancer of this region cannot have the certificate, by its ARN alone; undefined when it can. */
export function regionProblem(certificateArn: string, region: string): string | undefined {
  const found = certificateArn.split(":")[3] ?? "";
  if (found === region) return undefined;
  return `it is in ${found || "no region"}, and one in ${region}, where the stack is, is needed`;
}

function namesOf(description: CertificateDescription): string[] {
  const { DomainName, SubjectAlternativeNames = [] } = description;
  const names = DomainName === undefined ? [] : [DomainName];
  return [...new Set([...names, ...SubjectAlternativeNames])];
}

/** As browsers have it: a wildcard stands for exactly one label, and case means nothing. */
function covers(name: string, domain: string): boolean {
  const offered = name.toLowerCase();
  const wanted = domain.toLowerCase();
  if (!offered.startsWith("*.")) return offered === wanted;
  return wanted.split(".").slice(1).join(".") === offered.slice(2);
}
