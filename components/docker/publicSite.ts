import { X509Certificate } from "node:crypto";
import type { SiteSettings } from "../../config/dockerSettings";
import type { Site } from "../guard/askColor";
import type { Place } from "./place";

/** Where the program itself asks as a user would: at the engine's published port, by the public name. */
export function publicSite(
  { publicHost: host }: Pick<Place, "publicHost">,
  { domain, port, tls }: SiteSettings,
): Site {
  if (tls === undefined) return { host, port, domain, scheme: "http" };
  const own = "certificate" in tls ? new X509Certificate(tls.certificate) : undefined;
  // Who signs a certificate with its own key has no authority that anybody could trust instead.
  return { host, port, domain, ...(own?.checkIssued(own) ? { ca: own.toString() } : {}) };
}
