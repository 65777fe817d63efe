import { Config } from "@pulumi/pulumi";
import { Provider, RandomPassword } from "@pulumi/random";

const provider = new Provider("random");

for (let index = 0; index < new Config().requireNumber("count"); index += 1)
  new RandomPassword(`password-${String(index)}`, { length: 32 }, { provider });
