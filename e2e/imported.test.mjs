// Tests imported policies: the program under test imports, builds and serves each, and its page is
// checked at the widths of a phone, a tablet and a desktop.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { entry, expect, ready, test } from "./fixtures.mjs";
import { freePort } from "./port.mjs";

/** @import { ChildProcess } from "node:child_process" */
/** @import { Page } from "@playwright/test" */

const { CARROT = "" } = process.env;
const POLICIES = [
  { file: "plain.en.md", bot: "Lantern Bot" },
  { file: "table.de.md", bot: "Uhrwerk" },
  { file: "sections.ja.md", bot: "かざぐるま" },
];

/** @param {string} file */
const policy = (file) => fileURLToPath(new URL(`../examples/policies/${file}`, import.meta.url));

/**
 * Runs the program under test, which has to succeed.
 *
 * @param {string[]} args
 */
function carrot(...args) {
  const env = { ...process.env, CONTENT_DIR: "", PUBLIC_URL: "" };
  const { status, stderr, stdout } = spawnSync(CARROT, args, { env, encoding: "utf8" });
  expect(status, `carrot ${args.join(" ")}: ${stderr}`).toBe(0);
  return stdout;
}

/**
 * Waits until the server answers. Fails if it ends before.
 *
 * @param {ChildProcess} server
 * @param {string} url
 */
async function healthy(server, url) {
  for (;;) {
    expect(server.exitCode, "carrot serve ended").toBe(null);
    const response = await fetch(`${url}/healthz`).catch(() => null);
    if (response?.ok) return;
  }
}

/**
 * Imports a policy, builds its site in a folder, and serves it.
 *
 * @param {string} folder
 * @param {string} file
 * @param {string} bot
 * @param {string} [lang]
 */
async function serve(folder, file, bot, lang) {
  const [content, dist] = [join(folder, "content"), join(folder, "dist")];
  carrot("import", file, "--name", bot, "--out", content, ...(lang ? ["--lang", lang] : []));
  carrot("build", "--content", content, "--out", dist);
  const url = `http://127.0.0.1:${await freePort()}`;
  const args = ["serve", "--content", content, "--dist", dist, "--addr", new URL(url).host];
  const server = spawn(CARROT, args, { stdio: "ignore" });
  await healthy(server, url);
  return { server, url };
}

/** Ids that authors write and content blockers hide, with the titles of their sections. */
const AUTHORS_IDS = {
  "cookie-policy": "Cookies",
  "privacy-notice": "Notice",
  advertising: "Advertising",
  "social-media": "Social media",
  "ccpa-notice": "California",
  datenschutzhinweis: "Hinweis",
  "eu-privacy": "Europe",
  "said-cookie": "Said",
};
/** Ids of the page itself that content blockers hide. */
const OWN_IDS = ["sharing"];
/** Rules as in lists of content blockers, which hide elements by id on every site. */
const HIDING_RULES = `${[...Object.keys(AUTHORS_IDS), ...OWN_IDS].map((id) => `#${id}`)}, [id^="cookie-"], [id*="privacy"], [id$="-media"] { display: none !important }`;

/** Returns whether an element has the color of a link's target.
 * @param {Element} it */
const isMarked = (it) => getComputedStyle(it).boxShadow !== "none";

test("content blockers hide no part, and links lead there and mark it", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "blocked-"));
  const text = Object.entries(AUTHORS_IDS).map(
    ([id, title]) => `## ${title} {#${id}}\n\nThe bot says this about ${title.toLowerCase()}.\n`,
  );
  writeFileSync(join(folder, "policy.md"), `# Lantern Bot\n\n${text.join("\n")}`);
  const { server, url } = await serve(folder, join(folder, "policy.md"), "Lantern Bot");
  try {
    await page.addInitScript((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets.push(sheet);
    }, HIDING_RULES);
    for (const [id, title] of Object.entries(AUTHORS_IDS)) {
      await page.goto("about:blank");
      await page.goto(`${url}/#${id}`);
      await ready(page);
      const statement = page.locator(".statement").getByText(`The bot says this about ${title.toLowerCase()}.`).first();
      await expect(statement, id).toBeInViewport();
      const isOnTop = (/** @type {Element} */ element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(left + Math.min(width, 40) / 2, top + height / 2));
      };
      expect(await statement.evaluate(isOnTop), id).toBe(true);
      await expect(page.locator(entry(id)), id).toBeInViewport();
    }
    for (const id of OWN_IDS) {
      await page.goto("about:blank");
      await page.goto(`${url}/#${id}`);
      await ready(page);
      await expect(page.locator(entry(id)), id).toBeInViewport();
      await expect(page.locator(entry(id)), id).toBeSeen();
      expect(await page.locator(entry(id)).evaluate(isMarked), id).toBe(true);
    }
    // Without scripts and blockers, the browser itself leads there.
    const plain = await browser.newPage({ javaScriptEnabled: false });
    for (const id of OWN_IDS) {
      await plain.goto("about:blank");
      await plain.goto(`${url}/#${id}`);
      await expect(plain.locator(entry(id)).first(), id).toBeInViewport();
      expect(await plain.locator(entry(id)).first().evaluate(isMarked), id).toBe(true);
    }
    await plain.close();
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

