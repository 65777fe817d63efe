import { onPath } from "../../support/onPath";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of CHROMIUM_PATH, else the first one on PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  return process.env["CHROMIUM_PATH"] ?? onPath(...NAMES);
}
