import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { known } from "../app/known";
import { PREVIEW_HEADER } from "../app/previewHeader";
import { guardFlip, type GuardSettings } from "../guard/guardFlip";
import type { Place } from "./place";
import { publicSite } from "./publicSite";
import type { SiteSettings } from "./siteSettings";
import { traefikEvidence } from "./traefikEvidence";
import { trafficNow, trafficStateIn } from "./trafficState";

export interface FlipGuardArgs extends GuardSettings {
  place: Place;
  site: SiteSettings;
  edge: {
    previewTokens: Record<Color, pulumi.Output<string>>;
    statusToken: pulumi.Output<string>;
  };
}

/**
 * Looks at the colour that is to get traffic before the container runs that moves it. In a preview it only warns.
 * It asks the engine, the load balancer and the colour itself, and nothing of the colour that leaves can hold it up.
 *
 * @returns a hook for beforeCreate of the container `traffic`; it throws Error with what was seen, what is needed
 * and what to do, and traffic stays where it is
 */
export function flipGuard(name: string, args: FlipGuardArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    async ({ newInputs }) => {
      if (args.flipGuard === "off") return;
      const { place, site: reached, edge, flipLimits: limits } = args;
      const { previewTokens, statusToken } = edge;
      const after = trafficStateIn(newInputs);
      const tokens = await known(pulumi.unsecret(pulumi.output({ previewTokens, statusToken })));
      // A preview of what is not there yet: there is nothing to look at.
      if (after === undefined || tokens === undefined) return;
      const before = await trafficNow(place.engine, pulumi.getStack());
      const site = publicSite(place, reached);
      const seen = {
        ...traefikEvidence(site, tokens.statusToken),
        ...{ site, limits, releases: {} },
        ...{ previewHeader: PREVIEW_HEADER, previewTokens: tokens.previewTokens },
      };
      await guardFlip(args, seen, { before, after });
    },
    { onDryRun: true },
  );
}
