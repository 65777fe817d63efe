import assert from "node:assert/strict";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import fc from "fast-check";
import type { RawConfig } from "../../config/keys";
import { freePort } from "../../drill/cloud/pods/ports";
import type { Deployment } from "../../ops/deployment";
import { KubernetesApi } from "../components/kubernetes/kubernetesApi";
import { DockerProgram } from "../program/support/dockerProgram";
import { Program } from "../program/support/program";
import { outcomeOf } from "../support/engine";
import { CANARY } from "./support/canary";
import { plausibleConfigs } from "./support/configs";
import type { Platform } from "./support/stackKeys";
import { verdictOf } from "./support/verdict";

const POLICIES = join(__dirname, "..", "..", "policies");
/** One zone, say, is allowed to whoever is not in production. */
const MENDED_BY_KEY = /To mend it: set lobechat:[a-zA-Z.]+ /;
/** Of each platform. */
const SAMPLE = 6;

const LITTLE_MEMORY = {
  ...{ app: 32, database: 32, sessions: 32, files: 32, edge: 32, assets: 32, metrics: 32 },
};

interface Opened {
  deployment: Deployment;
  close: () => Promise<void>;
}

const OPEN: Readonly<Record<Platform, () => Promise<Opened>>> = {
  aws: () => Program.open(),
  docker: () => DockerProgram.open(),
};

for (const platform of ["aws", "docker"] as const)
  describe(`a sample of the configurations that a stack on ${platform} accepts`, () => {
    const api = new KubernetesApi();
    let opened: Opened;
    let kubeconfig: string;
    before(async () => {
      kubeconfig = await api.listen();
      opened = await OPEN[platform]();
    });
    after(async () => {
      await opened.close();
      await api.close();
    });

    it("gives a program that the policies pass, or refuse by the key that mends it, and of which nothing secret is told", async () => {
      const start = performance.now();
      for (const raw of acceptedOnes(platform)) {
        const config = configMapOf(raw, { kubeconfig, port: await freePort() });
        const { said, wrong } = await previewed(opened.deployment, config);
        assert.deepEqual(wrong, [], JSON.stringify(raw.values));
        assert.ok(!said.includes(CANARY), "a secret is told");
      }
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`    ${SAMPLE} programs on ${platform} in ${seconds} s`);
    });
  });

function acceptedOnes(platform: Platform): RawConfig[] {
  const accepted = plausibleConfigs(platform).filter((raw) => verdictOf(raw) !== undefined);
  return fc.sample(accepted, SAMPLE);
}

/** What an update of nothing to that configuration says, and what is wrong with it. */
async function previewed(deployment: Deployment, config: ConfigMap) {
  await deployment.removeAllConfig(Object.keys(await deployment.getAllConfig()));
  await deployment.setAllConfig(config);
  const levels = config["lobechat:protect"]?.value === "false" ? "dev.json" : "prod.json";
  const { events, error } = await outcomeOf((onEvent) =>
    deployment.preview({
      onEvent,
      policyPacks: [POLICIES],
      policyPackConfigs: [join(POLICIES, levels)],
    }),
  );
  const refused = events.flatMap(({ policyEvent }) =>
    policyEvent?.enforcementLevel === "mandatory" ? [policyEvent.message] : [],
  );
  const failed = refused.length === 0 && error !== undefined ? [error.message] : [];
  return {
    said: JSON.stringify(events) + String(error),
    wrong: [...refused.filter((message) => !MENDED_BY_KEY.test(message)), ...failed],
  };
}

interface Here {
  kubeconfig: string;
  port: number;
}

/** As a stack's file has it, on a cluster that is there and a port that nobody has. */
function configMapOf({ values, secretKeys }: RawConfig, { kubeconfig, port }: Here): ConfigMap {
  const own = {
    "lobechat:cluster": values["lobechat:cluster"]?.includes("kubeconfig") === true && {
      kubeconfig,
    },
    // Any capacity has to fit into this machine's memory.
    "lobechat:memoryMiB": values["lobechat:platform"] === "docker" && LITTLE_MEMORY,
    // A certificate by ACME wants 443.
    "lobechat:site": values["lobechat:platform"] === "docker" &&
      values["lobechat:site"]?.includes("acmeEmail") !== true && { port },
  };
  const here = Object.entries(own).flatMap(([key, fields]) =>
    fields === false ? [] : [[key, withFields(values[key] ?? "{}", fields)]],
  );
  return Object.fromEntries(
    Object.entries({ ...values, ...(Object.fromEntries(here) as Record<string, string>) }).map(
      ([key, value]) => [key, { value, secret: secretKeys.includes(key) }],
    ),
  );
}

function withFields(text: string, fields: object): string {
  return JSON.stringify({ ...(JSON.parse(text) as object), ...fields });
}
