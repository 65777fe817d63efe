import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { lobechatCommand } from "../../ops/lobechatCommand";
import { processTools } from "../../ops/processTools";

const CHECKOUT = join(__dirname, "..", "..");

/** What stands in the pages as code, each line by itself, with the page that has it. */
function code(): [string, string][] {
  const listed = execFileSync("git", ["ls-files", "*.md"], { cwd: CHECKOUT, encoding: "utf8" });
  const pages = listed
    .split("\n")
    .filter((path) => existsSync(join(CHECKOUT, path)) && path !== "");
  return pages.flatMap((page) => {
    const text = readFileSync(join(CHECKOUT, page), "utf8");
    const spans = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/^ {4}(.*)$/gm)];
    return spans.map(([, line = ""]): [string, string] => [page, line]);
  });
}

describe("the commands in the pages", () => {
  it("are commands of lobechat, with options that they have", () => {
    const known = new Map(
      lobechatCommand(processTools()).commands.map((command) => [
        command.name(),
        new Set(["--help", ...command.options.map(({ long }) => long ?? "")]),
      ]),
    );
    const named = code().flatMap(([page, line]) =>
      [...line.matchAll(/(?<!(?:-n|--namespace) )\blobechat ([a-z][a-z-]+)([^;|#`]*)/g)].map(
        ([, name = "", rest = ""]) => ({ page, name, options: rest.match(/--[a-z-]+/g) ?? [] }),
      ),
    );
    assert.ok(named.length > 50, `only ${named.length} were found`);
    assert.deepEqual(
      named.flatMap(({ page, name, options }) => {
        const has = known.get(name);
        if (has === undefined) return [`${page}: there is no lobechat ${name}`];
        const unknown = options.filter((option) => !has.has(option));
        return unknown.map((option) => `${page}: lobechat ${name} has no ${option}`);
      }),
      [],
    );
  });

  it("are scripts of package.json", () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")));
    const named = code().flatMap(([page, line]) =>
      [...line.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, script = ""]) => ({
        page,
        script,
      })),
    );
    assert.ok(named.length > 15, `only ${named.length} were found`);
    assert.deepEqual(
      named.filter(({ script }) => scripts[script] === undefined),
      [],
    );
  });
});
