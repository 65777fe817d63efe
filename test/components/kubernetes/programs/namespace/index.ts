import { Config, CustomResource, ProviderResource, type ResourceHook } from "@pulumi/pulumi";
import { clusterCheck } from "../../../../../components/kubernetes/clusterCheck";

class Namespace extends CustomResource {
  constructor(inputs: object, hook: ResourceHook, provider: TestProvider) {
    super("test:index:Thing", "lobechat", inputs, { provider, hooks: { beforeCreate: [hook] } });
  }
}

class TestProvider extends ProviderResource {
  constructor() {
    super("test", "test", {});
  }
}

const config = new Config();
new Namespace(
  { value: config.get("label") },
  clusterCheck("cluster", config.requireSecret("kubeconfig")),
  new TestProvider(),
);
