import type { DiffResult, Provider } from "@pulumi/pulumi/provider";
import { main } from "@pulumi/pulumi/provider";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

/**
 * A provider that does what a resource's inputs tell it: `fails` names the call that throws, `unready`
 * leaves the resource made but not ready ("at first": until it is updated), `holds` names the call that waits to be released, a change
 * of `fixed` replaces, with `deleteFirst` the old one first.
 */
export interface Inputs {
  value?: unknown;
  fails?: string;
  unready?: boolean | "at first";
  holds?: string;
  fixed?: string;
  deleteFirst?: boolean;
}

class NotReady extends Error {
  readonly id: string;
  readonly properties: object;
  readonly reasons = ["it did not get ready"];

  constructor(id: string, properties: object) {
    super("it did not get ready");
    this.id = id;
    this.properties = properties;
  }
}

/** What was done to a thing behind the engine's back; null: it was taken away. */
export interface Drift {
  drifted: string;
  to: Inputs | null;
}

const drifts = new Map<string, Drift["to"]>();

process.on("message", (message: unknown) => {
  if (!isDrift(message)) return;
  drifts.set(message.drifted, message.to);
  process.send?.({ call: "drifted", name: message.drifted, inputs: {} });
});

function isDrift(message: unknown): message is Drift {
  return typeof message === "object" && message !== null && "drifted" in message;
}

let made = 0;

async function act(call: string, urn: string, inputs: Inputs): Promise<void> {
  process.send?.({ call, name: urn.split("::").at(-1), inputs });
  if (inputs.holds === call) await new Promise((resolve) => process.once("message", resolve));
  if (inputs.fails === call) {
    throw new Error(`${call} was told to fail with ${JSON.stringify(inputs.value)}`);
  }
}

function outputsOf(inputs: Inputs): Inputs & { made: number; token: unknown } {
  made += 1;
  const token = { [specialSigKey]: specialSecretSig, value: "token-of-the-provider" };
  return { ...inputs, made, token };
}

const provider: Provider = {
  version: "1.0.0",
  check: async (urn, _olds, news: Inputs) => {
    await act("check", urn, news);
    const failures = news.value === "bad" ? [{ property: "value", reason: "it is bad" }] : [];
    return { inputs: news, failures };
  },
  diff: async (_id, urn, olds: Inputs, news: Inputs): Promise<DiffResult> => {
    await act("diff", urn, news);
    // Of the outputs, what came from the inputs.
    const asked = Object.entries(olds).filter(([key]) => key !== "made" && key !== "token");
    const old: Inputs = Object.fromEntries(asked);
    return {
      changes: JSON.stringify(old) !== JSON.stringify(news),
      replaces: old.fixed === news.fixed ? [] : ["fixed"],
      deleteBeforeReplace: news.deleteFirst === true,
    };
  },
  create: async (urn, inputs: Inputs) => {
    await act("create", urn, inputs);
    const outs = outputsOf(inputs);
    const id = `thing-${String(outs.made)}`;
    if (inputs.unready !== undefined) throw new NotReady(id, outs);
    return { id, outs };
  },
  update: async (id, urn, _olds, news: Inputs) => {
    await act("update", urn, news);
    const outs = outputsOf(news);
    if (news.unready === true) throw new NotReady(id, outs);
    return { outs };
  },
  read: async (id, urn, props: Inputs & { made?: number; token?: unknown }) => {
    const { made: number, token, ...known } = props;
    const drift = drifts.get(urn.split("::").at(-1) ?? "");
    const inputs = drift ?? known;
    await act("read", urn, inputs);
    if (drift === null) return { id: "", props: {} };
    return { id, props: { ...inputs, made: number, token }, inputs };
  },
  delete: async (_id, urn, props: Inputs) => {
    await act("delete", urn, props);
  },
  invoke: async (token, inputs: Inputs) => {
    await act("invoke", token, inputs);
    return { outputs: { doubled: Number(inputs.value) * 2 } };
  },
};

void main(provider, ["127.0.0.1:1"]);
