import assert from "node:assert/strict";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, type Browser, type Page } from "puppeteer-core";
import { findChromium } from "./support/chromium";
import { RunningPlayground } from "./support/playground";

const PATIENCE = { timeout: 60_000 };

describe("a page of the playground that stays open", function () {
  this.timeout(180_000);
  let playground: RunningPlayground;
  let browser: Browser;
  let page: Page;
  /** Whatever the browser's console shows in red. */
  const errors: string[] = [];
  let folder: string;
  /** What is to be ended, the last thing first. */
  const open: (() => Promise<unknown>)[] = [];

  before(async function () {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      console.log("    SKIPPED: no chromium on PATH, and CHROMIUM_PATH does not name one");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "playground-pages-"));
    console.log(`    pictures of the page are in ${folder}`);
    playground = await RunningPlayground.start();
    open.unshift(() => playground.interrupt());
    // Its sandbox needs what a container rarely allows; it opens nothing but this page.
    browser = await launch({ executablePath, args: ["--no-sandbox"] });
    open.unshift(() => browser.close());
    page = await browser.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
  });
  after(async () => {
    for (const end of open) await end();
  });

  const shown = (selector: string) => page.waitForSelector(selector, PATIENCE);
  const textOf = (selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);

  async function send(message: string): Promise<void> {
    await page.type("#message", message);
    await page.click("#composer button");
  }

  /** Takes a picture of each look, none of which may be wider than its screen. */
  async function pictures(name: string): Promise<void> {
    for (const width of [390, 1440]) {
      for (const value of ["light", "dark"]) {
        await page.setViewport({ width, height: 844 });
        await page.emulateMediaFeatures([
          { name: "prefers-color-scheme", value },
          { name: "prefers-reduced-motion", value: "reduce" },
        ]);
        await page.screenshot({ path: join(folder, `${name}-${width}-${value}.png`) });
        const wide = await page.evaluate("document.documentElement.scrollWidth");
        assert.ok(Number(wide) <= width, `${name} is ${String(wide)} px wide on ${width}`);
      }
    }
  }

  it("signs in, and shows who answers", async () => {
    await page.goto(playground.url, PATIENCE);
    await shown('html[data-color="blue"]');
    await pictures("signin");
    await page.type("#email", "ada@example.com");
    await Promise.all([page.waitForNavigation(PATIENCE), page.click("#signin button")]);
    await shown('html[data-color="blue"]');
    assert.match(String(await textOf("#answering")), /^blue 2\.1\.25 blue-/);
    await shown("#who:not(:empty)");
    assert.equal(await textOf("#who"), "ada@example.com");
  });

  it("sees a message stream to its end on the color that left, and the other color after a flip", async () => {
    await send("what is a rollback?");
    await shown('.answer[data-color="blue"]');
    const early = String(await textOf(".answer"));
    assert.match(await playground.lobechat("flip", "--yes"), /All users are on green/);
    await shown('html[data-color="green"]');
    await shown('.moved[data-color="green"]');
    assert.match(String(await textOf(".moved")), /green 2\.1\.26 answers now.*still signed in/);
    await shown('.answer[data-ended="true"]');
    const whole = String(await textOf(".answer"));
    assert.ok(whole.length > early.length, `it did not stream: ${whole}`);
    assert.match(whole, /in the meantime\. $/);
  });

  it("is answered by the new color, and looks well on a phone and on a desk", async () => {
    await send("stream for 1500 ms");
    await shown('.answer[data-color="green"][data-ended="true"]');
    await pictures("chat");
  });

  it("is back on the first color after a rollback, signed in as before", async () => {
    await playground.lobechat("rollback", "--reason", "chats break", "--yes");
    await shown('html[data-color="blue"]');
    await shown('.moved[data-color="blue"]');
    assert.match(String(await textOf('.moved[data-color="blue"]')), /still signed in/);
    await page.reload(PATIENCE);
    await shown("#who:not(:empty)");
    assert.equal(await textOf("#who"), "ada@example.com");
  });

  it("has logged no error", () => {
    assert.deepEqual(errors, []);
  });

  it("leaves nothing behind when the playground ends", async () => {
    await browser.close();
    assert.equal(await playground.interrupt(), 0);
    assert.equal(existsSync(playground.bin), false);
  });
});
