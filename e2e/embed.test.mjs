// Tests the policy in other people's pages: pages of a second origin, also with a strict content
// security policy, a dark background or hostile scripts and styles.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import axe from "axe-core";
import { test } from "@playwright/test";
import { expect, expectSeen, addExtensionElements, holdBack, translate } from "./fixtures.mjs";
import { attribute, matched, required } from "./required.mjs";
import { portOf } from "./port.mjs";
import { message } from "./texts.mjs";

/** @import { Page, Route } from "@playwright/test" */
/** @import { CarrotPrivacyElement } from "../web/pkg/npm/index.js" */

const base = process.env.BASE_URL ?? "";
const NO_TOOLS = message("no_tools");
const SCRIPT = `<script type="module" src="${base}/embed/v1.js"></script>`;
const LINK = `<a href="${base}/">our privacy policy</a>`;
/** The content security policy that docs/embed.md describes for a strict page. */
const FRAME = `default-src 'none'; script-src ${base}/embed/; frame-src ${base}/embed/; img-src data:`;
const INLINE = `default-src 'none'; script-src ${base} 'wasm-unsafe-eval'; connect-src ${base}; img-src data:`;

/** @type {import("node:http").Server} */
let host;
const served = new Map();
test.beforeAll(async () => {
  host = createServer((request, response) => {
    const [html, headers] = served.get(request.url) ?? ["", {}];
    response.writeHead(html ? 200 : 404, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(html);
  });
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
});
test.afterAll(() => {
  host.closeAllConnections();
  host.close();
});

let count = 0;
/**
 * Opens a page of another site: another port, and another name for this machine.
 *
 * @param {Page} page
 * @param {string} body
 * @param {{ policy?: string, head?: string, attributes?: string }} options
 */
async function visit(page, body, { policy, head = "", attributes = 'lang="en"' } = {}) {
  const path = `/${process.pid}-${count++}`;
  const html = `<!doctype html><html ${attributes}><head><title>a site</title><link rel="icon" href="data:,">${head}</head><body><h1>A site</h1>${body}</body></html>`;
  served.set(path, [html, policy ? { "Content-Security-Policy": policy } : {}]);
  await page.addInitScript(() => {
    window.heard = [];
    for (const name of ["ready", "navigate", "error"])
      addEventListener(`carrot-${name}`, (event) => {
        if (event instanceof CustomEvent && event.target instanceof Element)
          window.heard.push({ name, detail: event.detail, id: event.target.id });
      });
  });
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => ["warning", "error"].includes(message.type()) && warnings.push(message.text()));
  page.on("pageerror", (error) => warnings.push(`uncaught: ${error.message}`));
  await page.goto(`http://localhost:${portOf(host)}${path}`);
  return warnings;
}

/**
 * @param {Page} page
 * @param {string} name
 */
const heard = (page, name) => page.evaluate((name) => window.heard.filter((event) => event.name === name), name);
/**
 * Waits until the policy is shown. A failure lists all events, and the state of each element and its frame.
 *
 * @param {Page} page
 */
async function shown(page, count = 1) {
  try {
    await expect.poll(async () => (await heard(page, "ready")).length, { timeout: 20_000 }).toBe(count);
  } catch (error) {
    const state = await page.evaluate(() => ({
      heard: window.heard,
      visible: document.visibilityState,
      elements: [...document.querySelectorAll("carrot-privacy")].map((it) => [
        it.isConnected,
        JSON.stringify(it.getBoundingClientRect()),
        [...(it.shadowRoot?.querySelectorAll("iframe") ?? [])].map((frame) => [frame.src, frame.style.cssText]),
      ]),
    }));
    const frames = page.frames().map((frame) => frame.url());
    throw new Error(`${error}\n${JSON.stringify({ state, frames }, undefined, 1)}`);
  }
}
const element = (attributes = "", id = "p") => `<carrot-privacy id="${id}" ${attributes}>${LINK}</carrot-privacy>`;
/** @param {Page} page */
const framed = (page, id = "p") => page.frameLocator(`#${id} iframe`);
/** @param {Page} page */
const inline = (page, id = "p") => page.locator(`#${id} .root`);
/**
 * @param {Page} page
 * @param {string} mode
 */
