// Fixtures for all tests of the page: a page that records errors, and helpers.
import { test as base, expect as baseExpect } from "@playwright/test";
import { isSeen } from "./visible.mjs";

/** @import { Locator, Page } from "@playwright/test" */

export const expect = baseExpect.extend({
  /**
   * Waits until a person can see some text of the element. `toBeVisible` also accepts text that is clipped, covered or transparent.
   *
   * @param {Locator} locator
   */
  async toBeSeen(locator) {
    try {
      await baseExpect.poll(() => locator.evaluate(isSeen)).toBe(true);
      return { pass: true, message: () => "" };
    } catch {
      return { pass: false, message: () => `no text of ${locator} can be seen` };
    }
  },
});

/** @type {ReturnType<typeof base.extend<{ browserErrors: string[] }>>} */
export const test = base.extend({
  /** Collects errors in the browser and requests to other origins. The test fails if there are any. */
  browserErrors: async ({ page, baseURL, javaScriptEnabled }, use) => {
    /** @type {string[]} */
    const browserErrors = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) browserErrors.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => browserErrors.push(`uncaught: ${error.message}`));
    // Without JavaScript, Chromium cancels the preloading of scripts.
    page.on("requestfailed", (request) => javaScriptEnabled !== false && browserErrors.push(`failed: ${request.url()}`));
    page.on("response", (response) => response.status() >= 400 && browserErrors.push(`${response.status()}: ${response.url()}`));
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== "data:" && origin !== new URL(baseURL ?? "").origin) browserErrors.push(`another origin: ${request.url()}`);
    });
    await use(browserErrors);
    expect(browserErrors).toEqual([]);
  },
});

/**
 * Selects the element that an id of content belongs to. If content blockers may hide the id, it is on an empty element in that element.
 *
 * @param {string} id
 */
export const entry = (id) => `:is([id="${id}"]:not(span), .at:has(> span[id="${id}"], > :is(dt, th) > span[id="${id}"]))`;

/**
 * Opens the page, waits for its program, and unfolds all its parts.
 *
 * @param {Page} page
 */
export async function open(page, path = "/") {
  await page.goto(path);
  await ready(page);
  await unfold(page);
  await ready(page);
}

/**
 * Unfolds all parts and sections without fading them in, which would take half a second in every
 * test. Their tools may not be mounted yet when it returns. `ready` waits for them.
 *
 * @param {Page} page
 */
export const unfold = (page) =>
  page.evaluate(async () => {
    const still = new CSSStyleSheet();
    still.replaceSync(".fold::details-content { transition: none !important }");
    document.adoptedStyleSheets.push(still);
    const folds = [...document.querySelectorAll(/** @type {"details"} */ (".fold, .sub"))];
    // Without scripts, no listener would be called.
    const last = document.documentElement.hasAttribute("data-program") && folds.findLast((fold) => !fold.open);
    const toggled = last && new Promise((resolve) => last.addEventListener("toggle", resolve, { once: true }));
    for (const fold of folds) fold.open = true;
    // Compute the styles now, so that nothing fades later.
    for (const fold of folds) getComputedStyle(fold, "::details-content").opacity;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    await toggled;
  });

/**
 * Waits until all tools that are displayed are mounted.
 *
 * @param {Page} page
 */
export const ready = (page) => expect(page.locator("html")).toHaveAttribute("data-ready", "true", { timeout: 15_000 });

/**
 * Waits until the browser has painted what the page shows now: at the beginning of the second frame, the first is painted.
 *
 * @param {Page} page
 */
export const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/**
 * Scrolls to the middle of an element, and expects that a person can see text there.
 *
 * @param {Locator} locator
 */
export async function expectSeen(locator) {
  await locator.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  await expect(locator).toBeSeen();
}

/**
 * Changes texts within an element as a browser's translator does: replaces each text node by a new one in new elements. A program that still
 * holds the old node changes nothing that a reader sees. The new one has the same words, so that tests find them.
 *
 * @param {Locator} root
 */
export const translate = (root) =>
  root.evaluate((root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text instanceof Text && text.data.trim() && !text.parentElement?.closest("script, style, font, option, textarea")) all.push(text);
    }
    for (const text of all) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      text.replaceWith(outer);
      outer.append(inner);
      inner.textContent = text.data;
    }
  });

/**
 * Adds a button after each field within an element, as extensions do.
 *
 * @param {Locator} root
 */
export const addExtensionElements = (root) =>
  root.evaluate((root) =>
    root.querySelectorAll("input").forEach((input) => {
      const button = document.createElement("button");
      button.type = "button";
      button.style.cssText = "position: absolute; inline-size: 0; padding: 0; border: 0";
      input.after(button);
    }),
  );

/**
 * Holds back matching files until the returned function is called.
 *
 * @param {Page} page
 * @param {string} pattern
 */
export async function holdBack(page, pattern) {
  let release = () => {};
  const released = new Promise((/** @type {(value?: undefined) => void} */ resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/**
 * Returns the buttons of the party filter.
 *
 * @param {Page} page
 */
export const parties = (page) => page.getByRole("group", { name: "Statements by" }).locator("[aria-pressed]");

/**
 * Returns the visible text, with white space collapsed.
 *
 * @param {Locator} locator
 */
export const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();

/** The parts of the page, in reading order. */
export const PARTS = ["at-a-glance", "collected-data", "policy", "not-stated", "hosting", "coverage", "solver", "sources", "glossary"];

/**
 * Adds a style sheet to a page whose content security policy allows no new style elements. Returns
 * a function that removes it.
 *
 * @param {Page} page
 * @param {string} css
 */
export async function addStyleSheet(page, css) {
  const sheet = await page.evaluateHandle((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    return sheet;
  }, css);
  return () => sheet.evaluate((sheet) => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet)) && null);
}
