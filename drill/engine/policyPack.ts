import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  PolicySeverity,
  type AnalyzeDiagnostic,
  type AnalyzeResponse,
  type AnalyzerInfo,
  type PolicyInfo,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { isObject, type Properties } from "./envelope";
import { LastAnswers } from "./lastAnswers";
import {
  POLICY_LEVELS,
  settingsOf,
  type DeclaredPolicy,
  type PolicyFile,
  type PolicyLevel,
} from "./policyConfig";
import { analyzerResource, questionAbout, type Subject } from "./policyMessages";
import { unary } from "./rpc";
import { fromStruct, toStruct } from "./struct";

/** Who found it. */
export interface Finding {
  policy: string;
  pack: string;
  version: string;
}

export interface Violation extends Finding {
  /** "" where the policy names no resource. */
  urn: string;
  level: "advisory" | "mandatory";
  severity: string | undefined;
  message: string;
}

export interface Remediation extends Finding {
  /** The resource's properties as they should be; undefined where `diagnostic` says why there are none. */
  properties: Properties | undefined;
  diagnostic: string;
}

const severities: Partial<Record<PolicySeverity, string>> = {
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

const enforcementLevels: Record<PolicyLevel, EnforcementLevel> = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
  remediate: EnforcementLevel.REMEDIATE,
};

/**
 * A policy pack in a process of its own, started and asked as Pulumi's engine does; about a resource that is as it was
 * when it was last asked, it is not asked again.
 */
export class PolicyPack {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** Whether a policy of it may change what it finds. */
  readonly remediates: boolean;
  readonly #client: AnalyzerClient;
  readonly #analyzed = new LastAnswers<AnalyzeResponse>();
  readonly #remediated = new LastAnswers<RemediateResponse>();

  private constructor(
    folder: string,
    client: AnalyzerClient,
    info: AnalyzerInfo,
    levels: PolicyLevel[],
  ) {
    this.folder = folder;
    this.#client = client;
    this.name = info.getName();
    this.version = info.getVersion();
    this.remediates = levels.includes("remediate");
  }

  /**
   * @param port of its process, once that serves it
   * @throws Error when it does not start, or refuses its configuration
   */
  static async start(folder: string, file: PolicyFile, port: Promise<number>): Promise<PolicyPack> {
    const client = new AnalyzerClient(
      `127.0.0.1:${String(await port)}`,
      credentials.createInsecure(),
      { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 },
    );
    const info = await unary<AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
    const settings = settingsOf(info.getPoliciesList().map(declared), file);
    const request = new ConfigureAnalyzerRequest();
    for (const [name, { level, properties }] of settings) {
      const config = new PolicyConfig()
        .setEnforcementlevel(enforcementLevels[level])
        .setProperties(toStruct(properties));
      request.getPolicyconfigMap().set(name, config);
    }
    await unary<Empty>((done) => client.configure(request, done));
    const levels = [...settings.values()].map(({ level }) => level);
    return new PolicyPack(folder, client, info, levels);
  }

  /** @returns what its policies find wrong with a resource that is about to be made or changed */
  async analyze(subject: Subject): Promise<Violation[]> {
    const { request, bytes } = questionAbout(subject);
    const response = await this.#analyzed.about(subject.state.urn, bytes, () =>
      unary((done) => this.#client.analyze(request, done)),
    );
    return response.getDiagnosticsList().map(violation);
  }

  /** @returns in the order in which they are to be applied, each on top of those before it */
  async remediate(subject: Subject): Promise<Remediation[]> {
    const { request, bytes } = questionAbout(subject);
    const response = await this.#remediated.about(subject.state.urn, bytes, () =>
      unary((done) => this.#client.remediate(request, done)),
    );
    return response.getRemediationsList().map((remediation) => ({
      policy: remediation.getPolicyname(),
      pack: remediation.getPolicypackname(),
      version: remediation.getPolicypackversion(),
      diagnostic: remediation.getDiagnostic(),
      properties: remediation.hasProperties() ? fromStruct(remediation.getProperties()) : undefined,
    }));
  }

  /** @returns what its policies find wrong with all resources together */
  async analyzeStack(subjects: readonly Subject[]): Promise<Violation[]> {
    const request = new AnalyzeStackRequest().setResourcesList(subjects.map(analyzerResource));
    const response = await unary<AnalyzeResponse>((done) =>
      this.#client.analyzeStack(request, done),
    );
    return response.getDiagnosticsList().map(violation);
  }
}

function declared(info: PolicyInfo): DeclaredPolicy {
  const schema = fromStruct(info.getConfigschema()?.getProperties());
  const defaults = Object.entries(schema).flatMap(([name, property]) =>
    isObject(property) && property["default"] !== undefined
      ? [[name, property["default"]] as const]
      : [],
  );
  return {
    name: info.getName(),
    level: levelOf(info.getEnforcementlevel()),
    properties: Object.fromEntries(defaults),
  };
}

function violation(found: AnalyzeDiagnostic): Violation {
  return {
    policy: found.getPolicyname(),
    pack: found.getPolicypackname(),
    version: found.getPolicypackversion(),
    urn: found.getUrn(),
    // What could not be mended is not to be had.
    level: levelOf(found.getEnforcementlevel()) === "advisory" ? "advisory" : "mandatory",
    severity: severities[found.getSeverity()],
    message: found.getMessage(),
  };
}

function levelOf(wanted: EnforcementLevel): PolicyLevel {
  const [level] = POLICY_LEVELS.filter((name) => enforcementLevels[name] === wanted);
  return level ?? "mandatory";
}
