import type { Properties } from "../../../drill/engine/envelope";

// What the policy runtime makes of a resource's properties before a rule sees them. It exports neither.
/* eslint-disable @typescript-eslint/no-require-imports */
const { deserializeProperties } = require("@pulumi/policy/deserialize") as {
  deserializeProperties: (
    struct: { toJavaScript: () => Properties },
    proxySecrets: boolean,
  ) => Record<string, unknown>;
};
const { unknownCheckingProxy, UnknownValueError } = require("@pulumi/policy/proxy") as {
  unknownCheckingProxy: (properties: Record<string, unknown>) => Record<string, unknown>;
  UnknownValueError: new () => Error;
};
/* eslint-enable @typescript-eslint/no-require-imports */

export { UnknownValueError };

/** Secrets are opened, and whoever reads an unknown value is thrown an UnknownValueError. */
export function propsOf(properties: Properties): Record<string, unknown> {
  return unknownCheckingProxy(deserializeProperties({ toJavaScript: () => properties }, false));
}