const within = (page, mode) => (mode === "inline" ? inline(page) : framed(page));

/**
 * Asks the solver in a widget something.
 *
 * @param {Page} page
 * @param {string} mode
 */
async function usesSolver(page, mode) {
  await within(page, mode).getByRole("checkbox").first().check();
  await within(page, mode).locator("#verdicts article").first().scrollIntoViewIfNeeded();
  await expect(within(page, mode).locator("#verdicts article").first()).toBeSeen();
}

test("two lines show the policy in a frame as high as its text, and the link stays until then", async ({ page }) => {
  const release = await holdBack(page, "**/embed/collected-data/**");
  const warnings = await visit(page, SCRIPT + element('section="collected-data"'));
  await expect(page.locator("#p iframe")).toHaveAttribute("title", /privacy and compliance/);
  await expect(page.getByRole("link", { name: "our privacy policy" })).toBeSeen();
  release();
  await shown(page);
  await expect(page.getByRole("link", { name: "our privacy policy" })).toBeHidden();
  await expect(framed(page).getByRole("heading", { level: 2 })).toBeSeen();
  expect(
    await framed(page)
      .locator("html")
      .evaluate(() => originAgentCluster),
    "it takes no time of a page of the same site",
  ).toBe(true);
  const text = await framed(page)
    .locator("html")
    .evaluate((it) => it.getBoundingClientRect().height);
  await expect.poll(() => page.locator("#p iframe").evaluate((it) => it.clientHeight)).toBe(Math.ceil(text));
  // In a narrower window, the frame is higher.
  await page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(() => page.locator("#p iframe").evaluate((it) => it.clientHeight)).toBeGreaterThan(text);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(warnings).toEqual([]);
});

test("inline: the policy is in a shadow root, its tools work, and the page around it does not change", async ({ page }) => {
  const warnings = await visit(page, `${SCRIPT}<p id="before">before</p>${element('section="coverage" mode="inline"')}`, {
    head: "<style>html{font-size:62.5%}p,td{color:red!important;text-transform:uppercase}</style>",
  });
  const outside = () => page.locator("#before").evaluate((it) => [getComputedStyle(it).font, location.href, localStorage.length]);
  const before = await outside();
  await shown(page);
  const cell = inline(page).locator(".matrix td").first();
  expect(
    await cell.evaluate((it) => [
      getComputedStyle(it).textTransform,
      getComputedStyle(it).color !== "rgb(255, 0, 0)",
      parseFloat(getComputedStyle(it).fontSize) >= 12,
    ]),
  ).toEqual(["none", true, true]);
  await inline(page).getByRole("textbox").first().fill("postgres");
  await expect(inline(page).locator(".narrow [role=status]")).toContainText(/^2 /);
  await inline(page).locator(".matrix td a:visible").first().click();
  await expect(inline(page).getByRole("dialog")).toBeSeen();
  await page.keyboard.press("Escape");
  await expect(inline(page).getByRole("dialog")).toBeHidden();
  expect(await outside()).toEqual(before);
  expect(warnings).toEqual([]);
});

