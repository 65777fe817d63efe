import type { Color } from "../../config/color";
import type { Finding } from "./finding";
import type { GuardWords } from "./words";

/** A change of colour while two groups are named would hold people by the cookie of the group that they were in. */
export function heldByCookie(to: Color, stack: string): Finding {
  return {
    check: "canary",
    expected: "that a change of colour ends the canary in the same update",
    seen: "both colours are named, and the group cookie would hold users where they are",
    fix: `pulumi up -c activeColor=${to} -c canaryPercent=0 --stack ${stack}`,
  };
}

/** A rollback fled from this release: the next merge of a config that still names it must not bring it back. */
export function fledFrom(
  release: string,
  color: Color,
  stack: string,
  { refusedBy }: GuardWords,
): Finding {
  return {
    check: `release on ${color}`,
    expected: "another one than a rollback fled from",
    seen: `${release}, which ${refusedBy} names`,
    fix: `release another one to ${color}, or: pulumi config set again true --stack ${stack} && pulumi up --stack ${stack}`,
  };
}
