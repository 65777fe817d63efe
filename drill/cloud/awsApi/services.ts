import type { ElasticLoadBalancing } from "../loadBalancer/api";
import { elbActions } from "./elbActions";
import type { Services } from "./protocols";

/** What of AWS's APIs is answered. What else is asked for is refused by its name. */
export function awsServices(elb: ElasticLoadBalancing): Services {
  return {
    query: {
      "2015-12-01": {
        namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
        actions: elbActions(elb),
      },
    },
    json: {
      GraniteServiceVersion20100801: {
        DescribeAlarms: () => ({ MetricAlarms: [], CompositeAlarms: [] }),
      },
    },
  };
}
