import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const CHECKOUT = join(__dirname, "..", "..");

/** Every Markdown page that belongs to the repository, one that is about to be added too. */
function pages(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"];
  const listed = execFileSync("git", args, { cwd: CHECKOUT, encoding: "utf8" });
  return listed.split("\n").filter((path) => path !== "" && existsSync(join(CHECKOUT, path)));
}

/** The page without what is quoted: a link in a code block is no link. */
function prose(path: string): string {
  return readFileSync(join(CHECKOUT, path), "utf8")
    .replaceAll(/^ *```[\s\S]*?^ *```/gm, "")
    .replaceAll(/^ {4}.*$/gm, "")
    .replaceAll(/<!--[\s\S]*?-->/g, "");
}

/** Where a page points to inside the repository: Markdown's links and images, and HTML's. */
function targets(page: string): string[] {
  const text = prose(page).replaceAll(/`[^`\n]*`/g, "");
  const links = [
    ...text.matchAll(/\]\(\s*<?([^)\s>]+)/g),
    ...text.matchAll(/(?:href|src)="([^"]+)"/g),
  ];
  const sets = [...text.matchAll(/srcset="([^"\s]+)/g)];
  return [...links, ...sets].flatMap(([, target]) => (target === undefined ? [] : [target]));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    [...prose(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = ""]) => {
      const slug = heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(/\s/g, "-");
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/** What is wrong with a link, or undefined. */
function wrongWith(page: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : relative(CHECKOUT, join(CHECKOUT, dirname(page), path));
  if (!existsSync(join(CHECKOUT, file))) return `${page}: ${target} is not there`;
  if (anchor === undefined || statSync(join(CHECKOUT, file)).isDirectory()) return undefined;
  if (!file.endsWith(".md") || anchors(file).has(anchor)) return undefined;
  return `${page}: ${file} has no heading ${anchor}`;
}

describe("the pages", () => {
  it("link to files and headings that are there", () => {
    const all = pages();
    const links = all.flatMap((page) => targets(page).map((target) => [page, target] as const));
    assert.ok(links.length > 20, `only ${links.length} links were found`);
    assert.deepEqual(
      links.flatMap(([page, target]) => wrongWith(page, target) ?? []),
      [],
    );
  });

  it("name tests that are there", () => {
    const named = ["docs/architecture.md", "docs/decisions.md"].flatMap((page) =>
      [...readFileSync(join(CHECKOUT, page), "utf8").matchAll(/`(test\/[\w./]+\.ts)`/g)].map(
        ([, path = ""]) => path,
      ),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter((path) => !existsSync(join(CHECKOUT, path))),
      [],
    );
  });

  it("are reached from the README, by links", () => {
    const reached = new Set<string>();
    const visit = (page: string): void => {
      if (reached.has(page)) return;
      reached.add(page);
      for (const target of targets(page)) {
        const [path = ""] = target.split("#");
        const file = relative(CHECKOUT, join(CHECKOUT, dirname(page), path));
        if (path.endsWith(".md") && existsSync(join(CHECKOUT, file))) visit(file);
      }
    };
    visit("README.md");
    const lost = pages().filter((page) => !reached.has(page) && !page.startsWith("."));
    assert.deepEqual(lost, []);
  });
});
