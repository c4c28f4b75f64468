// Tests the page in Debian's Firefox, but only display, keyboard and history, in which browsers
// differ. The *.test.mjs files test everything in Chromium. `cargo xtask test --full` starts the
// server and sets:
//   BASE_URL   where it listens        FIREFOX  the browser's program        GECKODRIVER  its driver's program
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Browser, Builder, By, Key, Origin } from "selenium-webdriver";
import logs from "selenium-webdriver/bidi/logInspector.js";
import tab from "selenium-webdriver/bidi/browsingContext.js";
import { Options, ServiceBuilder } from "selenium-webdriver/firefox.js";
import { message } from "./texts.mjs";
import { isSeen } from "./visible.mjs";

/** @import { WebDriver } from "selenium-webdriver" */

const { BASE_URL, FIREFOX, GECKODRIVER } = process.env;
if (!BASE_URL || !FIREFOX || !GECKODRIVER)
  throw new Error("BASE_URL, FIREFOX and GECKODRIVER are not all set: type `cargo xtask test --full`");

const PARTS = ["at-a-glance", "collected-data", "policy", "not-stated", "hosting", "coverage", "solver", "sources", "glossary"];
const SOON = 10_000;
// End a run that hangs. The driver ends with this process, and the browser with the driver.
const ALL_WITHIN = 300_000;
setTimeout(() => {
  console.error(`not done after ${ALL_WITHIN / 1000} s`);
  process.exit(1);
}, ALL_WITHIN).unref();

/** @type {WebDriver} */
let driver;
/** @type {Awaited<ReturnType<typeof tab>>} */
let view;
/** @type {Awaited<ReturnType<typeof logs>> | undefined} */
let log;
/**
 * Errors in the browser: uncaught errors, blocked requests, and messages of scripts on the console.
 *
 * @type {string[]}
 */
const browserErrors = [];

before(
  async () => {
    const options = new Options();
    options.setBinary(FIREFOX);
    options.addArguments("-headless");
    options.enableBidi();
    options.setPreference("intl.accept_languages", "en-GB, en");
    // Connect to the server without a proxy. Let Tab reach links, as on all systems except macOS.
    options.setPreference("network.proxy.type", 0);
    options.setPreference("accessibility.tabfocus", 7);
    const service = new ServiceBuilder(GECKODRIVER).setHostname("127.0.0.1");
    driver = await new Builder()
      .disableEnvironmentOverrides()
      .forBrowser(Browser.FIREFOX)
      .setFirefoxOptions(options)
      .setFirefoxService(service)
      .build();
    view = await tab(driver, { browsingContextId: await driver.getWindowHandle() });
    log = await logs(driver);
    await log.onLog(({ level, text }) => ["error", "warn", "warning"].includes(level) && browserErrors.push(`${level}: ${text}`));
  },
  { timeout: 60_000 },
);

after(
  async () => {
    await log?.close();
    await driver?.quit();
  },
  { timeout: 30_000 },
);

afterEach(() => assert.deepEqual(browserErrors.splice(0), []));

/** @param {number} width */
const size = (width, height = 800) => view.setViewport(width, height);
/** @type {(script: string, ...args: unknown[]) => Promise<any>} */
const evaluate = (script, ...args) => driver.executeScript(script, ...args);
/** @param {string} selector */
const all = (selector) => driver.findElements(By.css(selector));
/** @param {string} selector */
const one = (selector) => driver.findElement(By.css(selector));
/** @param {string} selector */
const text = async (selector) =>
  (await evaluate("return document.querySelector(arguments[0]).innerText", selector)).replace(/\s+/g, " ").trim();
/**
 * @param {string} selector
 * @param {string} name
 */
const attribute = (selector, name) => evaluate("return document.querySelector(arguments[0]).getAttribute(arguments[1])", selector, name);
/** @param {string} selector */
const isVisible = (selector) =>
  evaluate("return document.querySelector(arguments[0])?.checkVisibility({ visibilityProperty: true }) ?? false", selector);
/** @param {string} selector */
const isFocused = (selector) => evaluate("return document.activeElement === document.querySelector(arguments[0])", selector);
/** @param {string} selector */
const isInView = (selector) =>
  evaluate(
    "const { top, bottom } = document.querySelector(arguments[0]).getBoundingClientRect(); return bottom > 0 && top < innerHeight",
    selector,
  );
const horizontalOverflow = () =>
  evaluate("const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth");
/** @param {string} name */
const param = async (name) => new URL(await driver.getCurrentUrl()).searchParams.get(name);
const hash = async () => new URL(await driver.getCurrentUrl()).hash;
/**
 * Sends keys to the focused element.
 *
 * @param {string[]} keys
 */
