// Tests the page: it is complete without scripts, the start of the wasm changes nothing visible,
// and search and party filter work.
import {
  addStyleSheet,
  entry,
  expect,
  expectSeen,
  holdBack,
  open,
  painted,
  parties,
  PARTS,
  ready,
  test,
  text,
  unfold,
} from "./fixtures.mjs";
import { attribute, matched } from "./required.mjs";
import { message } from "./texts.mjs";
import { pixel, see } from "./visible.mjs";

/** @import { Page } from "@playwright/test" */
/** @import { Exported } from "./types.d.ts" */

/**
 * Returns duplicate ids, and in-page links without a target.
 *
 * @param {Page} page
 */
const brokenLinks = (page) =>
  page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const links = [...document.querySelectorAll(/** @type {"a"} */ ('a[href^="#"]'))].map((link) => decodeURIComponent(link.hash.slice(1)));
    return { twice, nowhere: [...new Set(links.filter((id) => !ids.includes(id)))] };
  });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("shows every part in order, each with text", async ({ page, browserErrors }) => {
    await page.goto("/");
    const order = await page.evaluate(
      (parts) => [...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id) => parts.includes(id)),
      PARTS,
    );
    expect(order).toEqual(PARTS);
    await unfold(page);
    for (const part of PARTS) expect((await text(page.locator(`#${part}`))).length, part).toBeGreaterThan(100);
    expect(await page.title()).not.toBe("");
    await expect(page.locator("h1")).toHaveCount(1);
    await expectSeen(page.getByRole("main"));
  });

  test("shows the same text as with scripts", async ({ page, browser, baseURL, browserErrors }) => {
    await page.goto("/");
    await unfold(page);
    const before = await text(page.getByRole("main"));
    expect(before.length).toBeGreaterThan(10_000);
    const viewport = page.viewportSize();
    // After some seconds, Chromium warns that a page without scripts does not use the preloaded program.
    await page.close();
    const context = await browser.newContext({ baseURL, javaScriptEnabled: true, viewport, locale: "en-GB" });
    const started = await context.newPage();
    await open(started);
    // Without scripts there are no tools, but a list of all topics. Do the same here with CSS.
    await addStyleSheet(started, "main .tool { display: none !important } main .without { display: block }");
    expect(await text(started.getByRole("main"))).toBe(before);
    await context.close();
  });

  test("anchors and details work by themselves", async ({ page }) => {
    await page.goto("/#glossary");
    await expect(page.locator("#glossary")).toBeInViewport();
    for (const details of await page.locator("details:not(details details, .menu)").all()) {
      if ((await details.getAttribute("open")) === null && (await details.isVisible())) await details.locator("> summary").click();
      if (await details.isVisible()) await expect(details).toHaveAttribute("open", "");
    }
  });

  test("the data inventory and the services by frameworks are tables", async ({ page }) => {
    await page.goto("/");
    await unfold(page);
    for (const part of ["collected-data", "coverage"]) {
      const tables = page.locator(`#${part}`).getByRole("table").filter({ visible: true });
      expect(await tables.count(), part).toBeGreaterThan(0);
      for (const table of await tables.all()) {
        await expect(table.locator("caption")).not.toBeEmpty();
        expect(await table.locator("th:not([scope])").count(), "a heading says what it heads").toBe(0);
      }
    }
  });

  test("every statement shows its party and its source", async ({ page }) => {
    await page.goto("/");
    await unfold(page);
    const silent = await page.evaluate(() => {
      const seen = (/** @type {HTMLElement | null} */ element) =>
        element !== null && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.innerText.trim() !== "";
      return [...document.querySelectorAll(/** @type {"article"} */ (".statement"))]
        .filter((statement) => {
          // The note above the statements that have party and source in common.
          let note = /** @type {HTMLElement | null} */ (statement.previousElementSibling);
          while (note && !note.matches(".once")) note = /** @type {HTMLElement | null} */ (note.previousElementSibling);
          const cites = [...(note?.querySelectorAll("cite") ?? [])];
          return !(
            (statement.id || statement.querySelector(":scope > span[id]")) &&
            note &&
            statement.dataset.party === note.dataset.party &&
            seen(note.querySelector(/** @type {"span"} */ (".party"))) &&
            cites.some((cite) => seen(cite) && cite.querySelector('a[href^="#"]'))
          );
        })
        .map((statement) => statement.textContent.slice(0, 60));
    });
    expect(silent).toEqual([]);
    expect(await page.locator(".statement").count()).toBeGreaterThan(30);
  });

  test("ids are unique and every link has a target", async ({ page }) => {
    await page.goto("/");
    expect(await brokenLinks(page)).toEqual({ twice: [], nowhere: [] });
  });
});

