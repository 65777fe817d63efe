import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isSealed, isSecret, mapParts, sealed, secret, type Json } from "./envelope";

const algorithm = "aes-256-gcm";

/**
 * Seals secrets on their way to disk. The key is made once per folder and lies beside the state in a
 * file that only its owner may read (mode 0600): whoever copies the state alone learns nothing.
 */
export class Vault {
  private readonly key: Buffer;
  /** A secret that did not change keeps its ciphertext, so a journal of many writes seals it once. */
  private readonly known = new Map<string, string>();

  constructor(keyFile: string) {
    if (!existsSync(keyFile)) {
      writeFileSync(keyFile, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
    }
    this.key = Buffer.from(readFileSync(keyFile, "utf8"), "base64");
  }

  /** @returns `v1:<nonce>:<tag>:<text>`, each in base64. */
  encrypt(plaintext: string): string {
    const known = this.known.get(plaintext);
    if (known !== undefined) return known;
    const nonce = randomBytes(12);
    const cipher = createCipheriv(algorithm, this.key, nonce);
    const text = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
    const parts = [nonce, cipher.getAuthTag(), text].map((part) => part.toString("base64"));
    const ciphertext = ["v1", ...parts].join(":");
    this.known.set(plaintext, ciphertext);
    return ciphertext;
  }

  /** @throws Error when the text was sealed with another key, or changed. */
  decrypt(ciphertext: string): string {
    const [version, nonce, tag, text] = ciphertext.split(":");
    if (version !== "v1" || nonce === undefined || tag === undefined || text === undefined) {
      throw new Error("A secret on disk is not in the form v1:<nonce>:<tag>:<text>.");
    }
    const decipher = createDecipheriv(algorithm, this.key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(Buffer.from(tag, "base64"));
    const plaintext = Buffer.concat([
      decipher.update(Buffer.from(text, "base64")),
      decipher.final(),
    ]).toString("utf8");
    this.known.set(plaintext, ciphertext);
    return plaintext;
  }

  seal(value: Json): Json {
    return mapParts(value, (part) =>
      isSecret(part) ? sealed(this.encrypt(JSON.stringify(part.value))) : undefined,
    );
  }

  open(value: Json): Json {
    return mapParts(value, (part) =>
      isSealed(part) ? secret(parse(this.decrypt(part.ciphertext))) : undefined,
    );
  }
}

function parse(text: string): Json {
  return JSON.parse(text) as Json;
}
