/** One line or block of an nginx.conf. */
export interface Directive {
  name: string;
  args: string[];
  block: Directive[];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[{};]|[^\s{};"'#]+/g;

/** Reads nginx's own language: words, ended by a semicolon or by a block in braces. */
export function parseNginxConf(text: string): Directive[] {
  const root: Directive[] = [];
  const open: Directive[][] = [root];
  const words: string[] = [];
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !token.startsWith("#"));
  for (const token of tokens) {
    if (token === "}") open.pop();
    else if (token === ";" || token === "{") {
      const [name = "", ...args] = words.splice(0);
      const directive: Directive = { name, args, block: [] };
      open.at(-1)?.push(directive);
      if (token === "{") open.push(directive.block);
    } else words.push(unquoted(token));
  }
  if (open.length !== 1) throw new Error("nginx.conf: braces do not match");
  return root;
}

function unquoted(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1) : token;
}

/** All directives of a name, at any depth. */
export function findAll(directives: readonly Directive[], name: string): Directive[] {
  return directives.flatMap((directive) => [
    ...(directive.name === name ? [directive] : []),
    ...findAll(directive.block, name),
  ]);
}
