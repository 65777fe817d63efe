import { join } from "node:path";
import ts from "typescript";

/** A resource as the program registered it. */
export interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const CHECKOUT = join(__dirname, "..", "..", "..");
const FILE = join(CHECKOUT, "registered.ts");

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: [],
};

/** Objects of the API groups that the SDK has a type for; of all others there is only a loose one. */
const KUBERNETES_GROUP = /^([a-z]+)(?:\.[a-z]+)*\.k8s\.io\/|^([a-z]+)\//;

/** What stands for a value that lies encrypted in the state: it fits everywhere. */
const SEALED = "sealed";

/** Whether the SDK says which inputs the type has. */
export function isTyped(type: string): boolean {
  return moduleOf(type) !== undefined;
}

/**
 * Compiles what was registered as object literals of the SDK's own argument types.
 * @returns a line for each mistake: `ListenerRule traffic: …`
 */
export function argumentProblems(resources: readonly Registered[]): string[] {
  const statements = resources.map(statementOf);
  const text = [`declare const ${SEALED}: never;\n`, ...statements].join("");
  const source = ts.createSourceFile(FILE, text, ts.ScriptTarget.ES2022);
  const host = ts.createCompilerHost(OPTIONS);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...rest) => (file === FILE ? source : getSourceFile(file, ...rest));
  const program = ts.createProgram([FILE], OPTIONS, host);
  return program.getSemanticDiagnostics(program.getSourceFile(FILE)).map((diagnostic) => {
    const { line } = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    const { type, name } = resources[line - 1] ?? { type: "", name: "" };
    return `${type.split(":").at(-1) ?? ""} ${name}: ${message}`;
  });
}

/** One line each, after the declaration: the line of a mistake tells the resource. */
function statementOf({ type, inputs }: Registered, at: number): string {
  const path = moduleOf(type);
  if (path === undefined) throw new Error(`the SDK has no arguments of ${type}`);
  const args = `import("${path}").${type.split(":").at(-1) ?? ""}Args`;
  return `const r${at}: ${args} = ${literalOf(inputs)};\n`;
}

/** Where the SDK's package has the type: "aws:lb/listenerRule:ListenerRule" is in @pulumi/aws/lb/listenerRule. */
function moduleOf(type: string): string | undefined {
  const [pkg = "", path = "", kind = ""] = type.split(":");
  if (pkg !== "kubernetes") return join(`@pulumi/${pkg}`, path.replace(/^index\//, ""));
  const group = KUBERNETES_GROUP.exec(path);
  if (group === null) return undefined;
  const file = kind.charAt(0).toLowerCase() + kind.slice(1);
  const version = path.split("/").at(-1) ?? "";
  return join("@pulumi/kubernetes", group[1] ?? group[2] ?? "", version, file);
}

function literalOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if ("ciphertext" in value) return SEALED;
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${literalOf(member)}`,
  );
  return `{ ${members.join(", ")} }`;
}
