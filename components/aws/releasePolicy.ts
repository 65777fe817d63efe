import type * as aws from "@pulumi/aws";
import { partsOf } from "./arnParts";
import { mayPublishBundle } from "./bundleStore";
import { repositoryArn } from "./repositoryArn";
import { mayRollBack, type RollbackPlace } from "./rollbackPolicy";

export interface ReleasePlace extends RollbackPlace {
  /** URL of the repository that releases are copied to, of ECR or not. */
  registry: string;
  clusterName: string;
  /** undefined: nobody rolls back by night. */
  bundleBucket: string | undefined;
}

/**
 * What `lobechat release`, `warm` and `flip` take beside what a rollback takes: images in, the catalogue's own rule
 * of what must not expire, a look at the cluster (what one may there is the cluster's to say), the alarms that go
 * by a colour's capacity, and the bundle. No database, no key, no identity.
 */
export function mayRelease(place: ReleasePlace): aws.iam.PolicyStatement[] {
  const { topicArn, clusterName, bundleBucket, registry, stack } = place;
  const { region, account } = partsOf(topicArn);
  return [
    ...mayRollBack(place),
    ...mayPush(repositoryArn(registry)),
    {
      Effect: "Allow",
      Action: "eks:DescribeCluster",
      Resource: `arn:aws:eks:${region}:${account}:cluster/${clusterName}`,
    },
    {
      Effect: "Allow",
      Action: ["cloudwatch:PutMetricAlarm", "cloudwatch:ListTagsForResource"],
      Resource: `arn:aws:cloudwatch:${region}:${account}:alarm:lobechat-${stack}-*`,
    },
    ...(bundleBucket === undefined ? [] : mayPublishBundle(bundleBucket)),
  ];
}

/** Copies images into the repository. Deletes none. */
function mayPush(repository: string | undefined): aws.iam.PolicyStatement[] {
  if (repository === undefined) return [];
  return [
    // A login is to the whole registry.
    { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "ecr:DescribeImages",
        "ecr:GetLifecyclePolicy",
        "ecr:PutLifecyclePolicy",
      ],
      Resource: repository,
    },
  ];
}
