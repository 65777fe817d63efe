export interface InputTransformer {
  /** JSON paths into the event, by the names that the template calls them. */
  inputPaths: Readonly<Record<string, string>>;
  inputTemplate: string;
}

/**
 * What a target is given instead of the event. Outside of quotation marks a variable is a JSON value; within them it
 * is put in as it is. "The full original event … can only be used as a value for a JSON field, as its contents are
 * not escaped" [EventBridge user guide, input transformation]; that no other variable is escaped either is INFERRED.
 *
 * @throws Error for a variable that is not there, and when no JSON comes out of it
 */
export function transform(transformer: InputTransformer, event: object): unknown {
  const { inputPaths, inputTemplate } = transformer;
  let quoted = false;
  const filled = inputTemplate.replaceAll(
    /\\.|"|<([\w.-]+)>/g,
    (part: string, variable: string | undefined) => {
      if (part === '"') quoted = !quoted;
      if (variable === undefined) return part;
      const value = valueOf(variable, inputPaths, event);
      if (value === undefined) return "";
      return quoted && typeof value === "string" ? value : JSON.stringify(value);
    },
  );
  try {
    return JSON.parse(filled) as unknown;
  } catch (error) {
    throw new Error(`the input transformer makes no JSON: ${filled}`, { cause: error });
  }
}

function valueOf(variable: string, paths: InputTransformer["inputPaths"], event: object): unknown {
  if (variable === "aws.events.event.json") return event;
  const path = paths[variable];
  if (path === undefined) throw new Error(`the input transformer has no path for <${variable}>`);
  return valueAt(path, event);
}

const STEP = /\.([\w-]+)|\[(\d+)\]/g;

/** @param path in dot notation, with indices of lists: `$.detail.state.value`, `$.resources[0]` */
function valueAt(path: string, event: object): unknown {
  const steps = [...path.matchAll(STEP)];
  if (`$${steps.map(([step]) => step).join("")}` !== path) {
    throw new Error(`the stand-in's input transformers have no ${path}`);
  }
  return steps.reduce<unknown>((value, [, name, index]) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === (name ?? index))?.[1];
  }, event);
}
