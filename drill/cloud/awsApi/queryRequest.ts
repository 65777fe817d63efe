interface Node {
  text?: string;
  members: Map<string, Node>;
}

/**
 * Parameters of the Query protocol as nested values: `Tags.member.1.Key=a` is `{ Tags: [{ Key: "a" }] }`
 * [AWS Query protocol, Smithy specification].
 */
export function parseQuery(parameters: URLSearchParams): Record<string, unknown> {
  const root: Node = { members: new Map() };
  for (const [name, text] of parameters) {
    let node = root;
    for (const part of name.split(".")) {
      const next = node.members.get(part) ?? { members: new Map() };
      node.members.set(part, next);
      node = next;
    }
    node.text = text;
  }
  return Object.fromEntries([...root.members].map(([name, node]) => [name, valueOf(node)]));
}

function valueOf({ text, members }: Node): unknown {
  if (members.size === 0) return text ?? "";
  const list = members.get("member");
  if (list !== undefined) {
    return [...list.members]
      .toSorted(([one], [other]) => Number(one) - Number(other))
      .map(([, node]) => valueOf(node));
  }
  return Object.fromEntries([...members].map(([name, node]) => [name, valueOf(node)]));
}
