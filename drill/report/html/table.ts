import { type Content, type Markup, markup } from "./markup";

/** A table whose cells carry their column's name: on a phone each row is a list of its own. */
export function table(columns: readonly string[], rows: readonly (readonly Content[])[]): Markup {
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const body = rows.map((cells) => {
    const row = cells.map(
      (cell, index) => markup`<td data-column="${columns[index] ?? ""}"><div>${cell}</div></td>`,
    );
    return markup`<tr>${row}</tr>\n`;
  });
  return markup`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A link to a step, by its number and title; the id alone where there is no such step. */
export function stepLink(steps: readonly { id: string; title: string }[], id: string): Content {
  const index = steps.findIndex((step) => step.id === id);
  const step = steps[index];
  if (step === undefined) return id;
  return markup`<a href="#${id}">${index + 1} ${step.title}</a>`;
}
