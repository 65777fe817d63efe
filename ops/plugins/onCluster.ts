import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { pluginsIn, PLUGINS_QUERY, type InstalledPlugin } from "./installed";
import { clusterClients, type CoreApi } from "./clusterClient";
import type { StateResource } from "./state";

/** Jobs as the API takes them, without a class of their own. */
const JOBS = { group: "batch", version: "v1", plural: "jobs" };

const MADE = z.object({ metadata: z.object({ name: z.string() }) });

const POLL_MS = 500;
/** For taking the Job away, also when the time to ask is over. */
const LAST_MS = 2000;
const NAME = "plugins";

/** By LobeHub's own `pg`; the last line of its log is the answer. */
const SCRIPT = `const { Client } = require("node:module").createRequire("/app/docker.cjs")("pg");
const client = new Client({ connectionString: process.env.DATABASE_URL });
client.connect()
  .then(() => client.query(${JSON.stringify(PLUGINS_QUERY)}))
  .then(({ rows }) => { console.log(JSON.stringify(rows[0].plugins)); return client.end(); });`;

/** A migration's pod, which has the image, the secret and the certificates that it takes to ask the database. */
const MIGRATION = z.object({
  metadata: z.object({ namespace: z.string() }),
  spec: z.object({
    template: z.object({
      spec: z.looseObject({ containers: z.array(z.looseObject({})).length(1) }),
    }),
  }),
});

/**
 * Asks by a Job of its own, which goes with its pod.
 *
 * @throws Error when there is no way to the cluster, or no answer before the signal
 */
export async function pluginsOnCluster(
  resources: readonly StateResource[],
  signal: AbortSignal,
): Promise<InstalledPlugin[]> {
  const clientFor = await clusterClients(resources);
  const { namespace, job } = jobOf(resources);
  const { objects, core } = clientFor(signal);
  const place = { ...JOBS, namespace };
  const made: unknown = await objects.createNamespacedCustomObject({ ...place, body: job });
  const { name } = MADE.parse(made).metadata;
  try {
    return await answerOf(core, { namespace, name }, signal);
  } finally {
    const gone = { ...place, name, propagationPolicy: "Background" };
    // Its own deadline and time to live end it where this cannot.
    const { objects: last } = clientFor(AbortSignal.timeout(LAST_MS));
    await last.deleteNamespacedCustomObject(gone).catch(() => undefined);
  }
}

async function answerOf(
  core: CoreApi,
  { namespace, name }: { namespace: string; name: string },
  signal: AbortSignal,
): Promise<InstalledPlugin[]> {
  const labelSelector = `batch.kubernetes.io/job-name=${name}`;
  for (;;) {
    const { items } = await core.listNamespacedPod({ namespace, labelSelector });
    const pod = items.find(({ status }) => status?.phase === "Succeeded");
    if (pod?.metadata?.name !== undefined) {
      const log = await core.readNamespacedPodLog({ name: pod.metadata.name, namespace });
      return pluginsIn(log.trim().split("\n").at(-1) ?? "");
    }
    if (items.some(({ status }) => status?.phase === "Failed"))
      throw new Error("the database did not answer the Job that asked");
    await delay(POLL_MS, undefined, { signal });
  }
}

/** @throws Error when no migration is in the state */
export function jobOf(resources: readonly StateResource[]) {
  const migrations = resources.filter(
    ({ type, urn }) => type === "kubernetes:batch/v1:Job" && /::migration-[0-9a-f]+$/.test(urn),
  );
  const found = MIGRATION.safeParse(migrations.at(-1)?.inputs);
  if (!found.success) throw new Error("the state has no migration by whose image one could ask");
  const { metadata, spec } = found.data;
  const [container] = spec.template.spec.containers;
  const asking = { ...container, name: NAME, command: ["/bin/node", "-e", SCRIPT] };
  const pod = { ...spec.template.spec, containers: [asking] };
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { generateName: `${NAME}-`, namespace: metadata.namespace },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: 60,
      ttlSecondsAfterFinished: 60,
      template: { spec: pod },
    },
  };
  return { namespace: metadata.namespace, job };
}