test.describe("the program's start", () => {
  test("logs nothing, and sends no request to another origin", async ({ page, browserErrors }) => {
    await open(page);
    // Also load what the page loads lazily: near its end, or at the first search.
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByRole("searchbox").fill("encryption");
    await page.waitForLoadState("networkidle");
  });

  test("moves nothing: every element stays where it was", async ({ page, browserErrors }) => {
    const places = () =>
      page.evaluate(() =>
        [...document.body.querySelectorAll("*")].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return { is: `${element.tagName} ${element.id} ${getComputedStyle(element).color}`, at: [x, y, width, height] };
        }),
      );
    const release = await holdBack(page, "**/*.wasm");
    await page.goto("/");
    await expect(page.locator("html")).not.toHaveAttribute("data-ready");
    const before = await places();
    release();
    await ready(page);
    const after = await places();
    expect(after.map(({ is }) => is)).toEqual(before.map(({ is }) => is));
    const moved = after.filter(({ at }, index) => at.some((value, axis) => Math.abs(value - before[index].at[axis]) >= 0.5));
    expect(moved).toEqual([]);
  });

  test("keeps and answers text that was typed before it", async ({ page, browserErrors }) => {
    const release = await holdBack(page, "**/*.wasm");
    await page.goto("/");
    await page.getByRole("searchbox").pressSequentially("firewall");
    await expect(page.locator("html")).not.toHaveAttribute("data-ready");
    release();
    await ready(page);
    await expect(page.getByRole("searchbox")).toHaveValue("firewall");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await expect(page.getByRole("list", { name: "Search results" }).getByRole("link").first()).toBeSeen();
  });

  test("keeps ids unique and every link's target", async ({ page, browserErrors }) => {
    await open(page, "/#sources");
    expect(await brokenLinks(page)).toEqual({ twice: [], nowhere: [] });
  });

  test("keeps what others wrote into the URL", async ({ page, browserErrors }) => {
    await page.goto("/?utm_source=a%20b&ref&utm_source=c+d#glossary");
    await ready(page);
    const party = parties(page).nth(1);
    await party.click();
    await expect(page).toHaveURL(/\?by=[a-z-]+&utm_source=a%20b&ref&utm_source=c\+d#glossary$/);
    await parties(page).first().click();
    await expect(page).toHaveURL(/\/\?utm_source=a%20b&ref&utm_source=c\+d#glossary$/);
    await page.goBack();
    await expect(party).toHaveAttribute("aria-pressed", "true");
  });

  for (const pattern of ["**/*.wasm", "**/*.js"]) {
    test(`without ${pattern} the page is still readable`, async ({ page }) => {
      /** @type {string[]} */
      const uncaught = [];
      page.on("pageerror", (error) => uncaught.push(error.message));
      await page.route(pattern, (route) => route.abort());
      await page.goto("/");
      await expect(page.locator("html")).toHaveAttribute("data-program", "none");
      await unfold(page);
      for (const part of PARTS) await expectSeen(page.locator(`#${part}`));
      expect((await text(page.getByRole("main"))).length).toBeGreaterThan(10_000);
      expect(uncaught).toEqual([]);
    });
  }

  for (const pattern of ["**/*.wasm", "**/carrot-web-*.js", "**/page-*.bin", "**/boot-*.js"]) {
    test(`without ${pattern} the tools are hidden, and one line says so`, async ({ page }) => {
      /** @type {string[]} */
      const uncaught = [];
      page.on("pageerror", (error) => uncaught.push(error.message));
      await page.route(pattern, (route) => route.abort());
      await page.goto("/");
      await expect(page.getByRole("search")).toBeHidden();
      await expect(page.getByRole("group", { name: "Statements by" })).toBeHidden();
      await expect(page.getByText(message("no_tools"))).toBeSeen();
      await page.getByRole("link", { name: "All topics" }).click();
      await expect(page.locator(".index").getByRole("link").first()).toBeInViewport();
      expect(uncaught).toEqual([]);
    });
  }

  for (const [width, height] of [
    [360, 740],
    [1280, 800],
    [1920, 1080],
  ]) {
    test(`without it nothing shifts, at ${width} pixels`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.addInitScript(() => {
        window.shift = 0;
        const add = (/** @type {LayoutShift} */ { value }) => (window.shift += value);
        new PerformanceObserver((list) => /** @type {LayoutShift[]} */ (list.getEntries()).forEach(add)).observe({ type: "layout-shift" });
      });
      // Fail late, when the whole page has been parsed and painted with its tools.
      await page.route("**/boot-*.js", async (route) => {
        await page.waitForFunction(
          () => document.readyState !== "loading" && performance.getEntriesByName("first-contentful-paint").length > 0,
        );
        await painted(page);
        await route.abort();
      });
      for (const path of ["/", "/#coverage"]) {
        await page.goto("about:blank");
        await page.goto(path);
        await expect(page.locator("html")).toHaveAttribute("data-program", "none");
        await expect(page.getByText(message("no_tools"))).toBeSeen();
        await painted(page);
        expect(await page.evaluate(() => window.shift), path).toBeLessThanOrEqual(0.01);
      }
    });
  }

  test("if all scripts are forbidden, no tool is ever shown", async ({ page }) => {
    // Like a content blocker: scripts are enabled in the browser, but blocked on this page.
    await page.route("**/", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "script-src 'none'" } });
    });
    await page.goto("/#coverage");
    await expectSeen(page.locator("#coverage"));
    expect(
      await page.locator(".tool").evaluateAll((all) => all.filter((it) => it.checkVisibility({ visibilityProperty: true })).length),
    ).toBe(0);
    await page.getByRole("link", { name: "All topics" }).click();
    await expect(page.locator(".index").getByRole("link").first()).toBeInViewport();
  });

  test("does not mention the tools if they work", async ({ page }) => {
    await open(page);
    await expect(page.getByText(message("no_tools"))).toBeHidden();
  });
});

