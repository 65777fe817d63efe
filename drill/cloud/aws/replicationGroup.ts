import { z } from "zod";
import { arnOf } from "../provider/account";
import type { ResourceKind } from "../provider/kind";
import { nameInAws } from "../provider/names";
import type { RunningStore, StartSessionStore } from "../redis/sessionStore";

const replicationGroup = z.object({
  replicationGroupId: z.string(),
  authToken: z.string(),
  transitEncryptionEnabled: z.literal(true),
});

/** The session stores that are there, by their ids. */
export type RunningStores = Map<string, RunningStore>;

/** ElastiCache: a Redis that takes TLS and its token only. Its port is its own, whatever was asked for. */
export function replicationGroupKind(
  start: StartSessionStore,
  running: RunningStores,
): ResourceKind {
  const computedOf = (id: string, { port }: RunningStore) => ({
    arn: arnOf("elasticache", `replicationgroup:${id}`),
    primaryEndpointAddress: "127.0.0.1",
    readerEndpointAddress: "127.0.0.1",
    port,
  });
  return {
    replaceOn: ["replicationGroupId", "subnetGroupName", "authToken"],
    check: (name, news, olds) => nameInAws("replicationGroupId", name, news, olds),
    create: async ({ inputs }) => {
      const { replicationGroupId: id, authToken } = replicationGroup.parse(inputs);
      const store = await start(authToken);
      running.set(id, store);
      return { id, computed: computedOf(id, store) };
    },
    update: (id) => {
      const store = running.get(id);
      return Promise.resolve(store === undefined ? {} : computedOf(id, store));
    },
    delete: async (id) => {
      await running.get(id)?.stop();
      running.delete(id);
    },
  };
}
