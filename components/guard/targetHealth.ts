import type { AwsAccess } from "./awsAccess";
import { BRIEFLY } from "./briefly";
import { withClient } from "./withClient";

/** How many pods of a colour the load balancer trusts. */
export interface TargetHealth {
  healthy: number;
  /** Without those that are on their way out. */
  total: number;
  /** What the load balancer says of the others, each once. */
  reasons: string[];
}

/** @throws Error of the SDK when the API cannot be asked */
export async function targetHealth(
  access: AwsAccess,
  targetGroupArn: string,
): Promise<TargetHealth> {
  // Only here, so that an update in which no traffic moves does not load the SDK.
  const { ElasticLoadBalancingV2Client, DescribeTargetHealthCommand } =
    await import("@aws-sdk/client-elastic-load-balancing-v2");
  return withClient(new ElasticLoadBalancingV2Client({ ...access, ...BRIEFLY }), async (client) => {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn });
    const { TargetHealthDescriptions: targets = [] } = await client.send(command);
    const staying = targets.flatMap(({ TargetHealth: health }) =>
      health === undefined || health.State === "draining" ? [] : [health],
    );
    const others = staying.filter(({ State }) => State !== "healthy");
    return {
      healthy: staying.length - others.length,
      total: staying.length,
      reasons: [...new Set(others.map((other) => other.Description ?? other.State ?? "unknown"))],
    };
  });
}
