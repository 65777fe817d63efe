import { resourceRule } from "../rule";
import { LISTENERS } from "../balancerTypes";

/**
 * AWS's policies that offer TLS 1.3, and nothing below 1.2. Those called Ext add ciphers that are broken, and those
 * of 1-0 and 1-1 the versions that browsers gave up.
 */
const STRONG = /^ELBSecurityPolicy-TLS13-1-[23](-Res)?(-FIPS)?(-PQ)?-\d{4}-\d{2}$/;

export const httpsSpeaksTls13 = resourceRule({
  name: "https-speaks-tls-1-3",
  description: "The HTTPS listener offers TLS 1.3, and nothing below 1.2.",
  severity: "high",
  mend: "keep sslPolicy at ELBSecurityPolicy-TLS13-1-2-2021-06 in components/aws/listeners.ts.",
  types: LISTENERS,
  checks: [
    (listener) => {
      if (listener.text("protocol") !== "HTTPS") return undefined;
      const policy = listener.text("sslPolicy");
      if (policy === undefined) return "takes AWS's default TLS policy, which lets old clients in";
      return STRONG.test(policy) ? undefined : `speaks TLS by ${policy}`;
    },
  ],
});