for (const mode of ["iframe", "inline"]) {
  test(`${mode}: a followed link is reported by an event, and the URL of the page stays`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="policy" mode="${mode}"`));
    await shown(page);
    const within = mode === "inline" ? inline(page) : framed(page);
    const link = within.locator('.toc a[href*="#"]:not([target])').last();
    const id = (await attribute(link, "href")).split("#")[1];
    await link.click();
    await expect.poll(() => heard(page, "navigate")).toEqual([{ name: "navigate", detail: { id }, id: "p" }]);
    await expect(within.locator(`#${id}`)).toBeInViewport();
    expect(new URL(page.url()).hash).toBe("");
    await expect(within.locator('main a[href*="://"], h1 a, .title a').first()).toHaveAttribute("target", "_blank");
    await expect(within.locator("h1 a, .title a").first()).toHaveAttribute("rel", /noopener/);
  });

  test(`${mode}: the first click on a link brings its target on the screen`, async ({ page }) => {
    await page.setViewportSize({ width: 1100, height: 800 });
    await visit(page, SCRIPT + element(`section="all" mode="${mode}"`));
    await shown(page);
    for (const [id, name] of [
      ["policy", "The policy"],
      ["hosting", "Hosting and security"],
      ["glossary", "Glossary"],
    ]) {
      await within(page, mode).getByRole("link", { name, exact: true }).first().click();
      const top = async () => (await within(page, mode).locator(`#${id}`).boundingBox())?.y ?? -1;
      await expect.poll(top, id).toBeGreaterThan(-400);
      await expect.poll(top, id).toBeLessThan(700);
      await page.evaluate(() => scrollTo(0, 0));
    }
  });

  test(`${mode}: a preset asks the solver beside it`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="solver" mode="${mode}"`));
    await shown(page);
    const presets = within(page, mode).locator(".presets a");
    await presets.first().click();
    await within(page, mode).locator("#verdicts article").first().scrollIntoViewIfNeeded();
    await expect(within(page, mode).locator("#verdicts article").first()).toBeSeen();
    await expect(within(page, mode).locator("#question input:checked")).toHaveCount(1);
    const marked = within(page, mode).locator(".presets [aria-current=true]");
    await expect(marked).toHaveText(await presets.first().innerText());
    await presets.nth(1).click();
    await expect(marked).toHaveText(await presets.nth(1).innerText());
    expect(page.context().pages()).toHaveLength(1);
  });

  test(`${mode}: axe-core finds nothing`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="not-stated" mode="${mode}"`));
    await shown(page);
    // A frame is a document of its own, a shadow root a part of this one.
    const frame = () =>
      required(
        page.frames().find((it) => it.url().includes("/embed/")),
        "frame",
      );
    const place = mode === "inline" ? page : frame();
    await place.evaluate(axe.source);
    const { violations } = await place.evaluate((context) => window.axe.run(context), mode === "inline" ? "#p" : "html");
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });

  test(`${mode}: a strict page needs only the sources that docs/embed.md lists`, async ({ page }) => {
    const warnings = await visit(page, SCRIPT + element(`section="solver" mode="${mode}"`), { policy: mode === "inline" ? INLINE : FRAME });
    await shown(page);
    expect(await page.locator(mode === "inline" ? "#p .root" : "#p iframe").count()).toBe(1);
    await usesSolver(page, mode);
    expect(warnings).toEqual([]);
  });

  for (const [what, answer] of Object.entries({
    blocked: (/** @type {Route} */ route) => route.abort(),
    damaged: async (/** @type {Route} */ route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1] ^= 255;
      await route.fulfill({ response, body });
    },
  })) {
    test(`${mode}: a part whose content is ${what} says that its tool is not available`, async ({ page }) => {
      await page.route("**/page-*.bin", answer);
      await visit(page, SCRIPT + element(`section="solver" mode="${mode}"`));
      await shown(page);
      // Without the program, the widget is a frame in both modes.
      await expect(framed(page).getByText(NO_TOOLS)).toBeSeen();
      await expect(framed(page).locator("#needs summary").first()).toBeSeen();
      await expect(framed(page).locator("#question")).toBeHidden();
    });
  }

  test(`${mode}: after an exception in a tool, a line says that it is not available`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="solver" mode="${mode}"`));
    await shown(page);
    const typed = within(page, mode).locator(".hours input").first();
    await typed.fill("12");
    const pick = within(page, mode).getByRole("checkbox").first();
    await pick.evaluate(() =>
      Object.defineProperty(HTMLInputElement.prototype, "checked", {
        get: () => {
          throw new Error("broken by the test");
        },
      }),
    );
    await pick.click();
    await expectSeen(within(page, mode).getByText(NO_TOOLS));
    await expect(within(page, mode).locator("#question")).toBeHidden();
    await expectSeen(within(page, mode).locator("#needs summary").first());
    await expectSeen(typed);
    await expect(typed).toHaveValue("12");
  });

  test(`${mode}: works with an extension's elements beside its fields, and after a translator`, async ({ page }) => {
    const release = await holdBack(page, "**/*.wasm");
    await visit(page, SCRIPT + element(`section="solver" mode="${mode}"`));
    const root = mode === "inline" ? inline(page) : framed(page).locator("body");
    const act = async () => (await addExtensionElements(root), await translate(root));
    // A shadow root is shown when its program has started.
    if (mode === "iframe") {
      await shown(page);
      await act();
    }
    release();
    await shown(page);
    if (mode === "iframe") await expect(framed(page).locator("html")).toHaveAttribute("data-ready", "true");
    await act();
    await usesSolver(page, mode);
    const fits = within(page, mode).locator("#fits");
    const old = await fits.innerText();
    await act();
    await within(page, mode).getByRole("checkbox").first().uncheck();
    await within(page, mode).locator("#question").getByRole("checkbox", { name: "SOC 2" }).check();
    await expect(fits).not.toContainText(old);
    await act();
    await within(page, mode).locator(".fits button").click();
    await expectSeen(within(page, mode).locator("#served"));
    await expect(within(page, mode).locator("#asked")).toHaveCount(0);
  });

  test(`${mode}: the whole policy and its search work with Trusted Types`, async ({ page }) => {
    const warnings = await visit(page, SCRIPT + element(`section="all" mode="${mode}"`), {
      policy: "require-trusted-types-for 'script'; trusted-types 'none'",
    });
    await shown(page);
    await within(page, mode).locator("#query").click();
    await page.keyboard.type("encryption");
    await expect(within(page, mode).locator(".results a").first()).toBeSeen();
    await expect(within(page, mode).locator(".results mark").first()).toHaveText(/^encrypt/i);
    expect(warnings).toEqual([]);
  });

  test(`${mode}: works with Trusted Types`, async ({ page }) => {
    const warnings = await visit(page, SCRIPT + element(`section="solver" mode="${mode}"`), {
      policy: "require-trusted-types-for 'script'; trusted-types 'none'",
    });
    await shown(page);
    await usesSolver(page, mode);
    expect(warnings).toEqual([]);
  });

  test(`${mode}: matches the colors of a dark site, also after they change`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="glossary" mode="${mode}"`), {
      head: "<style>html{background:#111}html.day{background:#fff}</style>",
    });
    await shown(page);
    const theme = mode === "inline" ? inline(page) : framed(page).locator("html");
    await expect(theme).toHaveAttribute("data-theme", "dark");
    await page.evaluate(() => document.documentElement.classList.add("day"));
    await expect(theme).toHaveAttribute("data-theme", "light");
    await page.locator("#p").evaluate((/** @type {CarrotPrivacyElement} */ it) => (it.theme = "dark"));
    await expect(theme).toHaveAttribute("data-theme", "dark");
  });

  test(`${mode}: works on a site that reads from right to left`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="collected-data" mode="${mode}"`), { attributes: 'lang="ar" dir="rtl"' });
    await shown(page);
    const within = mode === "inline" ? inline(page) : framed(page).locator("body");
    expect(await within.evaluate((it) => getComputedStyle(it).direction)).toBe("ltr");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test(`${mode}: a removed element that is inserted again shows the policy again`, async ({ page }) => {
    await visit(page, SCRIPT + element(`section="glossary" mode="${mode}"`));
    await shown(page);
    await page.locator("#p").evaluate((it) => {
      it.remove();
      document.body.append(it);
    });
    await shown(page, 2);
    await expect(mode === "inline" ? inline(page) : page.locator("#p iframe")).toHaveCount(1);
  });
}

