import { join } from "node:path";
import type { PolicyResource, ReportViolation, ResourceValidationArgs } from "@pulumi/policy";
import { readPolicyFile, settingsOf } from "../../../drill/engine/policyConfig";
import type { PolicySettings } from "../../../drill/engine/policyConfig";
import type { Rule } from "../../../policies/rule";
import { RULES } from "../../../policies/rules";
import type { PackResource } from "./draft";
import { propsOf, UnknownValueError } from "./sdk";

const POLICIES = join(__dirname, "..", "..", "..", "policies");

export interface Found {
  policy: string;
  level: "advisory" | "mandatory";
  message: string;
}

/** No rule goes by it. */
const stackTags = new Map<string, string>();

/** Thrown where a rule says that it does not apply. */
class NotApplicable extends Error {}

/**
 * Asks the rules as the policy runtime does, and in this process: hundreds of stacks would take minutes in its own. How
 * the runtime itself asks is seen where engines run the pack.
 */
export class Inspector {
  readonly #settings: Map<string, PolicySettings>;
  /** Drafts share what they have not changed. */
  readonly #opened = new WeakMap<PackResource, Record<string, unknown>>();

  /** @param levels the file beside the pack that says how strict it is */
  constructor(levels: "prod.json" | "dev.json") {
    const declared = RULES.map(({ name, enforcementLevel = "mandatory" }) => ({
      ...{ name, level: enforcementLevel, properties: {} },
    }));
    this.#settings = settingsOf(declared, readPolicyFile(join(POLICIES, levels)));
  }

  /** Looks at a stack as an update does: at its resources one by one, and at all of them together. */
  inspect(stack: readonly PackResource[]): Found[] {
    const resources = this.#resourcesOf(stack);
    const alone = resources.flatMap((resource) =>
      RULES.flatMap((rule) =>
        this.#ask(rule, (tell) => {
          askAbout(rule, resource, tell);
        }),
      ),
    );
    const together = RULES.flatMap((rule) =>
      this.#ask(rule, (tell) => {
        askAll(rule, resources, tell);
      }),
    );
    return [...alone, ...together];
  }

  #ask(rule: Rule, ask: (tell: Tell) => void): Found[] {
    const { level = "mandatory", properties = {} } = this.#settings.get(rule.name) ?? {};
    if (level === "disabled") return [];
    const policy = rule.name;
    const found: Found[] = [];
    const report: ReportViolation = (message) => {
      // What could not be mended is not to be had.
      found.push({ policy, level: level === "advisory" ? level : "mandatory", message });
    };
    const notApplicable = (why?: string): never => {
      throw new NotApplicable(why);
    };
    try {
      ask({ report, args: { getConfig: () => properties as never, notApplicable } });
    } catch (error) {
      if (error instanceof UnknownValueError)
        found.push({ policy, level: "advisory", message: error.message });
      else if (!(error instanceof NotApplicable)) throw error;
    }
    return found;
  }

  #resourcesOf(stack: readonly PackResource[]): PolicyResource[] {
    const byUrn = new Map(stack.map((resource) => [resource.urn, this.#seen(resource)]));
    for (const { urn, dependencies, provider } of stack) {
      const resource = byUrn.get(urn);
      if (resource === undefined) continue;
      resource.dependencies = dependencies.flatMap((each) => byUrn.get(each) ?? []);
      const by = byUrn.get(provider);
      if (by !== undefined) resource.provider = by;
    }
    return [...byUrn.values()];
  }

  #seen(resource: PackResource): PolicyResource {
    const { urn, type, name, protect } = resource;
    const props = this.#opened.get(resource) ?? propsOf(resource.props);
    this.#opened.set(resource, props);
    const seen: Partial<PolicyResource> = {
      ...{ urn, type, name, props },
      opts: {
        protect,
        ignoreChanges: [],
        aliases: [],
        customTimeouts: NO_TIMEOUTS,
        additionalSecretOutputs: [],
      },
    };
    return seen as PolicyResource;
  }
}

const NO_TIMEOUTS = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };

interface Tell {
  report: ReportViolation;
  args: Pick<ResourceValidationArgs, "getConfig" | "notApplicable">;
}

function askAbout(rule: Rule, resource: PolicyResource, { report, args }: Tell): void {
  if (!("validateResource" in rule)) return;
  for (const validate of [rule.validateResource].flat())
    void validate({ ...resource, asType: () => undefined, stackTags, ...args }, report);
}

function askAll(rule: Rule, resources: PolicyResource[], { report, args }: Tell): void {
  if ("validateStack" in rule) void rule.validateStack({ resources, stackTags, ...args }, report);
}
