import { EventEmitter, once } from "node:events";

/** pulumi-kubernetes' own sentence [provider.go, clusterUnreachableReason], for a cluster of this account. */
const UNREACHABLE =
  "configured Kubernetes cluster is unreachable: unable to load schema information from the API server: " +
  'Get "https://cluster.eks.amazonaws.com/openapi/v2?timeout=32s": dial tcp 10.0.0.1:443: connect: connection refused';

/** The way to the cluster. Pods, Services and controllers go on without it; who asks for something does not. */
export class ApiServer {
  readonly #events = new EventEmitter().setMaxListeners(0);
  #up = true;

  set(up: boolean): void {
    this.#up = up;
    if (!up) this.#events.emit("down");
  }

  /** @throws Error while it cannot be reached, and for what waits when it no longer can */
  async reach<Result>(act: () => Promise<Result>): Promise<Result> {
    if (!this.#up) throw new Error(UNREACHABLE);
    const settled = new AbortController();
    const down = once(this.#events, "down", { signal: settled.signal }).then(() => {
      throw new Error(UNREACHABLE);
    });
    try {
      return await Promise.race([act(), down]);
    } finally {
      settled.abort();
      // Nobody waits for it any more.
      down.catch(() => undefined);
    }
  }
}
