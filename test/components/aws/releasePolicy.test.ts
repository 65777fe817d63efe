import assert from "node:assert/strict";
import { mayRelease } from "../../../components/aws/releasePolicy";
import { repositoryArn } from "../../../components/aws/repositoryArn";

describe("a push of images", () => {
  it("is allowed by the name of a repository of ECR", () => {
    assert.equal(
      repositoryArn("123456789012.dkr.ecr.eu-central-1.amazonaws.com/lobechat/prod"),
      "arn:aws:ecr:eu-central-1:123456789012:repository/lobechat/prod",
    );
  });

  it("is somebody else's to allow at another registry", () => {
    const place = {
      ...{ trafficRuleArn: "arn:rule", topicArn: "arn:aws:sns:eu-central-1:123456789012:t" },
      ...{ project: "lobechat", stack: "prod", state: undefined, clusterName: "chat" },
      ...{ registry: "ghcr.io/acme/lobechat", bundleBucket: undefined },
    };
    const policy = JSON.stringify(mayRelease(place));
    assert.match(policy, /"eks:DescribeCluster"/);
    assert.doesNotMatch(policy, /"ecr:/);
  });
});
