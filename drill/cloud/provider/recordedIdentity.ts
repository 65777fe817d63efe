import { randomBytes, randomUUID } from "node:crypto";
import { ACCOUNT, arnOf, hex } from "./account";
import { secret, type Properties } from "./envelope";
import type { Created } from "./kind";
import type { RecordedTypes } from "./recordedKind";

/** IAM knows no region. */
function principal(kind: "role" | "user", prefix: string, { name }: Properties): Created {
  const arn = `arn:aws:iam::${ACCOUNT}:${kind}/${String(name)}`;
  return { id: String(name), computed: { arn, uniqueId: `${prefix}${hex(16).toUpperCase()}` } };
}

/** The key and its secret, as long as AWS makes them. */
function accessKey(): Created {
  return {
    id: `AKIA${hex(16).toUpperCase()}`,
    computed: {
      secret: secret(randomBytes(30).toString("base64")),
      sesSmtpPasswordV4: secret(randomBytes(33).toString("base64")),
      createDate: new Date().toISOString(),
    },
  };
}

/** Who may do what, and the keys and secrets of the account: nothing here is enforced. */
export const IDENTITY: RecordedTypes = {
  "aws:iam/role:Role": {
    name: "name",
    answer: (inputs) => principal("role", "AROA", inputs),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    name: "name",
    replaceOn: ["role"],
    answer: ({ name, role }) => ({ id: `${String(role)}:${String(name)}`, computed: {} }),
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    replaceOn: ["role", "policyArn"],
    answer: ({ role }) => ({ id: `${String(role)}-${hex(26)}`, computed: {} }),
  },
  "aws:iam/user:User": {
    name: "name",
    answer: (inputs) => principal("user", "AIDA", inputs),
  },
  "aws:iam/userPolicy:UserPolicy": {
    name: "name",
    replaceOn: ["user"],
    answer: ({ name, user }) => ({ id: `${String(user)}:${String(name)}`, computed: {} }),
  },
  "aws:iam/accessKey:AccessKey": { replaceOn: ["user", "pgpKey"], answer: accessKey },
  "aws:kms/key:Key": {
    replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
    answer: () => {
      const id = randomUUID();
      return { id, computed: { arn: arnOf("kms", `key/${id}`), keyId: id } };
    },
  },
  "aws:kms/alias:Alias": {
    name: "name",
    answer: ({ name }) => ({ id: String(name), computed: { arn: arnOf("kms", String(name)) } }),
  },
  "aws:secretsmanager/secret:Secret": {
    name: "name",
    answer: ({ name }) => {
      const arn = arnOf("secretsmanager", `secret:${String(name)}-${hex(6)}`);
      return { id: arn, computed: { arn } };
    },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    replaceOn: ["secretId", "secretString"],
    answer: ({ secretId }) => {
      const versionId = `terraform-${hex(26)}`;
      return {
        id: `${String(secretId)}|${versionId}`,
        computed: { arn: String(secretId), versionId, versionStages: ["AWSCURRENT"] },
      };
    },
  },
};
