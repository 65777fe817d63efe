import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export const HTTPS_PORT = 443;

export interface ListenersArgs {
  balancer: aws.lb.LoadBalancer;
  /** ARN of the one for the public name, in the load balancer's region. */
  certificate: pulumi.Input<string>;
  /** What looks at the HTTPS listener before it is made or changed. */
  hooks: pulumi.ResourceHook[];
}

/** What the browser is told of every answer, whoever gives it. A policy for content is the app's own. */
const SECURITY_HEADERS = {
  // A year, and the name itself alone: what is below it may be somebody else's.
  routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
  routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
  routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
  routingHttpResponseServerEnabled: false,
};

/** HTTP, which only ever sends on to HTTPS. @returns the HTTPS listener; what no rule takes gets a 503 there */
export function listeners(
  name: string,
  { balancer, certificate, hooks }: ListenersArgs,
  opts: pulumi.CustomResourceOptions,
): aws.lb.Listener {
  new aws.lb.Listener(
    `${name}-http`,
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: { protocol: "HTTPS", port: String(HTTPS_PORT), statusCode: "HTTP_301" },
        },
      ],
    },
    opts,
  );
  return new aws.lb.Listener(
    `${name}-https`,
    {
      loadBalancerArn: balancer.arn,
      port: HTTPS_PORT,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn: certificate,
      ...SECURITY_HEADERS,
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: {
            contentType: "text/plain",
            statusCode: "503",
            messageBody: "LobeChat is not here yet.",
          },
        },
      ],
    },
    { ...opts, hooks: { beforeCreate: hooks, beforeUpdate: hooks } },
  );
}
