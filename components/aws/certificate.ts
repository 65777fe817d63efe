import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { withoutStack } from "../app/withoutStack";
import { certificateCheck } from "./certificateCheck";

export interface CertificateArgs {
  /** The public name, without a scheme. */
  domain: string;
  /** Id of the Route 53 hosted zone that the name is in. */
  zone: string;
}

/** Where the public name proves itself: its zone, or a certificate that is there. */
export type PublicName = { zone: string } | { zone: undefined; certificate: string };

/** The certificate that is there, and what looks at it before a listener gets it; or else one that is made. */
export function publicCertificate(
  name: string,
  args: PublicName & { domain: string; region: string },
  opts: pulumi.ComponentResourceOptions,
): { certificate: pulumi.Input<string>; hooks: pulumi.ResourceHook[] } {
  if (args.zone !== undefined)
    return { certificate: new Certificate(name, args, opts).arn, hooks: [] };
  return { certificate: args.certificate, hooks: [certificateCheck(`${name}-check`, args)] };
}

/** A certificate of the public name. The record that proves the name to ACM stays, because ACM renews by it. */
export class Certificate extends pulumi.ComponentResource {
  /** Known only once ACM has issued it: a listener takes no other. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Certificate", name, {}, opts);
    const parent = { parent: this };

    const certificate = new aws.acm.Certificate(
      name,
      { domainName: args.domain, validationMethod: "DNS", tags: { Name: name } },
      parent,
    );
    const proof = derive(certificate.domainValidationOptions, proofOf);
    const record = new aws.route53.Record(
      `${name}-proof`,
      {
        zoneId: args.zone,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: PROOF_TTL_SECONDS,
        // ACM asks for the same record for every certificate of a name in an account.
        allowOverwrite: true,
      },
      parent,
    );
    const validation = new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      // The provider's own limit is 75 minutes: a name that is not delegated would be waited for that long.
      { ...parent, customTimeouts: { create: "15m" } },
    );

    this.arn = validation.certificateArn;
    this.registerOutputs({});
  }
}

const PROOF_TTL_SECONDS = 300;

type Proof = aws.types.output.acm.CertificateDomainValidationOption;

/** One name, so one proof. @throws Error when ACM asks for none */
function proofOf([proof]: Proof[]): Proof {
  if (proof === undefined)
    throw withoutStack(new Error("ACM names no record that would prove the domain"));
  return proof;
}
