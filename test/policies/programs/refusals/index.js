"use strict";
const { Config, getProject, getStack } = require("@pulumi/pulumi");

const mistakes = {
  /** An image that is another one tomorrow, in a job that is as it should be otherwise. */
  latestImage: () => {
    const { Job } = require("@pulumi/kubernetes/batch/v1/job");
    const { Provider } = require("@pulumi/kubernetes/provider");
    const provider = new Provider("cluster", { kubeconfig: "{}" });
    const container = {
      name: "app",
      image: "docker.io/lobehub/lobehub:latest",
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
      },
    };
    const securityContext = {
      ...{ runAsNonRoot: true, runAsUser: 1001, runAsGroup: 1001 },
      seccompProfile: { type: "RuntimeDefault" },
    };
    const pod = { restartPolicy: "Never", automountServiceAccountToken: false };
    const spec = { ...pod, securityContext, containers: [container] };
    const job = { activeDeadlineSeconds: 300, backoffLimit: 0, template: { spec } };
    new Job("latest", { metadata: { namespace: "lobechat" }, spec: job }, { provider });
  },

  /** Green gets no new user, and keeps each that it has for a day. */
  staleCookie: () => {
    const { ListenerRule } = require("@pulumi/aws/lb/listenerRule");
    const { Provider } = require("@pulumi/aws/provider");
    const tags = { project: getProject(), stack: getStack() };
    const provider = new Provider("aws", { region: "eu-central-1", defaultTags: { tags } });
    const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";
    const targetGroups = [
      { arn: `${arn}:targetgroup/blue/1`, weight: 100 },
      { arn: `${arn}:targetgroup/green/2`, weight: 0 },
    ];
    const forward = { targetGroups, stickiness: { enabled: true, duration: 86400 } };
    new ListenerRule(
      "stale",
      {
        listenerArn: `${arn}:listener/app/edge/3/4`,
        priority: 1000,
        conditions: [{ hostHeader: { values: ["chat.example.com"] } }],
        actions: [{ type: "forward", forward }],
      },
      { provider },
    );
  },
};

mistakes[new Config().require("declares")]();
