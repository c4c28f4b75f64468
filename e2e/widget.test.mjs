// Tests faults that people found when they used the widget in their own pages. The tests look at
// elements on top, at pixels, and at real keys and clicks. embed.test.mjs has the other tests.
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import axe from "axe-core";
import { test } from "@playwright/test";
import { expect, holdBack } from "./fixtures.mjs";
import { attribute, boxOf, required } from "./required.mjs";
import { portOf } from "./port.mjs";
import { pixel } from "./visible.mjs";

/** @import { Locator, Page } from "@playwright/test" */
/** @import { Server } from "node:http" */
/** @import { CarrotPrivacyElement } from "../web/pkg/npm/index.js" */

const base = process.env.BASE_URL ?? "";
const LINK = `<a href="${base}/">our privacy policy</a>`;
const element = (attributes = "", id = "p", within = LINK) => `<carrot-privacy id="${id}" ${attributes}>${within}</carrot-privacy>`;
const script = (from = base, query = "") => `<script type="module" src="${from}/embed/v1.js${query}"></script>`;
const MODES = ["iframe", "inline"];

/** Serves pages and files of another site, by path. */
const served = new Map();
/** @type {Server} */
let host;
/**
 * Serves the files of `base` with a delay. It records in which round each file was requested: files
 * that are requested after a file of round 1 has arrived are of round 2, and so on.
 *
 * @type {Server}
 */
let slow;
const rounds = new Map();
let delay = 0;
/**
 * Serves the files of `base` as another version of the page: with other hashes in their names.
 *
 * @type {Server}
 */
let other;
test.beforeAll(async () => {
  host = createServer((request, response) => {
    const [body, type = "text/html; charset=utf-8"] = served.get(request.url) ?? [];
    response.writeHead(body === undefined ? 404 : 200, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
  });
  let finished = 0;
  slow = createServer((request, response) => {
    const round = finished + 1;
    rounds.set(request.url, round);
    const { hostname, port } = new URL(base);
    setTimeout(() => {
      const through = ask(
        { hostname, port, path: request.url, method: request.method, headers: { ...request.headers, host: `${hostname}:${port}` } },
        (answer) => {
          finished = Math.max(finished, round);
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      through.end();
    }, delay);
  });
  other = createServer(async (request, response) => {
    const answer = await fetch(base + (request.url ?? "").replace("0therhash", ""));
    const body = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get("content-type") ?? "";
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-(encoding|length)|connection)$/.test(name)));
    // Rename only in documents, and in scripts of embed/: they contain a digest of the program, so its bytes must stay.
    const namesFiles = type.includes("html") || /\/embed\/.*\.js$/.test(request.url ?? "");
    response
      .writeHead(answer.status, headers)
      .end(namesFiles ? body.toString().replace(/-[0-9a-f]{16}(?=[._])/g, (hash) => `${hash}0therhash`) : body);
  });
  for (const server of [host, slow, other]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
});
test.afterAll(() => {
  for (const server of [host, slow, other]) {
    server.closeAllConnections();
    server.close();
  }
});
/** @param {Server} server */
const origin = (server) => `http://localhost:${portOf(server)}`;

let count = 0;
/**
 * @param {Page} page
 * @param {string} body
 */
async function visit(page, body, head = "") {
  const path = `/${process.pid}-${count++}`;
  served.set(path, [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>a site</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
  ]);
  await page.addInitScript(() => {
    if (window.heard) return;
    window.heard = [];
    for (const name of ["ready", "navigate", "error"])
      addEventListener(`carrot-${name}`, (event) => {
        if (event instanceof CustomEvent && event.target instanceof Element)
          window.heard.push({ name, detail: event.detail, id: event.target.id });
      });
  });
  await page.goto(origin(host) + path);
}
/**
 * @param {Page} page
 * @param {string} name
 */
const heard = (page, name) => page.evaluate((name) => window.heard.filter((event) => event.name === name), name);
/** @param {Page} page */
const shown = (page, count = 1) => expect.poll(async () => (await heard(page, "ready")).length, { timeout: 25_000 }).toBe(count);
/**
 * @param {Page} page
 * @param {string} mode
 */
const within = (page, mode, id = "p") =>
  mode === "inline" ? page.locator(`#${id} .root`) : page.frameLocator(`#${id} iframe`).locator("html");

/**
 * Returns whether an element is on top near its start, through shadow roots.
 *
 * @param {Locator} locator
 */
const isHit = (locator) =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const point = /** @type {const} */ ([left + Math.min(width / 2, 20), top + height / 2]);
    let found = document.elementFromPoint(...point);
    for (let inner = found; inner; inner = inner.shadowRoot?.elementFromPoint(...point) ?? null) found = inner;
    return width > 0 && height > 0 && found !== null && (element.contains(found) || found.contains(element));
  });

