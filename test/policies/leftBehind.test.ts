import assert from "node:assert/strict";
import type { StackValidationArgs } from "@pulumi/policy";
import { declaredIsKept } from "../../policies/declared";
import { colorsReadTheSchema } from "../../policies/releases/colorsReadTheSchema";

function green(stack: string) {
  const labels = { "app.kubernetes.io/name": "lobechat", "app.kubernetes.io/instance": "green" };
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "green",
    urn: `urn:pulumi:${stack}::lobechat::kubernetes:apps/v1:Deployment::green`,
    props: {
      metadata: { annotations: { "lobechat/version": "2.1.29" } },
      spec: { selector: { matchLabels: labels } },
    },
    opts: { protect: false },
    dependencies: [],
  };
}

/** The mark as it was before the release of 2.1.29 failed. */
const STACK = {
  type: "pulumi:pulumi:Stack",
  name: "night",
  urn: "urn:pulumi:night::lobechat::pulumi:pulumi:Stack::night",
  props: { schema: { version: "2.1.28", readableBy: ">=2.1.24" } },
  opts: { protect: false },
  dependencies: [],
};

function foundOf(color: ReturnType<typeof green>): string[] {
  const messages: string[] = [];
  const args = { resources: [STACK, color], getConfig: () => ({}) } as unknown;
  void colorsReadTheSchema.validateStack(args as StackValidationArgs, (message) => {
    messages.push(message);
  });
  return messages;
}

describe("a colour that is newer than the schema's mark", () => {
  it("is left alone by a rollback that does not declare it: its release failed, and the mark went back", () => {
    assert.deepEqual(foundOf(green("narrowed")), []);
  });

  it("is refused where it is declared", () => {
    const declared = green("whole");
    const { validateResource } = declaredIsKept;
    assert.ok(typeof validateResource === "function");
    void validateResource(declared as never, () => undefined);
    const [message = ""] = foundOf(declared);
    assert.match(message, /green runs 2\.1\.29, newer than the schema's mark 2\.1\.28/);
  });
});
