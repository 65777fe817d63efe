import type { ConfigMap, OutputMap } from "@pulumi/pulumi/automation";
import { otherColor, perColor, type Color } from "../../../config/color";

/** Where the stack's load balancer is found. */
export interface Site {
  host: string;
  port: number;
}

interface Side {
  release: string;
  capacity: { min: number; max: number };
}

/** What the program's outputs say of a full update and of the last one, which may have been narrowed. */
export function outputsFor(full: ConfigMap, last: ConfigMap, site: Site): OutputMap {
  const json = (key: string) => JSON.parse(text(full, key, "null")) as unknown;
  const active = text(last, "activeColor", "blue") === "green" ? "green" : "blue";
  const canary = Number(text(last, "canaryPercent", "0"));
  const weights: Record<Color, number> = { blue: 0, green: 0 };
  weights[active] = 100 - canary;
  weights[otherColor(active)] = canary;
  const catalogue = json("releases") as Record<string, { version: string; digest: string }>;
  const sides = perColor((color) => json(color) as Side);
  const shown = {
    url: "https://chat.example.com",
    activeColor: active,
    weights,
    releases: perColor((color) => {
      const name = sides[color].release;
      return { name, version: "", digest: "", ...catalogue[name] };
    }),
    trafficRule: TRAFFIC_RULE,
    previewHeader: "x-lobechat-preview",
    previewTokens: perColor((color) => `${color}-token`),
    longestReleaseSeconds: 4980,
    operations: {
      ...{ region: "eu-central-1", domain: "chat.example.com", ...site },
      trafficRuleArn: "arn:rule",
      targetGroups: perColor((color) => `arn:${color}`),
      metrics: { loadBalancer: "app/lb/1", targetGroups: perColor((color) => `tg/${color}`) },
      alarms: perColor((color) => `lobechat-${color}`),
      ...{ topic: "arn:topic", dashboard: "lobechat" },
      capacity: perColor((color) => sides[color].capacity),
      refused: last["lobechat:refused"]?.value ?? null,
      maintenance: text(last, "maintenance", "false") === "true",
      flipGuard: text(full, "flipGuard", "enforce"),
      flipLimits: { warnBelowPercent: 80, refuseBelowPercent: 50, answers: 3, bakeMinutes: 30 },
      bundleBucket: "lobechat:autoRollback" in full ? "bundles" : null,
      smoke: full["lobechat:smoke"]?.value ?? null,
    },
  };
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, { value, secret: false }]),
  );
}

function text(config: ConfigMap, key: string, fallback: string): string {
  return config[`lobechat:${key}`]?.value ?? fallback;
}

export const TRAFFIC_RULE = "urn:pulumi:prod::lobechat::aws:lb/listenerRule:ListenerRule::traffic";

/** A stack with blue on 2.1.25 and green on 2.1.26, and a release that nobody runs yet. */
export function fakeConfig(changes: Record<string, string> = {}): ConfigMap {
  const entry = (version: string, digit: string) => ({
    version,
    digest: `sha256:${digit.repeat(64)}`,
  });
  const side = (release: string) => JSON.stringify({ release, capacity: { min: 2, max: 6 } });
  const values: Record<string, string> = {
    activeColor: "blue",
    releases: JSON.stringify({
      "2.1.25-a": entry("2.1.25", "1"),
      "2.1.26-b": entry("2.1.26", "2"),
      "2.1.27-c": entry("2.1.27", "3"),
    }),
    blue: side("2.1.25-a"),
    green: side("2.1.26-b"),
    schema: JSON.stringify({ version: "2.1.26", readableBy: ">=2.1.24" }),
    domain: "chat.example.com",
    ...changes,
  };
  const plain = Object.entries(values).map(([key, value]) => [`lobechat:${key}`, { value }]);
  const secret = { "lobechat:apiKeys": { value: '{"OPENAI_API_KEY":"sk-1"}', secret: true } };
  return { ...Object.fromEntries(plain), ...secret } as ConfigMap;
}
