import { hostname, userInfo } from "node:os";

type Environment = Readonly<Record<string, string | undefined>>;

/** Who runs this, as the history is to show it: whoever started a CI run and which, else `alice@laptop`. */
export function callerOf(env: Environment): string {
  const { GITHUB_ACTOR, GITHUB_RUN_ID, GITLAB_USER_LOGIN, CI_PIPELINE_ID, CODEBUILD_BUILD_ID } =
    env;
  if (GITHUB_ACTOR !== undefined) return `${GITHUB_ACTOR}, run ${GITHUB_RUN_ID ?? "unknown"}`;
  if (GITLAB_USER_LOGIN !== undefined)
    return `${GITLAB_USER_LOGIN}, pipeline ${CI_PIPELINE_ID ?? "unknown"}`;
  if (CODEBUILD_BUILD_ID !== undefined) return CODEBUILD_BUILD_ID;
  return `${nameOf(env)}@${hostname()}`;
}

/** A container may run as a user that it does not know. */
function nameOf(env: Environment): string {
  try {
    return userInfo().username;
  } catch {
    return env["USER"] ?? "unknown";
  }
}
