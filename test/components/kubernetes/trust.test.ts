import assert from "node:assert/strict";
import { SHARED_VARIABLES } from "../../../components/app/environment";
import { colorPod } from "../../../components/kubernetes/colorPod";
import { trustMount } from "../../../components/kubernetes/trust";

const trust = { configMapName: "lobechat-trust" };

function podWith(app: { trust: typeof trust | undefined }) {
  return colorPod({
    color: "blue",
    image: "lobechat@sha256:…",
    environment: { APP_URL: "https://chat.example.com" },
    app: { secretName: "lobechat", checksum: "c0ffee", ...app },
    serviceAccountName: "blue",
  });
}

describe("certificates of one's own", () => {
  it("are where Node and PostgreSQL's clients look for them, and cannot be written", () => {
    const { volumes, volumeMounts, env } = trustMount(trust);
    assert.deepEqual(volumes, [{ name: "trust", configMap: { name: "lobechat-trust" } }]);
    assert.deepEqual(volumeMounts, [
      { name: "trust", mountPath: "/etc/lobechat/trust", readOnly: true },
    ]);
    assert.deepEqual(env, [
      { name: "NODE_EXTRA_CA_CERTS", value: "/etc/lobechat/trust/ca.pem" },
      { name: "PGSSLROOTCERT", value: "/etc/lobechat/trust/ca.pem" },
    ]);
  });

  it("are told by variables that no release may bring: Kubernetes takes each name once", () => {
    const shared = new Set<unknown>(SHARED_VARIABLES);
    const free = trustMount(trust).env.filter(({ name }) => !shared.has(name));
    assert.deepEqual(free, []);
  });

  it("add nothing where a public authority vouches for every server", () => {
    assert.deepEqual(trustMount(undefined), { volumes: [], volumeMounts: [], env: [] });
  });

  it("are added to a colour's pod, which stays what it is without them", () => {
    const text = JSON.stringify(podWith({ trust }));
    for (const part of ["lobechat-trust", "/etc/lobechat/trust", "NODE_EXTRA_CA_CERTS"])
      assert.ok(text.includes(part), part);
    assert.ok(!JSON.stringify(podWith({ trust: undefined })).includes("trust"));
  });
});
