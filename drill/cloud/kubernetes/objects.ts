import { z } from "zod";

/** What the stand-in reads of Kubernetes' objects, with the API server's defaults. */

const strings = z.record(z.string(), z.string()).default({});

export const metadata = z.object({
  name: z.string(),
  namespace: z.string().default("default"),
  labels: strings,
  annotations: strings,
});

const probe = z.object({
  httpGet: z.object({ path: z.string().default("/") }).optional(),
  initialDelaySeconds: z.number().default(0),
  periodSeconds: z.number().default(10),
  timeoutSeconds: z.number().default(1),
  failureThreshold: z.number().default(3),
});
export type Probe = z.infer<typeof probe>;

const keyRef = z.object({
  name: z.string(),
  key: z.string(),
  optional: z.boolean().default(false),
});
const sourceRef = z.object({ name: z.string(), optional: z.boolean().default(false) });

const variable = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({ secretKeyRef: keyRef.optional(), configMapKeyRef: keyRef.optional() })
    .optional(),
});

const container = z.object({
  name: z.string(),
  image: z.string(),
  ports: z.array(z.object({ containerPort: z.number() })).default([]),
  env: z.array(variable).default([]),
  envFrom: z
    .array(
      z.object({
        prefix: z.string().default(""),
        secretRef: sourceRef.optional(),
        configMapRef: sourceRef.optional(),
      }),
    )
    .default([]),
  startupProbe: probe.optional(),
  readinessProbe: probe.optional(),
  lifecycle: z
    .object({
      preStop: z
        .object({
          sleep: z.object({ seconds: z.number() }).optional(),
          exec: z.object({ command: z.array(z.string()) }).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type Container = z.infer<typeof container>;

const podTemplate = z.object({
  metadata: z.object({ labels: strings }).prefault({}),
  spec: z.object({
    // The first one is what a stand-in pod runs; sidecars are not known.
    containers: z.tuple([container]),
    volumes: z
      .array(z.object({ configMap: z.object({ name: z.string() }).optional() }))
      .default([]),
    terminationGracePeriodSeconds: z.number().default(30),
  }),
});
export type PodTemplate = z.infer<typeof podTemplate>;

const share = z.union([z.number(), z.string().regex(/^\d+%$/)]);
export type Share = z.infer<typeof share>;

export const deployment = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().optional(),
    strategy: z
      .object({
        type: z.literal("RollingUpdate").default("RollingUpdate"),
        rollingUpdate: z
          .object({ maxSurge: share.default("25%"), maxUnavailable: share.default("25%") })
          .prefault({}),
      })
      .prefault({}),
    minReadySeconds: z.number().default(0),
    progressDeadlineSeconds: z.number().default(600),
    template: podTemplate,
  }),
});
export type DeploymentObject = z.infer<typeof deployment>;

export const autoscaler = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ kind: z.literal("Deployment"), name: z.string() }),
    minReplicas: z.number().default(1),
    maxReplicas: z.number(),
  }),
});

export const service = z.object({ metadata, spec: z.object({ selector: strings }) });

export const targetGroupBinding = z.object({
  metadata,
  spec: z.object({
    serviceRef: z.object({ name: z.string() }),
    targetGroupARN: z.string(),
    targetType: z.literal("ip"),
  }),
});

/** The pod of a Job whose scripts are really run, one container after the other. */
const step = container.extend({ command: z.array(z.string()).min(1) });
export type Step = z.infer<typeof step>;

export const scriptPod = z.object({
  spec: z.object({
    initContainers: z.array(step).default([]),
    containers: z.array(step).min(1),
  }),
});

const jobSpec = z.object({
  backoffLimit: z.number().default(6),
  activeDeadlineSeconds: z.number().optional(),
  template: z.unknown(),
});

export const job = z.object({ metadata, spec: jobSpec });

export const cronJob = z.object({
  metadata,
  spec: z.object({ schedule: z.string(), jobTemplate: z.object({ spec: jobSpec }) }),
});

/** A Secret or a ConfigMap. A Secret's `data` is base64. */
export const configuration = z.object({
  metadata,
  data: strings,
  stringData: strings,
});

/** How long Pulumi waits for an object, in seconds. */
export function awaitSeconds(annotations: Record<string, string>): number {
  return Number(annotations["pulumi.com/timeoutSeconds"] ?? 600);
}