test.describe("search", () => {
  const results = (/** @type {Page} */ page) => page.getByRole("list", { name: "Search results" });

  test("shows results during typing, each with a link", async ({ page, browserErrors }) => {
    await open(page);
    await expect(results(page)).toBeHidden();
    await page.getByRole("searchbox").pressSequentially("firewall");
    const links = results(page).getByRole("link");
    await expect(links.first()).toBeSeen();
    expect(await links.filter({ hasText: /firewall/i }).count()).toBeGreaterThan(0);
    await expect(results(page).locator("mark").first()).toHaveText(/firewall/i);
    for (const link of await links.all()) await expect(page.locator(await attribute(link, "href"))).toHaveCount(1);
    await expect(page.getByRole("search").getByRole("status")).toContainText(/\d/);
    const target = await attribute(links.first(), "href");
    await links.first().click();
    expect(new URL(page.url()).hash).toBe(target);
    await expect(page.locator(target)).toBeInViewport();
  });

  test("shows the first of many results, and all of them on request", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("searchbox").fill("heroku");
    const links = results(page).getByRole("link");
    await expect(links).toHaveCount(12);
    const all = page.getByRole("button", { name: /^Show all \d+ results$/ });
    const count = Number(matched(await all.textContent(), /\d+/)[0]);
    expect(count).toBeGreaterThan(12);
    await all.click();
    await expect(links).toHaveCount(count);
    await expect(all).toBeHidden();
    // The focus stays among the results, so that the list stays open and the arrow keys lead on.
    await page.keyboard.press("ArrowDown");
    await expect(links.filter({ visible: true }).and(page.locator(":focus"))).toHaveCount(1);
    await page.getByRole("searchbox").fill("herok");
    await expect(all).toBeSeen();
  });

  test("is in the URL to which Back returns, also if a result is followed at once", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("encryption");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).not.toBe("");
    await page.goBack();
    await expect.poll(() => page.url()).toMatch(/\?q=encryption$/);
    await expect(page.getByRole("searchbox")).toHaveValue("encryption");
  });

  test("shows the results of a query in the URL at once", async ({ page, browserErrors }) => {
    await page.goto("/?q=encryption");
    await expect(results(page).getByRole("link").first()).toBeSeen();
  });

  test("the results of a query in the URL close without the focus, and stay closed over an anchor", async ({ page, browserErrors }) => {
    await page.goto("/?q=encryption");
    await expect(results(page).getByRole("link").first()).toBeSeen();
    await page.keyboard.press("Escape");
    await expect(results(page)).toBeHidden();
    await page.goto("/fr/?q=encryption");
    await expect(page.locator(".results a").first()).toBeSeen();
    await page.mouse.click(5, 600);
    await expect(page.locator(".results")).toBeHidden();
    await page.goto("/?q=encryption#encryption");
    await expect(page.getByRole("searchbox")).toHaveValue("encryption");
    await expect(page.locator(entry("encryption")).locator("h4").first()).toBeSeen();
    await expect(results(page)).toBeHidden();
    // The focus opens them again.
    await page.getByRole("searchbox").click();
    await expect(results(page).getByRole("link").first()).toBeSeen();
    // A click beside the links keeps them open.
    await page.locator(".found > .status").click();
    await expect(results(page).getByRole("link").first()).toBeSeen();
  });

  for (const width of [360, 1280]) {
    test(`names the party of each statement that it finds, at ${width} pixels`, async ({ page, request, browserErrors }) => {
      await page.setViewportSize({ width, height: 740 });
      await page.goto("/");
      await ready(page);
      await page.getByRole("searchbox").fill("deletion of data");
      // A promise of the host to its own customers must not look like the bot's.
      const section = page.locator('.results a[href="#deletion-of-data"]');
      await expectSeen(section.locator(".party"));
      await expect(section.locator(".party")).toHaveText("Salesforce");
      // The mark before the name has the color of the name.
      const { x, y, height, color } = await section.locator(".party").evaluate((it) => {
        const { x, y, height } = it.getBoundingClientRect();
        return { x, y, height, color: getComputedStyle(it).color };
      });
      const mark = await section.locator(".party").evaluate((it) => parseFloat(getComputedStyle(it, "::before").width));
      expect(await pixel(page, x + mark / 2, y + height / 2)).toEqual(matched(color, /\d+/g).slice(0, 3).map(Number));
      /** @type {Exported} */
      const { parties, sections } = await (await request.get("/policy.json")).json();
      const names = new Map(parties.map(({ id, name }) => [id, name]));
      const said = new Map(sections.flatMap(({ statements }) => statements.map(({ id, party }) => [`#${id}`, names.get(party)])));
      await page.getByRole("button", { name: /^Show all/ }).click();
      const found = await page.locator(".results > li").evaluateAll((groups) =>
        groups.flatMap((group) =>
          [...group.querySelectorAll("a")].map((link) => ({
            kind: group.querySelector(".kind")?.textContent,
            to: link.getAttribute("href") ?? "",
            party: link.querySelector(".party")?.textContent,
          })),
        ),
      );
      const statements = found.filter(({ kind }) => kind === "statement");
      expect(statements.length).toBeGreaterThan(5);
      for (const { to, party } of statements) expect(party, to).toBe(said.get(to));
      // A question is the reader's, and a rule is no statement of a party about the bot.
      for (const { kind, party } of found.filter((it) => it.party)) expect(["statement", "section"], `${kind}: ${party}`).toContain(kind);
    });
  }

  test("reports no results, and closes when the field is empty", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("searchbox").fill("zzzzqqqq");
    await expect(page.getByRole("search").getByRole("status")).not.toBeEmpty();
    await expect(results(page)).toBeHidden();
    await page.getByRole("searchbox").fill("firewall");
    await expect(results(page)).toBeSeen();
    await page.getByRole("searchbox").fill("");
    await expect(results(page)).toBeHidden();
    await expect(page.getByRole("search").getByRole("status")).toBeEmpty();
  });

  test("works by keyboard alone", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("firewall");
    await expect(results(page)).toBeSeen();
    await page.keyboard.press("Tab");
    await expect(results(page).getByRole("link").first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).not.toBe("");
    await expect(results(page)).toBeHidden();
  });

  test("has a key to open it and a key to leave it", async ({ page, browserErrors }) => {
    await open(page, "/#glossary");
    const place = await page.evaluate(() => window.scrollY);
    await page.keyboard.press("/");
    const box = page.getByRole("searchbox");
    await expect(box).toBeFocused();
    expect(await page.evaluate(() => window.scrollY), "the bar is always in sight").toBe(place);
    await page.keyboard.type("firewall/");
    await expect(box).toHaveValue("firewall/");
    const links = results(page).getByRole("link");
    await page.keyboard.press("ArrowDown");
    await expect(links.first()).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(box).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(box).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(box).toHaveValue("");
    await page.keyboard.type("firewall");
    await expect(links.first()).toBeSeen();
    const first = await attribute(links.first(), "href");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toBe(first);
    await expect(page.locator(first)).toBeInViewport();
  });

  test("suggests words with a similar spelling that have results", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("searchbox").fill("frwlal");
    await expect(page.locator(".near").getByRole("button").first()).toBeSeen();
    await page.locator(".near").getByRole("button").first().click();
    await expect(results(page).getByRole("link").first()).toBeSeen();
  });

  test("says if no result has all words of the search", async ({ page, browserErrors }) => {
    await open(page);
    const count = page.locator(".found .status");
    await page.getByRole("searchbox").fill("xyzzy encryption");
    await expect(count).toHaveText(/^\d+ results, with some of these words$/);
    await page.getByRole("searchbox").fill("encryption keys");
    await expect(count).toHaveText(/^\d+ results$/);
  });

  test("accepts any text", async ({ page, browserErrors }) => {
    await open(page);
    for (const query of ["<b>", "\\", "(((", "\u0000", "ﬀ", "👩‍👩‍👧", "a".repeat(5000), "   ", "İ", "é\u0301"]) {
      await page.getByRole("searchbox").fill(query);
    }
    await page.getByRole("searchbox").press("Enter");
    await page.getByRole("searchbox").fill("firewall");
    await expect(results(page).getByRole("link").first()).toBeSeen();
  });
});

