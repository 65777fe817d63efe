import type { ConfigMap, ConfigValue, Stack } from "@pulumi/pulumi/automation";

/**
 * A stack whose file keeps its shape: an object that is set stays one in Pulumi.<stack>.yaml, where the plain way
 * would leave a line of JSON that nobody wants to review.
 */
export function withShapedConfig(stack: Stack): Stack {
  stack.setAllConfig = (config: ConfigMap) =>
    stack.setAllConfigJson(
      JSON.stringify(
        Object.fromEntries(Object.entries(config).map(([key, value]) => [key, shaped(value)])),
      ),
    );
  return stack;
}

/** As `pulumi config --json` writes it. */
function shaped({ value, secret = false }: ConfigValue) {
  const objectValue = objectIn(value);
  return objectValue === undefined || secret ? { value, secret } : { value, objectValue, secret };
}

function objectIn(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
