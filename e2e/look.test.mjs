// Tests the page in light and dark, narrow and wide, with large text, in print and by keyboard.
// axe-core must find nothing serious.
import axe from "axe-core";
import { PARTS, expect, expectSeen, open, test, text, parties, addStyleSheet } from "./fixtures.mjs";
import { matched } from "./required.mjs";

/** @import { Page } from "@playwright/test" */

/**
 * Returns the serious and critical findings of axe-core, in short.
 *
 * @param {Page} page
 */
async function seriousFindings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}, first ${nodes[0].target.join(" ")}: ${nodes[0].failureSummary})`);
}

/**
 * Returns the texts outside of the window, except those that are in a scrolling region.
 *
 * @param {Page} page
 */
const cutOff = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    /** @type {(element: Element | null) => boolean} */
    const scrolls = (element) =>
      element !== null && (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement;
      if (!(node instanceof Text) || node.data.trim() === "" || !around?.checkVisibility()) continue;
      // A text for screen readers is never shown.
      if (around.closest("script, style, .visually-hidden")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { right } = range.getBoundingClientRect();
      if (right > width + 1 && !scrolls(around)) found.push(`${Math.round(right)}: ${node.data.trim().slice(0, 60)}`);
    }
    return found;
  });

/** @param {Page} page */
async function expectNoSidewaysScroll(page) {
  const { width, room } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(await cutOff(page)).toEqual([]);
  expect(width).toBeLessThanOrEqual(room);
  await page.evaluate(() => window.scrollTo(1000, 0));
  expect(await page.evaluate(() => window.scrollX)).toBe(0);
}

const SCHEMES = /** @type {const} */ (["light", "dark"]);

/**
 * Expects no serious findings in either color scheme.
 *
 * @param {Page} page
 */
async function expectNothingSerious(page) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await seriousFindings(page), colorScheme).toEqual([]);
  }
}

// Only in `test --full`: states.test.mjs looks at the same with stricter rules, in other widths.
test("axe-core finds nothing serious", { tag: "@full" }, async ({ page }) => {
  test.slow();
  await open(page);
  await expectNothingSerious(page);
});

test("axe-core finds nothing serious with results at 320 pixels", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  await page.getByRole("searchbox").fill("encryption");
  await expectNothingSerious(page);
});

test("axe-core finds nothing serious with open menus and a chosen party on a small screen", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  await parties(page).nth(1).click();
  await page.locator("#downloads > summary").click();
  await expectNothingSerious(page);
});

for (const colorScheme of SCHEMES) {
  test(`the background follows the preferred color scheme: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const rgb = matched(color, /[\d.]+/g)
      .slice(0, 3)
      .map(Number);
    const lightness = rgb.reduce((sum, channel) => sum + channel, 0) / 3;
    if (colorScheme === "dark") expect(lightness).toBeLessThan(70);
    else expect(lightness).toBeGreaterThan(200);
  });
}

for (const width of [280, 320, 360, 768, 1280, 2560]) {
  test(`at ${width} pixels nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("searchbox").fill("encryption");
    await expectNoSidewaysScroll(page);
    if (width > 640) return;
    // The first row of the bar scrolls away. A long name does not make it higher, because a part of it would stay.
    const aboveSearch = () => page.locator(".bar .find").evaluate((/** @type {HTMLElement} */ it) => it.offsetTop);
    expect(await aboveSearch()).toBeLessThanOrEqual(54);
    await page.locator(".bar .name").evaluate((it) => it.prepend("The Extraordinary Moderation and Music Assistant of "));
    expect(await aboveSearch()).toBeLessThanOrEqual(54);
    await expectNoSidewaysScroll(page);
  });
}

for (const width of [320, 360, 640, 1280]) {
  test(`text at 200 % and ${width} pixels still fits`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await expectNoSidewaysScroll(page);
    // A claim has its facts beside their names only where words fit.
    await page.evaluate(() => document.querySelectorAll("details:has(.claim)").forEach((it) => it.setAttribute("open", "")));
    const facts = await page.locator(".claim dd:visible").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().width));
    expect(facts.length).toBeGreaterThan(10);
    expect(Math.min(...facts)).toBeGreaterThan(150);
  });
}

for (const width of [280, 320, 480])
  test(`a reader's own text spacing cuts nothing off at ${width} pixels`, async ({ page }) => {
    // WCAG 1.4.12: text with this spacing must stay complete.
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll(/** @type {"div"} */ ("body *"))) {
        element.style.setProperty("line-height", "1.5", "important");
        element.style.setProperty("letter-spacing", "0.12em", "important");
        element.style.setProperty("word-spacing", "0.16em", "important");
      }
    });
    await expectNoSidewaysScroll(page);
  });

test("print has all text, and no controls", async ({ page }) => {
  await open(page);
  // Hide what is not printed: the tools.
  const undo = await addStyleSheet(page, "main .tool { display: none !important }");
  const onScreen = await text(page.getByRole("main"));
  await undo();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const part of PARTS) await expectSeen(page.locator(`#${part}`));
  await expect(page.getByRole("searchbox")).toBeHidden();
  await expect(page.getByRole("group", { name: "Statements by" })).toBeHidden();
  expect((await text(page.getByRole("main"))).length).toBeGreaterThanOrEqual(onScreen.length);
  const { paper, ink } = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
  }));
  expect(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"]).toContain(paper);
  expect(Math.max(...matched(ink, /\d+/g).slice(0, 3).map(Number))).toBeLessThan(100);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("print has all text despite the party filter", async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: "print" });
  const everything = await text(page.getByRole("main"));
  await page.emulateMedia({ media: "screen" });
  await parties(page).nth(1).click();
  await expect(page.locator("[data-aside]").first()).toBeAttached();
  await page.emulateMedia({ media: "print" });
  expect(await text(page.getByRole("main"))).toBe(everything);
});

test("the lang attribute is the language of the content", async ({ page, request }) => {
  await page.goto("/");
  const { bot } = await (await request.get("/policy.json")).json();
  await expect(page.locator("html")).toHaveAttribute("lang", bot.lang ?? "en");
});

test("the keyboard reaches the text first, and shows where it is", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  const focused = page.locator(":focus");
  await expect(focused).toHaveAttribute("href", "#main");
  await expect(focused).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => Boolean(document.activeElement?.closest("main")))).toBe(true);
  const outline = await focused.evaluate((it) => getComputedStyle(it).outlineStyle);
  expect(outline).not.toBe("none");
});

test("nothing moves by itself with reduced motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
