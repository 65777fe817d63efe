import { isDeepStrictEqual } from "node:util";
import { main, type Provider } from "@pulumi/pulumi/provider";
import type { Registries } from "./mirrorStack";

/** A docker engine and the registries that it knows; everything it is asked for is reported. */
type Properties = Record<string, unknown>;

let registries: Registries = { tags: {}, pushed: {} };
process.on("message", (message: Registries) => {
  registries = message;
  process.send?.({ did: "registries" });
});

function kindOf(urn: string): string {
  return urn.split("::").at(-2)?.split("/").at(-1) ?? "";
}

function outputsOf(kind: string, inputs: Properties): Properties {
  if (kind === "remoteImage:RemoteImage")
    return { ...inputs, imageId: `id of ${String(inputs["name"])}` };
  if (kind !== "registryImage:RegistryImage") return inputs;
  return { ...inputs, sha256Digest: registries.pushed[String(inputs["name"])] };
}

const known = new Map<string, Properties>();

const provider: Provider = {
  version: "1.0.0",
  check: (_urn, _olds, news: Properties) => Promise.resolve({ inputs: news }),
  diff: (id, _urn, _olds, news: Properties) => {
    const same = isDeepStrictEqual(known.get(id), news);
    return Promise.resolve({ changes: !same, replaces: same ? [] : ["name"] });
  },
  create: (urn, inputs: Properties) => {
    process.send?.({ did: `${kindOf(urn)} ${JSON.stringify(inputs)}` });
    const id = `${kindOf(urn)}-${JSON.stringify(inputs)}`;
    known.set(id, inputs);
    return Promise.resolve({ id, outs: outputsOf(kindOf(urn), inputs) });
  },
  delete: (_id, urn, props: Properties) => {
    process.send?.({ did: `delete ${kindOf(urn)} keepRemotely ${String(props["keepRemotely"])}` });
    return Promise.resolve();
  },
  invoke: (token, inputs: Properties) => {
    process.send?.({ did: `${token} ${JSON.stringify(inputs)}` });
    if (token === "aws:ecr/getAuthorizationToken:getAuthorizationToken")
      return Promise.resolve({ outputs: { userName: "AWS", password: "password-of-ecr" } });
    const sha256Digest = registries.tags[String(inputs["name"])];
    if (sha256Digest === undefined) throw new Error("manifest unknown");
    return Promise.resolve({ outputs: { ...inputs, sha256Digest } });
  },
};

void main(provider, ["127.0.0.1:1"]);
