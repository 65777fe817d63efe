import { createHash } from "node:crypto";

const CHUNKS = ["webpack", "main-app", "framework", "page", "chat", "settings"];

/** What one build of the app consists of: pages, and files with the hash of their content in their name. */
export interface Build {
  /** The page of a path, for example "signin". */
  page(title: string): string;
  /** Content of a hashed file, by its path. undefined: another build's, or none. */
  chunk(path: string): string | undefined;
}

export function buildOf(version: string): Build {
  const chunks = new Map(
    CHUNKS.map((name) => {
      const content = `self.__build("${name}", "${version}");\n`.repeat(20);
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
      return [`/_next/static/chunks/${name}-${hash}.js`, content];
    }),
  );
  const scripts = [...chunks.keys()].map((path) => `<script src="${path}" async=""></script>`);
  return {
    page: (title) =>
      `<!DOCTYPE html><html><head><title>${title}</title>${scripts.join("")}</head>` +
      `<body><div id="app">${title}</div></body></html>`,
    chunk: (path) => chunks.get(path),
  };
}
