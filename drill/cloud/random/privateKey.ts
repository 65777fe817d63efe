import { createHash, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";
import { secret, type Properties } from "../provider/envelope";
import type { Created, ResourceKind } from "../provider/kind";
import { madeOnce } from "./madeOnce";

const privateKey = z.object({
  algorithm: z.literal("RSA"),
  rsaBits: z.number().int().default(2048),
});

/** A real key in PEM. OpenSSH's forms are left out: Node cannot write them, and the program reads none. */
async function makePrivateKey(inputs: Properties): Promise<Created> {
  const { rsaBits } = privateKey.parse(inputs);
  const pair = await promisify(generateKeyPair)("rsa", { modulusLength: rsaBits });
  const pem = (type: "pkcs1" | "pkcs8") => pair.privateKey.export({ type, format: "pem" });
  const publicKeyPem = pair.publicKey.export({ type: "spki", format: "pem" });
  return {
    id: createHash("sha1").update(publicKeyPem).digest("hex"),
    computed: {
      publicKeyPem,
      privateKeyPem: secret(pem("pkcs1")),
      privateKeyPemPkcs8: secret(pem("pkcs8")),
    },
  };
}

export function tlsKinds(): [string, ResourceKind][] {
  const replaceOn = ["algorithm", "ecdsaCurve", "rsaBits"];
  return [["tls:index/privateKey:PrivateKey", madeOnce(makePrivateKey, replaceOn)]];
}