/**
 * Returns "dark" or "light", by the color at the widget's edge.
 *
 * @param {Page} page
 */
async function look(page, id = "p") {
  const { x, y } = await page
    .locator(`#${id}`)
    .evaluate((it) => (it.scrollIntoView({ behavior: "instant" }), it.getBoundingClientRect().toJSON()));
  const [red, green, blue] = await pixel(page, x + 3, y + 3);
  return red + green + blue < 384 ? "dark" : "light";
}

// --- width and height

const PARENTS = {
  "a flex row": '<div style="display:flex">%<aside>beside it</aside></div>',
  "an inline flex row": '<div style="display:inline-flex">%</div>',
  "a flex column that centers": '<div style="display:flex;flex-direction:column;align-items:center">%</div>',
  "a table cell": '<table><tr><td style="white-space:nowrap">%</td><td>beside it</td></tr></table>',
  "an inline-block": '<div style="display:inline-block">%</div>',
  "a grid": '<div style="display:grid;justify-items:start">%</div>',
  "a grid column as wide as its content": '<div style="display:grid;grid-template-columns:auto auto">%<aside>beside it</aside></div>',
  "a float": '<div style="float:left">%</div>',
  "an absolute box": '<div style="position:absolute;left:20px;top:20px">%</div>',
};
for (const mode of MODES) {
  for (const [name, html] of Object.entries(PARENTS)) {
    test(`${mode}: has a width in ${name}`, async ({ page }) => {
      await visit(page, script() + html.replace("%", element(`section="encryption" mode="${mode}"`)));
      await shown(page);
      const width = () => page.locator("#p").evaluate((/** @type {HTMLElement} */ it) => it.offsetWidth);
      expect(await width()).toBeGreaterThan(600);
      expect(await isHit(within(page, mode).locator("h3").first())).toBe(true);
      await page.setViewportSize({ width: 320, height: 800 });
      await expect.poll(width).toBeLessThanOrEqual(320);
      expect(await width()).toBeGreaterThan(200);
      if (name !== "a table cell" && !name.includes("as wide as") && name !== "a flex row")
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  }

  test(`${mode}: shares a flex row of a phone with a narrow element`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const row = '<div style="display:flex;gap:8px">%<aside style="flex:none;width:80px">beside it</aside></div>';
    await visit(page, script() + row.replace("%", element(`section="encryption" mode="${mode}"`)));
    await shown(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await isHit(within(page, mode).locator("h3").first())).toBe(true);
  });

  test(`${mode}: search results of the whole policy can be seen and clicked`, async ({ page }) => {
    await visit(page, script() + element(`section="all" mode="${mode}"`));
    await shown(page);
    const root = within(page, mode);
    await root.locator("#query").click();
    await page.keyboard.type("deletion");
    await expect(root.locator(".results a").first()).toBeSeen();
    await expect.poll(() => isHit(root.locator(".results a").first())).toBe(true);
    const results = await root.locator(".results a").all();
    expect(results.length).toBeGreaterThan(3);
    const list = await boxOf(root.locator(".found"));
    // Results further down are reached by scrolling the list.
    const bottom = Math.min(780, list.y + list.height);
    for (const result of results) {
      const box = await boxOf(result);
      if (box.y + box.height < bottom) expect(await isHit(result), await result.innerText()).toBe(true);
    }
  });

  test(`${mode}: the height of the fallback is released with it`, async ({ page }) => {
    await visit(page, script() + element(`section="encryption" mode="${mode}"`, "p", `<div style="height:3000px">${LINK}</div>`));
    await shown(page);
    const [outer, inner] = await page
      .locator("#p")
      .evaluate((/** @type {HTMLElement} */ it) => [
        it.offsetHeight,
        it.shadowRoot?.querySelector(/** @type {"div"} */ ("iframe, .root, div"))?.offsetHeight ?? NaN,
      ]);
    expect(outer).toBeLessThan(1500);
    expect(Math.abs(outer - inner)).toBeLessThanOrEqual(1);
  });

  test(`${mode}: a new section replaces the old one without a collapse`, async ({ page }) => {
    await visit(page, `${script()}${element(`section="glossary" mode="${mode}"`)}<p id="below">below</p>`);
    await shown(page);
    await page.locator("#p").evaluate((/** @type {CarrotPrivacyElement} */ it) => {
      window.heights = [];
      window.fallbacks = 0;
      const sample = () => {
        window.heights.push(it.offsetHeight);
        window.fallbacks += Number(it.querySelector("a")?.checkVisibility());
        requestAnimationFrame(sample);
      };
      sample();
      it.section = "encryption";
    });
    await shown(page, 2);
    const { heights, fallbacks } = await page.evaluate(() => ({ heights: window.heights, fallbacks: window.fallbacks }));
    const last = await page.locator("#p").evaluate((/** @type {HTMLElement} */ it) => it.offsetHeight);
    expect(fallbacks).toBe(0);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(Math.min(heights[0], last) - 1);
    await expect(within(page, mode)).toHaveCount(1);
    await expect(within(page, mode).locator("h3").first()).toHaveText(/Encryption/);
    // Only the last value is shown; values in between are skipped.
    await page.locator("#p").evaluate((/** @type {CarrotPrivacyElement} */ it) => {
      it.section = "sources";
      setTimeout(() => (it.section = "solver"), 5);
    });
    await shown(page, 3);
    await expect(within(page, mode)).toHaveCount(1);
    await expect(within(page, mode).locator("h2").first()).toBeSeen();
    if (mode === "inline") {
      await within(page, mode).getByRole("checkbox").first().check();
      await expect(within(page, mode).locator("#verdicts article").first()).toBeSeen();
    }
  });
}

test("the fallback has no scroll bar while the frame loads, nor after it fails", async ({ page }) => {
  await page.clock.install();
  await page.route("**/embed/encryption/**", () => {});
  await visit(page, script() + element('section="encryption"'));
  await expect(page.locator("#p iframe")).toHaveCount(1);
  const expectFallback = async () => {
    expect(await page.locator("#p").evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
    expect(await isHit(page.getByRole("link", { name: "our privacy policy" }))).toBe(true);
  };
  await expectFallback();
  await page.clock.fastForward(16_000);
  await expect.poll(async () => (await heard(page, "error")).map(({ detail }) => detail.shown)).toEqual([false]);
  await expectFallback();
});

// --- keys

test("inline: letters typed in the widget do not trigger the site's hotkeys, other keys do", async ({ page }) => {
  await visit(
    page,
    `<input id="site-search">${script()}${element('section="all" mode="inline"')}<script>
      window.keys = [];
      for (const name of ["keydown", "keypress", "keyup"]) document.addEventListener(name, (event) => {
        keys.push(name + " " + (event.ctrlKey ? "Ctrl+" : "") + event.key);
        if (event.target.matches("input")) return;
        if ("/sjkg".includes(event.key)) event.preventDefault();
        if (event.key === "/") document.getElementById("site-search").focus();
      });
    </script>`,
  );
  await shown(page);
  const query = within(page, "inline").locator("#query");
  await query.click();
  await page.keyboard.type("password / keys");
  await expect(query).toHaveValue("password / keys");
  expect(await page.evaluate(() => window.keys)).toEqual([]);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await expect(query).toHaveValue("password / kes");
  expect(await page.evaluate(() => window.keys)).toEqual([]);
  await page.keyboard.press("Control+KeyK");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => window.keys.filter((key) => key.startsWith("keydown")))).toEqual(
    expect.arrayContaining(["keydown Ctrl+k", "keydown Escape", "keydown Tab"]),
  );
  // Outside of the widget, the hotkeys work.
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.keys.length = 0;
  });
  await page.keyboard.press("/");
  await expect(page.locator("#site-search")).toBeFocused();
});