test.describe("the party filter", () => {
  const shown = (/** @type {Page} */ page) =>
    page.evaluate(() =>
      [...document.querySelectorAll(/** @type {"article"} */ (".statement:not([data-aside])"))].map((it) => it.dataset.party),
    );

  test("shows the statements of one party, then those of all again", async ({ page, browserErrors }) => {
    await open(page);
    const everyone = await shown(page);
    const buttons = parties(page);
    const count = await buttons.count();
    expect(count).toBeGreaterThan(3);
    await expect(buttons.first()).toHaveAttribute("aria-pressed", "true");
    const seen = new Set();
    for (let index = 1; index < count; index++) {
      await buttons.nth(index).click();
      await expect(buttons.nth(index)).toHaveAttribute("aria-pressed", "true");
      await expect(buttons.first()).toHaveAttribute("aria-pressed", "false");
      const left = await shown(page);
      expect(new Set(left).size, "statements of one party").toBe(1);
      expect(left).toEqual(everyone.filter((party) => party === left[0]));
      seen.add(left[0]);
    }
    expect(seen).toEqual(new Set(everyone));
    await buttons.first().click();
    await expect.poll(() => shown(page)).toEqual(everyone);
  });

  test("shows all statements if the party in the URL is unknown", async ({ page, browserErrors }) => {
    await open(page, "/?by=nobody");
    await expect(parties(page).first()).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator("[data-aside]")).toHaveCount(0);
    await expect(page.getByRole("group", { name: "Statements by" }).getByRole("status")).toBeEmpty();
    expect((await shown(page)).length).toBeGreaterThan(10);
  });

  const button = (/** @type {Page} */ page, /** @type {number} */ index) =>
    page.getByRole("group", { name: "Statements by" }).locator("[aria-pressed]").nth(index);
  test("shows the number of statements of the party", async ({ page, browserErrors }) => {
    await open(page);
    const status = page.getByRole("group", { name: "Statements by" }).getByRole("status");
    await expect(status).toBeEmpty();
    const all = (await shown(page)).length;
    await button(page, 1).click();
    await expect(status).toHaveText(`${(await shown(page)).length} of ${all} statements`);
    await button(page, 0).click();
    await expect(status).toBeEmpty();
  });

  test("dims the others without moving or hiding them, with enough contrast", async ({ page, browserErrors }) => {
    await open(page);
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("main :is(.fold, .section, .statement, p)")]
          .filter((it) => it.checkVisibility() && !it.closest(".only"))
          .map((it) => it.getBoundingClientRect().top + scrollY),
      );
    const before = await places();
    await button(page, 1).click();
    const aside = page.locator(".statement[data-aside] .text").first();
    await expect(aside).toBeAttached();
    expect(await places()).toEqual(before);
    await aside.scrollIntoViewIfNeeded();
    await expect(aside).toBeSeen();
    const linear = (/** @type {number} */ part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    for (const contrast of /** @type {const} */ ([null, "more"])) {
      await page.emulateMedia({ contrast });
      const colors = await page
        .locator(".statement[data-aside] .text")
        .first()
        .evaluate((it) => [it, document.querySelector(".statement:not([data-aside]) .text") ?? it].map((it) => getComputedStyle(it).color));
      expect(colors[0], "the others differ").not.toBe(colors[1]);
      colors[1] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [text, paper] = colors.map((color) => {
        const [red, green, blue] = matched(color, /[\d.]+/g).map((channel) => linear(Number(channel) / 255));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      });
      expect((Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("stays in sight, with a button that clears it and keeps the scroll position", async ({ page, browserErrors }) => {
    await open(page, "/?by=heroku#encryption");
    const group = page.getByRole("group", { name: "Statements by" });
    await expect(group.getByRole("status")).toBeInViewport({ ratio: 1 });
    const top = () => page.locator("#encryption").evaluate((it) => it.getBoundingClientRect().top);
    const before = await top();
    await group.getByRole("button", { name: "Show all" }).click();
    await expect(group.getByRole("status")).toBeEmpty();
    await expect(page.locator("[data-aside]")).toHaveCount(0);
    expect(await top()).toBe(before);
  });

  test("has counts that add up", async ({ page }) => {
    await open(page);
    const counts = (await parties(page).allInnerTexts()).map((name) => Number(matched(name, /\d+$/)[0]));
    expect(counts[0]).toBe(counts.slice(1).reduce((sum, count) => sum + count, 0));
    expect(counts[0]).toBe(await page.locator(".statement").count());
  });

  test("and search do not affect each other", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("searchbox").fill("firewall");
    await button(page, 1).click();
    await expect(page.getByRole("searchbox")).toHaveValue("firewall");
    await page.getByRole("searchbox").focus();
    await expect(page.getByRole("list", { name: "Search results" })).toBeSeen();
  });
});

test("policy.json names the same statements as the page", async ({ page, request }) => {
  /** @type {Exported} */
  const policy = await (await request.get("/policy.json")).json();
  const statements = policy.sections.flatMap((section) => section.statements).map((statement) => statement.id);
  expect(statements.length).toBeGreaterThan(30);
  await page.goto("/");
  const anchors = await page.evaluate(() =>
    [...document.querySelectorAll(".statement")].map((it) => it.id || it.querySelector("span[id]")?.id),
  );
  expect([...anchors].sort()).toEqual([...statements].sort());
});

test.describe("the address", () => {
  test("contains the state, and restores it", async ({ page, browserErrors }) => {
    await open(page);
    await parties(page).nth(1).click();
    await page.getByRole("button", { name: "dark", exact: true }).click();
    await page.getByRole("searchbox").fill("tls & é");
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("tls & é");
    const shared = page.url();
    expect(shared, "the theme is the reader's own").not.toContain("dark");
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await open(page, shared);
    await expect(parties(page).nth(1)).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "");
    await expect(page.getByRole("searchbox")).toHaveValue("tls & é");
  });

  test("goes back and forward", async ({ page, browserErrors }) => {
    await open(page);
    const buttons = parties(page);
    await buttons.nth(1).click();
    await buttons.nth(2).click();
    await page.goBack();
    await expect(buttons.nth(1)).toHaveAttribute("aria-pressed", "true");
    await page.goBack();
    await expect(buttons.nth(0)).toHaveAttribute("aria-pressed", "true");
    await page.goForward();
    await expect(buttons.nth(1)).toHaveAttribute("aria-pressed", "true");
  });

  for (const [what, path] of Object.entries({
    "an unknown anchor": "/#no-such-place",
    garbage: "/?by=%ff%00'%22%5D&cell=..&need=%F0%9F%98%80&restore=99999999999&theme=purple&sort=%3Cscript%3E&down&&&=%#%E0%A4%A",
    "a query of 10,000 characters": `/?q=${"secret ".repeat(1430)}`,
  })) {
    test(`with ${what} is a readable page`, async ({ page, browserErrors }) => {
      await open(page, path);
      await expect(page.locator("h1")).toBeSeen();
      expect((await text(page.getByRole("main"))).length).toBeGreaterThan(10_000);
    });
  }

  test("works with storage that fails", async ({ page, browserErrors }) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new DOMException("no", "SecurityError");
        },
      }),
    );
    await open(page);
    await page.getByRole("button", { name: "dark", exact: true }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  test("uses the stored theme from the first paint", async ({ page, browserErrors }) => {
    await open(page);
    await page.getByRole("button", { name: "dark", exact: true }).click();
    const release = await holdBack(page, "**/*.{js,wasm,bin}");
    await page.goto("/", { waitUntil: "commit" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    release();
    await ready(page);
    await page.getByRole("button", { name: "system", exact: true }).click();
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "");
  });

  test("a choice wins over a theme in an old URL", async ({ page, browserErrors }) => {
    await open(page, "/?theme=dark");
    await page.getByRole("button", { name: "light", exact: true }).click();
    expect(page.url()).not.toContain("theme");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  });
});