const press = (...keys) =>
  driver
    .actions()
    .sendKeys(...keys)
    .perform();
/** @param {string} selector */
const focus = (selector) => evaluate("document.querySelector(arguments[0]).focus()", selector);
/** @param {string} selector */
const click = async (selector) => (await one(selector)).click();
/**
 * @param {string} selector
 * @param {string} value
 */
const fill = async (selector, value) => {
  const box = await one(selector);
  await box.clear();
  await box.sendKeys(value);
};

/**
 * Waits until a condition is true.
 *
 * @param {string} what
 * @param {() => boolean | Promise<boolean>} holds
 */
async function soon(what, holds) {
  for (const start = Date.now(); Date.now() - start < SOON; await pause(50)) if (await holds()) return;
  assert.fail(`not within ${SOON / 1000} s: ${what}`);
}
/**
 * @param {string} what
 * @param {() => Promise<unknown>} get
 * @param {unknown} expected
 */
const becomes = async (what, get, expected) => {
  /** @type {unknown} */
  let last;
  await soon(what, async () => (last = await get()) === expected).catch((error) => {
    error.message += `: ${JSON.stringify(last)}, not ${JSON.stringify(expected)}`;
    throw error;
  });
};
/** @param {string} selector */
const appears = (selector) =>
  soon(`${selector} can be seen`, () => evaluate(`return (${isSeen})(document.querySelector(arguments[0]))`, selector));
/** @param {string} selector */
const disappears = (selector) => soon(`${selector} is hidden`, async () => !(await isVisible(selector)));
/** @param {string} selector */
const focused = (selector) => soon(`${selector} has the focus`, () => isFocused(selector));

const isReady = () => soon("the tools are mounted", async () => (await attribute("html", "data-ready")) === "true");

/** Loads the page, even if only the hash differs, and waits for its program. */
async function open(path = "/", width = 1280) {
  await size(width);
  await driver.get("about:blank");
  await driver.get(new URL(path, BASE_URL).href);
  await isReady();
  // Open all parts, so that the tests can use them. Their tools are mounted after the event `toggle`, which comes before the next frame.
  await driver.executeAsyncScript(
    "document.querySelectorAll('.fold, .sub').forEach((it) => (it.open = true)); requestAnimationFrame(() => setTimeout(arguments[0]))",
  );
  await isReady();
}

/**
 * @param {string} name
 * @param {() => Promise<void>} body
 */
const browserTest = (name, body) => test(name, { timeout: 60_000 }, body);