// --- moves

for (const mode of MODES) {
  test(`${mode}: moveBefore() keeps the content`, async ({ page }) => {
    await visit(page, `${script()}<div id="one">${element(`section="coverage" mode="${mode}"`)}</div><div id="two"></div>`);
    test.skip(!(await page.evaluate(() => "moveBefore" in Element.prototype)), "this browser has no moveBefore()");
    await shown(page);
    const root = within(page, mode);
    const box = root.getByRole("textbox").first();
    await box.fill("postgres");
    await page.locator("#two").evaluate((to, it) => to.moveBefore(it, null), await page.locator("#p").elementHandle());
    await expect(box).toHaveValue("postgres");
    await expect(root.locator(".tool.narrow [role=status]")).toContainText(/^2 /);
    expect(await isHit(box)).toBe(true);
    // It still reacts to its attributes, and to the page that it is in now.
    await page.locator("#two").evaluate((it) => it.style.setProperty("background", "#111"));
    await expect.poll(() => look(page)).toBe("dark");
    // Content that loads again would be ready now, or be counted below.
    expect(await heard(page, "ready")).toHaveLength(1);
    await page.locator("#p").evaluate((it) => it.remove());
    await page.evaluate(() =>
      document.body.append(Object.assign(document.createElement("carrot-privacy"), { id: "p", section: "sources" })),
    );
    await shown(page, 2);
  });
}

