import type { Sticky } from "./dynamicConfig";

/** It names a server, and nothing of the user: so it may go over plain HTTP as well. */
export function stickyBy(name: string): Sticky {
  return { cookie: { name, httpOnly: true, sameSite: "lax" } };
}
