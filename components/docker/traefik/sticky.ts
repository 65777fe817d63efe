import type { Sticky } from "./dynamicConfig";

/** @param secure whether it is sent over TLS alone */
export function stickyBy(name: string, secure: boolean): Sticky {
  return { cookie: { name, httpOnly: true, secure, sameSite: "lax" } };
}
