import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actions } from "./action";

const publish = z.object({
  TopicArn: z.string(),
  Subject: z.string().default(""),
  Message: z.string(),
});

/** @param publishTo takes note of a message: nobody gets a mail */
export function snsActions(
  publishTo: (topicArn: string, subject: string, message: string) => void,
): Actions {
  return {
    Publish: (request) => {
      const { TopicArn, Subject, Message } = publish.parse(request);
      publishTo(TopicArn, Subject, Message);
      return { MessageId: randomUUID() };
    },
  };
}
