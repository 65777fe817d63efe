import * as pulumi from "@pulumi/pulumi";
import { BRIEFLY } from "../guard/briefly";
import { withClient } from "../guard/withClient";
import {
  certificateProblem,
  regionProblem,
  type CertificateDescription,
} from "./certificateProblem";

export interface CertificateCheckArgs {
  /** The load balancer's. */
  region: string;
  /** The public name, without a scheme. */
  domain: string;
}

/**
 * Looks at an existing certificate before a listener gets it, in a preview too: the load balancer takes one of
 * any name, and the users' browsers would be the first to say so. It asks ACM only when the listener's
 * certificate is a new one, so that a flip or a rollback asks nobody.
 *
 * @returns a hook for beforeCreate and beforeUpdate of the HTTPS listener; it throws Error with what was seen,
 * what is needed and the command that mends it
 */
export function certificateCheck(name: string, args: CertificateCheckArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    async ({ newInputs, oldInputs }) => {
      const arn = certificateOf(newInputs);
      if (arn === undefined || arn === certificateOf(oldInputs)) return;
      const problem = regionProblem(arn, args.region) ?? (await problemAtAcm(arn, args));
      if (problem !== undefined) throw new Error(refusal(arn, problem));
    },
    { onDryRun: true },
  );
}

function certificateOf(inputs: unknown): string | undefined {
  if (typeof inputs !== "object" || inputs === null) return undefined;
  const arn = "certificateArn" in inputs ? inputs.certificateArn : undefined;
  return typeof arn === "string" ? arn : undefined;
}

async function problemAtAcm(
  arn: string,
  { region, domain }: CertificateCheckArgs,
): Promise<string | undefined> {
  try {
    const description = await describeCertificate(arn, region);
    return certificateProblem(description, domain, new Date());
  } catch (error) {
    const [name, said] = error instanceof Error ? [error.name, error.message] : ["", String(error)];
    if (name === "ResourceNotFoundException")
      return `ACM in ${region} has no such certificate in this account`;
    throw new Error(
      `lobechat:certificate = ${arn}\n` +
        `  seen:     ACM could not be asked about it: ${name}: ${said}\n` +
        `  expected: that whoever runs this reaches ACM in ${region} and may acm:DescribeCertificate`,
      { cause: error },
    );
  }
}

async function describeCertificate(arn: string, region: string): Promise<CertificateDescription> {
  // Only here, so that an update whose certificate is the same does not load the SDK.
  const { ACMClient, DescribeCertificateCommand } = await import("@aws-sdk/client-acm");
  const client = new ACMClient({ region, ...BRIEFLY });
  const command = new DescribeCertificateCommand({ CertificateArn: arn });
  return withClient(client, async () => (await client.send(command)).Certificate ?? {});
}

function refusal(arn: string, problem: string): string {
  const stack = pulumi.getStack();
  return [
    `lobechat:certificate = ${arn}`,
    `  seen: ${problem}`,
    `  fix:  pulumi config set certificate <arn> --stack ${stack}`,
    `  or:   pulumi config rm certificate --stack ${stack} && pulumi config set zone <id of the hosted zone> --stack ${stack}, to have one made`,
  ].join("\n");
}