test("inline: after an exception in a tool, later widgets are readable, and a line says that their tools are not available", async ({
  page,
}) => {
  await visit(page, SCRIPT + element('section="solver" mode="inline"'));
  await shown(page);
  const pick = inline(page).getByRole("checkbox").first();
  await pick.evaluate(() => {
    const { prototype } = HTMLInputElement;
    const checked = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, "checked"));
    Object.defineProperty(prototype, "checked", {
      configurable: true,
      get: () => {
        Object.defineProperty(prototype, "checked", checked);
        throw new Error("broken by the test, once");
      },
    });
  });
  await pick.click();
  await expect(inline(page).getByText(NO_TOOLS)).toBeSeen();
  await page.locator("#p").evaluate((it) => it.setAttribute("section", "coverage"));
  await shown(page, 2);
  await page.evaluate(() => {
    const other = document.createElement("carrot-privacy");
    for (const [name, value] of Object.entries({ id: "q", section: "solver", mode: "inline" })) other.setAttribute(name, value);
    document.body.prepend(other);
  });
  await shown(page, 3);
  for (const [id, text] of [
    ["p", ".matrix tbody th a"],
    ["q", "#needs summary"],
  ]) {
    await inline(page, id).getByText(NO_TOOLS).scrollIntoViewIfNeeded();
    await expect(inline(page, id).getByText(NO_TOOLS)).toBeSeen();
    await inline(page, id).locator(text).first().scrollIntoViewIfNeeded();
    await expect(inline(page, id).locator(text).first()).toBeSeen();
    await expect(inline(page, id).locator("input").first()).toBeHidden();
  }
});

