import { isIPv4 } from "node:net";
import { z } from "zod";
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