// --- colors

/** @type {Record<string, [head: string, change: () => unknown]>} */
const COLORS = {
  "a wrapper's class": [
    "<style>#app{background:#fff}#app.dark{background:#111}</style>",
    () => document.getElementById("app")?.classList.add("dark"),
  ],
  "a wrapper's class that fades": [
    "<style>#app{background:#fff;transition:background 400ms 100ms}#app.dark{background:#111}</style>",
    () => document.getElementById("app")?.classList.add("dark"),
  ],
  "a style sheet's address": [
    '<link id="css" rel="stylesheet" href="/light.css">',
    () => document.getElementById("css")?.setAttribute("href", "/dark.css"),
  ],
  "a style sheet's media": [
    '<style id="css" media="not all">body{background:#111}</style>',
    () => document.getElementById("css")?.setAttribute("media", "all"),
  ],
  "adopted style sheets": [
    "",
    () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#app{background:#111}");
      document.adoptedStyleSheets = [sheet];
    },
  ],
  "a box that is ticked": [
    "<style>body:has(#t:checked){background:#111}</style>",
    () => document.querySelectorAll("input").forEach((box) => (box.checked = true)),
  ],
  "a color scheme in a meta element": [
    "",
    () => document.head.append(Object.assign(document.createElement("meta"), { name: "color-scheme", content: "dark" })),
  ],
  "a color scheme in a style": ["", () => (document.documentElement.style.colorScheme = "dark")],
  "a gradient": ["", () => (document.body.style.background = "linear-gradient(#111, rgb(34 34 34))")],
  oklch: ["", () => (document.body.style.background = "oklch(0.2 0.02 250)")],
  lab: ["", () => (document.body.style.background = "lab(10% 0 none)")],
  "color(display-p3)": ["", () => (document.body.style.background = "color(display-p3 0.06 0.06 0.08 / 90%)")],
  "color(xyz)": ["", () => (document.body.style.background = "color(xyz 0.01 0.01 0.01)")],
  "color-mix()": ["", () => (document.body.style.background = "color-mix(in oklab, black 90%, white)")],
};
served.set("/light.css", ["body{background:#fff}", "text/css"]);
served.set("/dark.css", ["body{background:#111}", "text/css"]);
for (const mode of MODES) {
  for (const [name, [head, change]] of Object.entries(COLORS)) {
    test(`${mode}: has the colors of the page, also after a change by ${name}`, async ({ page }) => {
      await visit(
        page,
        `<input type="checkbox" id="t"><div id="app">${script()}${element(`section="encryption" mode="${mode}"`)}</div>`,
        head,
      );
      await shown(page);
      await expect.poll(() => look(page)).toBe("light");
      await page.evaluate(change);
      await expect.poll(() => look(page), { timeout: 2500 }).toBe("dark");
    });
  }
}

test("colors are read as text: a canvas that is blocked or noisy changes nothing", async ({ page }) => {
  await page.addInitScript(() => {
    CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) =>
      new ImageData(
        new Uint8ClampedArray(width * height * 4).map(() => 200 + Math.random() * 55),
        width,
        height,
      );
  });
  await visit(page, script() + element('section="encryption" mode="inline"'), "<style>body{background:rgb(17 17 17)}</style>");
  await shown(page);
  expect(await look(page)).toBe("dark");
  await page.addInitScript(() => (HTMLCanvasElement.prototype.getContext = () => null));
  await page.reload();
  await shown(page);
  expect(await look(page)).toBe("dark");
});

