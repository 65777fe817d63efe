import { isIPv4 } from "node:net";
import { z } from "zod";
import type { Egress } from "../components/kubernetes/egressRules";
import { isExistingFiles } from "./data";
import type { AwsConfig } from "./schema";
import { about, judged, wholeNumber } from "./text";

const BLOCK = "a block such as 203.0.113.0/24, and none of 169.254.0.0/16";

const block = judged(BLOCK, (cidr) => {
  const [address = "", bits = ""] = cidr.split("/");
  if (!isIPv4(address) || !z.cidrv4().safeParse(cidr).success) return BLOCK;
  return address.startsWith("169.254.") && Number(bits) >= 16 ? BLOCK : undefined;
});

/** What pods may reach beside what they need anyway. */
export const egressSchema = {
  egress: z
    .array(
      z.strictObject({
        cidr: block,
        ports: z
          .array(wholeNumber("a port from 1 to 65535", 1, 65_535), { error: "a list of ports" })
          .min(1, { error: "at least one port" }),
      }),
      { error: "a list of blocks with their ports" },
    )
    .default([])
    .meta(
      about(
        "Whom pods may reach beside DNS, HTTPS, the database and the session store: a mail server, a model of one's own. Everything else is cut, the nodes' metadata service always.",
        [{ cidr: "0.0.0.0/0", ports: [587] }],
      ),
    ),
} as const;

const ANYWHERE = "0.0.0.0/0";
const POSTGRES_PORT = 5432;
const REDIS_PORT = 6379;
const HTTPS_PORT = 443;

/** All that pods may reach: models, the file store, database and sessions, and what is configured beside. */
export function egressOf({ network, database, files, egress }: AwsConfig): Egress[] {
  const store = isExistingFiles(files) ? portOf(files.endpoint, HTTPS_PORT) : HTTPS_PORT;
  const data =
    "url" in database
      ? { cidr: ANYWHERE, ports: [portOf(database.url, POSTGRES_PORT)] }
      : { cidr: network.cidr, ports: [POSTGRES_PORT] };
  return [
    { cidr: ANYWHERE, ports: [...new Set([HTTPS_PORT, store])] },
    data,
    { cidr: network.cidr, ports: [REDIS_PORT] },
    ...egress,
  ];
}

function portOf(url: string, usual: number): number {
  const { port } = new URL(url);
  return port === "" ? usual : Number(port);
}
