import type { AwsAccess } from "../../components/guard/awsAccess";
import { BRIEFLY } from "../../components/guard/briefly";
import { withClient } from "../../components/guard/withClient";

/** The longest subject that the API takes; it goes into the subject of an email. */
const LONGEST_SUBJECT = 99;

/**
 * Tells everybody who has subscribed to the topic.
 *
 * @param subject one line; what an email's subject cannot carry is left out
 * @throws Error of the SDK when it was not taken
 */
export async function notify(
  access: AwsAccess,
  topicArn: string,
  subject: string,
  text: string,
): Promise<void> {
  const { PublishCommand, SNSClient } = await import("@aws-sdk/client-sns");
  const Subject = subject.replaceAll(/[^\x20-\x7e]/g, " ").slice(0, LONGEST_SUBJECT);
  const command = new PublishCommand({ TopicArn: topicArn, Subject, Message: text });
  const client = new SNSClient({ ...access, ...BRIEFLY });
  await withClient(client, () => client.send(command));
}
