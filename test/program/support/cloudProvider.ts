import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { main, type Provider } from "@pulumi/pulumi/provider";
import {
  openProperties,
  withComputed,
  type Properties,
} from "../../../drill/cloud/provider/envelope";
import { recordedInAws } from "../../../drill/cloud/provider/recorded";
import { parseUrn } from "../../../drill/cloud/provider/urn";
import { tlsKinds } from "../../../drill/cloud/random/privateKey";

/**
 * A cloud in which everything that is asked for is there at once, except what the test says: it names the
 * resources whose next call fails, and the ones whose call waits until the test lets go.
 */

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

/** What the load balancer of the test follows: who serves, and what runs. */
const FOLLOWED = ["ListenerRule", "Deployment"];

async function act(call: string, urn: string, news: Properties = {}): Promise<void> {
  const name = nameOf(urn);
  const inputs = FOLLOWED.includes(kindOf(urn)) ? openProperties(news) : {};
  process.send?.({ call, kind: kindOf(urn), name, inputs });
  if (orders.hold.includes(`${kindOf(urn)} ${name}`))
    await new Promise<void>((resolve) => waiting.push(resolve));
  if (orders.fail.some((prefix) => name.startsWith(prefix)))
    throw new Error(`${name} was told to fail`);
}

/** What the drill's stand-in takes note of is answered as it answers. */
const recorded = new Map([...recordedInAws(), ...tlsKinds()]);

/** What else AWS says of a resource that it makes. */
async function answerOf(urn: string, inputs: Properties): Promise<Properties> {
  const { type, name } = parseUrn(urn);
  const created = await recorded.get(type)?.create({ type, name, inputs: openProperties(inputs) });
  return created?.computed ?? {};
}

function outputsOf(urn: string, id: string, inputs: Properties): Properties {
  const name = nameOf(urn);
  const metadata = inputs["metadata"];
  return {
    arn: `arn:aws:test::${kindOf(urn)}/${name}`,
    name,
    dnsName: "127.0.0.1",
    arnSuffix: `app/${name}/1`,
    zoneId: "Z215JYRZR1TBD5",
    primaryEndpointAddress: "redis.internal",
    address: "database.internal",
    port: 5432,
    secret: randomBytes(20).toString("base64"),
    base64: randomBytes(32).toString("base64"),
    hex: randomBytes(16).toString("hex"),
    result: randomBytes(32).toString("hex"),
    id,
    ...inputs,
    ...(kindOf(urn) === "Listener" ? { port: Number(process.env["LISTENER_PORT"]) } : {}),
    ...(typeof metadata === "object" ? { metadata: { name, ...metadata } } : {}),
  };
}

const provider: Provider = {
  version: "1.0.0",
  check: (urn, olds: Properties, news: Properties) => {
    const { type, name } = parseUrn(urn);
    return Promise.resolve({ inputs: recorded.get(type)?.check?.(name, news, olds) ?? news });
  },
  diff: (id, urn, _olds, news: Properties) => {
    const olds = inputsById.get(id) ?? {};
    const replaces =
      kindOf(urn) === "Job" && !isDeepStrictEqual(olds["spec"], news["spec"]) ? ["spec"] : [];
    return Promise.resolve({ changes: !isDeepStrictEqual(olds, news), replaces });
  },
  create: async (urn, inputs: Properties) => {
    await act("create", urn, inputs);
    const id = `${kindOf(urn)}-${nameOf(urn)}-${randomBytes(4).toString("hex")}`;
    inputsById.set(id, inputs);
    const answer = await answerOf(urn, inputs);
    return { id, outs: withComputed(outputsOf(urn, id, inputs), answer) };
  },
  update: async (id, urn, olds: Properties, news: Properties) => {
    await act("update", urn, news);
    inputsById.set(id, news);
    return { outs: { ...olds, ...news } };
  },
  delete: async (id, urn) => {
    await act("delete", urn);
    inputsById.delete(id);
  },
};

void main(provider, ["127.0.0.1:1"]);
