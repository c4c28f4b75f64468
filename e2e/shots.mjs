// Takes screenshots of the page, for work on its design and for the README:
//   node e2e/shots.mjs http://127.0.0.1:8080 e2e/shots
// It takes three widths, each in light, dark and print: the first screen, and the whole page in
// numbered pieces, because Chromium cannot take a page of this length at once.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

const [base, folder] = process.argv.slice(2);
if (!base || !folder) {
  console.error("shots: say where the page is served and where the pictures go: node e2e/shots.mjs http://127.0.0.1:8080 e2e/shots");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const PIECE = 8000;
/** @type {Record<string, NonNullable<Parameters<import("@playwright/test").Page["emulateMedia"]>[0]>>} */
const LOOKS = {
  light: { media: "screen", colorScheme: "light" },
  dark: { media: "screen", colorScheme: "dark" },
  print: { media: "print", colorScheme: "light" },
};

const browser = await chromium.launch(launchOptions);
try {
  for (const width of [360, 768, 1280]) {
    for (const [look, media] of Object.entries(LOOKS)) {
      const height = width === 360 ? 740 : 900;
      const page = await browser.newPage({ viewport: { width, height } });
      await page.emulateMedia(media);
      await page.goto(base);
      await page.waitForSelector('html[data-ready="true"]', { timeout: 15_000 });
      const shoot = async (/** @type {string} */ what) => {
        const path = join(folder, `${width}-${look}-${what}.png`);
        await page.screenshot({ path });
        console.log(path);
      };
      await shoot("first");
      const length = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let piece = 0; piece * PIECE < length; piece++) {
        await page.setViewportSize({ width, height: Math.min(PIECE, length - piece * PIECE) });
        await page.evaluate((top) => window.scrollTo(0, top), piece * PIECE);
        await shoot(`whole-${String(piece + 1).padStart(2, "0")}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
}
