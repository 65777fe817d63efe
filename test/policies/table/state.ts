import type { Draft } from "../support/draft";
import type { Row, UnknownRow } from "../support/rows";

const BUILD = ["aws:codebuild/project:Project", "auto-rollback"] as const;
const VARIABLES = ["environment", "environmentVariables"];

/** The first variable is the backend, the last one is not needed here. */
function instead(draft: Draft, at: number, variable: Record<string, string>): void {
  draft.set(...BUILD, [...VARIABLES, at], variable);
}

export const ROWS: readonly Row[] = [
  {
    policy: "secrets-provider-is-no-passphrase",
    change: "the automatic rollback opens the state with a passphrase",
    apply: (draft) => {
      const type = "SECRETS_MANAGER";
      instead(draft, 1, { name: "PULUMI_CONFIG_PASSPHRASE", value: "lobechat/passphrase", type });
    },
  },
  {
    policy: "rollback-build-holds-no-secret",
    change: "the automatic rollback's token can be read in the console",
    apply: (draft) => {
      instead(draft, 1, { name: "PULUMI_ACCESS_TOKEN", value: "pul-0123456789abcdef" });
    },
  },
  {
    policy: "state-is-shared",
    change: "the automatic rollback looks for the state on its own disk",
    apply: (draft) => {
      instead(draft, 0, { name: "PULUMI_BACKEND_URL", value: "file://~" });
    },
  },
  {
    policy: "state-is-shared",
    change: "the automatic rollback is not told where the state is",
    apply: (draft) => {
      draft.unset(...BUILD, [...VARIABLES, 0]);
    },
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "secrets-provider-is-no-passphrase", of: BUILD, path: [...VARIABLES, 1, "name"] },
  { policy: "rollback-build-holds-no-secret", of: BUILD, path: [...VARIABLES, 1, "name"] },
  { policy: "state-is-shared", of: BUILD, path: [...VARIABLES, 0, "value"] },
];
