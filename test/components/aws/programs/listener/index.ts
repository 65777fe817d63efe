import { Config, CustomResource, ProviderResource, type ResourceHook } from "@pulumi/pulumi";
import { certificateCheck } from "../../../../../components/aws/certificateCheck";

class Listener extends CustomResource {
  constructor(inputs: object, hook: ResourceHook, provider: TestProvider) {
    const hooks = { beforeCreate: [hook], beforeUpdate: [hook] };
    super("test:index:Thing", "edge-https", inputs, { provider, hooks });
  }
}

class TestProvider extends ProviderResource {
  constructor() {
    super("test", "test", {});
  }
}

const config = new Config();
const place = { region: "eu-central-1", domain: "chat.example.com" };
new Listener(
  { certificateArn: config.get("certificate"), sslPolicy: config.get("sslPolicy") },
  certificateCheck("certificate", place),
  new TestProvider(),
);
