import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DrillReport } from "../report";
import { verdictOf } from "../verdictWords";
import { figures } from "./figures";
import { flipsPart } from "./flipsPart";
import { Markup, type Content, NOTHING, markup } from "./markup";
import { picture } from "./picture/picture";
import { promisesPart } from "./promisesPart";
import { reproducePart } from "./reproducePart";
import { restoresPart } from "./restoresPart";
import { rollbacksPart } from "./rollbacksPart";
import { stepsPart } from "./stepsPart";

const STYLES = ["page.css", "parts.css", "picture/picture.css", "print.css"];

const ICON =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#2f6fde" d="M8 1a7 7 0 0 0 0 14z"/><path fill="#1f9d57" d="M8 1a7 7 0 0 1 0 14z"/></svg>',
  );

/**
 * The report as a page of its own: one file that loads nothing and runs nothing, and says so to the browser. The
 * picture is therefore plain SVG rather than a library's canvas: it prints as drawn, follows dark and light by itself,
 * and is there where scripts are not allowed.
 */
export function reportPage(report: DrillReport): string {
  const style = STYLES.map((file) => readFileSync(join(__dirname, file), "utf8")).join("");
  const digest = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(report)}</title>
<link rel="icon" href="${ICON}">
<style>${new Markup(style)}</style>
</head>
<body>
<header class="${report.verdict}">
<p class="what">LobeChat, blue and green: the drill of ${dateOf(report)}</p>
<h1>${verdictOf(report)}</h1>
${figures(report)}
</header>
<main>
${timelinePart(report)}
${promisesPart(report)}
${flipsPart(report)}
${rollbacksPart(report)}
${restoresPart(report)}
${stepsPart(report)}
${reproducePart(report)}
</main>
</body>
</html>
`.text;
}

function titleOf(report: DrillReport): string {
  return `Drill of ${dateOf(report)}: ${report.verdict}`;
}

/** "2026-03-14, 09:26 UTC" */
function dateOf({ startedAt }: DrillReport): string {
  return `${startedAt.slice(0, 10)}, ${startedAt.slice(11, 16)} UTC`;
}

function timelinePart(report: DrillReport): Content {
  const drawn = picture(report);
  if (drawn === NOTHING) return NOTHING;
  return markup`<section>
<h2>What users saw</h2>
<p class="legend"><span class="key blue">blue</span><span class="key green">green</span><span class="key failed">failed</span><span class="key other">fault or alarm</span><span>A number is the step’s, below; dashed: refused.</span></p>
${drawn}
</section>`;
}