test("inline: a copied answer has the title and the address of the policy, not of the site around it", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, SCRIPT + element('section="solver" mode="inline"'));
  await shown(page);
  await usesSolver(page, "inline");
  await inline(page).locator("#take button").click();
  await expect(inline(page).locator("#take [role=status]")).toBeSeen();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")[0]).toBe("Carrot Bot: privacy and compliance");
  expect(copied).toContain(`\n${base}/?need=`);
  expect(copied).not.toMatch(/a site|localhost/i);
});

test("two widgets in two languages and two modes do not affect each other", async ({ page }) => {
  const warnings = await visit(
    page,
    SCRIPT +
      element('section="solver" mode="inline"', "one") +
      element('section="solver" mode="inline" lang="fr"', "two") +
      element('section="glossary"', "three"),
  );
  await page.locator("#three").scrollIntoViewIfNeeded();
  await shown(page, 3);
  // Use the keyboard, because a click could miss: the frames have just moved.
  await inline(page, "one").getByRole("checkbox").first().focus();
  await page.keyboard.press("Space");
  await expect(inline(page, "one").locator("#verdicts article").first()).toBeSeen();
  await expect(inline(page, "two").locator("#verdicts article")).toHaveCount(0);
  await inline(page, "two").getByText(message("solver", "fr")).scrollIntoViewIfNeeded();
  await expect(inline(page, "two").getByText(message("solver", "fr"))).toBeSeen();
  expect(warnings).toEqual([]);
});

