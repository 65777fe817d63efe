import type { ResourceKind } from "../provider/kind";
import { nameInAws } from "../provider/names";
import type { ElasticLoadBalancing } from "../loadBalancer/api";
import { suffixOf } from "./arnSuffix";
import { changedInputs } from "./changedInputs";
import { listener, loadBalancer, rule, targetGroupSettings } from "./shapes";
import type { Throttle } from "./throttle";

function loadBalancerKind(elb: ElasticLoadBalancing): ResourceKind {
  return {
    replaceOn: ["name", "internal", "loadBalancerType"],
    check: (name, news, olds) => nameInAws("name", name, news, olds),
    create: ({ name, inputs }) => {
      const { idleTimeout } = loadBalancer.parse(inputs);
      const { arn, dnsName } = elb.createLoadBalancer({ name, idleTimeoutSeconds: idleTimeout });
      const zoneId = "Z215JYRZR1TBD5";
      return Promise.resolve({
        id: arn,
        computed: { arn, arnSuffix: suffixOf(arn), dnsName, zoneId },
      });
    },
    update: (id, { name, inputs }) => {
      const { idleTimeout } = loadBalancer.parse(inputs);
      elb.modifyLoadBalancer(id, { name, idleTimeoutSeconds: idleTimeout });
      return Promise.resolve({ arn: id, arnSuffix: suffixOf(id) });
    },
    delete: (id) => elb.deleteLoadBalancer(id),
  };
}

/** ARNs of the target groups that are there, by Pulumi's name. */
export type TargetGroupArns = Map<string, string>;

/** Its name in the stand-in is Pulumi's: the drill reads colors from it, also after a replacement. */
function targetGroupKind(elb: ElasticLoadBalancing, arns: TargetGroupArns): ResourceKind {
  return {
    replaceOn: ["name", "port", "protocol", "targetType", "vpcId"],
    check: (name, news, olds) => nameInAws("name", name, news, olds),
    create: ({ name, inputs }) => {
      const { arn } = elb.createTargetGroup(targetGroupSettings(name, inputs));
      arns.set(name, arn);
      return Promise.resolve({ id: arn, computed: { arn, arnSuffix: suffixOf(arn) } });
    },
    update: (id, { name, inputs }) => {
      elb.modifyTargetGroup(id, targetGroupSettings(name, inputs));
      return Promise.resolve({ arn: id, arnSuffix: suffixOf(id) });
    },
    delete: (id, { name }) => {
      elb.deleteTargetGroup(id);
      if (arns.get(name) === id) arns.delete(name);
      return Promise.resolve();
    },
  };
}

/** Its output `port` is the one on this machine; the input stays what AWS would show. */
function listenerKind(elb: ElasticLoadBalancing): ResourceKind {
  return {
    replaceOn: ["loadBalancerArn", "port", "protocol"],
    create: async ({ inputs }) => {
      const { arn, address } = await elb.createListener(listener.parse(inputs));
      return { id: arn, computed: { arn, port: address.port } };
    },
    update: (id, { inputs }) => {
      const { port } = elb.modifyListener(id, listener.parse(inputs));
      return Promise.resolve({ arn: id, port });
    },
    delete: (id) => elb.deleteListener(id),
  };
}

function ruleKind(elb: ElasticLoadBalancing, throttle: Throttle): ResourceKind {
  return {
    replaceOn: ["listenerArn"],
    create: async ({ inputs }) => {
      const { tags, ...settings } = rule.parse(inputs);
      const { arn } = await throttle.call("CreateRule", () => elb.createRule(settings));
      elb.tags.replace(arn, tags);
      return { id: arn, computed: { arn } };
    },
    update: async (id, { inputs }) => {
      const { tags, ...settings } = rule.parse(inputs);
      await throttle.call("ModifyRule", () => {
        elb.modifyRule(id, settings);
      });
      elb.tags.replace(id, tags);
      return { arn: id };
    },
    delete: (id) => {
      elb.deleteRule(id);
      return Promise.resolve();
    },
    read: (id, inputs) =>
      Promise.resolve(changedInputs(inputs, elb.describeRule(id), elb.tags.of(id))),
    inputsIn: (outputs) =>
      Object.fromEntries(Object.entries(outputs).filter(([name]) => name !== "arn")),
  };
}

/** aws.lb, done by the stand-in load balancer. */
export function elbKinds(
  elb: ElasticLoadBalancing,
  arns: TargetGroupArns,
  throttle: Throttle,
): [string, ResourceKind][] {
  return [
    ["aws:lb/loadBalancer:LoadBalancer", loadBalancerKind(elb)],
    ["aws:lb/targetGroup:TargetGroup", targetGroupKind(elb, arns)],
    ["aws:lb/listener:Listener", listenerKind(elb)],
    ["aws:lb/listenerRule:ListenerRule", ruleKind(elb, throttle)],
  ];
}
