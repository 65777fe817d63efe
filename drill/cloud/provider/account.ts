import { randomBytes } from "node:crypto";

/** The account and region that every ARN of the stand-in names. */
export const ACCOUNT = "123456789012";
export const REGION = "eu-central-1";

export function arnOf(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** The random part of an id or a name that AWS makes up. */
export function hex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}
