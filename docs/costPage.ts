import { join } from "node:path";
import { parseAwsSettings } from "../config/load";
import type { AwsSettings } from "../config/settings";
import { stackFile } from "../drill/scenario/stackFile";
import { costs, warmIdleColor, type Cost } from "./costs";

/** The page on what a stack costs, for both example stacks. `npm run docs` writes it, a test compares. */
export function costPage(): string {
  const [prod, small] = [settingsOf("Pulumi.prod.yaml"), settingsOf("examples/Pulumi.small.yaml")];
  return `# What a stack costs

<!-- npm run docs writes this page from docs/prices.ts and the example stacks -->

A month in us-east-1 on demand, in USD, before anyone chats: list prices of 2026, rounded. What grows with use comes on
top: traffic (NAT, load balancer, between zones), logs and metrics, files, images and snapshots. What exists already and
is only named in the configuration costs nothing more here.

## Production: \`Pulumi.prod.yaml\`

${table(costs(prod))}

**A warm idle colour adds ${dollars(warmIdleColor(prod))} of it** (${prod.colors.green.capacity.min} pods of 1 GiB): that is the price of a rollback in seconds. A cold one (\`capacity: { min: 0, max: 0 }\` with \`acknowledgeSlowRollback: true\`) saves that, and
a rollback then waits for pods to start, and for a node where none has room. Database, session store and load balancer
are shared: two colours need no second one of those.

## The smallest: \`examples/Pulumi.small.yaml\`

${table(costs(small))}

## Where to save first

- Reserved instances for RDS and ElastiCache, a savings plan for nodes: up to half of the three largest parts.
- \`network.natPerZone: false\`: one way out for all zones, which is a whole NAT gateway a zone less; a failed zone may then
  take the others' way to the models with it.
- An interface endpoint for ECR and CloudWatch only pays where images and logs are more than about 160 GB a month.
`;
}

function settingsOf(example: string): AwsSettings {
  const file = stackFile(join(__dirname, "..", example));
  const values = Object.fromEntries(Object.entries(file).map(([key, { value }]) => [key, value]));
  return parseAwsSettings({ values, secretKeys: [], project: "lobechat", stack: "example" });
}

function table(parts: readonly Cost[]): string {
  const total = parts.reduce((sum, { monthly }) => sum + monthly, 0);
  const rows = [
    ["part", "what", "USD a month"],
    ...parts.map(({ part, what, monthly }) => [part, what, dollars(monthly)]),
    ["**All**", "", `**${dollars(total)}**`],
  ];
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 2 ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join("\n");
}

function dollars(amount: number): string {
  return amount < 1 ? "<1" : String(Math.round(amount));
}
