import type { DockerConfig } from "./docker";
import { setCommand, type Problem } from "./problem";

/** Where an ACME authority looks for the answer to its challenge, by TLS (RFC 8737). */
const CHALLENGE_PORT = 443;

/** What an ACME authority would refuse, and so the first browser would see: nobody tells it before that. */
export function siteProblems({ site }: Partial<Pick<DockerConfig, "site">>): Problem[] {
  if (site?.tls === undefined || !("acmeEmail" in site.tls)) return [];
  const problems: Problem[] = [];
  if (site.port !== CHALLENGE_PORT)
    problems.push({
      path: ["site", "port"],
      found: `${site.port}, with tls.acmeEmail`,
      expected: `${CHALLENGE_PORT}, where the ACME authority looks for the site`,
      fix: setCommand(["site", "port"], String(CHALLENGE_PORT)),
    });
  if (site.domain.endsWith(".localhost"))
    problems.push({
      path: ["site", "domain"],
      found: `${site.domain}, with tls.acmeEmail`,
      expected: "a public name, which the ACME authority can look up",
      fix: setCommand(["site", "domain"], "chat.example.com"),
    });
  return problems;
}
