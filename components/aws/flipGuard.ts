import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { known } from "../app/known";
import { awsEvidence } from "../guard/awsEvidence";
import { guardFlip, type GuardSettings } from "../guard/guardFlip";
import { ruleStateOf } from "./ruleState";

export interface FlipGuardArgs extends GuardSettings {
  region: string;
  /** The public name, without a scheme. */
  domain: string;
  edge: GuardedEdge;
  /** Names of each colour's alarm. */
  alarms: Record<Color, pulumi.Output<string>>;
}

/** What the guard has to know of a load balancer. */
export interface GuardedEdge {
  /** Its own name. */
  dnsName: pulumi.Output<string>;
  /** Of the HTTPS listener. */
  httpsPort: pulumi.Output<number>;
  targetGroupArns: Record<Color, pulumi.Output<string>>;
  previewHeader: string;
  previewTokens: Record<Color, pulumi.Output<string>>;
}

/**
 * Looks at the colour that is to get traffic before the traffic rule is made or changed. In a preview it only
 * warns. It asks AWS and the colour itself, and nothing of the colour that leaves can hold it up.
 *
 * @returns a hook for beforeCreate and beforeUpdate of the traffic rule; it throws Error with what was seen, what
 * is needed and what to do, and traffic stays where it is
 */
export function flipGuard(name: string, args: FlipGuardArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    async ({ newInputs, oldInputs }) => {
      if (args.flipGuard === "off") return;
      const found = await edgeOf(args);
      const after = found && ruleStateOf(newInputs, found.targetGroups);
      // A preview of what is not there yet: there is nothing to look at.
      if (found === undefined || after === undefined) return;
      const { targetGroups, alarms, previewTokens, host, port } = found;
      const { region, domain, flipLimits: limits, edge } = args;
      const place = {
        ...awsEvidence({ access: { region }, targetGroups, alarms }),
        ...{ site: { host, port, domain }, releases: {}, limits },
        ...{ previewHeader: edge.previewHeader, previewTokens },
      };
      const before = ruleStateOf(oldInputs, targetGroups);
      await guardFlip(args, place, { before, after });
    },
    { onDryRun: true },
  );
}

/** Where the evidence is; undefined while it is not known. Nothing here waits for a colour's pods. */
async function edgeOf({ edge, alarms }: FlipGuardArgs) {
  return known(
    pulumi.unsecret(
      pulumi.output({
        host: edge.dnsName,
        port: edge.httpsPort,
        targetGroups: edge.targetGroupArns,
        previewTokens: edge.previewTokens,
        alarms,
      }),
    ),
  );
}
