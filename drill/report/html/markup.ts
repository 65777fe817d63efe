/** A piece of HTML or SVG that is safe to put on a page. Only `markup` makes one. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: text, which is escaped, and markup, which is not. A list is joined. */
export type Content = string | number | Markup | readonly Content[];

/** A template of HTML or SVG, in which all that is filled in is escaped, attributes too. */
export function markup(parts: TemplateStringsArray, ...contents: Content[]): Markup {
  const text = parts.map((part, index) => part + written(contents[index] ?? "")).join("");
  return new Markup(text);
}

/** What is shown where there is nothing. */
export const NOTHING = new Markup("");

function written(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(written).join("");
  return String(content).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
