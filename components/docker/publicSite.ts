import { X509Certificate } from "node:crypto";
import type { SiteSettings } from "./siteSettings";
import type { Site } from "../guard/askColor";
import type { Place } from "./place";

/** Where the program itself asks as a user would: at the engine's published port, by the public name. */
export function publicSite(
  { publicHost: host }: Pick<Place, "publicHost">,
  { domain, port, tls }: SiteSettings,
): Site {
  if (tls === undefined) return { host, port, domain, scheme: "http" };
  return { host, port, domain, ...("certificate" in tls ? trustIn(tls.certificate) : {}) };
}

/** Who signs a certificate with its own key has no authority that anybody could trust instead. */
function trustIn(certificate: string): Pick<Site, "ca"> {
  const own = new X509Certificate(certificate);
  const isSelfSigned = own.issuer === own.subject && own.verify(own.publicKey);
  return isSelfSigned ? { ca: own.toString() } : {};
}
