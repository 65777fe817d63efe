import { z } from "zod";
import type { Color } from "../../config/color";
import { askColor, type Site } from "../guard/askColor";
import type { GuardPlace } from "../guard/evidence";
import type { TargetHealth } from "../guard/targetHealth";
import type { GuardWords } from "../guard/words";
import { STATUS_HEADER } from "./traefik/edgeRoutes";

/** Traefik leaves out the servers of a service that has none. */
const SERVICE = z.object({ serverStatus: z.record(z.string(), z.string()).default({}) });

/** What Traefik tells of a colour, at its public port, to those who hold the token. There are no alarms. */
export function traefikEvidence(
  site: Site,
  statusToken: string,
): Pick<GuardPlace, "healthOf" | "alarmOf" | "words"> {
  return {
    healthOf: (color) => serverHealth(site, statusToken, color),
    alarmOf: () => Promise.resolve(undefined),
    words: wordsOf(site),
  };
}

async function serverHealth(site: Site, token: string, color: Color): Promise<TargetHealth> {
  const path = `/api/http/services/${color}@file`;
  const { status, body } = await askColor(site, path, { [STATUS_HEADER]: token });
  // A colour that never had a file.
  if (status === 404) return { healthy: 0, total: 0, reasons: [] };
  if (status !== 200) throw new Error(`the load balancer answered ${path} with status ${status}`);
  const servers = Object.values(SERVICE.parse(JSON.parse(body)).serverStatus);
  const others = servers.filter((server) => server !== "UP");
  return {
    healthy: servers.length - others.length,
    total: servers.length,
    reasons: [...new Set(others)],
  };
}

function wordsOf({ host, port, scheme = "https" }: Site): GuardWords {
  const trust =
    scheme === "https"
      ? ", and trusts its certificate (NODE_EXTRA_CA_CERTS names a file with an authority of one's own)"
      : "";
  return {
    servers: "containers",
    over: scheme.toUpperCase(),
    giveServers: (color) =>
      `give ${color} containers first: pulumi config set --path '${color}.capacity.min' 1 && pulumi up, then again`,
    logs: (color) =>
      `see what its containers say (docker ps --all --filter label=lobechat.part=${color}, then docker logs), or release what works to ${color}`,
    mendCount: `see that whoever runs this reaches the load balancer at ${host}:${port}${trust}`,
    mendAlarm: "there are no alarms on Docker",
    nobodyServes: "the load balancer's own 404",
    refusedBy: 'the label "lobechat.refused" of the container traffic',
  };
}
