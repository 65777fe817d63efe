import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { isSecret, namesSecret } from "./secretText";

export const configMapsHoldNoSecrets = resourceRule({
  name: "config-maps-hold-no-secrets",
  description: "No ConfigMap holds a secret: whoever may list them would read it.",
  severity: "critical",
  mend: "move the value into the Secret of components/kubernetes/appEnvironment.ts; a provider's key is set by `pulumi config set --secret --path apiKeys.<NAME> …`.",
  types: ["kubernetes:core/v1:ConfigMap"],
  checks: [byName, byText],
});

function byName(configMap: Seen): string | undefined {
  const found = configMap.keys("data").filter(namesSecret);
  return found.length === 0 ? undefined : `holds ${found.join(", ")}`;
}

function byText(configMap: Seen): string | undefined {
  const found = configMap
    .keys("data")
    .filter((key) => !namesSecret(key) && isSecret(configMap.text("data", key) ?? ""));
  return found.length === 0 ? undefined : `holds a secret in ${found.join(", ")}`;
}
