import { randomBytes, randomInt } from "node:crypto";
import { z } from "zod";
import { secret, type Properties } from "../provider/envelope";
import type { Created, ResourceKind } from "../provider/kind";
import { madeOnce } from "./madeOnce";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SYMBOLS = "!@#$%&*()-_=+[]{}<>:?";

const password = z.object({
  length: z.number().int().positive(),
  lower: z.boolean().default(true),
  upper: z.boolean().default(true),
  numeric: z.boolean().default(true),
  special: z.boolean().default(true),
  overrideSpecial: z.string().default(SYMBOLS),
});

const bytes = z.object({ length: z.number().int().positive() });
const id = z.object({ byteLength: z.number().int().positive() });

function makePassword(inputs: Properties): Created {
  const wanted = password.parse(inputs);
  const alphabet = [
    wanted.lower ? LOWER : "",
    wanted.upper ? LOWER.toUpperCase() : "",
    wanted.numeric ? DIGITS : "",
    wanted.special ? wanted.overrideSpecial : "",
  ].join("");
  const pick = (from: string, count: number): string =>
    Array.from({ length: count }, () => from.charAt(randomInt(from.length))).join("");
  return {
    id: `password-${randomBytes(8).toString("hex")}`,
    computed: {
      result: secret(pick(alphabet, wanted.length)),
      // Of the right form only: Node has no bcrypt, and nothing in the program compares it.
      bcryptHash: secret(`$2a$10$${pick(LOWER + DIGITS, 53)}`),
    },
  };
}

function makeBytes(inputs: Properties): Created {
  const value = randomBytes(bytes.parse(inputs).length);
  return {
    id: `bytes-${randomBytes(8).toString("hex")}`,
    computed: { base64: secret(value.toString("base64")), hex: secret(value.toString("hex")) },
  };
}

function makeId(inputs: Properties): Created {
  const value = randomBytes(id.parse(inputs).byteLength);
  const b64Url = value.toString("base64url");
  const prefix = typeof inputs["prefix"] === "string" ? inputs["prefix"] : "";
  return {
    id: b64Url,
    computed: {
      b64Url: prefix + b64Url,
      b64Std: prefix + value.toString("base64"),
      hex: prefix + value.toString("hex"),
      dec: prefix + BigInt(`0x${value.toString("hex")}`).toString(),
    },
  };
}

export function randomKinds(): [string, ResourceKind][] {
  const alphabet = ["length", "lower", "upper", "numeric", "special", "overrideSpecial"];
  return [
    [
      "random:index/randomPassword:RandomPassword",
      madeOnce(makePassword, ["keepers", ...alphabet]),
    ],
    ["random:index/randomBytes:RandomBytes", madeOnce(makeBytes, ["keepers", "length"])],
    ["random:index/randomId:RandomId", madeOnce(makeId, ["keepers", "byteLength", "prefix"])],
  ];
}
