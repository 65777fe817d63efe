import { validRange } from "semver";
import { z } from "zod";
import { COLORS } from "./color";
import { secrets } from "./data";
import { side, version, type ReleaseEntry } from "./release";
import { about, block, flag, judged, percent, text, wholeNumber } from "./text";

const color = z.enum(COLORS, { error: "blue or green" });

/** Who serves. */
export const servingSchema = {
  activeColor: color.meta(about("Who serves. Changing it is a flip or a rollback.", "blue")),
  canaryPercent: wholeNumber("a whole number from 0 to 50", 0, 50)
    .default(0)
    .meta(about("Share of all users, in percent, that the idle colour gets.", 10)),
} as const;

/** The catalogue, of releases as a platform finds them. */
export const catalogue = <Entry extends z.ZodType<ReleaseEntry>>(entry: Entry) =>
  z.record(z.string(), entry, { error: "the catalogue of releases" }).meta(
    about("The catalogue: everything one may run or go back to, by version and git SHA.", {
      "2.1.26-9f3c2e1": {
        version: "2.1.26",
        source: "docker.io/lobehub/lobehub:2.1.26@sha256:…",
        env: { FEATURE_FLAGS: "+group_chat" },
      },
    }),
  );

/** What each color runs, on the one database. */
export const colorsSchema = {
  blue: side.meta(
    about("What blue runs, and how much of it.", {
      release: "2.1.25-a1b2c3d",
      capacity: { min: 2, max: 6 },
    }),
  ),
  green: side.meta(
    about("What green runs, and how much of it.", {
      release: "2.1.26-9f3c2e1",
      capacity: { min: 2, max: 6 },
    }),
  ),
  schema: z
    .strictObject({
      version,
      readableBy: judged("a range of versions such as >=2.1.24", (value) =>
        validRange(value) === null ? "a range of versions such as >=2.1.24" : undefined,
      ),
    })
    .meta(
      about("High-water mark of the shared database: who migrated it last, and who can read it.", {
        version: "2.1.26",
        readableBy: ">=2.1.24",
      }),
    ),
  acknowledgeSlowRollback: flag()
    .default(false)
    .meta(about("Allows an idle colour without pods: a rollback then waits for them.", false)),
} as const;

/** What both colors share in secret, and who may come. */
export const sharedSchema = {
  secrets: secrets.prefault({}).meta({
    ...about(
      "What both colours sign and encrypt with. Made once; of an adopted installation: its own.",
      {
        authSecret: "…",
        keyVaultsSecret: "…",
        jwksKey: '{"keys":[…]}',
      },
    ),
    secret: true,
  }),
  apiKeys: z
    .record(z.string(), text("a key"), { error: "keys by variable" })
    .default({})
    .meta({
      ...about("Secret variables of both colours: model providers, single sign-on, mail.", {
        OPENAI_API_KEY: "…",
      }),
      secret: true,
    }),
  allowedCidrs: z
    .array(block(), { error: "a list of blocks" })
    .min(1, { error: "at least one block" })
    .default(["0.0.0.0/0"])
    .meta(about("Who may reach the load balancer.", ["0.0.0.0/0"])),
} as const;

const flipLimits = z
  .strictObject({
    warnBelowPercent: percent(0).default(80),
    refuseBelowPercent: percent(0).default(50),
    answers: wholeNumber("a whole number from 1 to 20", 1, 20).default(3),
    bakeMinutes: wholeNumber("a whole number from 1 to 1440", 1, 1440).default(30),
  })
  .refine(({ warnBelowPercent, refuseBelowPercent }) => warnBelowPercent >= refuseBelowPercent, {
    error: "a number that is at least refuseBelowPercent",
    path: ["warnBelowPercent"],
  });

/** How traffic moves. */
export const flipSchema = {
  flipGuard: z
    .enum(["enforce", "warn", "off"], { error: "enforce, warn or off" })
    .default("enforce")
    .meta(
      about(
        "What becomes of a flip to a colour that does not prove itself: refused, warned of, or not looked at. The history shows it.",
        "enforce",
      ),
    ),
  flipLimits: flipLimits
    .prefault({})
    .meta(
      about(
        "Healthy targets in percent of what the other colour has, right answers in a row, and for how long a flip is on trial.",
        { warnBelowPercent: 80, refuseBelowPercent: 50, answers: 3, bakeMinutes: 30 },
      ),
    ),
  refused: text("the name of a release")
    .optional()
    .meta(
      about(
        "The release that a rollback fled from; set by it. No flip goes back there.",
        "2.1.26-9f3c2e1",
      ),
    ),
  again: flag()
    .default(false)
    .meta(about("Lets one flip go back to the release that was fled from.", false)),
  maintenance: flag()
    .default(false)
    .meta(
      about(
        "Everyone gets a fixed 503 page, before anything else changes: for a release that the active colour cannot live with.",
        false,
      ),
    ),
} as const;

export const protectSchema = {
  protect: flag()
    .default(true)
    .meta(about("Protects what holds data or traffic. False only for stacks to throw away.", true)),
} as const;

type Shape = typeof servingSchema &
  typeof colorsSchema &
  typeof sharedSchema &
  typeof flipSchema &
  typeof protectSchema;

/** What every platform's configuration has in common. */
export type SharedConfig = { [Key in keyof Shape]: z.infer<Shape[Key]> };
