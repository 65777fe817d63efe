import assert from "node:assert/strict";
import { mayChangeState } from "../../../components/aws/stateAccess";

describe("access to a stack's state", () => {
  const name = { project: "lobechat", stack: "prod" };

  it("is below the folder that the backend names", () => {
    const backend = "s3://chat-state/team/a?region=eu-central-1";
    const [, version] = mayChangeState({ backend, stateBucket: "chat-state" }, name);
    assert.equal(version?.Resource, "arn:aws:s3:::chat-state/team/a/.pulumi/meta.yaml");
  });

  it("of Pulumi Cloud is the token, and no bucket", () => {
    const accessToken = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token";
    const store = { backend: "https://api.pulumi.com", stateBucket: undefined, accessToken };
    assert.deepEqual(mayChangeState(store, name), [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: accessToken },
    ]);
  });
});
