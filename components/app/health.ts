/**
 * Answers in about 5 ms, also while Redis or the database is down: a blip of a shared service must not take
 * both colours out of the load balancer. `/` and `/api/health` redirect, `/healthz` answers a page of 108 KB.
 */
export const VERSION_PATH = "/api/version";

/** The port that LobeHub listens on in its image. */
export const APP_PORT = 3210;
