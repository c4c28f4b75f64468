// Tests the page of changes and the marks at statements, of a bot with three editions: the edition
// that the browser remembers, with storage blocked, full and cleared; keyboard and touch; no
// scripts; print. CARROT builds and serves the example's site.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { entry, expect, test as base } from "./fixtures.mjs";
import { boxOf } from "./required.mjs";
import { freePort } from "./port.mjs";
import { changesLabel } from "./texts.mjs";

/** @import { Page } from "@playwright/test" */

const { CARROT = "" } = process.env;
const CONTENT = fileURLToPath(new URL("../examples/dormouse", import.meta.url));
const KEY = "read-dormouse";
const REMEMBER = changesLabel("remember", { edition: 3 });
const FORGET = changesLabel("forget");
const CANNOT_STORE = changesLabel("cannot_store");
const NEWER = changesLabel("newer");
const OFFER = changesLabel("offer", { edition: 3 });

/**
 * Builds the site of a content folder, and serves it while `use` runs.
 * @param {string} content
 * @param {(address: string) => Promise<void>} use
 */
async function serve(content, use) {
  const folder = mkdtempSync(join(tmpdir(), "carrot-changes-"));
  const dist = join(folder, "dist");
  await promisify(execFile)(CARROT, ["build", "--content", content, "--out", dist]);
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(CARROT, ["serve", "--dist", dist, "--addr", address], { stdio: "ignore" });
  await expect
    .poll(
      () =>
        fetch(`http://${address}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  await use(`http://${address}`);
  server.kill();
  await once(server, "close");
  rmSync(folder, { recursive: true });
}

const test = /** @type {typeof base.extend<{}, { site: string, moved: string }>} */ (base.extend)({
  /** The address of the example's site. */
  site: [async ({}, use) => serve(CONTENT, use), { scope: "worker", timeout: 120_000 }],
  /** The address of that site with its last section as terms of service, where a statement has a new id. */
  moved: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "carrot-moved-"));
      const bot = join(folder, "bot");
      cpSync(CONTENT, folder, { recursive: true });
      /** @param {string} file */
      const cut = (file) => {
        const text = readFileSync(join(bot, file), "utf8");
        const at = text.lastIndexOf("\n## ", text.indexOf("{#what-you-can-do"));
        writeFileSync(join(bot, file), text.slice(0, at));
        return text.slice(at);
      };
      mkdirSync(join(bot, "terms"));
      const head = "# Terms of Service {#terms party=dormouse source=notice/1}\n";
      writeFileSync(join(bot, "terms/terms.md"), head + cut("policy.md").replace("{#ask-a-person", "{#write-to-us"));
      cut("fr/policy.md");
      for (const file of ["answers.toml", "data.toml", "readings.md"])
        writeFileSync(join(bot, file), readFileSync(join(bot, file), "utf8").replaceAll("ask-a-person", "write-to-us"));
      await serve(folder, use);
      rmSync(folder, { recursive: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ site }, use) => use(site),
});

// One worker for all tests, and so one site.
test.describe.configure({ mode: "default" });
test.skip(!CARROT, "CARROT is not set; xtask sets it");

/** Blocks storage, as a browser does. */
const blocked = () =>
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("The user denies access", "SecurityError");
    },
  });

/** Compares only the text that a reader sees, because hidden sentences are in the document, too. */
const SEEN = { useInnerText: true };
/** @param {Page} page */
const since = (page) => page.locator("#since");
/** @param {Page} page */
const status = (page) => since(page).getByRole("status");
/**
 * @param {Page} page
 * @param {string} name
 */
const button = (page, name) => since(page).getByRole("button", { name, exact: true });
/**
 * Returns the numbers of the editions that have the mark of newer editions.
 *
 * @param {Page} page
 */
const marked = (page) =>
  page.locator("[id^=edition-] > [data-newer]:visible").evaluateAll((marks) => marks.map(({ dataset }) => Number(dataset.newer)));
/**
 * Opens the page of changes in a browser that remembers an edition.
 *
 * @param {Page} page
 * @param {string} value
 */
async function openWithEdition(page, value) {
  await page.addInitScript(([key, value]) => localStorage.setItem(key, value), [KEY, value]);
  await page.goto("/changes/");
}
/** @param {Page} page */
const stored = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);