browserTest("the page loads, starts its tools, and has every part", async () => {
  await open();
  assert.match(await evaluate("return navigator.userAgent"), /Firefox\//);
  for (const part of PARTS) {
    assert.ok(await isVisible(`#${part}`), part);
    assert.ok((await text(`#${part}`)).length > 100, `${part} has words`);
  }
  assert.equal((await all("h1")).length, 1);
  assert.equal(await isVisible("#no-tools"), false);
});

browserTest("a search shows marked hits, and the keyboard leads to one", async () => {
  await open();
  await press("/");
  await focused("#query");
  await press("firewall");
  await appears(".results a");
  assert.match(await text(".results mark"), /firewall/i);
  await soon("the number of results is announced", async () => /\d/.test(await text(".search-box [role=status]")));
  await press(Key.ARROW_DOWN);
  await focused(".results a");
  const first = await attribute(".results a", "href");
  await press(Key.ESCAPE);
  await focused("#query");
  await press(Key.ARROW_DOWN);
  await focused(".results a");
  await press(Key.ENTER);
  await becomes("the hit is in the address", hash, first);
  await soon("the hit is in sight", () => isInView(first));
  await disappears(".results");
});

browserTest("Escape in the search box closes its results", async () => {
  await open();
  await fill("#query", "firewall");
  await appears(".results a");
  await press(Key.ESCAPE);
  await disappears(".results a");
});

browserTest("the party filter shows one party's statements and their number, and goes back", async () => {
  await open();
  const shown = () => evaluate("return [...document.querySelectorAll('.statement:not([data-aside])')].map((it) => it.dataset.party)");
  const everyone = await shown();
  await click("#filter [aria-pressed]:has(.host)");
  await becomes("the button is pressed", () => attribute("#filter [aria-pressed]:has(.host)", "aria-pressed"), "true");
  const left = await shown();
  assert.deepEqual(
    left,
    everyone.filter((/** @type {string} */ party) => party === "heroku"),
  );
  assert.ok(left.length > 0 && left.length < everyone.length);
  await becomes("its status", () => text("#filter [role=status]"), `${left.length} of ${everyone.length} statements`);
  assert.equal(await param("by"), "heroku");
  await driver.navigate().back();
  await becomes("everyone's button is pressed", () => attribute("#filter [aria-pressed]", "aria-pressed"), "true");
  assert.deepEqual(await shown(), everyone);
  await becomes("no status", () => text("#filter [role=status]"), "");
});

browserTest("a cell opens by Enter and by click, and Escape gives the focus back", async () => {
  await open();
  const link = '.matrix [data-service="shield-postgres"] [href$="#pci-dss"]';
  const ways = { Enter: async () => (await focus(link), press(Key.ENTER)), click: () => click(link) };
  for (const [way, go] of Object.entries(ways)) {
    await go();
    await appears("#cell");
    assert.ok(await evaluate("return document.querySelector('#cell').matches(':popover-open')"), way);
    const panel = await text("#cell");
    for (const word of ["Conditional", "TLS 1.2", "19 March 2024", "Evidence"]) assert.ok(panel.includes(word), `${way}: ${word}`);
    assert.equal(await param("cell"), "shield-postgres.pci-dss");
    await press(Key.ESCAPE);
    await disappears("#cell");
    await focused(link);
    await becomes("the address is without it", () => param("cell"), null);
  }
  // Closing the panel went back.
  await driver.navigate().forward();
  await appears("#cell");
  await driver.navigate().back();
  await disappears("#cell");
});

browserTest("the table is filtered and sorted", async () => {
  await open();
  const names = () =>
    evaluate(
      "return [...document.querySelectorAll('.matrix tr[data-service]')].filter((it) => it.checkVisibility()).map((it) => it.querySelector('th').innerText)",
    );
  const before = await names();
  await fill("[name=services]", "SHIELD post");
  await becomes("one service is left", async () => (await names()).length, 1);
  await becomes("the number of services is announced", () => text(".narrow [role=status]"), `1 of ${before.length} services`);
  await click(".narrow button");
  await becomes("all are back", async () => (await names()).length, before.length);
  await click('select[name=framework] option[value="soc-2"]');
  await soon(
    "one framework is left",
    async () =>
      (await evaluate("return [...document.querySelectorAll('.matrix thead th')].filter((it) => it.checkVisibility()).length")) === 2,
  );
  await driver.navigate().back();
  await becomes("all frameworks are back", () => evaluate("return document.querySelector('select[name=framework]').value"), "");
  const head = ".matrix thead th:first-child";
  const sort = `${head} button`;
  await focus(sort);
  await press(Key.ENTER);
  await becomes("sorted in ascending order", () => attribute(head, "aria-sort"), "ascending");
  assert.ok(await isFocused(sort));
  const sorted = await evaluate(
    "return [...document.querySelectorAll('.matrix tbody:first-of-type tr[data-service] th')].map((it) => it.innerText.toLowerCase())",
  );
  assert.deepEqual(sorted, [...sorted].sort());
  await press(Key.ENTER);
  await becomes("sorted in descending order", () => attribute(head, "aria-sort"), "descending");
  await press(Key.ENTER);
  await becomes("not sorted", () => attribute(head, "aria-sort"), null);
  assert.deepEqual(await names(), before);
});

browserTest("the solver answers; back and forward undo and redo the question", async () => {
  await open();
  const pick = (/** @type {string} */ value) => `#question input[value="${value}"]`;
  const isChecked = (/** @type {string} */ value) => evaluate("return document.querySelector(arguments[0]).checked", pick(value));
  const loss = () => evaluate("return document.querySelector('[name=loss]').value");
  const answer = () => text("#fits");
  await click(pick("data.card-data"));
  await focus(pick("framework.soc-2"));
  await press(Key.SPACE);
  await soon("an answer to the first two", async () => /qualif/.test(await answer()));
  await fill("[name=loss]", "4");
  const expected = "3 of 13 services qualify under conditions. 10 are excluded.";
  await becomes("the answer", answer, expected);
  const services = await evaluate("return [...document.querySelectorAll('#verdicts h4')].flatMap((it) => it.textContent.split(', '))");
  assert.equal(new Set(services).size, 13, "no service is dropped");
  await driver.navigate().back();
  await becomes("no limit of loss", loss, "");
  await driver.navigate().back();
  await becomes("SOC 2 is not asked for", () => isChecked("framework.soc-2"), false);
  assert.equal(await isChecked("data.card-data"), true);
  await driver.navigate().back();
  await becomes("no answer", answer, message("no_needs"));
  assert.equal(await isChecked("data.card-data"), false);
  for (let step = 0; step < 3; step++) await driver.navigate().forward();
  await becomes("the answer again", answer, expected);
  assert.deepEqual([await isChecked("data.card-data"), await isChecked("framework.soc-2"), await loss()], [true, true, "4"]);
  // Form values that Firefox restores by itself must match the URL.
  await driver.navigate().refresh();
  await becomes("the answer after a reload", answer, expected);
  assert.deepEqual([await isChecked("data.card-data"), await isChecked("framework.soc-2"), await loss()], [true, true, "4"]);
});

browserTest("a statement's link and the solver's answer can be copied", async () => {
  await open();
  await focus("#policy .statement h4 a");
  await press(Key.TAB);
  await press(Key.ENTER);
  await becomes("the notice about the link", () => text(".copied"), message("link_copied"));
  await open("/?need=framework.soc-2");
  await click("#take button");
  await becomes("the notice about the answer", () => text("#take [role=status]"), message("copied"));
});

browserTest("the dark theme is dark, and is kept", async () => {
  await open();
  const brightness = () =>
    evaluate("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)");
  await click('[data-tool="theme"] button:nth-of-type(2)');
  await becomes("light", () => attribute("html", "data-theme"), "light");
  assert.ok((await brightness()) > 600);
  await click('[data-tool="theme"] button:nth-of-type(3)');
  await becomes("dark", () => attribute("html", "data-theme"), "dark");
  assert.ok((await brightness()) < 150);
  await open();
  assert.equal(await attribute("html", "data-theme"), "dark");
  await click('[data-tool="theme"] button:nth-of-type(1)');
  await becomes("the system's", () => attribute("html", "data-theme"), null);
});

browserTest("a word of the glossary is explained by keyboard and by click", async () => {
  await open();
  const definition = `#def-${(await attribute(".term", "href")).slice(1)}`;
  for (const go of [() => press(Key.ENTER), () => click(".term")]) {
    assert.equal(await isVisible(definition), false);
    await focus(".term");
    await go();
    await appears(definition);
    const inside =
      "const { top, left, bottom, right } = document.querySelector(arguments[0]).getBoundingClientRect(); return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth";
    assert.ok(await evaluate(inside, definition), "all of it is in sight");
    await press(Key.ESCAPE);
    await disappears(definition);
    await focused(".term");
  }
});

browserTest("at 360 pixels, the files are in a menu, which Escape and a click beside it close", async () => {
  await open("/", 360);
  assert.equal(await evaluate("return innerWidth"), 360);
  assert.equal(await isVisible("#downloads ul"), false);
  await click("#downloads > summary");
  await appears("#downloads ul");
  await press(Key.ESCAPE);
  await disappears("#downloads ul");
  await focused("#downloads > summary");
  await click("#downloads > summary");
  await appears("#downloads ul");
  // The margin at the left: the menu covers the text at the top.
  await driver.actions().move({ x: 5, y: 700, origin: Origin.VIEWPORT }).click().perform();
  await disappears("#downloads ul");
});

browserTest("the link to French opens the French page with the same state", async () => {
  await open("/?by=heroku#glossary");
  await click("#languages > summary");
  await click("#languages a[hreflang=fr]");
  await soon(
    "the French page has started",
    async () => (await attribute("html", "lang")) === "fr" && (await attribute("html", "data-ready")) === "true",
  );
  const { pathname, search, hash } = new URL(await driver.getCurrentUrl());
  assert.deepEqual([pathname, search, hash], ["/fr/", "?by=heroku", "#glossary"]);
  await fill("#query", "encryption");
  await soon("results, in French", async () => (await text(".search-box [role=status]")).includes("résultats"));
});

browserTest("invalid values in the URL give a readable page", async () => {
  for (const path of [
    "/#no-such-place",
    "/?by=%ff%00'%22%5D&cell=..&need=%F0%9F%98%80&restore=99999999999&theme=purple&sort=%3Cscript%3E&down&&&=%#%E0%A4%A",
    `/?q=${"secret ".repeat(1430)}`,
  ]) {
    await open(path);
    assert.ok(await isVisible("h1"), path.slice(0, 40));
    assert.equal(await isVisible("#cell"), false);
    assert.ok((await text("main")).length > 10_000, path.slice(0, 40));
  }
});

for (const width of [320, 1280]) {
  for (const path of ["/", "/fr/"]) {
    browserTest(`${path} does not scroll sideways at ${width} pixels`, async () => {
      await open(path, width);
      assert.equal(await evaluate("return innerWidth"), width);
      assert.equal(await horizontalOverflow(), 0);
      await open(`${path}?cell=shield-postgres.pci-dss`, width);
      await appears("#cell");
      assert.equal(await horizontalOverflow(), 0);
    });
  }
}