test("a color in an unknown form is ignored", async ({ page }) => {
  await page.addInitScript(() => {
    const real = getComputedStyle;
    globalThis.getComputedStyle = (of, pseudo) => {
      const style = real(of, pseudo);
      return of.id === "odd"
        ? new Proxy(style, { get: (_, name) => (name === "backgroundColor" ? "color(from-the-future 1 1 1)" : Reflect.get(style, name)) })
        : style;
    };
  });
  await visit(
    page,
    `<div id="odd">${script()}${element('section="encryption" mode="inline"')}</div>`,
    "<style>body{background:#111}</style>",
  );
  await shown(page);
  expect(await look(page)).toBe("dark");
});

test("prefers-color-scheme decides if the page supports both schemes and has no background", async ({ page }) => {
  await visit(page, script() + element('section="encryption" mode="inline"'), "<style>:root{color-scheme:light dark}</style>");
  await shown(page);
  expect(await look(page)).toBe("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => look(page)).toBe("dark");
  // A page with only a light color scheme is light.
  await page.evaluate(() => (document.documentElement.style.colorScheme = "light"));
  await expect.poll(() => look(page)).toBe("light");
});

test("ten widgets slow down a page with three hundred transitions no more than one", async ({ page }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    window.reads = 0;
    const real = getComputedStyle;
    globalThis.getComputedStyle = (...of) => (window.reads++, real(...of));
  });
  const many = Array.from({ length: 10 }, (_, index) => element('section="encryption" mode="inline"', `w${index}`)).join("");
  const bars = Array.from({ length: 300 }, () => '<i style="display:block;width:10px;height:1px;transition:width 100ms"></i>').join("");
  await visit(page, `<div>${bars}</div>${script()}${many}`);
  // Some widgets are too far below to be loaded.
  await page.waitForFunction(() => {
    const ready = new Set(window.heard.filter(({ name }) => name === "ready").map(({ id }) => id));
    const near = [...document.querySelectorAll("carrot-privacy")].filter((it) => it.getBoundingClientRect().top < innerHeight + 600);
    return near.every(({ id }) => ready.has(id));
  });
  const before = await page.evaluate(() => {
    const ended = new Promise((resolve) => {
      let left = 300;
      addEventListener("transitionend", () => --left || resolve(undefined));
    });
    window.reads = 0;
    for (const bar of document.querySelectorAll("i")) bar.style.width = "20px";
    return ended.then(() => window.reads);
  });
  expect(before).toBeLessThan(300);
  // Without transitions, the widgets read few styles.
  await page.evaluate(() => (window.reads = 0));
  await page.clock.runFor(2000);
  const idle = await page.evaluate(() => window.reads);
  expect(idle).toBeGreaterThan(0);
  expect(idle).toBeLessThan(300);
});

// --- the network

test("a late frame is shown, and a new `ready` of mount() is fulfilled", async ({ page }) => {
  await page.clock.install();
  const release = await holdBack(page, "**/embed/encryption/**");
  await visit(page, '<div id="host"></div>');
  await page.evaluate(async (base) => {
    const { mount } = await import(`${base}/pkg/mount.js`);
    window.widget = await mount(document.getElementById("host"), { base, section: "encryption" });
  }, base);
  await expect(page.locator("#host iframe")).toHaveCount(1);
  await page.clock.fastForward(16_000);
  await expect.poll(() => heard(page, "error")).toEqual([{ name: "error", id: "", detail: { message: expect.any(String), shown: false } }]);
  expect(
    await page.evaluate(() =>
      window.widget.ready.then(
        () => "kept",
        (error) => error.message,
      ),
    ),
  ).toContain("cannot be shown");
  release();
  await shown(page);
  expect(
    await page.evaluate(() =>
      window.widget.ready.then(
        () => "kept",
        (error) => error.message,
      ),
    ),
  ).toBe("kept");
  expect(await heard(page, "error")).toHaveLength(1);
});

