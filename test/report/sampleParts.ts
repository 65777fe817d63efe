import type { Flip, Op, Step, Traffic, Update } from "../../drill/report/report";

const STACK = "urn:pulumi:drill::lobechat::";
const TYPES: Record<string, string> = {
  rule: "aws:lb/listenerRule:ListenerRule",
  deployment: "kubernetes:apps/v1:Deployment",
  job: "kubernetes:batch/v1:Job",
  container: "docker:index/container:Container",
};

/** A resource that an update changed, as in `Update.changed`. */
export function changed(
  kind: "rule" | "deployment" | "job" | "container",
  name: string,
  op: Op = "update",
): Update["changed"][number] {
  const type = TYPES[kind] ?? "";
  return { urn: `${STACK}${type}::${name}`, type, name, op };
}

export function anUpdate(
  resources: Update["changed"],
  more: Partial<Omit<Update, "changes" | "changed">> = {},
): Update {
  const of = (op: Op): number => resources.filter((resource) => resource.op === op).length;
  const changes = {
    create: of("create"),
    update: of("update"),
    replace: of("replace"),
    delete: of("delete"),
  };
  return {
    version: 1,
    message: "",
    startMs: 0,
    durationMs: 1500,
    programMs: 900,
    summary: "",
    changes: { ...changes, same: Math.max(0, 84 - resources.length) },
    changed: resources,
    ...more,
  };
}

export function someTraffic(more: Partial<Traffic> = {}): Traffic {
  return {
    users: 50,
    requests: 400,
    failed: 0,
    failures: [],
    sessionsLost: 0,
    assetsLost: 0,
    streams: 12,
    streamsCut: 0,
    byColor: { blue: 200, green: 200 },
    p50Ms: 3,
    p99Ms: 18,
    ...more,
  };
}

export function aStep(id: string, more: Partial<Step> = {}): Step {
  return {
    id,
    title: id.replaceAll("-", " "),
    chapter: "release",
    kind: "observe",
    startMs: 0,
    durationMs: 2000,
    policies: [],
    traffic: someTraffic(),
    expected: "succeeded",
    outcome: "succeeded",
    ...more,
  };
}

export function aFlip(step: string, more: Partial<Flip> = {}): Flip {
  return {
    step,
    kind: "flip",
    from: "blue",
    to: "green",
    resourcesChanged: 1,
    changedType: "aws:lb/listenerRule:ListenerRule",
    acceptedMs: 11_000,
    usersMovedMs: 400,
    usersMoved: 50,
    p99SteadyMs: 18,
    p99FlipMs: 21,
    ...more,
  };
}