test.describe("languages", () => {
  test("the interface is French, and marks text that is not", async ({ page, browserErrors }) => {
    await open(page, "/?by=heroku#glossary");
    await page.locator("#languages > summary").click();
    await page.getByRole("link", { name: "Français" }).click();
    await ready(page);
    expect(new URL(page.url()).pathname).toBe("/fr/");
    expect(page.url()).toContain("by=heroku#glossary");
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(page.locator(".notice").getByText("en anglais")).toHaveCount(1);
    await page.getByRole("searchbox").fill("encryption");
    await expect(page.locator(".search-box [role=status]")).toContainText("résultats");
    expect(await brokenLinks(page)).toEqual({ twice: [], nowhere: [] });
    await page.locator("#languages > summary").click();
    await page.getByRole("link", { name: "English" }).click();
    await ready(page);
    expect(new URL(page.url()).pathname).toBe("/");
  });
});

test("a statement's link can be copied, by pointer and by keyboard", async ({ page, context, baseURL, browserErrors }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(baseURL ?? "").origin });
  await open(page, "/?theme=dark");
  const titles = page.locator(".statement h4 a");
  const copied = async () => (await page.evaluate(() => navigator.clipboard.readText())).replace(baseURL ?? "", "");
  const button = page.getByRole("button", { name: "Copy link" });
  await titles.nth(3).hover();
  await button.click();
  await expect(page.locator(".copied")).toHaveText(message("link_copied"));
  expect(await copied()).toBe(`/${await titles.nth(3).getAttribute("href")}`);
  await titles.nth(5).focus();
  await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(copied).toBe(`/${await titles.nth(5).getAttribute("href")}`);
});