for (const what of ["embed/inline-*.js", "embed/inline-*.css", "embed/encryption/", "*.bin", "*_bg.wasm", "boot-*.js"]) {
  test(`inline: if ${what} hangs, a frame replaces it in time`, async ({ page }) => {
    await page.clock.install();
    let requested = () => {};
    const whenRequested = new Promise((/** @type {(value?: undefined) => void} */ resolve) => (requested = resolve));
    // Each of the inline widget's requests hangs (some files are requested twice), those of the frame do not.
    for (const pattern of [`${base}/**/${what}`, `${base}/${what}`])
      await page.route(pattern, (route) => (route.request().frame() === page.mainFrame() ? requested() : route.continue()));
    await visit(page, script() + element('section="encryption" mode="inline"'));
    await whenRequested;
    await page.clock.fastForward(16_000);
    await shown(page);
    await expect(page.locator("#p iframe")).toHaveCount(1);
    await expect(within(page, "inline")).toHaveCount(0);
    expect((await heard(page, "error")).map(({ detail }) => detail.shown)).toEqual([true]);
  });
}

test("inline: all files are requested at once, not one after another", async ({ page }) => {
  delay = 250;
  const from = origin(slow);
  await visit(page, script(from) + element('section="solver" mode="inline"'));
  await shown(page);
  delay = 0;
  const round = (/** @type {string} */ ending) =>
    required(
      [...rounds].find(([path]) => path.endsWith(ending)),
      ending,
    )[1];
  const first = round("/embed/v1.js");
  expect(round("_bg.wasm") - first).toBeLessThanOrEqual(2);
  expect(Math.max(...rounds.values()) - first).toBeLessThanOrEqual(2);
});

// --- links

test("inline: links lead to the publisher's page if they are opened in a new tab, else to their place in the widget", async ({
  page,
  context,
}) => {
  await visit(page, script() + element('section="all" mode="inline"'));
  await shown(page);
  const root = within(page, "inline");
  // Open a fold, as a reader does.
  await root.locator(".fold > summary").filter({ hasText: "The policy" }).first().click();
  const link = root.locator(".toc a:visible").last();
  const published = await attribute(link, "href");
  expect(published).toMatch(new RegExp(`^${base}/#.`));
  expect(await root.locator('a[href^="#"], a[href^="."], a[href^="/"]').count()).toBe(0);
  const [tab] = await Promise.all([context.waitForEvent("page"), link.click({ modifiers: ["Control"] })]);
  await tab.waitForLoadState();
  expect(tab.url()).toBe(published);
  await expect(tab.locator(new URL(published).hash)).toBeInViewport();
  await tab.close();
  expect(await heard(page, "navigate")).toEqual([]);

  // Test links that the program renders, too.
  await root.locator("#query").click();
  await page.keyboard.type("password reset");
  const result = root.locator(".results a").first();
  await expect(result).toBeSeen();
  const to = await attribute(result, "href");
  expect(to).toMatch(new RegExp(`^${base}/#.`));
  await result.click();
  const id = to.split("#")[1];
  const target = root.locator(`[id="${id}"]`);
  await expect(target).toBeInViewport();
  expect(await heard(page, "navigate")).toEqual([{ name: "navigate", detail: { id }, id: "p" }]);
  expect(page.url()).not.toContain("#");
  await expect(root.locator(".results")).toBeHidden();
});

test("inline: only the target of a link is marked", async ({ page }) => {
  await visit(page, script() + element('section="all" mode="inline"'));
  await shown(page);
  const root = within(page, "inline");
  const marked = () =>
    root
      .locator(".statement")
      .evaluateAll((all) =>
        all.filter((it) => getComputedStyle(it).backgroundColor !== "rgba(0, 0, 0, 0)").map((it) => it.id || it.querySelector("span")?.id),
      );
  expect(await marked()).toEqual([]);
  const ids = [
    ...new Set(await root.locator(".statement").evaluateAll((all) => all.map((it) => it.id || it.querySelector("span[id]")?.id))),
  ];
  const links = await root
    .locator("#main a")
    .evaluateAll((/** @type {HTMLAnchorElement[]} */ all, ids) => all.map((it) => it.hash.slice(1)).filter((id) => ids.includes(id)), ids);
  expect(links.length).toBeGreaterThan(2);
  for (const id of [...new Set(links)].slice(0, 2)) {
    const link = root.locator(`#main a[href$="#${id}"]`).first();
    await link.evaluate((it) => {
      for (let closed; (closed = it.closest(/** @type {"details"} */ ("details:not([open])")));) closed.open = true;
    });
    await link.click();
    await expect(root.locator(`[id="${id}"]`)).toBeInViewport();
    expect(await marked()).toEqual([id]);
  }
});

// --- dialogs

