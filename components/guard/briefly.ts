/**
 * The SDK tells everyone on Node 20 that its next versions want a newer one. This project pins its version, and a
 * person who moves traffic by night has other things to read.
 */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const TIMEOUT_MS = 5000;

/** How a client of the AWS SDK asks while somebody waits: at most twice, and for seconds. */
export const BRIEFLY = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS },
} as const;