const LONG = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz";

test("a statement from right to left with a long word fits at 280 and 1280 pixels", async ({ page }) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "arabic-"));
  writeFileSync(join(folder, "policy.md"), `# فانوس\n\n## البيانات التي نجمعها\n\nنحن نجمع معرف المستخدم ومعرف الخادم فقط. ${LONG}\n`);
  const { server, url } = await serve(folder, join(folder, "policy.md"), "فانوس", "ar");
  try {
    for (const width of [280, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${url}/`);
      await ready(page);
      await page.evaluate(() =>
        document.querySelectorAll(/** @type {"details"} */ ("details.fold, details.sub")).forEach((it) => (it.open = true)),
      );
      const statement = page.locator(".statement .text p");
      await expect(statement).toHaveCount(1);
      await statement.scrollIntoViewIfNeeded();
      await expect(statement).toBeSeen();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      // The first letters are at the right edge, and no letter is cut off.
      const { letters, box } = await statement.evaluate((it) => {
        const range = document.createRange();
        range.selectNodeContents(it);
        const [letters, box] = [range, it].map((measured) => measured.getBoundingClientRect());
        const first = document.createRange();
        first.setStart(it.firstChild ?? it, 0);
        first.setEnd(it.firstChild ?? it, 1);
        return { letters: { left: letters.left, right: letters.right, first: first.getBoundingClientRect().right }, box: box.toJSON() };
      });
      expect(Math.abs(letters.first - box.right)).toBeLessThan(2);
      expect(letters.left).toBeGreaterThanOrEqual(Math.floor(box.left));
      expect(box.right).toBeLessThanOrEqual(width);
    }
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

const MANY = 2000;
/** @type {[name: string, text: () => string, statements: number][]} */
const LENGTHS = [
  ["one statement", () => "# Lantern Bot\n\n## Data\n\nThe bot stores the server's id.\n", 1],
  [
    `${MANY} statements`,
    () => {
      const statement = (/** @type {number} */ number) =>
        `### Point ${number}\n\nThe bot stores the value of setting ${number} for the server.\n`;
      const section = (/** @type {number} */ number) =>
        `## Settings ${number}\n\n${Array.from({ length: 20 }, (_, at) => statement(number * 20 + at)).join("\n")}`;
      return `# Lantern Bot\n\n${Array.from({ length: MANY / 20 }, (_, number) => section(number)).join("\n")}`;
    },
    MANY,
  ],
];
for (const [name, text, statements] of LENGTHS) {
  test(`a bot with ${name} has a page that fits, and a search that finds the last one`, async ({ page }) => {
    test.setTimeout(180_000);
    const folder = mkdtempSync(join(tmpdir(), "length-"));
    writeFileSync(join(folder, "policy.md"), text());
    const { server, url } = await serve(folder, join(folder, "policy.md"), "Lantern Bot");
    try {
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${url}/`);
        await ready(page);
        await expect(page.locator(".first h1, .first .h1").first()).toBeSeen();
        await expect(page.locator(".statement")).toHaveCount(statements);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
        expect(screens, "as opened").toBeLessThan(12);
        const title = statements === 1 ? "The bot stores" : `Point ${MANY - 1}`;
        await page.getByRole("searchbox").fill(title);
        const result = page.locator("ol.results a").filter({ hasText: title }).first();
        await expect(result).toBeSeen();
        await result.click();
        await expect(page.locator(".statement").last()).toBeInViewport();
      }
    } finally {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

for (const { file, bot } of POLICIES) {
  test.describe(file, () => {
    // One site for all tests of a policy, which share a worker.
    test.describe.configure({ mode: "default" });
    let [folder, url] = ["", ""];
    /** @type {ChildProcess | undefined} */
    let server;

    test.beforeAll(async () => {
      // Two seconds on a free machine; a busy one may take longer to compress the site.
      test.setTimeout(120_000);
      folder = mkdtempSync(join(tmpdir(), "imported-"));
      ({ server, url } = await serve(folder, policy(file), bot));
    });

    test.afterAll(() => {
      server?.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    for (const width of [360, 768, 1280]) {
      test(`the page fits ${width} pixels, is accessible, and its contents lead to its headings`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${url}/`);
        await ready(page);
        await expect(page.locator(".bar .name")).toContainText(bot);
        await expect(page.locator(".first")).toContainText(bot);
        await expect(page.locator(".first")).toBeInViewport();
        // Nothing is checked yet, so there is no result to count.
        await expect(page.locator(".meter b")).toHaveText(/^\D*: \d{2}$/);
        // A filter needs two parties.
        expect(await page.locator(".choices > .choice").count()).not.toBe(2);
        await page.evaluate(axe.source);
        expect(await findings(page), "first screen").toEqual([]);
        expect(await overflow(page), "first screen").toBeLessThanOrEqual(0);
        await page.evaluate(() =>
          document.querySelectorAll(/** @type {"details"} */ ("details.fold, details.sub")).forEach((it) => (it.open = true)),
        );
        expect(await findings(page), "everything open").toEqual([]);
        expect(await overflow(page), "everything open").toBeLessThanOrEqual(0);
        await expectContentsToLand(page);
      });
    }

    test("the embed panel offers only parts that the page has", async ({ page, request }) => {
      await page.goto(`${url}/`);
      await ready(page);
      await page.locator("#embed > summary").click();
      const offered = await page
        .locator("#embed select[name=section] option")
        .evaluateAll((/** @type {HTMLOptionElement[]} */ all) => all.map((it) => it.value));
      for (const part of ["hosting", "coverage", "solver"]) {
        expect(offered).not.toContain(part);
        expect((await request.get(`${url}/embed/${part}/`)).status()).toBe(404);
      }
      for (const id of offered.filter((it) => it && it !== "all")) await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
    });

    if (file.startsWith("table.")) {
      test("a table is a table, and scrolls by keyboard on a small phone", async ({ page }) => {
        await page.setViewportSize({ width: 280, height: 800 });
        await page.goto(`${url}/`);
        await ready(page);
        await page.evaluate(() =>
          document.querySelectorAll(/** @type {"details"} */ ("details.fold, details.sub")).forEach((it) => (it.open = true)),
        );
        const table = page.locator(".text > .wide").filter({ has: page.getByRole("columnheader", { name: "Speicherdauer" }) });
        await table.focus();
        await expect.poll(() => table.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeGreaterThan(0);
        await page.keyboard.press("ArrowRight");
        await expect.poll(() => table.evaluate((it) => it.scrollLeft)).toBeGreaterThan(0);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    }
  });
}

