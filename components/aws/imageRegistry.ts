import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { registryLifecycle } from "./registryLifecycle";

export interface ImageRegistryArgs {
  /** The whole catalogue: what must never expire. */
  releases: readonly { name: string }[];
  /** Whether the images survive the stack. */
  protect: boolean;
}

/** Where the cluster pulls releases from: a tag that was pushed once is that image for ever. */
export class ImageRegistry extends pulumi.ComponentResource {
  /** Its URL, without a tag. */
  readonly repository: pulumi.Output<string>;

  constructor(name: string, args: ImageRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:ImageRegistry", name, {}, opts);
    const parent = { parent: this };

    const repository = new aws.ecr.Repository(
      name,
      {
        // One that CI can know before the stack is there, and that no other stack has.
        name: repositoryName(pulumi.getProject(), pulumi.getStack()),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        // The images hold no secret, and a KMS key would be one more thing that can keep a pod from starting.
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        forceDelete: !args.protect,
        tags: { Name: name },
      },
      { ...parent, protect: args.protect, retainOnDelete: args.protect },
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.name, policy: registryLifecycle(args.releases) },
      parent,
    );

    this.repository = repository.repositoryUrl;
    this.registerOutputs({});
  }
}

/** In ECR's alphabet: small letters, digits, and single separators between them. */
function repositoryName(project: string, stack: string): string {
  return [project, stack]
    .map((part) =>
      part
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, ""),
    )
    .join("/");
}
