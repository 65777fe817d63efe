import type { Promised } from "../report";
import type { Facts } from "./facts";
import { imagesImmutable } from "./imagesImmutable";
import { incomingProves } from "./incomingProves";
import type { Judgement } from "./judgement";
import { needsNoCluster } from "./needsNoCluster";
import { oneResource } from "./oneResource";
import { otherColorUntouched } from "./otherColorUntouched";
import { releaseIsCombination } from "./releaseIsCombination";
import { rollbackDoesNotWait } from "./rollbackDoesNotWait";
import { schemaReadable } from "./schemaReadable";
import { secretsHidden } from "./secretsHidden";
import { snapshotFirst } from "./snapshotFirst";
import { usersLoseNothing } from "./usersLoseNothing";

interface Rule {
  rule: Promised["rule"];
  text: string;
  judge: (facts: Facts) => Judgement;
}

const RULES: Rule[] = [
  { rule: 1, text: "A flip or a rollback updates exactly one resource", judge: oneResource },
  { rule: 2, text: "A release to one colour leaves the other alone", judge: otherColorUntouched },
  { rule: 3, text: "Snapshot, then migration, then boot", judge: snapshotFirst },
  { rule: 4, text: "The incoming colour proves itself first", judge: incomingProves },
  { rule: 5, text: "A rollback never waits for a broken colour", judge: rollbackDoesNotWait },
  { rule: 6, text: "Users follow a flip at once, and lose nothing", judge: usersLoseNothing },
  { rule: 7, text: "A release is image, version and environment", judge: releaseIsCombination },
  { rule: 8, text: "Images are immutable", judge: imagesImmutable },
  { rule: 9, text: "A rollback needs no Docker, cluster or registry", judge: needsNoCluster },
  { rule: 10, text: "No secret stands in plain text", judge: secretsHidden },
  { rule: 11, text: "The schema is never under an app it breaks", judge: schemaReadable },
];

/** All eleven, in order, judged by what happened. A rule that nothing could have broken is not held but null. */
export function promises(facts: Facts): Promised[] {
  return RULES.map(({ rule, text, judge }) => ({ rule, text, ...judge(facts) }));
}
