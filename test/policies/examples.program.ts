import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap, EngineEvent } from "@pulumi/pulumi/automation";
import { KubernetesApi } from "../components/kubernetes/kubernetesApi";
import { Program } from "../program/support/program";
import {
  clusterExample,
  exampleOf,
  installationExample,
  production,
} from "../program/support/stacks";
import { outcomeOf } from "../support/engine";

const POLICIES = join(__dirname, "..", "..", "policies");

interface Example {
  file: string;
  config: (kubeconfig: string) => ConfigMap;
  levels: "prod.json" | "dev.json";
}

const EXAMPLES: Example[] = [
  { file: "Pulumi.prod.yaml", config: production, levels: "prod.json" },
  {
    file: "examples/Pulumi.small.yaml",
    config: () => exampleOf("examples/Pulumi.small.yaml"),
    levels: "dev.json",
  },
  { file: "examples/Pulumi.cluster.yaml", config: clusterExample, levels: "prod.json" },
  { file: "examples/Pulumi.installation.yaml", config: installationExample, levels: "prod.json" },
];

const IN_SIGHT = "exceptions-are-in-sight";

/** What dev is excepted from, as its levels have it: the policy and the resource. */
function exceptionsOf(levels: string): string[] {
  const policies = JSON.parse(readFileSync(join(POLICIES, levels), "utf8")) as Record<
    string,
    string | { exceptions?: { resource: string; reason: string }[] }
  >;
  return Object.entries(policies).flatMap(([policy, told]) =>
    typeof told === "string"
      ? []
      : (told.exceptions ?? []).map(
          ({ resource, reason }) => `${policy} excepts ${resource}: ${reason}`,
        ),
  );
}

type Found = NonNullable<EngineEvent["policyEvent"]>;

function isUnknown({ message, enforcementLevel }: Found): boolean {
  return enforcementLevel !== "mandatory" && message.includes("can't be known during preview");
}

for (const { file, config, levels } of EXAMPLES)
  describe(`the policies, on the resources of ${file}`, () => {
    const api = new KubernetesApi();
    let program: Program;
    let stack: ConfigMap;
    before(async () => {
      stack = config(await api.listen());
      program = await Program.open({ config: stack });
    });
    after(async () => {
      await program.close();
      await api.close();
    });

    async function found(kind: "preview" | "up"): Promise<Found[]> {
      const { deployment } = program;
      await deployment.setAllConfig(stack);
      const policyPackConfigs = [join(POLICIES, levels)];
      const { events, error } = await outcomeOf(async (onEvent): Promise<unknown> =>
        deployment[kind]({ onEvent, policyPacks: [POLICIES], policyPackConfigs }),
      );
      assert.equal(error, undefined);
      return events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
    }

    it("find nothing in a first preview, and say what it cannot know yet", async () => {
      const told = await found("preview");
      assert.ok(told.some(isUnknown), "the pack has not been asked");
      assert.deepEqual(
        told.filter((each) => !isUnknown(each) && each.policyName !== IN_SIGHT),
        [],
      );
    });

    it("find nothing in an update, and tell each exception with its reason", async () => {
      const told = (await found("up")).map(
        ({ policyName, message }) => `${policyName}: ${message.replace(/, which .*?: /, ": ")}`,
      );
      const exceptions = exceptionsOf(levels);
      assert.equal(told.filter((line) => !line.startsWith(IN_SIGHT)).length, 0, told.join("\n"));
      for (const exception of exceptions)
        assert.ok(
          told.some((line) => line.includes(exception)),
          `${exception}\n${told.join("\n")}`,
        );
    });
  });
