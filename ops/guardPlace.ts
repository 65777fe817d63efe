import type { Site } from "../components/guard/askColor";
import { awsEvidence } from "../components/guard/awsEvidence";
import type { GuardPlace } from "../components/guard/evidence";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

type Told = Pick<Situation, "deployed" | "operations">;

/** Where the load balancer answers for the public name. */
export function siteOf({ ca }: Pick<Tools, "ca">, { operations }: Told): Site {
  const { host, port, domain } = operations;
  return { host, port, domain, ...(ca === undefined ? {} : { ca }) };
}

/** Where a command looks before traffic moves: where the guard in the update looks too. */
export function guardPlaceOf(tools: Tools, told: Told): GuardPlace {
  const { targetGroups, alarms, flipLimits, region } = told.operations;
  const { previewHeader, previewTokens, releases } = told.deployed;
  return {
    ...awsEvidence({ access: tools.awsAccess(region), targetGroups, alarms }),
    ...{ previewHeader, previewTokens, releases },
    site: siteOf(tools, told),
    limits: flipLimits,
  };
}
