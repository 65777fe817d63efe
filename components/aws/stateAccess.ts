import type * as aws from "@pulumi/aws";

/** Where a stack's state is, and what opens it. */
export interface StateStore {
  /** As in `pulumi login`. */
  backend: string;
  /** Of a state in S3. */
  stateBucket: string | undefined;
  /** ARN of the KMS key that the stack's secrets, and the bucket, are encrypted with. */
  stateKey?: string | undefined;
  /** ARN of the secret with the access token of a state in Pulumi Cloud. */
  accessToken?: string | undefined;
}

interface StackName {
  project: string;
  stack: string;
}

/** What an update of one stack reads and writes of its state, and nothing of another stack's. */
export function mayChangeState(state: StateStore, name: StackName): aws.iam.PolicyStatement[] {
  return [...bucketStatements(state, name), ...keyStatements(state), ...tokenStatements(state)];
}

/**
 * The files of Pulumi's backend for S3 (pkg/backend/diy of the CLI): the state and its backup, where they are
 * looked for in three formats; history, backups and locks; and, to read, the format's version. A lock that is over
 * is deleted, and so is an old format; the bucket's versions keep them.
 */
function bucketStatements(
  { backend, stateBucket }: StateStore,
  { project, stack }: StackName,
): aws.iam.PolicyStatement[] {
  if (stateBucket === undefined) return [];
  const folder = new URL(backend).pathname.replaceAll(/^\/|\/$/g, "");
  const bucket = `arn:aws:s3:::${stateBucket}`;
  const root = `${[bucket, ...(folder === "" ? [] : [folder])].join("/")}/.pulumi`;
  return [
    { Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
    { Effect: "Allow", Action: "s3:GetObject", Resource: `${root}/meta.yaml` },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: [
        `${root}/stacks/${project}/${stack}.json*`,
        `${root}/stacks/${project}/${stack}.pulumi-tags`,
        `${root}/history/${project}/${stack}/*`,
        `${root}/backups/${project}/${stack}/*`,
        `${root}/locks/organization/${project}/${stack}/*`,
      ],
    },
  ];
}

/** Decrypt opens the stack's data key and the bucket's objects, GenerateDataKey writes such objects. */
function keyStatements({ stateKey }: StateStore): aws.iam.PolicyStatement[] {
  if (stateKey === undefined) return [];
  const Action = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [{ Effect: "Allow", Action, Resource: stateKey }];
}

function tokenStatements({ accessToken }: StateStore): aws.iam.PolicyStatement[] {
  if (accessToken === undefined) return [];
  return [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: accessToken }];
}
