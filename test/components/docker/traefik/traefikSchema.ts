import { z } from "zod";

const duration = z.string().regex(/^-?\d+(ms|s|m|h)$/);

const cookie = z.strictObject({
  name: z.string(),
  httpOnly: z.boolean().optional(),
  secure: z.boolean().optional(),
  sameSite: z.enum(["none", "lax", "strict"]).optional(),
  maxAge: z.int().optional(),
});

const sticky = z.strictObject({ cookie });

const router = z.strictObject({
  entryPoints: z.array(z.string()).min(1),
  rule: z
    .string()
    .regex(
      /^((Path|PathPrefix)\(`[^`]+`\)|Header\(`[^`]+`, `[^`]+`\))( && PathPrefix\(`[^`]+`\))?$/,
    ),
  priority: z.int().positive(),
  middlewares: z.array(z.string()).optional(),
  service: z.string(),
});

const service = z.union([
  z.strictObject({
    loadBalancer: z.strictObject({
      servers: z.array(z.strictObject({ url: z.url() })),
      healthCheck: z
        .strictObject({ path: z.string(), interval: duration, timeout: duration })
        .optional(),
      sticky: sticky.optional(),
      responseForwarding: z.strictObject({ flushInterval: duration }).optional(),
    }),
  }),
  z.strictObject({
    weighted: z.strictObject({
      services: z.array(z.strictObject({ name: z.string(), weight: z.int().positive() })).min(1),
      healthCheck: z.strictObject({}).optional(),
      sticky: sticky.optional(),
    }),
  }),
]);

const middleware = z.union([
  z.strictObject({ replacePath: z.strictObject({ path: z.string() }) }),
  z.strictObject({ rateLimit: z.strictObject({ average: z.int(), burst: z.int() }) }),
  z.strictObject({ ipAllowList: z.strictObject({ sourceRange: z.array(z.string()).min(1) }) }),
  z.strictObject({
    headers: z.strictObject({
      contentTypeNosniff: z.boolean().optional(),
      customFrameOptionsValue: z.string().optional(),
      referrerPolicy: z.string().optional(),
      stsSeconds: z.number().int().optional(),
      contentSecurityPolicy: z.string().optional(),
      customRequestHeaders: z.record(z.string(), z.string()).optional(),
    }),
  }),
]);

/** The fields that Traefik 3.7 knows, of those that this stack uses: Traefik takes no file with any other. */
export const TRAEFIK_FILE = z.strictObject({
  http: z.strictObject({
    routers: z.record(z.string(), router),
    services: z.record(z.string(), service).optional(),
    middlewares: z.record(z.string(), middleware),
  }),
  tls: z
    .strictObject({
      certificates: z.array(z.strictObject({ certFile: z.string(), keyFile: z.string() })),
    })
    .optional(),
});
