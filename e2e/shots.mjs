// Takes screenshots of the page, for people who look at its design:
//   node e2e/shots.mjs http://127.0.0.1:8080 e2e/shots [state …]
// It takes five widths, each in light, dark, forced colors and print. On screen, it takes the page in each state. In print, it takes the first
// screen and the whole page, in numbered pieces, because Chromium cannot take a page of this length at once.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

/** @import { Page } from "@playwright/test" */

/** @typedef {NonNullable<Parameters<Page["emulateMedia"]>[0]>} Media */

const [base, folder, ...wanted] = process.argv.slice(2);
if (!base || !folder) {
  console.error("shots: name the page's URL and a folder for the pictures: node e2e/shots.mjs http://127.0.0.1:8080 e2e/shots");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
/** Height of a piece of the whole page, in px. */
const PIECE = 8000;
const WIDTHS = [320, 360, 768, 1280, 1920];
/** @type {Record<string, Media>} */
const LOOKS = {
  light: { media: "screen", colorScheme: "light" },
  dark: { media: "screen", colorScheme: "dark" },
  forced: { media: "screen", colorScheme: "light", forcedColors: "active" },
  print: { media: "print", colorScheme: "light" },
};

/** Opens a fold, and scrolls to it. */
const fold = (/** @type {string} */ id) => (/** @type {Page} */ page) =>
  page.locator(`.fold:has(#${id})`).evaluate((it) => {
    /** @type {HTMLDetailsElement} */ (it).open = true;
    it.scrollIntoView();
  });

/**
 * The states of the page: its URL, and what a reader does there.
 *
 * @type {Record<string, { at?: string, then?: (page: Page) => Promise<unknown> }>}
 */
const STATES = {
  first: {},
  menu: { then: (page) => page.locator("#downloads > summary").click() },
  languages: { then: (page) => page.locator("#languages > summary").click() },
  results: { then: (page) => page.getByRole("searchbox").fill("data") },
  nothing: { then: (page) => page.getByRole("searchbox").fill("qwertyuiop") },
  party: { at: "?by=salesforce" },
  questions: { then: fold("more-questions") },
  data: { then: fold("collected-data") },
  statements: { then: fold("policy") },
  gaps: { then: fold("not-stated") },
  table: { then: fold("coverage") },
  cell: { at: "?cell=shield-postgres.pci-dss" },
  solver: { at: "?need=framework.soc-2#solver" },
  error: { at: "?restore=-5#solver" },
  term: { at: "#term-customer-data" },
  french: { at: "fr/" },
  needs: { at: "needs/" },
};

const browser = await chromium.launch(launchOptions);
try {
  for (const width of WIDTHS) {
    for (const [look, media] of Object.entries(LOOKS)) {
      const height = width <= 360 ? 740 : 900;
      const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
      await page.emulateMedia(media);
      const shoot = async (/** @type {string} */ what) => {
        const path = join(folder, `${width}-${look}-${what}.png`);
        await page.screenshot({ path });
        console.log(path);
      };
      for (const [state, { at = "", then }] of Object.entries(STATES)) {
        const isLeftOut = look === "print" ? state !== "first" : wanted.length > 0 && !wanted.includes(state);
        if (isLeftOut) continue;
        // A new document for each state, also if only the fragment differs.
        await page.goto("about:blank");
        await page.goto(new URL(at, base).href);
        if (at !== "needs/") await page.waitForSelector("html[data-ready]", { timeout: 15_000, state: "attached" });
        await then?.(page);
        await shoot(state);
      }
      if (look === "print") {
        const length = await page.evaluate(() => document.documentElement.scrollHeight);
        for (let piece = 0; piece * PIECE < length; piece++) {
          await page.setViewportSize({ width, height: Math.min(PIECE, length - piece * PIECE) });
          await page.evaluate((top) => window.scrollTo(0, top), piece * PIECE);
          await shoot(`whole-${String(piece + 1).padStart(2, "0")}`);
        }
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
}
