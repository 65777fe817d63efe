import type { Cloud } from "../cloud/cloud";
import type { Site } from "../traffic/site";
import { DOMAIN } from "./stackConfig";

/**
 * Where users find the app of the drill's stack.
 *
 * @param port at which the load balancer is shown: 443 wherever that is AWS's
 * @throws Error when it does not listen there
 */
export async function siteOf(cloud: Pick<Cloud, "observe" | "caFile">, port = 443): Promise<Site> {
  const address = (await cloud.observe()).listeners[port];
  if (address === undefined)
    throw new Error(`the load balancer does not listen on ${String(port)}`);
  const authority = port === 443 ? DOMAIN : `${DOMAIN}:${port}`;
  return { address, domain: DOMAIN, authority, caFile: cloud.caFile };
}
