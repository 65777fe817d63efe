import { z } from "zod";
import type { Registered } from "./argumentTypes";
import { CUSTOM_SCHEMAS } from "./customSchemas";

const manifest = z.object({ apiVersion: z.string(), kind: z.string() });

interface Model {
  /** @throws Error that names every mistake */
  validate(): void;
}

/** What an encrypted value within a property reads as. */
const SEALED = "sealed";

/** Validates Kubernetes' objects by Kubernetes' own schema, or the vendor's. @returns a line for each mistake */
export async function manifestProblems(objects: readonly Registered[]): Promise<string[]> {
  const problems = await Promise.all(
    objects.map(async (object) => {
      const said = await problemsOf(object.type, readable(object.inputs));
      return said.map((text) => `${object.type.split(":").at(-1) ?? ""} ${object.name}: ${text}`);
    }),
  );
  return problems.flat();
}

async function problemsOf(type: string, object: unknown): Promise<string[]> {
  const custom = CUSTOM_SCHEMAS.get(type);
  if (custom !== undefined) {
    const issues = custom.safeParse(object).error?.issues ?? [];
    return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  }
  const parsed = manifest.safeParse(object);
  if (!parsed.success) return ["it does not say its apiVersion and kind"];
  const { apiVersion, kind } = parsed.data;
  const model = await modelOf(apiVersion, kind, object);
  try {
    model.validate();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The package has a file for each kind, and a class of that name in it. @throws where Kubernetes has no such kind */
async function modelOf(apiVersion: string, kind: string, object: unknown): Promise<Model> {
  const file: unknown = await import(`kubernetes-models/${apiVersion}/${kind}`);
  const models = file as Record<string, new (data: unknown) => Model>;
  const Kind = models[kind];
  if (Kind === undefined) throw new Error(`kubernetes-models has no ${apiVersion} ${kind}`);
  return new Kind(object);
}

/** A property that is encrypted as a whole, such as a Secret's data, is left out: nobody can see its shape. */
function readable(inputs: Registered["inputs"]): unknown {
  return unsealed(Object.fromEntries(Object.entries(inputs).filter(([, part]) => !isSealed(part))));
}

function isSealed(value: unknown): value is object {
  return typeof value === "object" && value !== null && "ciphertext" in value;
}

function unsealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unsealed);
  if (isSealed(value)) return SEALED;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unsealed(item)]));
}
