import { randomUUID } from "node:crypto";

export interface Identity {
  name: string;
  email: string;
  password: string;
  /** Of a range that is never routed, one per user. */
  clientAddress: string;
}

const RUN = randomUUID().slice(0, 8);

/** Somebody whom no earlier run has signed up. The address ends in .test, which no list of mail domains refuses. */
export function identityOf(user: number): Identity {
  return {
    name: `user ${String(user)}`,
    email: `user-${String(user)}-${RUN}@users.drill.test`,
    password: randomUUID(),
    clientAddress: clientAddress(user),
  };
}

/**
 * LobeHub allows three sign-ins in 10 s per client address, so each user comes from its own: the two
 * documentation ranges first, and the range for benchmarks (198.18.0.0/15) for a larger crowd.
 */
export function clientAddress(user: number): string {
  if (user < 254) return `203.0.113.${String(user + 1)}`;
  if (user < 508) return `198.51.100.${String(user - 253)}`;
  const host = user - 508;
  return `198.18.${String(Math.floor(host / 254))}.${String((host % 254) + 1)}`;
}