test("without WebAssembly, a frame replaces inline; without frames, the link is shown", async ({ page }) => {
  const policy = `default-src 'none'; script-src ${base}; connect-src ${base}; frame-src ${base}`;
  await visit(page, SCRIPT + element('section="glossary" mode="inline"'), { policy });
  await shown(page);
  await expect(page.locator("#p iframe")).toHaveCount(1);
  expect((await heard(page, "error")).length).toBe(1);

  const other = await page.context().newPage();
  await visit(other, SCRIPT + element('section="glossary" mode="inline"'), { policy: `default-src 'none'; script-src ${base}` });
  await expect.poll(async () => (await heard(other, "error")).length).toBe(2);
  expect((await heard(other, "error")).map(({ detail }) => detail.shown)).toEqual([true, false]);
  await expect(other.getByRole("link", { name: "our privacy policy" })).toBeSeen();
  await expect(other.locator("#p iframe")).toHaveCount(0);
});

test("a style sheet that did not load is requested again", async ({ page }) => {
  await page.route("**/embed/inline-*.css", (route) => route.fulfill({ status: 503 }), { times: 1 });
  await visit(page, SCRIPT + element('section="collected-data" mode="inline"'));
  await shown(page);
  expect((await heard(page, "error")).map(({ detail }) => detail.message)).toEqual([expect.stringContaining(": 503")]);
  await page.locator("#p").evaluate((it) => it.setAttribute("section", "coverage"));
  await shown(page, 2);
  await expect(inline(page)).toBeSeen();
  expect(await heard(page, "error")).toHaveLength(1);
});

test("without scripts, the link stays", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  served.set("/noscript", [`<!doctype html><title>a site</title>${SCRIPT}${element()}`, {}]);
  await page.goto(`http://localhost:${portOf(host)}/noscript`);
  await expect(page.getByRole("link", { name: "our privacy policy" })).toBeSeen();
  await context.close();
});

test("an unknown value means the default, with one warning that names it", async ({ page }) => {
  const warnings = await visit(page, SCRIPT + element('section="no-such" theme="pink" mode="window" lang="xx"'));
  await shown(page);
  await page.locator("#p").evaluate((/** @type {CarrotPrivacyElement} */ it) => (it.compact = true));
  await shown(page, 2);
  expect(warnings.map((it) => it.replace(/ is not one of.*/s, ""))).toEqual(
    [
      '<carrot-privacy>: theme="pink"',
      '<carrot-privacy>: lang="xx"',
      '<carrot-privacy>: section="no-such"',
      '<carrot-privacy>: mode="window"',
    ].sort((a, b) => warnings.findIndex((it) => it.startsWith(a)) - warnings.findIndex((it) => it.startsWith(b))),
  );
  expect((await heard(page, "error")).length).toBe(4);
});

test("compact: no text below 14 pixels, and on phones no field below 16", async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await visit(page, SCRIPT + element('section="all" compact'));
  await shown(page);
  const frame = page.frames().find((it) => it.url().includes("/embed/"));
  expect(frame).toBeTruthy();
  const sizes = await frame?.evaluate(() => {
    const size = (/** @type {Element} */ element) => parseFloat(getComputedStyle(element).fontSize);
    for (const details of document.querySelectorAll("details")) details.open = true;
    const texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement;
      if (node instanceof Text && node.data.trim() && around?.checkVisibility() && size(around)) texts.add(size(around));
    }
    const fields = [...document.querySelectorAll("input:not([type=checkbox]), select, textarea")].map(size);
    return { text: Math.min(...texts), field: Math.min(...fields), fields: fields.length };
  });
  expect(sizes?.fields).toBeGreaterThan(2);
  expect(sizes?.text).toBeGreaterThanOrEqual(14);
  expect(sizes?.field).toBeGreaterThanOrEqual(16);
  await context.close();
});

