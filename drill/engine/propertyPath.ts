import { isObject, isSecret, type Json, type Properties } from "./envelope";

/** The steps of a path such as `spec.template["pod.name"].ports[0]`; `*` stands for every child. */
function parsePath(path: string): string[] {
  const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...steps].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
}

/**
 * The inputs, with what stands at each path put back to what it was: the option `ignoreChanges`.
 * What was added or removed at such a path is undone as well.
 */
export function resetPaths(inputs: Properties, olds: Properties, paths: string[]): Properties {
  return paths.reduce<Properties>((current, path) => {
    const reset = resetAt(current, olds, parsePath(path));
    return isObject(reset) ? reset : current;
  }, inputs);
}

function resetAt(
  current: Json | undefined,
  old: Json | undefined,
  path: string[],
): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return old;
  if (isSecret(current)) {
    const plain = resetAt(current.value, isSecret(old) ? old.value : old, path);
    return { ...current, value: plain ?? null };
  }
  const past = isSecret(old) ? old.value : old;
  if (step === "*") return resetChildren(current, past, rest);
  if (Array.isArray(current)) {
    return current.map((item, index) =>
      String(index) === step ? (resetAt(item, childOf(past, step), rest) ?? item) : item,
    );
  }
  if (!isObject(current)) return current;
  const child = resetAt(current[step], childOf(past, step), rest);
  const others = Object.entries(current).filter(([key]) => key !== step);
  return child === undefined ? Object.fromEntries(others) : { ...current, [step]: child };
}

function resetChildren(
  current: Json | undefined,
  old: Json | undefined,
  rest: string[],
): Json | undefined {
  const keys = typeof current === "object" && current !== null ? Object.keys(current) : [];
  return keys.reduce<Json | undefined>(
    (result, key) => resetAt(result, old, [key, ...rest]),
    current,
  );
}

function childOf(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isObject(value) ? value[step] : undefined;
}
