import { z } from "zod";
import type { ImageName } from "../components/docker/imageName";
import { DEFAULT_IMAGES } from "./dockerImages";
import { dockerRestoreSchema } from "./dockerRestore";
import { engineImage, engineRelease } from "./release";
import {
  catalogue,
  colorsSchema,
  flipSchema,
  protectSchema,
  servingSchema,
  sharedSchema,
} from "./shared";
import { about, flag, hostName, judged, wholeNumber } from "./text";

const pem = (what: string, label: string) =>
  judged(`${what} in PEM`, (value) =>
    new RegExp(`-----BEGIN ${label}-----\\s[\\s\\S]+-----END ${label}-----\\s*$`).test(value)
      ? undefined
      : `${what} in PEM`,
  );

const ownCertificate = z.strictObject({
  certificate: pem("a certificate, and after it those that signed it,", "CERTIFICATE"),
  key: pem("its private key", "[A-Z ]*PRIVATE KEY"),
});

const acme = z.strictObject({
  acmeEmail: z.email({ error: "an address such as ops@example.com" }),
});

const site = z.strictObject({
  domain: hostName("a host name such as chat.example.com or lobechat.localhost").default(
    "lobechat.localhost",
  ),
  port: wholeNumber("a port from 1 to 65535", 1, 65_535).default(8080),
  tls: z
    .union([ownCertificate, acme], {
      error: "certificate and key in PEM, or acmeEmail for a certificate of Let's Encrypt",
    })
    .optional(),
});

const image = (name: ImageName) => engineImage.default(DEFAULT_IMAGES[name]);

const images = z.strictObject({
  edge: image("edge"),
  sessions: image("sessions"),
  database: image("database"),
  files: image("files"),
  assets: image("assets"),
  exporter: image("exporter"),
});

const mebibytes = (usual: number) =>
  wholeNumber("a whole number of MiB from 32 to 65536", 32, 65_536).default(usual);

const memoryMiB = z.strictObject({
  app: mebibytes(1536),
  database: mebibytes(1024),
  sessions: mebibytes(256),
  files: mebibytes(512),
  edge: mebibytes(256),
  assets: mebibytes(256),
  metrics: mebibytes(64),
});

const rateLimit = z.strictObject({
  average: wholeNumber("a whole number from 1 to 100000", 1, 100_000).default(100),
  burst: wholeNumber("a whole number from 1 to 100000", 1, 100_000).default(200),
});

/** Every key of a stack on a Docker engine. Its order is the order of the README's table. */
export const dockerSchema = {
  platform: z
    .literal("docker", { error: "aws or docker" })
    .meta(about("Where the stack runs.", "docker")),
  ...servingSchema,
  releases: catalogue(engineRelease),
  ...colorsSchema,
  site: site.prefault({}).meta({
    ...about(
      "The public name and port; with `tls` https, by a certificate of one's own (its key is secret) or by ACME.",
      {
        domain: "lobechat.localhost",
        port: 8080,
        tls: {
          certificate: "-----BEGIN CERTIFICATE-----…",
          key: "-----BEGIN PRIVATE KEY-----…",
        },
      },
      { domain: "chat.example.com", port: 443, tls: { acmeEmail: "ops@example.com" } },
    ),
    secret: ["tls.key"],
  }),
  images: images.prefault({}).meta(
    about(
      "What runs beside the releases: pinned by digest, or the id of an image that the engine has.",
      {
        edge: "docker.io/library/traefik:v3@sha256:…",
        sessions: "docker.io/library/redis:8@sha256:…",
        database: "docker.io/pgvector/pgvector:pg17@sha256:…",
        files: "docker.io/chrislusf/seaweedfs:4@sha256:…",
        assets: "docker.io/nginxinc/nginx-unprivileged:1-alpine@sha256:…",
        exporter: "docker.io/oliver006/redis_exporter:v1@sha256:…",
      },
    ),
  ),
  memoryMiB: memoryMiB.prefault({}).meta(
    about("The limit of each container, in MiB. Each of a colour's has that of `app`.", {
      app: 1536,
      database: 1024,
      sessions: 256,
      files: 512,
      edge: 256,
      assets: 256,
      metrics: 64,
    }),
  ),
  rateLimit: rateLimit
    .prefault({})
    .meta(
      about(
        "Requests a second that one address may make on average, and at once. More is answered 429.",
        { average: 100, burst: 200 },
      ),
    ),
  backups: flag()
    .default(true)
    .meta(
      about("Dumps every hour, day and week beside those of releases, on the same volume.", true),
    ),
  ...dockerRestoreSchema,
  ...sharedSchema,
  ...flipSchema,
  ...protectSchema,
} as const;

export type DockerConfig = {
  [Key in keyof typeof dockerSchema]: z.infer<(typeof dockerSchema)[Key]>;
};
