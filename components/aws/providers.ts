import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";

/** The providers that everything below is given. */
export interface Providers {
  providers: Record<string, pulumi.ProviderResource>;
}

/**
 * Every provider of the stack, named. With default ones, a raised version in package.json would break an update
 * that `--target` narrows, and that is how one rolls back in a hurry.
 */
export function awsProviders({ region }: { region: string }): Providers {
  const tags = { project: pulumi.getProject(), stack: pulumi.getStack() };
  return {
    providers: {
      aws: new aws.Provider("aws", { region, defaultTags: { tags } }),
      random: new random.Provider("random"),
      tls: new tls.Provider("tls"),
    },
  };
}

/** The same, and the one that speaks to the cluster. */
export function withCluster(
  { providers }: Providers,
  cluster: { kubeconfig: pulumi.Input<string> },
): Providers {
  const kubernetes = new k8s.Provider("kubernetes", {
    kubeconfig: cluster.kubeconfig,
    enableServerSideApply: true,
    // In place, so that their names, and with them the Jobs of a release, stay as they are.
    enableSecretMutable: true,
    enableConfigMapMutable: true,
  });
  return { providers: { ...providers, kubernetes } };
}
