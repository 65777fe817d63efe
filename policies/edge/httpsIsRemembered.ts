import { LISTENERS } from "../balancerTypes";
import { resourceRule } from "../rule";

const YEAR_SECONDS = 31_536_000;

export const httpsIsRemembered = resourceRule({
  name: "https-is-remembered",
  description: "Browsers are told to come by HTTPS alone, for a year.",
  severity: "medium",
  mend: "keep SECURITY_HEADERS on the HTTPS listener in components/aws/listeners.ts.",
  types: LISTENERS,
  checks: [
    (listener) => {
      if (listener.text("protocol") !== "HTTPS") return undefined;
      const header = listener.text("routingHttpResponseStrictTransportSecurityHeaderValue") ?? "";
      const seconds = Number(/\bmax-age=(\d+)/.exec(header)?.[1] ?? 0);
      return seconds >= YEAR_SECONDS
        ? undefined
        : `has browsers remember HTTPS for ${seconds} seconds`;
    },
  ],
});
