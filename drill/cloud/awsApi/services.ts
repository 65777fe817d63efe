import type { ElasticLoadBalancing } from "../loadBalancer/api";
import type { Watching } from "../watching";
import { cloudWatchActions } from "./cloudWatchActions";
import { elbActions } from "./elbActions";
import type { Services } from "./protocols";
import { RDS_ACTIONS } from "./rdsActions";
import { snsActions } from "./snsActions";

/** What of AWS's APIs is answered. What else is asked for is refused by its name. */
export function awsServices(elb: ElasticLoadBalancing, watching: Watching): Services {
  return {
    query: {
      "2015-12-01": {
        namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
        actions: elbActions(elb),
      },
      "2014-10-31": {
        namespace: "http://rds.amazonaws.com/doc/2014-10-31/",
        actions: RDS_ACTIONS,
      },
      "2010-03-31": {
        namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
        actions: snsActions((topicArn, subject, message) => {
          watching.publish(topicArn, subject, message);
        }),
      },
    },
    json: { GraniteServiceVersion20100801: cloudWatchActions(watching.cloudWatch) },
  };
}
