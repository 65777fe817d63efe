import assert from "node:assert/strict";
import { PublishCommand } from "@aws-sdk/client-sns";
import { World } from "../support/world";
import { clientsAt, type Clients } from "./clients";

describe("SNS' API", () => {
  let world: World;
  let clients: Clients;
  before(async () => {
    world = await World.start();
    clients = clientsAt(world.cloud.awsEndpoint);
  });
  after(async () => {
    clients.destroy();
    await world.close();
  });

  it("takes a message, of any letters, and shows it to the drill", async () => {
    const TopicArn = "arn:aws:sns:eu-central-1:123456789012:alarms";
    const Subject = "rolled back & <well>";
    const Message = "line one\nline two = ü + 1 %";
    const { MessageId } = await clients.sns.send(
      new PublishCommand({ TopicArn, Subject, Message }),
    );
    assert.ok(MessageId);
    const notifications = await world.cloud.notifications();
    assert.deepEqual(
      notifications.map(({ topicArn, subject, message }) => [topicArn, subject, message]),
      [[TopicArn, Subject, Message]],
    );
  });
});