for (const { width, touch } of [
  { width: 1280, touch: false },
  { width: 360, touch: true },
]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 740 }, hasTouch: touch });

    test("nothing is stored before the reader asks for it, or after the reader withdraws", async ({ page, browserErrors }) => {
      await page.goto("/changes/");
      await button(page, REMEMBER).scrollIntoViewIfNeeded();
      await expect(button(page, REMEMBER)).toBeSeen();
      await expect(button(page, FORGET)).toBeHidden();
      await expect(status(page)).toHaveText(OFFER, SEEN);
      expect(await marked(page)).toEqual([]);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);

      const press = (/** @type {string} */ name) => (touch ? button(page, name).tap() : button(page, name).click());
      await press(REMEMBER);
      await expect(status(page)).toHaveText(changesLabel("up_to_date", { edition: 3 }), SEEN);
      expect(await stored(page)).toBe("3");
      await expect(button(page, FORGET)).toBeFocused();
      await page.reload();
      await button(page, FORGET).scrollIntoViewIfNeeded();
      await expect(button(page, FORGET)).toBeSeen();
      await press(FORGET);
      await expect(button(page, REMEMBER)).toBeFocused();
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });

    test("newer editions are listed and marked, in words", async ({ page, browserErrors }) => {
      await openWithEdition(page, "1");
      const links = since(page).getByRole("listitem").getByRole("link");
      await expect(links).toHaveText(["Edition 3, 5 October 2026", "Edition 2, 15 January 2026"]);
      expect(await marked(page)).toEqual([3, 2]);
      await expect(page.locator("#edition-2")).toContainText(NEWER, SEEN);
      const box = await boxOf(button(page, REMEMBER));
      expect(box.height).toBeGreaterThanOrEqual(24);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await links.first().click();
      await expect(page).toHaveURL(/#edition-3$/);
    });
  });
}

