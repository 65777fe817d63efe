import assert from "node:assert/strict";
import {
  isRetiredVariable,
  secretEnvironment,
  SHARED_VARIABLES,
  sharedEnvironment,
} from "../../components/app/environment";

const files = {
  endpoint: "https://s3.eu-central-1.amazonaws.com",
  bucket: "chat-files",
  region: "eu-central-1",
  accessKeyId: "AKIA…",
};
const shared = sharedEnvironment("https://chat.example.com", { ...files, isPathStyle: true });
const secret = secretEnvironment({
  database: { url: "postgresql://…" },
  sessions: { url: "rediss://…" },
  files: { secretAccessKey: "key" },
  secrets: { authSecret: "a", keyVaultsSecret: "k", jwksKey: "j" },
  apiKeys: { OPENAI_API_KEY: "sk", AUTH_SECRET: "stolen" },
});

describe("the environment of LobeHub", () => {
  it("has every variable that a release must not bring, and no other but the pod's own", () => {
    assert.deepEqual(
      new Set([
        ...Object.keys(shared),
        ...Object.keys(secret),
        ...["NODE_EXTRA_CA_CERTS", "PGSSLROOTCERT"],
      ]),
      new Set([...SHARED_VARIABLES, "OPENAI_API_KEY"]),
    );
  });

  it("asks for the bucket in the path where the store wants it there, and nowhere else", () => {
    const { S3_ENABLE_PATH_STYLE } = sharedEnvironment("https://chat.example.com", files);
    assert.deepEqual([shared.S3_ENABLE_PATH_STYLE, S3_ENABLE_PATH_STYLE], ["1", undefined]);
  });

  it("has no empty value: LobeHub takes one for a broken one", () => {
    assert.deepEqual(
      Object.entries(shared).filter(([, value]) => value === ""),
      [],
    );
  });

  it("keeps calls of the app to itself on the colour that makes them", () => {
    assert.equal(shared.INTERNAL_APP_URL, "http://localhost:3210");
    assert.equal(shared.APP_URL, "https://chat.example.com");
  });

  it("keeps idle connections longer than the load balancer, in milliseconds", () => {
    assert.equal(shared.KEEP_ALIVE_TIMEOUT, "310000");
  });

  it("lets no provider's key take the place of a shared secret", () => {
    assert.equal(secret["AUTH_SECRET"], "a");
  });

  it("knows the names of 1.x that stop the start of 2.x", () => {
    for (const name of ["NEXT_AUTH_SECRET", "NEXTAUTH_URL", "CLERK_SECRET_KEY", "ACCESS_CODE"])
      assert.ok(isRetiredVariable(name), name);
    assert.ok(!isRetiredVariable("FEATURE_FLAGS"));
  });
});