test("messages of other frames, and malformed messages of the frame, are ignored", async ({ page }) => {
  await visit(page, SCRIPT + element('section="glossary"'));
  await shown(page);
  const height = () => page.locator("#p iframe").evaluate((it) => it.style.height);
  const before = await height();
  await page.evaluate(() => {
    for (const data of [null, 7, "x", { height: 9 }, { "carrot-privacy": 1, height: 9 }, { "carrot-privacy": 1, navigate: "x" }]) {
      postMessage(data, "*");
      dispatchEvent(new MessageEvent("message", { data, origin: location.origin, source: window }));
    }
  });
  const from = (/** @type {Record<string, unknown>} */ data) =>
    framed(page)
      .locator("html")
      .evaluate((_, data) => parent.postMessage(data, "*"), data);
  for (const wrong of [
    { height: "9" },
    { height: -1 },
    { height: NaN },
    { height: Infinity },
    { navigate: "<img>" },
    { navigate: {} },
    { height: { valueOf: 1 } },
  ])
    await from({ "carrot-privacy": 1, ...wrong });
  await from({ "carrot-privacy": 2, height: 9 });
  // The height that a frame reports is limited, to protect the surrounding page.
  await from({ "carrot-privacy": 1, height: 1e9 });
  await expect.poll(height).toBe("200000px");
  await from({ "carrot-privacy": 1, height: parseInt(before) });
  await expect.poll(height).toBe(before);
  expect(await heard(page, "navigate")).toEqual([]);
});

test("the panel offers the parts of the page, each with a document, and its preview shows the lines", async ({ page, request }) => {
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-ready", "true");
  await page.locator("#embed > summary").click();
  const selects = page.locator("#embed select");
  const indexes = (/** @type {HTMLSelectElement[]} */ all) => all.map((it) => it.selectedIndex);
  expect(await selects.evaluateAll(indexes)).toEqual([0, 0, 0]);
  const offered = await selects
    .first()
    .locator("option")
    .evaluateAll((/** @type {HTMLOptionElement[]} */ all) => all.map((it) => it.value));
  for (const id of offered.filter(Boolean)) expect((await request.get(`/embed/${id}/`)).status(), id).toBe(200);
  await selects.nth(1).selectOption({ index: 2 });
  await expect(page.locator("#embed pre")).toContainText('theme="dark"');
  expect(await selects.evaluateAll(indexes)).toEqual([0, 2, 0]);
});

