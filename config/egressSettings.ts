import { POSTGRES_PORT, REDIS_PORT } from "../components/app/ports";
import type { Egress } from "../components/kubernetes/egressRules";
import { isExistingFiles } from "./data";
import type { AwsConfig } from "./schema";

const ANYWHERE = "0.0.0.0/0";
const HTTPS_PORT = 443;

/** All that pods may reach: models, the file store, database and sessions, and what is configured beside. */
export function egressOf({ network, database, files, egress }: AwsConfig): Egress[] {
  const store = isExistingFiles(files) ? portOf(files.endpoint, HTTPS_PORT) : HTTPS_PORT;
  const data =
    "url" in database
      ? { cidr: ANYWHERE, ports: [portOf(database.url, POSTGRES_PORT)] }
      : { cidr: network.cidr, ports: [POSTGRES_PORT] };
  return [
    { cidr: ANYWHERE, ports: [...new Set([HTTPS_PORT, store])] },
    data,
    { cidr: network.cidr, ports: [REDIS_PORT] },
    ...egress,
  ];
}

function portOf(url: string, usual: number): number {
  const { port } = new URL(url);
  return port === "" ? usual : Number(port);
}
