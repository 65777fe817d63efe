import { ACCOUNT, arnOf, hex, REGION } from "./account";
import type { Properties } from "./envelope";
import type { Created, Resource, ResourceKind } from "./kind";
import { nameInAws } from "./names";

interface Recorded {
  /** The input that is made up where it is not given. */
  name?: string;
  replaceOn?: readonly string[];
  /** Id and what else AWS answers. @default an id of 17 hex digits */
  answer?: (inputs: Properties) => Created;
}

/** A kind that is taken note of and does nothing. */
export function recordedKind({ name: property, replaceOn = [], answer }: Recorded): ResourceKind {
  const computed = new Map<string, Properties>();
  return {
    replaceOn: property === undefined ? replaceOn : [property, ...replaceOn],
    check: (name, news, olds) =>
      property === undefined ? news : nameInAws(property, name, news, olds),
    create: ({ inputs }: Resource) => {
      const created = answer?.(inputs) ?? { id: hex(17), computed: {} };
      computed.set(created.id, created.computed);
      return Promise.resolve(created);
    },
    update: (id) => Promise.resolve(computed.get(id) ?? {}),
    delete: (id) => {
      computed.delete(id);
      return Promise.resolve();
    },
  };
}

const BUCKET_COMPANION: Recorded = {
  replaceOn: ["bucket"],
  answer: ({ bucket }) => ({ id: String(bucket), computed: {} }),
};

const SECURITY_GROUP_RULE: Recorded = {
  replaceOn: ["securityGroupId"],
  answer: () => {
    const id = `sgr-${hex(17)}`;
    return {
      id,
      computed: { securityGroupRuleId: id, arn: arnOf("ec2", `security-group-rule/${id}`) },
    };
  },
};

const RECORDED_IN_AWS: Readonly<Record<string, Recorded>> = {
  "aws:ec2/securityGroup:SecurityGroup": {
    name: "name",
    replaceOn: ["vpcId", "description"],
    answer: () => {
      const id = `sg-${hex(17)}`;
      return { id, computed: { arn: arnOf("ec2", `security-group/${id}`), ownerId: ACCOUNT } };
    },
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": SECURITY_GROUP_RULE,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": SECURITY_GROUP_RULE,
  "aws:elasticache/subnetGroup:SubnetGroup": {
    name: "name",
    answer: ({ name }) => named("elasticache", "subnetgroup:", name),
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    name: "name",
    replaceOn: ["family"],
    answer: ({ name }) => named("elasticache", "parametergroup:", name),
  },
  "aws:iam/role:Role": {
    name: "name",
    answer: ({ name }) => ({
      id: String(name),
      computed: { arn: `arn:aws:iam::${ACCOUNT}:role/${String(name)}`, uniqueId: `AROA${hex(16)}` },
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    name: "name",
    replaceOn: ["role"],
    answer: ({ name, role }) => ({ id: `${String(role)}:${String(name)}`, computed: {} }),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    answer: () => {
      const id = `a-${hex(17)}`;
      return { id, computed: { associationId: id, associationArn: arnOf("eks", id) } };
    },
  },
  "aws:s3/bucket:Bucket": {
    name: "bucket",
    answer: ({ bucket }) => {
      const id = String(bucket);
      const bucketRegionalDomainName = `${id}.s3.${REGION}.amazonaws.com`;
      return { id, computed: { arn: `arn:aws:s3:::${id}`, bucketRegionalDomainName } };
    },
  },
  "aws:s3/bucketPolicy:BucketPolicy": BUCKET_COMPANION,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": BUCKET_COMPANION,
  "aws:s3/bucketVersioning:BucketVersioning": BUCKET_COMPANION,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    BUCKET_COMPANION,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": BUCKET_COMPANION,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": BUCKET_COMPANION,
};

function named(service: string, prefix: string, name: unknown): Created {
  return { id: String(name), computed: { arn: arnOf(service, `${prefix}${String(name)}`) } };
}

/** What of AWS is only taken note of: nothing in a drill depends on what it does. */
export function recordedInAws(): [string, ResourceKind][] {
  return Object.entries(RECORDED_IN_AWS).map(([type, recorded]) => [type, recordedKind(recorded)]);
}
