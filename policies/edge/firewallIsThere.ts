import { LOAD_BALANCERS } from "../balancerTypes";
import { stackRule } from "../rule";
import type { Seen } from "../seen";
import { WEB_ACLS } from "./webAcls";

const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

export const firewallIsThere = stackRule({
  name: "a-firewall-is-before-the-balancer",
  description: "A firewall looks at each request before the load balancer does.",
  severity: "high",
  mend: "keep the Firewall of components/aws/loadBalancer.ts, with its association.",
  check: (stack, look) => {
    const associations = stack.of(ASSOCIATION);
    for (const balancer of stack.of(...LOAD_BALANCERS))
      look(balancer, () =>
        associations.some((association) => joins(association, balancer))
          ? undefined
          : "has no firewall before it",
      );
  },
});

/** By what it waits for: in the preview that makes them, no ARN is known. */
function joins({ dependencies }: Seen, { urn }: Seen): boolean {
  return (
    dependencies.some((other) => other.urn === urn) &&
    dependencies.some(({ type }) => WEB_ACLS.some((each) => each === type))
  );
}
