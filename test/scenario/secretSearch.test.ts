import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { SecretSearch } from "../../drill/scenario/secrets/secretSearch";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const TOKEN = `aß/+"${randomBytes(12).toString("hex")}`;
const HIDDEN = [
  { name: "the token", value: TOKEN },
  { name: "the key", value: PEM },
];

/** The secret where it may stand in a text: at every offset of the stride. */
function everywhere(form: string): string[] {
  return Array.from({ length: 9 }, (_, at) => `${"x".repeat(at)}${form} and more`);
}

describe("the search for secrets", () => {
  const search = new SecretSearch(HIDDEN);
  const inJson = JSON.stringify({ state: TOKEN });
  const forms: Record<string, string> = {
    "as it is": TOKEN,
    "in JSON": inJson,
    "in JSON within JSON": JSON.stringify({ history: inJson }),
    "in a URL": `https://example.com/?token=${encodeURIComponent(TOKEN)}&more`,
    "in base64": Buffer.from(TOKEN).toString("base64"),
    "in base64 after one letter": Buffer.from(`a${TOKEN} z`).toString("base64"),
    "in base64 after two letters": Buffer.from(`ab${TOKEN}`).toString("base64"),
    "in base64 of a URL": Buffer.from(`${TOKEN}yz`).toString("base64url"),
  };

  for (const [how, text] of Object.entries(forms)) {
    it(`finds one ${how}, wherever it stands`, () => {
      for (const content of everywhere(text)) {
        assert.deepEqual(search.namesIn(content), ["the token"], content);
      }
    });
  }

  it("finds a key by its body alone", () => {
    const body = PEM.split("\n").slice(1, -2).join("");
    assert.deepEqual(search.namesIn(`key: ${body}`), ["the key"]);
    assert.deepEqual(search.namesIn(JSON.stringify({ PEM })), ["the key"]);
  });

  it("finds nothing in what only resembles one", () => {
    const almost = `${TOKEN.slice(0, -1)}.`;
    assert.deepEqual(search.namesIn(`${almost} ${PEM.slice(0, 60)}`), []);
  });

  it("calls a value by its first name", () => {
    const again = { name: "the same", value: TOKEN };
    assert.deepEqual(new SecretSearch([...HIDDEN, again]).namesIn(TOKEN), ["the token"]);
  });

  it("counts each value once, and leaves out those that stand everywhere", () => {
    const again = { name: "the same", value: TOKEN };
    assert.equal(new SecretSearch([...HIDDEN, again, { name: "short", value: "{}" }]).size, 2);
  });

  it("goes through ten megabytes for a hundred secrets within a second", () => {
    const many = Array.from({ length: 100 }, (_, at) => ({
      name: `secret ${at}`,
      value: randomBytes(32).toString("hex"),
    }));
    const heap = Buffer.alloc(10_000_000, '{"urn":"urn:pulumi:drill::lobechat::aws","inputs":{}}');
    heap.write(many[42]?.value ?? "", 9_000_001);
    const began = performance.now();
    assert.deepEqual(new SecretSearch(many).namesIn(heap), ["secret 42"]);
    assert.ok(performance.now() - began < 1000);
  });
});
