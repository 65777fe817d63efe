import { z } from "zod";
import { about, block, wholeNumber } from "./text";

const blocks = z.array(block(), { error: "a list of blocks" }).default([]);

// AWS takes no limit below 10, and none above two billion.
const perMinute = () => wholeNumber("a whole number from 10 to 2000000", 10, 2_000_000);

/** What stands before the load balancer. */
export const firewallSchema = {
  firewall: z
    .strictObject({
      allow: blocks,
      deny: blocks,
      requestsPerMinute: perMinute().default(600),
      addressRequestsPerMinute: perMinute().default(12_000),
      signInsPerMinute: perMinute().default(60),
    })
    .prefault({})
    .meta(
      about(
        "Requests per minute of one session and of one address, which an office may share, and attempts to sign in per address: more get 429. `allow` is neither limited nor looked at, `deny` gets nothing.",
        {
          allow: ["203.0.113.0/24"],
          deny: ["198.51.100.7/32"],
          requestsPerMinute: 600,
          addressRequestsPerMinute: 12_000,
          signInsPerMinute: 60,
        },
      ),
    ),
} as const;
