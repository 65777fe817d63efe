/** What the small app reads of its environment: the same variables, with the same faults, as the real one. */
export interface Environment {
  port: number;
  /** The name of the pod that it runs in. */
  pod: string;
  appUrl: URL;
  /** Empty: nobody can sign in, and every page that asks who one is fails. */
  authSecret: string;
  redisUrl: string;
  redisPrefix: string;
  /** Milliseconds that an idle connection is kept. */
  keepAliveMs: number;
  /** Whether the driver that is set can talk to the database. */
  databaseWorks: boolean;
  /** Where the database is, as `host:port`; empty: it is asked for nothing. */
  databaseAddress: string;
  /** Why every route answers 500, if one does. */
  broken: string | null;
}

/** Old names that the real app refuses to start with. */
const RETIRED =
  /^(NEXT_AUTH|NEXTAUTH|CLERK_)|^(ACCESS_CODE|NEXT_PUBLIC_SERVICE_MODE|AUTH_URL|OIDC_JWKS_KEY)$/;

const REQUIRED = ["DATABASE_URL", "APP_URL", "REDIS_URL"] as const;

/** @throws what stops the start of the real app */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const retired = Object.keys(variables).find((name) => RETIRED.test(name));
  if (retired !== undefined) throw new Error(`${retired} is a name of 1.x: remove it`);
  for (const name of REQUIRED) {
    if ((variables[name] ?? "") === "") throw new Error(`${name} is required`);
  }
  const read = (name: string, fallback = ""): string => variables[name] ?? fallback;
  return {
    port: Number(read("PORT", "3210")),
    pod: read("POD_NAME"),
    appUrl: new URL(read("APP_URL")),
    authSecret: read("AUTH_SECRET"),
    redisUrl: read("REDIS_URL"),
    redisPrefix: read("REDIS_PREFIX", "lobechat"),
    keepAliveMs: Number(read("KEEP_ALIVE_TIMEOUT", "5000")),
    databaseWorks: read("DATABASE_DRIVER") === "node",
    databaseAddress: read("DATABASE_ADDRESS"),
    broken: faultOf(variables),
  };
}

/** The real app reads every variable that is there, and an empty one breaks whatever reads it. */
function faultOf(variables: Record<string, string | undefined>): string | null {
  if ((variables["KEY_VAULTS_SECRET"] ?? "") === "") return "KEY_VAULTS_SECRET is not set";
  const empty = Object.keys(variables).find(
    (name) => name !== "AUTH_SECRET" && variables[name] === "",
  );
  return empty === undefined ? null : `${empty} is empty`;
}