/**
 * Returns the violations that axe-core finds, in one line each.
 *
 * @param {Page} page
 */
const findings = async (page) => {
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}, first ${nodes[0].target.join(" ")})`);
};

/**
 * Returns the number of pixels by which the page is wider than its window.
 *
 * @param {Page} page
 */
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/**
 * Follows each link of the contents from a page whose parts are folded: the heading that it leads to can be seen.
 *
 * @param {Page} page
 */
async function expectContentsToLand(page) {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll(/** @type {"a"} */ (".toc a[href^='#'], [aria-labelledby='contents-label'] a[href^='#']"))].map(
      (link) => link.hash,
    ),
  );
  expect(links.length).toBeGreaterThan(0);
  for (const hash of new Set(links)) {
    await page.evaluate(() => {
      document.querySelectorAll(/** @type {"details"} */ ("details.fold, details.sub")).forEach((it) => (it.open = false));
      history.replaceState(null, "", location.pathname);
      window.scrollTo(0, 0);
    });
    await page.evaluate((hash) => (location.hash = hash), hash);
    const id = decodeURIComponent(hash.slice(1));
    const target = page.locator(`${entry(id)}, [id="${id}"]:not(span)`);
    const heading = target.locator("xpath=descendant-or-self::*[self::h1 or self::h2 or self::h3 or self::h4][1]");
    const label = await target.getAttribute("aria-labelledby");
    const shown = label ? page.locator(`[id="${label}"]`) : heading;
    await expect(shown, hash).toBeSeen();
    await expect(shown, hash).toBeInViewport();
  }
}
