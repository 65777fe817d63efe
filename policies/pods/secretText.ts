const NAMES = [
  /(^|_)(SECRET|KEY|TOKEN|PASSWORD|PASS|PASSWD|CREDENTIALS?|DSN)$/i,
  /^(DATABASE|REDIS|POSTGRES|MONGO|AMQP)\w*_(URL|URI)$/i,
];

const TEXTS = [
  // A URL with a password in it.
  /:\/\/[^/\s:@]*:[^/\s:@]+@/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // An access key's secret, as OpenAI and its like write theirs.
  /\bsk-[\w-]{20,}/,
];

/** Whether what has this name is a secret. S3_ACCESS_KEY_ID is the name of a key, and none. */
export function namesSecret(name: string): boolean {
  return NAMES.some((pattern) => pattern.test(name));
}

/** Whether a text cannot be anything but a secret, whatever it is called. */
export function isSecret(text: string): boolean {
  return TEXTS.some((pattern) => pattern.test(text));
}
