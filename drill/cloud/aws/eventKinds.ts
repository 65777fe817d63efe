import { z } from "zod";
import type { CodeBuild } from "../events/codeBuild";
import type { EventBus, EventTarget } from "../events/eventBus";
import { arnOf, hex } from "../provider/account";
import type { Properties } from "../provider/envelope";
import type { ResourceKind } from "../provider/kind";
import { nameInAws } from "../provider/names";

const eventRule = z.object({
  name: z.string(),
  eventPattern: z.string().optional(),
  state: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
});

const eventTarget = z.object({
  rule: z.string(),
  targetId: z.string(),
  arn: z.string(),
  input: z.string().optional(),
  inputTransformer: z
    .object({
      inputPaths: z.record(z.string(), z.string()).default({}),
      inputTemplate: z.string(),
    })
    .optional(),
});

const project = z.object({
  name: z.string(),
  environment: z.object({
    environmentVariables: z
      .array(z.object({ name: z.string(), value: z.string(), type: z.string().optional() }))
      .default([]),
  }),
});

/** A schedule is taken note of: nothing waits for hours here. */
function ruleKind(bus: EventBus): ResourceKind {
  const put = (inputs: Properties) => {
    const { name, eventPattern, state } = eventRule.parse(inputs);
    const pattern: unknown = eventPattern === undefined ? undefined : JSON.parse(eventPattern);
    bus.putRule({ name, pattern, enabled: state === "ENABLED" });
    return { id: name, computed: { arn: arnOf("events", `rule/${name}`) } };
  };
  return {
    replaceOn: ["name", "eventBusName"],
    check: (name, news, olds) => nameInAws("name", name, news, olds),
    create: ({ inputs }) => Promise.resolve(put(inputs)),
    update: (_id, { inputs }) => Promise.resolve(put(inputs).computed),
    delete: (id) => {
      bus.removeRule(id);
      return Promise.resolve();
    },
  };
}

function targetKind(bus: EventBus): ResourceKind {
  const put = (inputs: Properties) => {
    const { rule, targetId, arn, input, inputTransformer } = eventTarget.parse(inputs);
    const target: EventTarget = { rule, arn };
    if (input !== undefined) target.input = { constant: JSON.parse(input) as unknown };
    if (inputTransformer !== undefined) target.input = inputTransformer;
    const id = `${rule}-${targetId}`;
    bus.putTarget(id, target);
    return { id, computed: {} };
  };
  return {
    replaceOn: ["rule", "targetId", "eventBusName"],
    check: (name, news, olds) => nameInAws("targetId", name, news, olds),
    create: ({ inputs }) => Promise.resolve(put(inputs)),
    update: (_id, { inputs }) => Promise.resolve(put(inputs).computed),
    delete: (id) => {
      bus.removeTarget(id);
      return Promise.resolve();
    },
  };
}

/** What comes from Secrets Manager or Parameter Store is not in a build's environment here. */
function projectKind(codeBuild: CodeBuild): ResourceKind {
  const put = (inputs: Properties) => {
    const { name, environment } = project.parse(inputs);
    const plain = environment.environmentVariables.filter(
      ({ type = "PLAINTEXT" }) => type === "PLAINTEXT",
    );
    const arn = arnOf("codebuild", `project/${name}`);
    codeBuild.put(
      arn,
      Object.fromEntries(plain.map((variable) => [variable.name, variable.value])),
    );
    return { id: arn, computed: { arn, badgeUrl: "", publicProjectAlias: hex(17) } };
  };
  return {
    replaceOn: ["name"],
    check: (name, news, olds) => nameInAws("name", name, news, olds),
    create: ({ inputs }) => Promise.resolve(put(inputs)),
    update: (id, { inputs }) => {
      put(inputs);
      return Promise.resolve({ arn: id });
    },
    delete: (id) => {
      codeBuild.remove(id);
      return Promise.resolve();
    },
  };
}

/** EventBridge's default bus and what it starts. */
export function eventKinds(bus: EventBus, codeBuild: CodeBuild): [string, ResourceKind][] {
  return [
    ["aws:cloudwatch/eventRule:EventRule", ruleKind(bus)],
    ["aws:cloudwatch/eventTarget:EventTarget", targetKind(bus)],
    ["aws:codebuild/project:Project", projectKind(codeBuild)],
  ];
}
