import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { main, type Provider } from "@pulumi/pulumi/provider";

/**
 * A cloud in which everything that is asked for is there at once, except what the test says: it names the
 * resources whose next call fails, and the ones whose call waits until the test lets go.
 */
type Properties = Record<string, unknown>;

export interface Orders {
  /** Beginnings of names of resources that fail. */
  fail: string[];
  /** `type name` of resources whose calls wait. */
  hold: string[];
}

let orders: Orders = { fail: [], hold: [] };
const inputsById = new Map<string, Properties>();
const waiting: (() => void)[] = [];

process.on("message", (message: Orders) => {
  orders = message;
  if (orders.hold.length === 0) for (const letGo of waiting.splice(0)) letGo();
});

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

function kindOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1)?.split(":").at(-1) ?? "";
}

async function act(call: string, urn: string): Promise<void> {
  const name = nameOf(urn);
  process.send?.({ call, kind: kindOf(urn), name });
  if (orders.hold.includes(`${kindOf(urn)} ${name}`))
    await new Promise<void>((resolve) => waiting.push(resolve));
  if (orders.fail.some((prefix) => name.startsWith(prefix)))
    throw new Error(`${name} was told to fail`);
}

function outputsOf(urn: string, id: string, inputs: Properties): Properties {
  const name = nameOf(urn);
  const metadata = inputs["metadata"];
  return {
    arn: `arn:aws:test::${kindOf(urn)}/${name}`,
    name,
    dnsName: `${name}.elb.amazonaws.com`,
    primaryEndpointAddress: "redis.internal",
    hex: randomBytes(16).toString("hex"),
    result: randomBytes(32).toString("hex"),
    id,
    ...inputs,
    ...(typeof metadata === "object" ? { metadata: { name, ...metadata } } : {}),
  };
}

const provider: Provider = {
  version: "1.0.0",
  check: (_urn, _olds, news: Properties) => Promise.resolve({ inputs: news }),
  diff: (id, urn, _olds, news: Properties) => {
    const olds = inputsById.get(id) ?? {};
    const replaces =
      kindOf(urn) === "Job" && !isDeepStrictEqual(olds["spec"], news["spec"]) ? ["spec"] : [];
    return Promise.resolve({ changes: !isDeepStrictEqual(olds, news), replaces });
  },
  create: async (urn, inputs: Properties) => {
    await act("create", urn);
    const id = `${kindOf(urn)}-${nameOf(urn)}-${randomBytes(4).toString("hex")}`;
    inputsById.set(id, inputs);
    return { id, outs: outputsOf(urn, id, inputs) };
  },
  update: async (id, urn, olds: Properties, news: Properties) => {
    await act("update", urn);
    inputsById.set(id, news);
    return { outs: { ...olds, ...news } };
  },
  delete: async (id, urn) => {
    await act("delete", urn);
    inputsById.delete(id);
  },
};

void main(provider, ["127.0.0.1:1"]);
