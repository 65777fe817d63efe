import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { partsOf } from "./arnParts";
import { policyDocument } from "./policyDocument";

/**
 * The SNS topic that alarms and the automatic rollback speak to, and who is told by mail.
 *
 * It has no key: CloudWatch cannot publish to a topic with SNS' own one (its policy cannot be changed), and one of
 * ours would be one more thing by whose absence nobody is woken, silently. A message has names of alarms and
 * releases, and numbers.
 *
 * @returns its ARN, known only once alarms may publish
 */
export function alarmTopic(
  name: string,
  { emails }: { emails: readonly string[] },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const stack = pulumi.getStack();
  const topic = new aws.sns.Topic(
    name,
    { name: `lobechat-${stack}-alarms`, displayName: `LobeChat ${stack}`, tags: { Name: name } },
    opts,
  );
  const policy = new aws.sns.TopicPolicy(
    name,
    { arn: topic.arn, policy: derive(topic.arn, (arn) => topicPolicy(arn, stack)) },
    opts,
  );
  for (const email of emails) {
    new aws.sns.TopicSubscription(
      `${name}-${email}`,
      { topic: policy.arn, protocol: "email", endpoint: email },
      opts,
    );
  }
  return policy.arn;
}

/**
 * @returns the topic's policy as JSON: this stack's alarms and rules may publish, and who may do so by IAM. A
 * policy of one's own takes the place of SNS' default, by which everyone in the account may.
 */
export function topicPolicy(topicArn: string, stack: string): string {
  const { region, account } = partsOf(topicArn);
  const publishes = (service: string, source: string): aws.iam.PolicyStatement => ({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": source },
    },
  });
  return policyDocument(
    publishes(
      "cloudwatch.amazonaws.com",
      `arn:aws:cloudwatch:${region}:${account}:alarm:lobechat-${stack}-*`,
    ),
    publishes(
      "events.amazonaws.com",
      `arn:aws:events:${region}:${account}:rule/lobechat-${stack}-*`,
    ),
    {
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
