import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { derive } from "../app/derive";
import { APP_PORT } from "../app/health";
import { DEADLINES, MIN_READY_SECONDS } from "../app/lifecycle";
import { imageOf, type Deployed, type Release } from "../app/release";
import type { AppEnvironment } from "./appEnvironment";
import { awaitTimeout } from "./awaitTimeout";
import { colorLabels, colorPod } from "./colorPod";
import { bindTargetGroup } from "./targetGroupBinding";

export interface ColorStackArgs {
  color: Color;
  app: AppEnvironment;
  /** Where its image comes from: a repository's URL, without a tag. */
  registry: pulumi.Input<string>;
  release: Release;
  /** What both colours are told in the open. */
  shared: Record<string, pulumi.Input<string>>;
  /** Pods, at least and at most. Both 0: the colour is cold. */
  capacity: { min: number; max: number };
  targetGroupArn: pulumi.Input<string>;
  /** Where the load balancer's nodes are: nothing else reaches the pods, but the assets proxy. */
  balancerCidr: string;
  /** What has to be there before the first pod boots: the release's migration, the group's rule. */
  bootAfter: pulumi.Input<pulumi.Resource>[];
}

/** One whole LobeHub: everything of one colour, and nothing of the other. */
export class ColorStack extends pulumi.ComponentResource {
  /** What the traffic rule waits for. */
  readonly deployment: k8s.apps.v1.Deployment;
  readonly service: k8s.core.v1.Service;
  /** What runs there, as it was deployed. */
  readonly deployed: pulumi.Output<Deployed>;

  constructor(name: string, args: ColorStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:ColorStack", name, {}, opts);
    const parent = { parent: this };
    const { color, app } = args;
    const { namespace } = app;
    const metadata = { name, namespace, labels: colorLabels(color) };

    const account = new k8s.core.v1.ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      parent,
    );
    this.service = new k8s.core.v1.Service(
      name,
      {
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: {
          selector: colorLabels(color),
          ports: [{ name: "http", port: APP_PORT, targetPort: APP_PORT }],
        },
      },
      parent,
    );
    const binding = bindTargetGroup(
      name,
      { namespace, service: this.service, port: APP_PORT, targetGroupArn: args.targetGroupArn },
      parent,
    );
    new k8s.networking.v1.NetworkPolicy(
      name,
      { metadata, spec: ingressFromBalancer(color, args.balancerCidr) },
      parent,
    );
    this.deployment = new k8s.apps.v1.Deployment(
      name,
      {
        metadata: {
          ...metadata,
          annotations: {
            ...awaitTimeout(DEADLINES.rolloutProgressSeconds),
            ...annotationsOf(args.release),
          },
        },
        spec: deploymentSpec(args, account.metadata.name),
      },
      { ...parent, dependsOn: [binding, ...args.bootAfter] },
    );
    this.deployed = derive(this.deployment.metadata.annotations, deployedOf);
    if (args.capacity.max > 0) this.#scale(name, metadata, args);

    this.registerOutputs({});
  }

  #scale(name: string, metadata: k8s.types.input.meta.v1.ObjectMeta, args: ColorStackArgs): void {
    new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      name,
      {
        metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
          minReplicas: args.capacity.min,
          maxReplicas: args.capacity.max,
          metrics: [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
            },
          ],
        },
      },
      { parent: this, dependsOn: this.deployment },
    );
    new k8s.policy.v1.PodDisruptionBudget(
      name,
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: colorLabels(args.color) } } },
      { parent: this },
    );
  }
}

function annotationsOf({ name, version, digest }: Release): Record<string, string> {
  return { "lobechat/release": name, "lobechat/version": version, "lobechat/digest": digest };
}

function deployedOf(annotations: Record<string, string>): Deployed {
  const of = (key: string) => annotations[`lobechat/${key}`] ?? "";
  return { name: of("release"), version: of("version"), digest: of("digest") };
}

function deploymentSpec(
  args: ColorStackArgs,
  serviceAccountName: pulumi.Input<string>,
): k8s.types.input.apps.v1.DeploymentSpec {
  return {
    // With an autoscaler the number is the autoscaler's: naming it here would be a conflict.
    ...(args.capacity.max === 0 ? { replicas: 0 } : {}),
    selector: { matchLabels: colorLabels(args.color) },
    // Never fewer than before: a pod leaves only after a new one has proved itself.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "50%", maxUnavailable: 0 } },
    minReadySeconds: MIN_READY_SECONDS,
    progressDeadlineSeconds: DEADLINES.rolloutProgressSeconds,
    revisionHistoryLimit: 3,
    template: colorPod({
      ...args,
      serviceAccountName,
      image: imageOf(args.registry, args.release),
      environment: { ...args.shared, ...args.release.env },
    }),
  };
}

function ingressFromBalancer(
  color: Color,
  balancerCidr: string,
): k8s.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: { matchLabels: colorLabels(color) },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [
          { ipBlock: { cidr: balancerCidr } },
          { podSelector: { matchLabels: { "app.kubernetes.io/name": "assets" } } },
        ],
        ports: [{ protocol: "TCP", port: APP_PORT }],
      },
    ],
  };
}
