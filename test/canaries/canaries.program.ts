import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { RELEASES } from "../../drill/scenario/catalogue";
import { filesBelow, type Leaving } from "../../drill/scenario/secrets/leavings";
import { lookForSecrets } from "../../drill/scenario/secrets/lookForSecrets";
import { secretsOfConfig, secretsOfOutputs } from "../../drill/scenario/secrets/secretValues";
import { baseConfig, wantedConfig } from "../../drill/scenario/stackConfig";
import { Program } from "../program/support/program";
import { exampleOf } from "../program/support/stacks";
import type { Outcome } from "../program/support/told";
import { KubernetesApi } from "../components/kubernetes/kubernetesApi";
import { onPath } from "../support/onPath";
import { canary, jwksKey, keyVaultsSecret } from "./support/planted";
import { ProcessList } from "./support/processList";
import { shown } from "./support/shown";

/** On the real CLI, on two busy cores. */
const SLOWEST_MS = 600_000;

/** An installation that is adopted whole, with a canary in every secret, and the drill's releases. */
function planted(kubeconfig: string): ConfigMap {
  const { first: blue, next: green, sick } = RELEASES;
  const config = exampleOf("examples/Pulumi.installation.yaml", {
    cluster: { kubeconfig },
    database: { url: `postgresql://u:${canary()}@db:5432/lobechat?sslmode=verify-full` },
    files: { secretAccessKey: canary() },
    secrets: {
      ...{ authSecret: canary(), jwksKey: jwksKey() },
      keyVaultsSecret: keyVaultsSecret(),
    },
    apiKeys: {
      ...{ OPENAI_API_KEY: `sk-${canary()}`, SMTP_PASS: canary() },
      AUTH_GOOGLE_SECRET: canary(),
    },
  });
  const releases = baseConfig()["lobechat:releases"];
  assert.ok(releases !== undefined);
  const wanted = wantedConfig({ activeColor: "blue", blue, green, schema: sick.version });
  return { ...config, ...wanted, "lobechat:releases": releases };
}

const ENGINES =
  onPath("pulumi") === undefined ? (["embedded"] as const) : (["embedded", "pulumi"] as const);

for (const kind of ENGINES)
  describe(`canaries in every secret, on the ${kind} engine`, function () {
    // Eight updates of the whole program.
    this.timeout(SLOWEST_MS);
    const api = new KubernetesApi();
    const leavings: Leaving[] = [];
    let config: ConfigMap;
    let program: Program;
    before(async () => {
      config = planted(await api.listen());
      program = await Program.open({ kind, config });
    });
    after(async () => {
      await program.close();
      await api.close();
    });

    /** One night: what was done, and whether it had to fail. */
    async function night(): Promise<void> {
      const { balancer } = program;
      hear("the first update", await program.up(), "passes");
      hear("a preview", await program.preview({ activeColor: "green" }), "passes");
      program.order({ fail: ["migration"] });
      hear(
        "the failed job",
        await program.up({ green: RELEASES.failing, schema: RELEASES.failing.version }),
        "fails",
      );
      program.order({});
      hear("the release", await program.up({ green: RELEASES.sick }), "passes");
      balancer.sick.add("green");
      hear("the refused flip", await program.up({ activeColor: "green" }), "fails");
      balancer.sick.clear();
      hear("the flip", await program.up({ activeColor: "green" }), "passes");
      hear("the rollback", await program.up({ activeColor: "blue" }), "passes");
      const wrong = { database: '{"url":"nonsense"}', apiKeys: { value: "[1]", secret: true } };
      hear("the wrong configuration", await program.up({}, { config: wrong }), "fails");
    }

    function hear(place: string, outcome: Outcome, ending: "passes" | "fails"): void {
      assert.equal(outcome.error === undefined ? "passes" : "fails", ending, outcome.error);
      leavings.push({ place, content: `${outcome.error}\n${JSON.stringify(shown(outcome))}` });
    }

    it("are nowhere in what a night leaves behind, nor in the process list while it lasts", async () => {
      const list = existsSync("/proc/self/cmdline") ? new ProcessList() : undefined;
      await night();
      // How the test itself tells the CLI its configuration: no command writes a key that has not changed.
      const isOwn = ({ content }: Leaving) => content.includes(" config set-all ");
      const seen = (list?.end() ?? []).filter((line) => !isOwn(line));
      const { deployment } = program;
      const secrets = [
        ...secretsOfConfig(config),
        ...secretsOfOutputs(await deployment.outputs()),
        // Of a kubeconfig all parts but its token stand elsewhere too: addresses, names, a command.
      ].filter(({ name }) => !name.includes("kubeconfig."));
      // Of an update's own configuration, secrets are shown to whoever may read it: that is what the call is for.
      const updates = (await deployment.history()).map(({ message, kind: of, result }) => ({
        ...{ message, of, result },
      }));
      const history = JSON.stringify(updates);
      leavings.push({ place: "the history", content: history });
      const places = [...leavings, ...seen, ...filesBelow(program.workDir)];
      const { sought, found } = lookForSecrets(secrets, places, [{ id: "night" }]);
      assert.deepEqual(found, []);
      assert.ok(sought >= 10, `${sought} secrets were looked for`);
      assert.ok(places.length > 20, `in ${places.length} places`);
    });
  });
