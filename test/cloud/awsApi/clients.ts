import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { SNSClient } from "@aws-sdk/client-sns";

/** AWS's own clients at the stand-in's endpoint. */
export interface Clients {
  elb: ElasticLoadBalancingV2Client;
  cloudWatch: CloudWatchClient;
  sns: SNSClient;
  destroy(): void;
}

export function clientsAt(endpoint: string): Clients {
  const access = {
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const clients = {
    elb: new ElasticLoadBalancingV2Client(access),
    cloudWatch: new CloudWatchClient(access),
    sns: new SNSClient(access),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
