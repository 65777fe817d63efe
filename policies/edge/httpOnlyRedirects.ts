import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { LISTENERS } from "../balancerTypes";

export const httpOnlyRedirects = resourceRule({
  name: "http-only-redirects",
  description: "Plain HTTP is answered with the way to HTTPS, and with nothing else.",
  severity: "high",
  mend: "keep the redirect to HTTPS the only action of the HTTP listener in components/aws/listeners.ts.",
  types: LISTENERS,
  checks: [
    (listener) => {
      if (listener.text("protocol") !== "HTTP") return undefined;
      const actions = listener.parts("defaultActions");
      return actions.length > 0 && actions.every(leadsToHttps)
        ? undefined
        : "answers plain HTTP with more than the way to HTTPS";
    },
  ],
});

function leadsToHttps(action: Part): boolean {
  return action.text("type") === "redirect" && action.text("redirect", "protocol") === "HTTPS";
}