test("the keyboard can skip the coverage table", async ({ page, browserErrors }) => {
  await open(page, "/#coverage");
  await page.locator("summary", { has: page.locator("#coverage-title") }).focus();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip the table" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeSeen();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "CSV" })).toBeFocused();
});

test("a menu closes when the keyboard leaves it", async ({ page, browserErrors }) => {
  await open(page);
  const menu = page.locator("#languages");
  await menu.locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(menu.locator("a").first()).toBeFocused();
  await expect(menu.locator("a").first()).toBeSeen();
  for (const _ of await menu.locator("a").all()) await page.keyboard.press("Tab");
  await expect(menu.locator("a").first()).toBeHidden();
});

for (const width of [360, 1280]) {
  test(`the contents of a part stay in sight in it, and cover no link: ${width} px`, async ({ page, browserErrors }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.addInitScript(see);
    await open(page, "/#system-security");
    const contents = page.getByRole("navigation", { name: "Contents: The policy" });
    const link = contents.locator('[href="#system-security"]');
    await expect(link).toHaveAttribute("aria-current", "true");
    await expect.poll(() => link.evaluate((it) => window.seen(it))).toBe(true);
    expect(
      await page
        .locator(entry("system-security"))
        .locator("h3")
        .evaluate((it) => window.seen(it)),
    ).toBe(true);
    const links = await page.locator(entry("system-security")).locator("a").all();
    for (const link of links.slice(0, 12).reverse()) {
      await link.focus();
      expect(await link.evaluate((it) => window.seen(it)), await link.innerText()).toBe(true);
    }
  });
}

test("the contents of a part follow the scroll", async ({ page, browserErrors }) => {
  await open(page);
  const contents = page.getByRole("navigation", { name: "Contents: The policy" });
  for (const section of ["network-security", "system-security"]) {
    await page.locator(`#${section}`).evaluate((it) => it.scrollIntoView());
    await expect(contents.locator(`[href="#${section}"]`)).toHaveAttribute("aria-current", "true");
  }
});
