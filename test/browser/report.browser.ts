import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, type Browser, type Page } from "puppeteer-core";
import { writePage } from "../../drill/report/outDir";
import type { DrillReport } from "../../drill/report/report";
import { TROUBLED } from "../report/html/troubledReport";
import { SAMPLE } from "../report/sampleReport";
import { findChromium } from "./support/chromium";

/** In pixels; what is smaller nobody reads on a phone. */
const LEAST_FONT = 11;
/** Of small text on its ground, by WCAG 2.1, AA. */
const LEAST_CONTRAST = 4.5;

const REPORTS: Record<string, DrillReport> = { passed: SAMPLE, troubled: TROUBLED };

/** The smallest font of any text that is shown. */
const SMALLEST = `Math.min(...[...document.querySelectorAll("body *")]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""))
  .filter((each) => each.getClientRects().length > 0)
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))`;

/** What stands out of the screen on either side. */
const OUTSIDE = `[...document.querySelectorAll("body *")]
  .filter((each) => each.closest("details:not([open]) > :not(summary)") === null)
  .filter((each) => { const box = each.getBoundingClientRect(); return box.width > 0 && (box.left < 0 || box.right > innerWidth + 0.5); })
  .map((each) => each.outerHTML.slice(0, 80))`;

/** Brightness from 0 to 1 of the page's ink, of its faint ink, and of its paper. */
const BRIGHTNESS = `["h1", ".what", "body"].map((selector, index) => {
  const style = getComputedStyle(document.querySelector(selector));
  const [r, g, b] = (index === 2 ? style.backgroundColor : style.color).match(/[\\d.]+/g).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
})`;

describe("the report in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  let folder: string;
  /** Whatever the console shows in red, and every request beside the page's own. */
  const complaints: string[] = [];
  const ends: (() => Promise<void>)[] = [];

  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      console.log("    SKIPPED: no chromium on PATH, and CHROMIUM_PATH does not name one");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "drill-report-pages-"));
    console.log(`    pictures of the report are in ${folder}`);
    // Its sandbox needs what a container rarely allows; it opens nothing but this page.
    browser = await launch({ executablePath, args: ["--no-sandbox"] });
    ends.push(() => browser.close());
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => {
      const url = request.url();
      if (!request.isNavigationRequest() && !url.startsWith("data:")) complaints.push(url);
    });
  });
  after(async () => {
    for (const end of ends) await end();
  });

  async function open(report: DrillReport, width: number, scheme: string): Promise<void> {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(pathToFileURL(writePage(report, folder)).href);
  }

  for (const [name, report] of Object.entries(REPORTS)) {
    for (const width of [390, 1440]) {
      for (const scheme of ["light", "dark"]) {
        it(`of a drill that ${name === "passed" ? "passed" : "had trouble"} is legible at ${String(width)} px, ${scheme}`, async () => {
          await open(report, width, scheme);
          const path = join(folder, `${name}-${String(width)}-${scheme}.png`);
          await page.screenshot({ path, fullPage: true });
          const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
          assert.ok(wide <= width, `it is ${String(wide)} px wide`);
          assert.deepEqual(await page.evaluate(OUTSIDE), []);
          const font = Number(await page.evaluate(SMALLEST));
          assert.ok(font >= LEAST_FONT, `its smallest text has ${String(font)} px`);
          await assertContrast(scheme);
        });
      }
    }
  }

  async function assertContrast(scheme: string): Promise<void> {
    const seen = await page.evaluate(BRIGHTNESS);
    assert.ok(Array.isArray(seen));
    const [ink = 0, faint = 0, paper = 0] = seen.map(Number);
    assert.equal(paper > ink ? "light" : "dark", scheme);
    for (const text of [ink, faint]) {
      const contrast = (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
      assert.ok(contrast >= LEAST_CONTRAST, `a contrast of ${contrast.toFixed(1)}`);
    }
  }

  it("tells the numbers of the moment that one points at", async () => {
    await open(TROUBLED, 1440, "light");
    await page.hover(".moment:nth-child(64) rect");
    const shown = await page.evaluate(
      `[...document.querySelectorAll(".moment text")].filter((each) => getComputedStyle(each).opacity === "1").map((each) => each.textContent)`,
    );
    assert.deepEqual(shown, [
      "63 s: blue 0, green 85 a second, 6 failedp99 591 ms; open streams: blue 0, green 20healthy instances: blue 2, green 2",
    ]);
  });

  it("leads from a mark of the picture to its step", async () => {
    await open(TROUBLED, 390, "dark");
    await page.click(".mark.fault circle");
    assert.equal(
      await page.evaluate(`document.querySelector("article:target h4").textContent`),
      "5 Redis restarts",
    );
  });

  it("prints light, on paper as wide as it is, with everything unfolded", async () => {
    await open(TROUBLED, 794, "dark");
    await page.emulateMediaType("print");
    await page.screenshot({ path: join(folder, "print.png"), fullPage: true });
    await assertContrast("light");
    assert.deepEqual(await page.evaluate(OUTSIDE), []);
    const last = `document.querySelector(".changes li:last-child").checkVisibility({ contentVisibilityAuto: true })`;
    assert.equal(await page.evaluate(last), true);
    const pdf = await page.pdf({ path: join(folder, "troubled.pdf"), format: "A4" });
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), "%PDF-");
    await page.emulateMediaType();
  });

  it("has complained of nothing, and has asked for nothing", () => {
    assert.deepEqual(complaints, []);
  });
});
