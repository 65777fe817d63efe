import { randomUUID } from "node:crypto";
import { z } from "zod";
import { blockList } from "../blocks";
import { arnOf } from "../provider/account";
import type { Properties } from "../provider/envelope";
import type { ResourceKind } from "../provider/kind";
import { nameInAws } from "../provider/names";
import { recordedKind } from "../provider/recordedKind";
import type { Firewalls } from "./firewalls";
import { webAcl } from "./webAcl";

const ipSet = z.object({ addresses: z.array(z.string()).default([]) });
const association = z.object({ resourceArn: z.string(), webAclArn: z.string() });

/** A thing of WAF's that has a name, and is kept under its ARN. */
function kept<Thing>(
  kind: string,
  things: Map<string, Thing>,
  read: (inputs: Properties) => Thing,
): ResourceKind {
  const idOf = (arn: string) => arn.split("/").at(-1) ?? arn;
  const arns = new Map<string, string>();
  return {
    replaceOn: ["name", "scope"],
    check: (name, news, olds) => nameInAws("name", name, news, olds),
    create: ({ inputs }) => {
      const thing = read(inputs);
      const arn = arnOf("wafv2", `regional/${kind}/${String(inputs["name"])}/${randomUUID()}`);
      const id = idOf(arn);
      arns.set(id, arn);
      things.set(arn, thing);
      return Promise.resolve({ id, computed: { arn } });
    },
    update: (id, { inputs }) => {
      things.set(arns.get(id) ?? id, read(inputs));
      return Promise.resolve({ arn: arns.get(id) ?? id });
    },
    delete: (id) => {
      things.delete(arns.get(id) ?? id);
      return Promise.resolve();
    },
  };
}

function associationKind(firewalls: Firewalls): ResourceKind {
  return {
    replaceOn: ["resourceArn", "webAclArn"],
    create: ({ inputs }) => {
      const { resourceArn, webAclArn } = association.parse(inputs);
      firewalls.associations.set(resourceArn, webAclArn);
      return Promise.resolve({ id: `${webAclArn},${resourceArn}`, computed: {} });
    },
    update: () => Promise.resolve({}),
    delete: (_id, { inputs }) => {
      firewalls.associations.delete(association.parse(inputs).resourceArn);
      return Promise.resolve();
    },
  };
}

/** aws.wafv2, done by the stand-in's firewall. Of what it logs nothing is written. */
export function firewallKinds(firewalls: Firewalls): [string, ResourceKind][] {
  const acls = kept("webacl", firewalls.acls, (inputs) => webAcl.parse(inputs));
  const ipSets = kept("ipset", firewalls.ipSets, (inputs) =>
    blockList(ipSet.parse(inputs).addresses),
  );
  return [
    ["aws:wafv2/webAcl:WebAcl", acls],
    ["aws:wafv2/ipSet:IpSet", ipSets],
    ["aws:wafv2/webAclAssociation:WebAclAssociation", associationKind(firewalls)],
    [
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      recordedKind({
        replaceOn: ["resourceArn"],
        answer: ({ resourceArn }) => ({ id: String(resourceArn), computed: {} }),
      }),
    ],
  ];
}
