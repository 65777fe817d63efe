import type { Build, Cloud, CloudOptions } from "./cloud";

/** What the drill asks of the cloud's process, by the names of the `Cloud` it holds. */
export type Methods = Pick<
  Cloud,
  | "publish"
  | "failJobs"
  | "healJobs"
  | "setKubernetes"
  | "setSessionStore"
  | "breakPods"
  | "mendPods"
  | "restartSessionStore"
  | "setDatabase"
  | "throttleBalancer"
  | "startPostgres"
  | "dump"
  | "stopPostgres"
  | "observe"
  | "notifications"
  | "secrets"
  | "close"
>;
export type MethodName = keyof Methods;

export type Request<Name extends MethodName = MethodName> = {
  [Method in Name]: { id: number; method: Method; args: Parameters<Methods[Method]> };
}[Name];

export type Answers = { [Name in MethodName]: Awaited<ReturnType<Methods[Name]>> };

export type FromParent = { kind: "start"; options: CloudOptions } | ({ kind: "request" } & Request);

/** What is known of it once it has started. */
export type Started = "caFile" | "redis" | "awsEndpoint" | "dockerHost" | "siteCertificate";

export type FromCloud =
  | ({ kind: "started" } & Pick<Cloud, Started>)
  | { kind: "build"; build: Build }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "refusal"; id: number; message: string };
