const TIMEOUT_MS = 5000;

/** How a client of the AWS SDK asks while somebody waits: at most twice, and for seconds. */
export const BRIEFLY = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS },
} as const;
