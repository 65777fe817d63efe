import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { APP_PORT, VERSION_PATH } from "../app/health";
import { LIFECYCLE } from "../app/lifecycle";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";
import { trustMount, type Trust, type TrustMount } from "./trust";

/** `nextjs` in LobeHub's image. */
export const APP_USER = 1001;

export interface ColorPodArgs {
  color: Color;
  /** By digest. */
  image: pulumi.Input<string>;
  /** In the open: what both colours share, and the release's own. */
  environment: Record<string, pulumi.Input<string>>;
  app: {
    secretName: pulumi.Input<string>;
    checksum: pulumi.Input<string>;
    trust: Trust | undefined;
  };
  serviceAccountName: pulumi.Input<string>;
}

/** The labels that a colour's Service and Deployment select by. They never change. */
export function colorLabels(color: Color): Record<string, string> {
  return { "app.kubernetes.io/name": "lobechat", "app.kubernetes.io/instance": color };
}

/** One pod of a colour, as LobeHub wants to be run. */
export function colorPod(args: ColorPodArgs): k8s.types.input.core.v1.PodTemplateSpec {
  const trust = trustMount(args.app.trust);
  return {
    metadata: {
      labels: colorLabels(args.color),
      annotations: { "lobechat/secret-checksum": args.app.checksum },
    },
    spec: {
      serviceAccountName: args.serviceAccountName,
      automountServiceAccountToken: false,
      securityContext: podSecurityContext(APP_USER),
      terminationGracePeriodSeconds: LIFECYCLE.terminationGraceSeconds,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: colorLabels(args.color) },
          matchLabelKeys: ["pod-template-hash"],
        },
      ],
      containers: [appContainer(args, trust)],
      volumes: [
        { name: "next-cache", emptyDir: {} },
        { name: "tmp", emptyDir: {} },
        ...trust.volumes,
      ],
    },
  };
}

function appContainer(args: ColorPodArgs, trust: TrustMount): k8s.types.input.core.v1.Container {
  const httpGet = { path: VERSION_PATH, port: APP_PORT };
  return {
    name: "lobechat",
    image: args.image,
    // The image's own entrypoint does not pass SIGTERM on.
    command: ["/bin/node", "/app/server.js"],
    ports: [{ name: "http", containerPort: APP_PORT }],
    env: [
      ...Object.entries(args.environment).map(([name, value]) => ({ name, value })),
      ...trust.env,
    ],
    envFrom: [{ secretRef: { name: args.app.secretName } }],
    resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { memory: "2Gi" } },
    securityContext: CONTAINER_SECURITY_CONTEXT,
    startupProbe: { httpGet, periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 4, failureThreshold: 3 },
    livenessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    // The load balancer drains first; SIGTERM would cut open streams.
    lifecycle: { preStop: { sleep: { seconds: LIFECYCLE.preStopSeconds } } },
    volumeMounts: [
      { name: "next-cache", mountPath: "/app/.next/cache" },
      { name: "tmp", mountPath: "/tmp" },
      ...trust.volumeMounts,
    ],
  };
}
