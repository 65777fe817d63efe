/** How the engine finds out whether a container is ready: often, because others wait for it. */
export function healthcheck(tests: string[], retries: number) {
  return { tests, interval: "2s", timeout: "4s", retries };
}

/** Asks by HTTP from inside, where the image has a `wget`. */
export function httpHealthcheck(url: string, retries: number) {
  return healthcheck(["CMD", "wget", "-q", "-O", "/dev/null", url], retries);
}