test("each part has the places of its own tools", async ({ request }) => {
  const script = await (await request.get("/embed/v1.js")).text();
  /** @type {{ sections: string[] }} */
  const { sections } = JSON.parse(matched(script, /^const BUILD = (.*);$/m)[1]);
  expect(sections.length).toBeGreaterThan(20);
  /** @type {Record<string, string[]>} */
  const tools = { coverage: ["coverage-table"], solver: ["solver"], all: ["search", "coverage-table", "solver"] };
  for (const section of ["", ...sections]) {
    const html = await (await request.get(`/embed/${section && `${section}/`}`)).text();
    const places = [...html.matchAll(/data-tool="?([\w-]+)/g)].map(([, tool]) => tool);
    expect(places, section).toEqual(tools[section] ?? []);
  }
});

test("other sites can frame the embedded documents, but not the page", async ({ page }) => {
  await visit(page, `<iframe src="${base}/"></iframe><iframe src="${base}/embed/"></iframe>`);
  await expect(page.frameLocator("iframe >> nth=1").locator("#main")).toBeSeen();
  await expect(page.frameLocator("iframe >> nth=0").locator("#main")).toHaveCount(0);
});

test("until the reader is near, only the script is loaded; with reserved height, the text below does not move", async ({ page }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("response", async (response) => response.url().startsWith(base) && asked.push(response.url()));
  await visit(
    page,
    `${SCRIPT}<div style="height:3000px"></div>${element('section="deletion-of-data" style="min-height:700px"')}<p>below</p>`,
  );
  await page.waitForFunction(() => customElements.get("carrot-privacy"));
  expect(asked).toEqual([`${base}/embed/v1.js`]);
  await page.evaluate(() => {
    window.shift = 0;
    const add = (/** @type {LayoutShift} */ it) => (window.shift += it.hadRecentInput ? 0 : it.value);
    new PerformanceObserver((list) => /** @type {LayoutShift[]} */ (list.getEntries()).forEach(add)).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
  await page.locator("#p").evaluate((it) => it.scrollIntoView());
  await shown(page);
  await expect(framed(page).locator("h3")).toBeSeen();
  expect(await page.evaluate(() => window.shift)).toBe(0);
});

test("inserted and removed many times, the widget leaves nothing in memory", async ({ page }) => {
  test.setTimeout(120_000);
  await visit(page, SCRIPT);
  const session = await page.context().newCDPSession(page);
  const cycle = () =>
    page.evaluate(async () => {
      const it = document.createElement("carrot-privacy");
      it.setAttribute("mode", "inline");
      it.setAttribute("section", "solver");
      const ready = new Promise((resolve) => it.addEventListener("carrot-ready", resolve, { once: true }));
      document.body.append(it);
      await ready;
      it.remove();
    });
  // The program's memory is read from its own script, which the site has loaded once.
  const wasm = () =>
    page.evaluate(async () => {
      const script = performance.getEntriesByType("resource").find(({ name }) => /\/carrot-web-[^/]+\.js$/.test(name))?.name ?? "";
      return (await (await import(script)).default()).memory.buffer.byteLength;
    });
  const counters = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return session.send("Memory.getDOMCounters");
  };
  for (let index = 0; index < 10; index++) await cycle();
  const [first, memory] = [await counters(), await wasm()];
  const before = await session.send("Runtime.getHeapUsage");
  for (let index = 0; index < 100; index++) {
    await cycle();
    // Wasm memory never shrinks, and a busy machine collects garbage late. A leak survives the collection.
    if (index % 10 === 9) await session.send("HeapProfiler.collectGarbage");
  }
  const last = await counters();
  const after = await session.send("Runtime.getHeapUsage");
  expect(last.nodes).toBeLessThanOrEqual(first.nodes * 1.05);
  expect(last.jsEventListeners).toBeLessThanOrEqual(first.jsEventListeners * 1.05);
  expect(await wasm()).toBeLessThanOrEqual(memory * 1.05);
  expect(after.usedSize + (after.backingStorageSize ?? 0)).toBeLessThanOrEqual((before.usedSize + (before.backingStorageSize ?? 0)) * 1.05);
});

test("the page's own panel writes the lines, and shows a preview", async ({ page }) => {
  await page.goto("/");
  await page.locator("#embed > summary").click();
  await page.locator("#embed select[name=section]").selectOption("glossary");
  await expect(page.locator("#embed pre code")).toHaveText(
    `<script type="module" src="${base}/embed/v1.js"></script>\n<carrot-privacy section="glossary"><a href="${base}/">Carrot Bot: privacy and compliance</a></carrot-privacy>`,
  );
  const heading = page.frameLocator("#embed .preview iframe[src*=glossary]").locator("h2");
  await heading.scrollIntoViewIfNeeded();
  await expect(heading).toBeSeen();
  // On a phone, no short choice is cut.
  await page.setViewportSize({ width: 360, height: 740 });
  for (const select of await page.locator("#embed select:not([name=section])").all()) {
    const [room, natural] = await select.evaluate((it) => {
      const room = it.getBoundingClientRect().width;
      it.style.inlineSize = "max-content";
      it.style.justifySelf = "start";
      return [room, it.getBoundingClientRect().width];
    });
    expect(room).toBeGreaterThanOrEqual(natural);
  }
});

for (const name of ["html", "csp"]) {
  test(`examples/embed/${name} works once its address is filled in`, async ({ page }) => {
    const example = readFileSync(new URL(`../examples/embed/${name}/index.html`, import.meta.url), "utf8").replaceAll(
      "https://bot.example",
      base,
    );
    served.set(`/example-${name}`, [example, {}]);
    await page.goto(`http://localhost:${portOf(host)}/example-${name}`);
    await expect(page.frameLocator("carrot-privacy iframe").locator("h2")).toBeSeen();
  });
}
