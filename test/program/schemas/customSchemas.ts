import { z } from "zod";

/** What the vendors' own definitions say of the objects that no package has a schema for. */

const duration = z.string().regex(/^([0-9]+(s|m|h))+$/);
const durationOrNever = z.string().regex(/^(([0-9]+(s|m|h))+|Never)$/);
const quantity = z.union([z.number(), z.string().regex(/^[0-9]+(\.[0-9]+)?([KMGTPE]i?|[mk])?$/)]);
const labels = z.record(z.string(), z.string());

const metadata = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: labels.optional(),
  annotations: labels.optional(),
});

/** By id, or by name or tags, never both [EKS user guide, "Create a Node Class for Amazon EKS"]. */
const selectorTerms = z
  .array(z.union([z.strictObject({ id: z.string() }), z.strictObject({ tags: labels })]))
  .min(1);

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
const nodeClass = z.strictObject({
  apiVersion: z.literal("eks.amazonaws.com/v1"),
  kind: z.literal("NodeClass"),
  metadata: metadata.omit({ namespace: true }),
  spec: z.strictObject({
    role: z.string(),
    subnetSelectorTerms: selectorTerms,
    securityGroupSelectorTerms: selectorTerms,
    networkPolicy: z.enum(["DefaultAllow", "DefaultDeny"]).optional(),
    networkPolicyEventLogs: z.enum(["Enabled", "Disabled"]).optional(),
    snatPolicy: z.enum(["Random", "Disabled"]).optional(),
    ephemeralStorage: z
      .strictObject({
        size: quantity.optional(),
        iops: z.number().int().optional(),
        throughput: z.number().int().optional(),
        kmsKeyID: z.string().optional(),
      })
      .optional(),
    tags: labels.optional(),
  }),
});

const taint = z.strictObject({
  key: z.string(),
  value: z.string().optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

const requirement = z.strictObject({
  key: z.string(),
  operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
  values: z.array(z.string()).optional(),
  minValues: z.number().int().min(1).max(50).optional(),
});

const budget = z.strictObject({
  nodes: z.string().regex(/^((100|[0-9]{1,2})%|[0-9]+)$/),
  reasons: z.array(z.enum(["Underutilized", "Empty", "Drifted"])).optional(),
  schedule: z.string().optional(),
  duration: z
    .string()
    .regex(/^([0-9]+h)?([0-9]+m)?$/)
    .optional(),
});

/** The definition of nodepools.karpenter.sh, v1 [github.com/aws/karpenter-provider-aws, pkg/apis/crds]. */
const nodePool = z.strictObject({
  apiVersion: z.literal("karpenter.sh/v1"),
  kind: z.literal("NodePool"),
  metadata: metadata.omit({ namespace: true }),
  spec: z.strictObject({
    template: z.strictObject({
      metadata: z
        .strictObject({ labels: labels.optional(), annotations: labels.optional() })
        .optional(),
      spec: z.strictObject({
        nodeClassRef: z.strictObject({ group: z.string(), kind: z.string(), name: z.string() }),
        requirements: z.array(requirement).max(100),
        taints: z.array(taint).optional(),
        startupTaints: z.array(taint).optional(),
        expireAfter: durationOrNever.optional(),
        terminationGracePeriod: duration.optional(),
      }),
    }),
    disruption: z
      .strictObject({
        consolidateAfter: durationOrNever,
        consolidationPolicy: z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized"]).optional(),
        budgets: z.array(budget).max(50).optional(),
      })
      .optional(),
    limits: z.record(z.string(), quantity).optional(),
    weight: z.number().int().min(1).max(100).optional(),
  }),
});

/**
 * EKS user guide, "EKS Auto Mode": targetType is required there, which the open controller would look up. `networking`
 * is left out on purpose: the program opens its security groups itself.
 */
const targetGroupBinding = z.strictObject({
  apiVersion: z.literal("eks.amazonaws.com/v1"),
  kind: z.literal("TargetGroupBinding"),
  metadata: metadata.required({ namespace: true }),
  spec: z.strictObject({
    serviceRef: z.strictObject({ name: z.string(), port: z.union([z.number(), z.string()]) }),
    targetGroupARN: z.string(),
    targetType: z.enum(["ip", "instance"]),
    ipAddressType: z.enum(["ipv4", "ipv6"]).optional(),
    vpcID: z.string().optional(),
  }),
});

/** By Pulumi's type. */
export const CUSTOM_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ["kubernetes:eks.amazonaws.com/v1:NodeClass", nodeClass],
  ["kubernetes:eks.amazonaws.com/v1:TargetGroupBinding", targetGroupBinding],
  ["kubernetes:karpenter.sh/v1:NodePool", nodePool],
]);
