import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";

const CHECKOUT = join(__dirname, "..", "..");
const FOLDER = join(CHECKOUT, ".github", "workflows");
const ACTIONS = join(CHECKOUT, ".github", "actions");

const PERMISSIONS = z.record(z.string(), z.enum(["read", "write", "none"]));
const STEP = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.looseObject({ script: z.string().optional() }).optional(),
});
const CONCURRENCY = z.object({ group: z.string(), "cancel-in-progress": z.boolean() });
const JOB = z.looseObject({
  permissions: PERMISSIONS.optional(),
  "timeout-minutes": z.number().optional(),
  environment: z.string().optional(),
  steps: z.array(STEP),
});
const INPUT = z.looseObject({ required: z.boolean().optional() });
const WORKFLOW = z.looseObject({
  on: z.looseObject({
    workflow_dispatch: z.looseObject({ inputs: z.record(z.string(), INPUT).optional() }).nullish(),
  }),
  permissions: PERMISSIONS,
  concurrency: CONCURRENCY,
  jobs: z.record(z.string(), JOB),
});
const ACTION = z.looseObject({ runs: z.looseObject({ steps: z.array(STEP) }) });

export type Step = z.infer<typeof STEP>;
export type Workflow = z.infer<typeof WORKFLOW> & { file: string; text: string };

/** Every workflow, by its file's name. */
export function workflows(): Workflow[] {
  return readdirSync(FOLDER).map((file) => {
    const text = readFileSync(join(FOLDER, file), "utf8");
    return { file, text, ...WORKFLOW.parse(load(text)) };
  });
}

/** What runs, of workflows and of the actions that they share, with the file that it is in. */
export function steps(): { file: string; step: Step }[] {
  return [
    ...workflows().flatMap(({ file, jobs }) =>
      Object.values(jobs).flatMap((job) => job.steps.map((step) => ({ file, step }))),
    ),
    ...actionFiles().flatMap((path) =>
      ACTION.parse(load(readFileSync(path, "utf8"))).runs.steps.map((step) => ({
        file: relative(ACTIONS, path),
        step,
      })),
    ),
  ];
}

/** The text of every file, comments too. */
export function texts(): string[] {
  return [
    ...workflows().map(({ text }) => text),
    ...actionFiles().map((path) => readFileSync(path, "utf8")),
  ];
}

function actionFiles(): string[] {
  return readdirSync(ACTIONS).map((name) => join(ACTIONS, name, "action.yml"));
}
