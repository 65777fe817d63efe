import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { APP_PORT } from "../app/health";
import { DEADLINES, HEALTH_CHECK } from "../app/lifecycle";
import { ASSETS_HEALTH_PATH, ASSETS_PORT, nginxConf } from "../app/nginxConf";
import type { AppEnvironment } from "./appEnvironment";
import { awaitTimeout } from "./awaitTimeout";
import type { ColorStack } from "./colorStack";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";
import { bindTargetGroup } from "./targetGroupBinding";

/** `nginx` in the unprivileged image. */
const NGINX_USER = 101;

const LABELS = { "app.kubernetes.io/name": "assets" };

export interface AssetsArgs {
  app: AppEnvironment;
  /** An unprivileged nginx, with its digest. */
  image: string;
  /** Whose files it serves. */
  stacks: Record<Color, Pick<ColorStack, "service">>;
  edge: { assetsTargetGroupArn: pulumi.Input<string> };
  /** From where the load balancer comes. */
  network: { cidr: string };
}

/**
 * Serves the hashed files of both colours, so that a tab that was opened on one still finds its JavaScript
 * after a flip. It does not know which colour is active.
 */
export class Assets extends pulumi.ComponentResource {
  constructor(name: string, args: AssetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:Assets", name, {}, opts);
    const parent = { parent: this };
    const metadata = { name, namespace: args.app.namespace, labels: LABELS };
    const conf = pulumi
      .all([hostOf(args.stacks.blue.service), hostOf(args.stacks.green.service)])
      .apply(([blue, green]) => nginxConf(blue, green));

    const config = new k8s.core.v1.ConfigMap(
      name,
      { metadata, data: { "nginx.conf": conf } },
      parent,
    );
    const service = new k8s.core.v1.Service(
      name,
      {
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: { selector: LABELS, ports: [{ name: "http", port: ASSETS_PORT }] },
      },
      parent,
    );
    const binding = bindTargetGroup(
      name,
      {
        targetGroupArn: args.edge.assetsTargetGroupArn,
        namespace: args.app.namespace,
        service,
        port: ASSETS_PORT,
      },
      parent,
    );
    new k8s.policy.v1.PodDisruptionBudget(
      name,
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } } },
      parent,
    );
    new k8s.networking.v1.NetworkPolicy(
      name,
      { metadata, spec: ingressFromBalancer(args.network.cidr) },
      parent,
    );
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata: { ...metadata, annotations: awaitTimeout(DEADLINES.rolloutProgressSeconds) },
        spec: deploymentSpec(args.image, config.metadata.name, conf.apply(checksumOf)),
      },
      { ...parent, dependsOn: binding },
    );

    this.registerOutputs({});
  }
}

function hostOf({ metadata }: k8s.core.v1.Service): pulumi.Output<string> {
  return pulumi.interpolate`${metadata.name}.${metadata.namespace}.svc.cluster.local:${APP_PORT}`;
}

function checksumOf(conf: string): string {
  return createHash("sha256").update(conf).digest("hex");
}

function deploymentSpec(
  image: string,
  configMapName: pulumi.Input<string>,
  checksum: pulumi.Input<string>,
): k8s.types.input.apps.v1.DeploymentSpec {
  const httpGet = { path: ASSETS_HEALTH_PATH, port: ASSETS_PORT };
  return {
    replicas: 2,
    selector: { matchLabels: LABELS },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    minReadySeconds: 2 * HEALTH_CHECK.intervalSeconds * HEALTH_CHECK.healthyThreshold,
    progressDeadlineSeconds: DEADLINES.rolloutProgressSeconds,
    template: {
      metadata: { labels: LABELS, annotations: { "lobechat/config-checksum": checksum } },
      spec: {
        automountServiceAccountToken: false,
        securityContext: podSecurityContext(NGINX_USER),
        terminationGracePeriodSeconds: 45,
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: LABELS },
          },
        ],
        containers: [
          {
            name: "nginx",
            image,
            ports: [{ name: "http", containerPort: ASSETS_PORT }],
            readinessProbe: { httpGet, periodSeconds: 5 },
            livenessProbe: { httpGet, periodSeconds: 10, failureThreshold: 6 },
            // Longer than the target group drains: no request is cut.
            lifecycle: { preStop: { sleep: { seconds: ASSETS_PRE_STOP_SECONDS } } },
            resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
            securityContext: { ...CONTAINER_SECURITY_CONTEXT, readOnlyRootFilesystem: true },
            volumeMounts: [
              { name: "config", mountPath: "/etc/nginx/nginx.conf", subPath: "nginx.conf" },
              { name: "tmp", mountPath: "/tmp" },
            ],
          },
        ],
        volumes: [
          { name: "config", configMap: { name: configMapName } },
          { name: "tmp", emptyDir: { sizeLimit: "2Gi" } },
        ],
      },
    },
  };
}

/** Files are small: ten seconds less than this are enough for the load balancer to let go of a pod. */
const ASSETS_PRE_STOP_SECONDS = 30;

function ingressFromBalancer(
  balancerCidr: string,
): k8s.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: { matchLabels: LABELS },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [{ ipBlock: { cidr: balancerCidr } }],
        ports: [{ protocol: "TCP", port: ASSETS_PORT }],
      },
    ],
  };
}
