import assert from "node:assert/strict";
import { hostname, userInfo } from "node:os";
import { callerOf } from "../../ops/caller";

describe("Whoever runs a command", () => {
  const known: [string, Record<string, string>, string][] = [
    ["a run of GitHub's", { GITHUB_ACTOR: "alice", GITHUB_RUN_ID: "7" }, "alice, run 7"],
    [
      "a pipeline of GitLab's",
      { GITLAB_USER_LOGIN: "bob", CI_PIPELINE_ID: "8" },
      "bob, pipeline 8",
    ],
    ["a build of CodeBuild's", { CODEBUILD_BUILD_ID: "rollback:1" }, "rollback:1"],
    ["a person", {}, `${userInfo().username}@${hostname()}`],
  ];
  for (const [what, env, name] of known)
    it(`is ${what}`, () => {
      assert.equal(callerOf(env), name);
    });
});