test("iframe: a dialog opens where the reader sees it", async ({ page }) => {
  await visit(page, `<div style="height:400px"></div>${script()}${element('section="coverage"')}<div style="height:2000px"></div>`);
  await shown(page);
  const root = within(page, "iframe");
  for (const where of /** @type {const} */ (["start", "end"])) {
    const cell = root.locator(".matrix td a").nth(60);
    await cell.evaluate((it, block) => it.scrollIntoView({ block, behavior: "instant" }), where);
    await cell.click();
    const dialog = root.getByRole("dialog");
    await expect(dialog).toBeSeen();
    // The frame learns with a delay which part of it can be seen.
    const isInWindow = () => boxOf(dialog).then(({ y, height }) => y >= 0 && y + height <= 800);
    await expect.poll(isInWindow).toBe(true);
    expect(await isHit(dialog.getByRole("button").first())).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

// --- attributes, headings, many widgets

test("`compact` of HTML that is pasted into JSX means true", async ({ page }) => {
  await visit(page, script() + element('section="encryption"'));
  await shown(page);
  const compact = (/** @type {boolean | "" | null} */ value) =>
    page
      .locator("#p")
      .evaluate((/** @type {CarrotPrivacyElement} */ it, value) => ((it.compact = value), it.hasAttribute("compact")), value);
  expect(await compact("")).toBe(true);
  expect(await compact(false)).toBe(false);
  expect(await compact(true)).toBe(true);
  expect(await compact(null)).toBe(false);
});

for (const mode of MODES) {
  test(`${mode}: headings are in order, and controls have the font of controls`, async ({ page }) => {
    await visit(page, `<h1>A site</h1>${script()}${element(`section="encryption" mode="${mode}"`)}`);
    await shown(page);
    const frame = () =>
      required(
        page.frames().find((it) => it.url().includes("/embed/")),
        "frame",
      );
    const place = mode === "inline" ? page : frame();
    await place.evaluate(axe.source);
    const { violations } = await place.evaluate((context) => window.axe.run(context), mode === "inline" ? "#p" : "html");
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    const levels = await within(page, mode)
      .locator("h1, h2, h3, h4")
      .evaluateAll((all) => all.map((it) => Number(it.ariaLevel ?? it.localName[1])));
    expect(Math.max(...levels.map((level, index) => level - (index ? levels[index - 1] : mode === "inline" ? 1 : 0)))).toBe(1);
    await page.locator("#p").evaluate((/** @type {CarrotPrivacyElement} */ it) => (it.section = "all"));
    await shown(page, 2);
    for (const what of ["#query", "#search label", ".found", ".column > nav a"])
      expect(
        await within(page, mode)
          .locator(what)
          .first()
          .evaluate((it) => getComputedStyle(it).fontFamily),
        what,
      ).toMatch(/^"Segoe UI/);
  });
}

test("two versions of the page and twenty widgets work together", async ({ page }) => {
  test.setTimeout(60_000);
  /** @type {string[]} */
  const programs = [];
  page.on("response", (response) => response.url().endsWith("_bg.wasm") && programs.push(response.url()));
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => ["warning", "error"].includes(message.type()) && errors.push(message.text()));
  const sections = ["solver", "sources", "encryption", "glossary"];
  const many = Array.from({ length: 20 }, (_, index) =>
    element(`section="${sections[index % 4]}" mode="${MODES[index % 2]}"`, `w${index}`),
  ).join("");
  await visit(page, `${script(origin(other))}${script()}<div id="app">${many}</div>`, "<style>#app.dark{background:#111}</style>");
  for (let index = 0; index < 20; index++) {
    await page.locator(`#w${index}`).scrollIntoViewIfNeeded();
    // Widgets in the same view are shown together, so more may be ready.
    await expect.poll(async () => (await heard(page, "ready")).length, { timeout: 25_000 }).toBeGreaterThan(index);
  }
  await shown(page, 20);
  await page.evaluate(() => document.getElementById("app")?.classList.add("dark"));
  for (const index of [18, 3]) {
    await page.locator(`#w${index}`).scrollIntoViewIfNeeded();
    await expect.poll(() => look(page, `w${index}`)).toBe("dark");
  }
  // The first script has defined the element, so all widgets are of its version.
  expect(new Set(programs.map((url) => new URL(url).origin))).toEqual(new Set([origin(other)]));
  expect(errors).toEqual([]);
});
