import { ACCOUNT, arnOf, REGION } from "./account";
import type { Properties } from "./envelope";

const FUNCTIONS: Readonly<Record<string, Properties>> = {
  "aws:index/getRegion:getRegion": { id: REGION, name: REGION, region: REGION },
  "aws:index/getPartition:getPartition": {
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
  },
  "aws:index/getCallerIdentity:getCallerIdentity": {
    id: ACCOUNT,
    accountId: ACCOUNT,
    arn: arnOf("iam", "user/drill").replace(REGION, ""),
    userId: "AIDADRILL",
  },
};

/** Answers a provider function. @throws for one that the stand-in does not know, by its name. */
export function invoke(token: string, args: Properties): Properties {
  const answer = FUNCTIONS[token];
  if (answer === undefined) throw new Error(`the stand-in cloud does not know ${token}`);
  return { ...args, ...answer };
}
