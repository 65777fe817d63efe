import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { z } from "zod";

const cookie = z.object({
  name: z.string(),
  secure: z.boolean().default(false),
  httpOnly: z.boolean().default(false),
  sameSite: z.enum(["none", "lax", "strict"]).optional(),
  maxAge: z.number().default(0),
});
const sticky = z.object({ cookie });

const loadBalancer = z.strictObject({
  servers: z.array(z.object({ url: z.string() })).default([]),
  healthCheck: z
    .object({ path: z.string(), interval: seconds("30s"), timeout: seconds("5s") })
    .optional(),
  sticky: sticky.optional(),
  responseForwarding: z.object({ flushInterval: z.string() }).optional(),
});

const weighted = z.strictObject({
  services: z.array(z.object({ name: z.string(), weight: z.number().int() })),
  healthCheck: z.object({}).optional(),
  sticky: sticky.optional(),
});

const router = z.strictObject({
  entryPoints: z.array(z.string()).optional(),
  rule: z.string(),
  priority: z.number().int().optional(),
  middlewares: z.array(z.string()).default([]),
  service: z.string(),
});

/** What the stand-in does not know it refuses to read, where the real one would do something. */
const middleware = z.union([
  z.strictObject({ replacePath: z.strictObject({ path: z.string() }) }),
  z.strictObject({ rateLimit: z.strictObject({ average: z.number(), burst: z.number() }) }),
  z.strictObject({ ipAllowList: z.strictObject({ sourceRange: z.array(z.string()) }) }),
  z.strictObject({
    headers: z.strictObject({
      contentTypeNosniff: z.boolean().default(false),
      customFrameOptionsValue: z.string().optional(),
      referrerPolicy: z.string().optional(),
      stsSeconds: z.number().int().optional(),
      contentSecurityPolicy: z.string().optional(),
      // No server is told it here, so it is gone already.
      customRequestHeaders: z.strictObject({ "X-Forwarded-Host": z.literal("") }).optional(),
    }),
  }),
]);

const file = z.strictObject({
  http: z
    .strictObject({
      routers: z.record(z.string(), router).default({}),
      services: z
        .record(
          z.string(),
          z.union([z.strictObject({ loadBalancer }), z.strictObject({ weighted })]),
        )
        .default({}),
      middlewares: z.record(z.string(), middleware).default({}),
    })
    .prefault({}),
  tls: z
    .strictObject({
      certificates: z.array(z.object({ certFile: z.string(), keyFile: z.string() })),
    })
    .optional(),
});

export type Routes = z.infer<typeof file>;
export type RouterSettings = z.infer<typeof router>;
export type LoadBalancerSettings = z.infer<typeof loadBalancer>;
export type WeightedSettings = z.infer<typeof weighted>;
export type MiddlewareSettings = z.infer<typeof middleware>;
export type CookieSettings = z.infer<typeof cookie>;

export const NO_ROUTES: Routes = { http: { routers: {}, services: {}, middlewares: {} } };

/**
 * All files of the folder as one configuration, as the file provider reads them. What is not named as a
 * configuration is passed over: so a file can be written beside the one that it is to become.
 *
 * @throws what is wrong in one of them
 */
export function readRoutes(folder: string): Routes {
  const files = readdirSync(folder)
    .filter((name) => [".yml", ".yaml"].includes(extname(name)))
    .map((name) => file.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
  const certificates = files.flatMap(({ tls }) => tls?.certificates ?? []);
  return {
    http: {
      routers: merged(files.map(({ http }) => http.routers)),
      services: merged(files.map(({ http }) => http.services)),
      middlewares: merged(files.map(({ http }) => http.middlewares)),
    },
    ...(certificates.length > 0 ? { tls: { certificates } } : {}),
  };
}

function merged<T>(records: readonly Record<string, T>[]): Record<string, T> {
  return Object.fromEntries(records.flatMap(Object.entries<T>));
}

/** A duration of Go's in seconds. */
function seconds(preset: string) {
  return z
    .string()
    .regex(/^\d+(ms|s|m)$/)
    .default(preset)
    .transform((text) => {
      const amount = parseInt(text, 10);
      if (text.endsWith("ms")) return amount / 1000;
      return text.endsWith("m") ? amount * 60 : amount;
    });
}
