import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { reportPage } from "../../../drill/report/html/page";
import { SAMPLE, brokenSample } from "../sampleReport";
import { HOSTILE, TROUBLED } from "./troubledReport";

/** What a reader sees of a page: its text, without markup. */
function read(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

describe("the report's page", () => {
  it("allows itself its own style and nothing else", () => {
    const page = reportPage(TROUBLED);
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? "";
    const digest = createHash("sha256").update(style).digest("base64");
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    assert.equal(
      policy.replace(/&#39;/g, "'"),
      `default-src 'none'; img-src data:; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it("takes no text of the report for markup, wherever it stands", () => {
    const page = reportPage(TROUBLED);
    assert.equal(page.match(/<script|<img|<\/style>/g)?.join(), "</style>");
    assert.ok(read(page).includes(HOSTILE));
  });

  it("asks for nothing: all it links to is itself, or stands beside it", () => {
    const page = reportPage(TROUBLED);
    const links = [...page.matchAll(/ (?:href|src)="([^"#][^"]*)"/g)].map(([, link]) => link ?? "");
    assert.deepEqual(
      links.filter((link) => !link.startsWith("data:")),
      ["incidents/automatic-rollback.md"],
    );
    assert.doesNotMatch(page, /url\(|@import/);
  });

  it("links to steps that are there", () => {
    const page = reportPage(TROUBLED);
    const links = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id ?? "");
    assert.ok(links.length > 8);
    for (const id of links) assert.ok(page.includes(` id="${id}"`), id);
  });

  it("says first whether the drill passed, and ends with how to do it again", () => {
    const text = read(reportPage(SAMPLE));
    assert.match(text, /2026-03-14, 09:26 UTC Passed after 31\.2 s: \d+ promises held/);
    assert.match(text, /The same again npm run drill -- --users 50 --streams 20 engine embedded/);
    assert.match(text, /left out the same on the real engine: there is no pulumi on PATH/);
  });

  it("says of a broken promise what was seen and how to see it again", () => {
    assert.match(
      read(reportPage(brokenSample())),
      /✗ broken 6\. Users follow .* 1 session lost .*To see it again: npm run drill -- --users 50/,
    );
  });

  it("says of a step what Pulumi changed, and why it did not succeed", () => {
    const text = read(reportPage(SAMPLE));
    assert.match(text, /\+ Job snapshot-2\.1\.26 .*~ Deployment green/);
    assert.match(text, /Job snapshot-2\.1\.27 failed: the Job ran four times without success/);
    assert.match(text, /2\.0\.9 cannot read the schema of 2\.1\.26/);
  });

  it("says of a step what the policies said, and what a fault explains", () => {
    const text = read(reportPage(TROUBLED));
    assert.match(text, /images-by-digest \(mandatory\) on latest: runs a-very-long-name/);
    assert.match(text, /Redis restarts explains 12 failed requests; 0 lost\. The next up left/);
    assert.match(text, /30 failed with status 500 from green, from 61\.2 s to 66\.4 s/);
  });

  it("says of a restore whether the rows are those of before", () => {
    const text = read(reportPage(TROUBLED));
    assert.match(text, /Not the same rows as before\. .*47\.1 KiB, dumped in 0\.4 s/);
    assert.match(text, /messages 1,834 1,833/);
  });
});
