import { createHash } from "node:crypto";

/** The page, put in when the app is bundled. */
declare const PAGE: string;

const CHUNKS = ["webpack", "main-app", "framework", "page", "chat", "settings"];

/** How every script of the small app begins, and of no other. */
export const BUILD_MARK = "self.__build(";

/** What one build of the app consists of: pages, and files with the hash of their content in their name. */
export interface Build {
  /** For one who is to sign in, or who has. */
  page(kind: "signin" | "chat"): string;
  /** Content of a hashed file, by its path. undefined: another build's, or none. */
  chunk(path: string): string | undefined;
}

export function buildOf(version: string): Build {
  const chunks = new Map(
    CHUNKS.map((name) => {
      const content = `${BUILD_MARK}"${name}", "${version}");\n`.repeat(20);
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
      return [`/_next/static/chunks/${name}-${hash}.js`, content];
    }),
  );
  const scripts = [...chunks.keys()].map((path) => `<script src="${path}" async=""></script>`);
  const built = PAGE.replaceAll("{{version}}", version).replace(
    "<!-- scripts -->",
    scripts.join(""),
  );
  const pages = {
    signin: built.replace("{{page}}", "signin"),
    chat: built.replace("{{page}}", "chat"),
  };
  return { page: (kind) => pages[kind], chunk: (path) => chunks.get(path) };
}
