// Pictures of the page for people who work on how it looks, and for the README:
//   node e2e/shots.mjs http://127.0.0.1:8080 e2e/shots
// Narrow, middle and wide; light, dark and on paper; the first screen and the whole page.
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
const browser = await chromium.launch(launchOptions);
try {
  for (const width of [360, 768, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: width === 360 ? 740 : 900 }, deviceScaleFactor: width === 360 ? 2 : 1 });
    await page.goto(base);
    await page.waitForSelector('html[data-ready="true"]', { timeout: 15_000 });
    for (const [look, media] of Object.entries({
      light: { media: "screen", colorScheme: "light" },
      dark: { media: "screen", colorScheme: "dark" },
      print: { media: "print", colorScheme: "light" },
    })) {
      await page.emulateMedia(media);
      for (const [what, fullPage] of [["first", false], ["whole", true]]) {
        const path = join(folder, `${width}-${look}-${what}.png`);
        await page.screenshot({ path, fullPage });
        console.log(path);
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
}
