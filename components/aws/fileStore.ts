import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { ABORT_UPLOADS, expireVersionsAfter, privateBucket } from "./privateBucket";
import { policyDocument } from "./policyDocument";

/** An S3-compatible store of users' files, with static keys: LobeHub knows no other identity. */
export interface FileStorePlace {
  /** URL of the S3 API. */
  endpoint: string;
  region: string;
  bucket: pulumi.Input<string>;
  accessKeyId: pulumi.Output<string>;
  /** A secret. */
  secretAccessKey: pulumi.Output<string>;
}

export interface FileStoreArgs {
  region: string;
  /** The public name: browsers upload from its pages, with presigned URLs, and from nowhere else. */
  domain: string;
  /** Whether the files survive the stack. */
  protect: boolean;
}

/** How long a deleted file can still be had back. */
const DAYS_DELETED = 30;

/** How long a browser remembers what it may do, in seconds. */
const CORS_MAX_AGE_SECONDS = 3600;

/** The bucket for users' files, and the one user that may use it and nothing else. */
export class FileStore extends pulumi.ComponentResource implements FileStorePlace {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: pulumi.Output<string>;
  readonly accessKeyId: pulumi.Output<string>;
  /** A secret. */
  readonly secretAccessKey: pulumi.Output<string>;

  constructor(name: string, args: FileStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:FileStore", name, {}, opts);
    const { region, domain, protect } = args;
    const parent = { parent: this };
    this.region = region;
    this.endpoint = `https://s3.${region}.amazonaws.com`;

    const store = privateBucket(
      name,
      { protect, versioned: true, lifecycle: [ABORT_UPLOADS, expireVersionsAfter(DAYS_DELETED)] },
      parent,
    );
    this.bucket = store.name;
    new aws.s3.BucketCorsConfiguration(
      name,
      {
        bucket: store.bucket.id,
        corsRules: [corsRule(domain)],
      },
      { ...parent, retainOnDelete: protect },
    );

    const user = new aws.iam.User(name, { tags: { Name: name } }, parent);
    const policy = new aws.iam.UserPolicy(
      name,
      { user: user.name, policy: derive(store.bucket.arn, mayUseFiles) },
      parent,
    );
    const key = new aws.iam.AccessKey(name, { user: user.name }, { ...parent, dependsOn: policy });
    this.accessKeyId = key.id;
    this.secretAccessKey = pulumi.secret(key.secret);
    this.registerOutputs({});
  }
}

/** What a browser may do with a signed URL: from pages of the public name alone. */
export function corsRule(domain: string): aws.types.input.s3.BucketCorsConfigurationCorsRule {
  return {
    allowedOrigins: [`https://${domain}`],
    allowedMethods: ["GET", "HEAD", "PUT", "POST"],
    allowedHeaders: ["*"],
    exposeHeaders: ["ETag"],
    maxAgeSeconds: CORS_MAX_AGE_SECONDS,
  };
}

/** @returns an IAM policy as JSON: files of this bucket alone */
export function mayUseFiles(bucketArn: string): string {
  return policyDocument(
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: `${bucketArn}/*`,
    },
    { Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
  );
}
