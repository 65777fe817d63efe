import type { Cloud } from "../cloud/cloud";

/** As whom the stand-in for AWS is asked: it takes anybody. */
const CREDENTIALS = { accessKeyId: "drill", secretAccessKey: "drill" };

/** Where and as whom a client of AWS's SDK asks the stand-in. */
export function awsAccess({ awsEndpoint }: Pick<Cloud, "awsEndpoint">, region: string) {
  return { region, endpoint: awsEndpoint, credentials: CREDENTIALS };
}

/** What whoever reaches for AWS or for the public name finds in its environment. */
export function awsEnvironment({ caFile, awsEndpoint }: Cloud): Record<string, string> {
  return {
    NODE_EXTRA_CA_CERTS: caFile,
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
}
