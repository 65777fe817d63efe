import { resourceRule } from "../rule";
import { BUCKETS } from "./bucketCompanions";
import type { Seen } from "../seen";

/** Others make these too: a preview's token is made again at no loss. */
const OF_SECRETS_ALONE = [
  "random:index/randomBytes:RandomBytes",
  "tls:index/privateKey:PrivateKey",
];

export const dataIsProtected = resourceRule({
  name: "data-is-protected",
  description:
    "Whatever holds data or opens it is protected: no update, and no destroy, deletes it.",
  severity: "critical",
  mend: "set lobechat:protect to true.",
  types: [
    "aws:rds/instance:Instance",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    ...BUCKETS,
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:kms/key:Key",
    "aws:ecr/repository:Repository",
    "random:index/randomPassword:RandomPassword",
    ...OF_SECRETS_ALONE,
  ],
  checks: [
    (resource) => (resource.protect || isOfPassage(resource) ? undefined : "is not protected"),
  ],
});

/** What is made again without a loss. The bucket of the automatic rollback gets its bundle from the next flip. */
function isOfPassage({ type, urn }: Seen): boolean {
  if (BUCKETS.includes(type)) return urn.includes("::lobechat:aws:AutoRollback$");
  return OF_SECRETS_ALONE.includes(type) && !urn.includes("::lobechat:aws:Secrets$");
}