for (const { path, width, text, hash } of [
  { path: "/", width: 1280, text: NEWER, hash: "/changes/#since" },
  { path: "/fr/", width: 360, text: changesLabel("newer", { lang: "fr" }), hash: "/fr/changes/#since" },
]) {
  test.describe(`the first screen of ${path} at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 740 } });

    test("links to new changes", async ({ page, browserErrors }) => {
      await page.addInitScript((key) => localStorage.setItem(key, "1"), KEY);
      await page.goto(path);
      const link = page.getByRole("link", { name: text, exact: true });
      await link.scrollIntoViewIfNeeded();
      await expect(link).toBeSeen();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await link.click();
      await expect(page).toHaveURL((url) => url.href.endsWith(hash));
      await expect(since(page).getByRole("listitem").getByRole("link")).toHaveCount(2);
      // After the reader has marked the edition as read, it is not new.
      await since(page).getByRole("button").first().click();
      expect(await stored(page)).toBe("3");
    });

    for (const value of ["3", "4", "soon"]) {
      test(`says nothing after edition ${value}`, async ({ page, browserErrors }) => {
        await page.addInitScript(([key, value]) => localStorage.setItem(key, value), [KEY, value]);
        await page.goto(path);
        await expect(page.locator("[data-key]")).toHaveText("", SEEN);
      });
    }

    test("stores nothing by itself", async ({ page, browserErrors }) => {
      await page.goto(path);
      await expect(page.locator("[data-key]")).toHaveText("", SEEN);
      expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
    });

    test("says nothing if storage is blocked", async ({ page, browserErrors }) => {
      await page.addInitScript(blocked);
      await page.goto(path);
      await expect(page.locator("[data-key]")).toHaveText("", SEEN);
      const all = page.getByRole("link", { name: changesLabel("all", { lang: path === "/" ? "en" : "fr" }) });
      await all.scrollIntoViewIfNeeded();
      await expect(all).toBeSeen();
    });
  });
}

test("the keyboard stores the edition and forgets it", async ({ page, browserErrors }) => {
  await page.goto("/changes/");
  await button(page, REMEMBER).focus();
  await page.keyboard.press("Enter");
  await expect(button(page, FORGET)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(button(page, REMEMBER)).toBeFocused();
  // The new sentence is announced, and the part has its heading as a name.
  const region = page.getByRole("region", { name: changesLabel("since") });
  await expect(region.getByRole("status")).toContainText(OFFER, SEEN);
});

test("with blocked storage one sentence says so, and the page is complete", async ({ page, browserErrors }) => {
  await page.addInitScript(blocked);
  await page.goto("/changes/");
  await expect(status(page)).toHaveText(CANNOT_STORE, SEEN);
  await expect(since(page).getByRole("button")).toHaveCount(0);
  expect(await marked(page)).toEqual([]);
  await expect(page.locator("main h2 a")).toHaveCount(3);
});

test("with full storage the same sentence follows the reader's click", async ({ page, browserErrors }) => {
  await page.goto("/changes/");
  await page.evaluate(() => {
    for (let size = 8_000_000; size >= 1; size = size > 1 ? size >> 1 : 0) {
      try {
        for (let index = 0; ; index++) localStorage.setItem(`${size}-${index}`, "x".repeat(size));
      } catch {
        // There is no room for this size. Try half of it.
      }
    }
  });
  await page.reload();
  await button(page, REMEMBER).click();
  await expect(status(page)).toHaveText(CANNOT_STORE, SEEN);
  await expect(since(page)).toBeFocused();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await button(page, REMEMBER).scrollIntoViewIfNeeded();
  await expect(button(page, REMEMBER)).toBeSeen();
});

test("after storage is cleared, every open tab offers to remember the edition", async ({ page, context, browserErrors }) => {
  await page.goto("/changes/");
  await button(page, REMEMBER).click();
  const other = await context.newPage();
  await other.goto("/fr/changes/");
  await expect(status(other)).toHaveText(changesLabel("up_to_date", { lang: "fr", edition: 3 }), SEEN);
  await other.evaluate(() => localStorage.clear());
  await button(page, REMEMBER).scrollIntoViewIfNeeded();
  await expect(button(page, REMEMBER)).toBeSeen();
  await other.reload();
  await expect(other.getByRole("button", { name: changesLabel("remember", { lang: "fr", edition: 3 }) })).toBeSeen();
});

for (const value of ["4", "0", "-1", "1.5", "soon", "", "9".repeat(400)]) {
  test(`a stored ${value.slice(0, 5) || "nothing"} is ignored`, async ({ page, browserErrors }) => {
    await openWithEdition(page, value);
    await button(page, REMEMBER).scrollIntoViewIfNeeded();
    await expect(button(page, REMEMBER)).toBeSeen();
    await expect(button(page, FORGET)).toBeHidden();
    expect(await marked(page)).toEqual([]);
  });
}

/** Old links to the page, and where they lead after a section has become terms of service. */
const MOVED = [
  ["/#forget-command", "/terms/#forget-command"],
  ["/fr/#forget-command", "/fr/terms/#forget-command"],
  ["/#ask-a-person", "/terms/#write-to-us"],
];

test("old links to the page lead to the terms of service", async ({ page, moved }) => {
  for (const [old, now] of MOVED) {
    await page.goto("about:blank");
    await page.goto(moved + old);
    await expect(page).toHaveURL(moved + now);
    await expect(page.locator(":target")).toBeInViewport();
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("old links to the page lead to a link to the terms of service", async ({ page, moved }) => {
    for (const [old, now] of MOVED) {
      await page.goto(moved + old);
      const link = page.locator(".moved a:is(:target, :has(> :target))");
      await expect(link).toBeInViewport();
      await link.click();
      await expect(page).toHaveURL(moved + now);
    }
  });

  test("every edition is listed, and no button remembers one", async ({ page, browserErrors }) => {
    await page.goto("/changes/");
    await expect(page.locator("main h2 a")).toHaveText([/^Edition 3/, /^Edition 2/, /^Edition 1/]);
    await expect(since(page)).toBeHidden();
    await expect(page.locator("[data-newer]:visible")).toHaveCount(0);
  });
});

test("a statement that changed is marked in words, and the mark leads to the change", async ({ page, browserErrors }) => {
  await page.goto("/#complete-list");
  const mark = page.locator(entry("complete-list")).getByRole("link", { name: "Changed 5 October 2026" });
  await mark.scrollIntoViewIfNeeded();
  await expect(mark).toBeSeen();
  await expect(page.locator(entry("language-kept")).getByRole("link", { name: "New 5 October 2026" })).toBeAttached();
  await expect(page.locator(entry("reminder-retention")).getByRole("link", { name: /2026$/ })).toHaveCount(0);
  await page.emulateMedia({ media: "print" });
  await mark.scrollIntoViewIfNeeded();
  await expect(mark).toBeSeen();
  await page.emulateMedia({ media: "screen", forcedColors: "active" });
  await mark.scrollIntoViewIfNeeded();
  await expect(mark).toBeSeen();
  await mark.click();
  await expect(page).toHaveURL(/\/changes\/#edition-3-complete-list-statement$/);
  await expect(page.locator(":is(:target:not(span), .at:has(> span:target))")).toContainText("Four things, and no others");
  await page.emulateMedia({ media: "print" });
  await expect(since(page)).toBeHidden();
});
