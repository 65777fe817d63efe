import { stripVTControlCharacters } from "node:util";

/** Lines of a table whose columns are as wide as their widest cell, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  );
}

/** As it is seen: what paints a cell takes no room. */
function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
