import {
  ComponentResource,
  Config,
  CustomResource,
  ProviderResource,
  ResourceHook,
  output,
  secret,
  type CustomResourceOptions,
  type Output,
  type ResourceHookFunction,
} from "@pulumi/pulumi";
import type { Spec } from "../../support/spec";

class Thing extends CustomResource {
  declare readonly value: Output<unknown>;
  declare readonly made: Output<number>;

  constructor(name: string, inputs: object, options: CustomResourceOptions) {
    super(
      "test:index:Thing",
      name,
      { value: undefined, made: undefined, token: undefined, ...inputs },
      options,
    );
  }
}

class Box extends ComponentResource {
  constructor(name: string, hidden: boolean) {
    super("test:index:Box", name, {}, { protect: hidden });
    this.registerOutputs({ opened: true });
  }
}

class TestProvider extends ProviderResource {
  constructor(region: string) {
    super("test", "test", { region, password: secret("password-of-the-provider") });
  }
}

const config = new Config();
const provider = new TestProvider(config.get("region") ?? "here");
const specs = config.requireObject<Spec[]>("things");
const made = new Map<string, Thing>();
const boxes = new Map<string, Box>();

function refusal(name: string, onDryRun: boolean): ResourceHook {
  const refuse: ResourceHookFunction = ({ newInputs, oldInputs }) => {
    const seen = JSON.stringify([oldInputs?.["value"], newInputs?.["value"]]);
    throw new Error(`refused with ${seen}`);
  };
  return new ResourceHook(name, refuse, { onDryRun });
}

function hookOf(spec: Spec, type: string): ResourceHook {
  return refusal(`${spec.name}-${type}`, spec.refusesPreviews ?? false);
}

function inputsOf(spec: Spec): object {
  const from = spec.from === undefined ? undefined : made.get(spec.from);
  const maker = spec.madeOf === undefined ? undefined : made.get(spec.madeOf);
  return {
    ...spec.inputs,
    ...(from && { value: output(from.value) }),
    ...(maker && { value: maker.made }),
    ...(spec.secretOf !== undefined && { value: config.requireSecret(spec.secretOf) }),
  };
}

function optionsOf(spec: Spec): CustomResourceOptions {
  if (spec.box !== undefined && !boxes.has(spec.box)) {
    boxes.set(spec.box, new Box(spec.box, spec.boxProtected ?? false));
  }
  const parent = spec.box === undefined ? undefined : boxes.get(spec.box);
  const needed = (spec.dependsOn ?? []).flatMap((name) => made.get(name) ?? []);
  return {
    ...spec.options,
    provider,
    dependsOn: needed,
    ...(parent && { parent }),
    ...(spec.refuses && { hooks: { [spec.refuses]: [hookOf(spec, spec.refuses)] } }),
    ...(spec.transformed === true && { transforms: [() => undefined] }),
  };
}

for (const spec of specs)
  made.set(spec.name, new Thing(spec.name, inputsOf(spec), optionsOf(spec)));

export const values = Object.fromEntries([...made].map(([name, thing]) => [name, thing.value]));
