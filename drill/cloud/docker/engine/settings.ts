import { z } from "zod";

const mount = z.object({ target: z.string(), source: z.string().default(""), type: z.string() });

const volume = z.object({
  volumeName: z.string().default(""),
  containerPath: z.string().default(""),
});

const port = z.object({ internal: z.number().int(), external: z.number().int().optional() });

const upload = z.object({
  file: z.string(),
  content: z.string().optional(),
  contentBase64: z.string().optional(),
});

/** The inputs of docker.Container that make a difference here, with the provider's own defaults. */
export const containerSettings = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).default([]),
  entrypoints: z.array(z.string()).default([]),
  envs: z.array(z.string()).default([]),
  labels: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
  networksAdvanced: z
    .array(z.object({ name: z.string(), aliases: z.array(z.string()).default([]) }))
    .default([]),
  uploads: z.array(upload).default([]),
  volumes: z.array(volume).default([]),
  mounts: z.array(mount).default([]),
  ports: z.array(port).default([]),
  healthcheck: z.object({ tests: z.array(z.string()) }).optional(),
  start: z.boolean().default(true),
  mustRun: z.boolean().default(true),
  attach: z.boolean().default(false),
  logs: z.boolean().default(false),
  wait: z.boolean().default(false),
  waitTimeout: z.number().default(60),
  restart: z.enum(["no", "on-failure", "always", "unless-stopped"]).default("no"),
  destroyGraceSeconds: z.number().default(0),
});

export type ContainerSettings = z.infer<typeof containerSettings>;

export const networkSettings = z.object({ name: z.string() });

export const volumeSettings = z.object({
  name: z.string(),
  labels: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
});

export const imageSettings = z.object({ name: z.string() });

/** Labels as the daemon has them: by their names. */
export function labelsOf(
  labels: readonly { label: string; value: string }[],
): Record<string, string> {
  return Object.fromEntries(labels.map(({ label, value }) => [label, value]));
}

/** `KEY=VALUE` lines by their names. */
export function environmentOf({ envs }: ContainerSettings): Record<string, string> {
  return Object.fromEntries(
    envs.map((env) => {
      const equals = env.indexOf("=");
      return [env.slice(0, equals), env.slice(equals + 1)];
    }),
  );
}

/** The text of the uploaded files, by their paths in the container. */
export function filesOf({ uploads }: ContainerSettings): Record<string, string> {
  return Object.fromEntries(
    uploads.map(({ file, content, contentBase64 = "" }) => [
      file,
      content ?? Buffer.from(contentBase64, "base64").toString(),
    ]),
  );
}

/** Where each volume is mounted, by the volume's name. */
export function mountPointsOf({ volumes, mounts }: ContainerSettings): Record<string, string> {
  return Object.fromEntries([
    ...volumes.map(({ volumeName, containerPath }) => [volumeName, containerPath] as const),
    ...mounts
      .filter(({ type }) => type === "volume")
      .map(({ source, target }) => [source, target] as const),
  ]);
}
