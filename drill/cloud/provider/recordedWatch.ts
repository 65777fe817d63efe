import { randomUUID } from "node:crypto";
import { ACCOUNT, arnOf } from "./account";
import type { RecordedTypes } from "./recordedKind";

/** Who is told, and where one looks: alarms themselves are worked out, but nobody is mailed. */
export const WATCH: RecordedTypes = {
  "aws:sns/topic:Topic": {
    name: "name",
    replaceOn: ["fifoTopic"],
    answer: ({ name }) => {
      const arn = arnOf("sns", String(name));
      return { id: arn, computed: { arn, owner: ACCOUNT } };
    },
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    replaceOn: ["arn"],
    answer: ({ arn }) => ({ id: String(arn), computed: { owner: ACCOUNT } }),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    replaceOn: ["topic", "protocol", "endpoint"],
    // A mail address is subscribed once its owner says so, which nobody does here.
    answer: ({ topic }) => {
      const arn = `${String(topic)}:${randomUUID()}`;
      return { id: arn, computed: { arn, pendingConfirmation: true, ownerId: ACCOUNT } };
    },
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    name: "dashboardName",
    answer: ({ dashboardName }) => ({
      id: String(dashboardName),
      computed: {
        dashboardArn: `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${String(dashboardName)}`,
      },
    }),
  },
};
