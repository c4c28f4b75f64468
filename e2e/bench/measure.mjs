// Measures a cold load of a page on a slow phone: a new context, an empty cache, slow 4G, and a
// processor four times slower than this one. Times end when a reader can see something
// (../visible.mjs).
import { required } from "../required.mjs";
import { see } from "../visible.mjs";

/** @import { Browser, Locator, Page } from "@playwright/test" */

const TIMEOUT_MS = 60_000;
/** Time after a page is ready in which layout shifts and long tasks still count. */
const SETTLE_MS = 2_000;
export const INPUT = 'input[type="search"]';
const RESULT = "ol.results a[href]";
/** @typedef {{ input: string, result: string, opener?: string }} SearchSelectors selectors for how a reader of a page searches */
/**
 * The selectors for searching on our page and on pages that are written by hand: the search field is always visible.
 *
 * @type {SearchSelectors}
 */
const OURS = { input: INPUT, result: RESULT };

/**
 * Creates a page on such a phone. `prepare` adds scripts that run before the page's own.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {(page: Page) => Promise<unknown>} prepare
 */
async function cold(browser, url, prepare) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await prepare(page);
  return { context, page, session, open: () => page.goto(url, { timeout: TIMEOUT_MS, waitUntil: "load" }) };
}

/**
 * Waits until a page's program runs. A page without a program is ready when it is loaded.
 *
 * @param {Page} page
 * @param {boolean} hasProgram
 */
const ready = (page, hasProgram) =>
  hasProgram ? page.waitForSelector("html[data-ready]", { timeout: TIMEOUT_MS, state: "attached" }) : undefined;

/**
 * Loads a page, and measures when its parts become visible, and its size.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {boolean} hasProgram
 */
export async function measureLoad(browser, url, hasProgram) {
  const { context, page, session, open } = await cold(browser, url, (page) =>
    page.addInitScript(() => {
      const found = { fcp: 0, lcp: 0, cls: 0, tasks: /** @type {[start: number, duration: number][]} */ ([]) };
      window.timings = found;
      /** @type {(type: string, take: (entry: any) => unknown) => void} */
      const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
      on("paint", (it) => it.name === "first-contentful-paint" && (found.fcp = it.startTime));
      on("largest-contentful-paint", (it) => (found.lcp = it.startTime));
      on("layout-shift", (/** @type {LayoutShift} */ it) => (found.cls += it.hadRecentInput ? 0 : it.value));
      on("longtask", (it) => found.tasks.push([it.startTime, it.duration]));
    }),
  );
  try {
    /** @type {{ timestamp: number, bytes: number }[]} */
    const arrived = [];
    let painted = Infinity;
    await session.send("Page.enable");
    await session.send("Page.setLifecycleEventsEnabled", { enabled: true });
    session.on("Page.lifecycleEvent", ({ name, timestamp }) => name === "firstContentfulPaint" && (painted = Math.min(painted, timestamp)));
    // Add the bytes of a response's headers, then those of each piece of its body, then the rest that the pieces did not report.
    const counted = new Map();
    const add = (/** @type {string} */ id, /** @type {number} */ timestamp, /** @type {number} */ bytes) => {
      counted.set(id, (counted.get(id) ?? 0) + bytes);
      arrived.push({ timestamp, bytes });
    };
    session.on("Network.responseReceived", ({ requestId, timestamp, response }) => add(requestId, timestamp, response.encodedDataLength));
    session.on("Network.dataReceived", ({ requestId, timestamp, encodedDataLength }) => add(requestId, timestamp, encodedDataLength));
    session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) =>
      add(requestId, timestamp, encodedDataLength - (counted.get(requestId) ?? 0)),
    );
    await open();
    await ready(page, hasProgram);
    await page.waitForTimeout(SETTLE_MS);
    const { fcp, lcp, cls, tasks } = await page.evaluate(() => window.timings);
    if (!(fcp > 0 && lcp > 0 && Number.isFinite(painted))) throw new Error(`${url} painted nothing`);
    /** @type {<T>(list: T[], take: (item: T) => number) => number} */
    const sum = (list, take) => list.reduce((all, it) => all + take(it), 0);
    return {
      fcp,
      lcp,
      cls,
      tbt: sum(tasks, ([start, duration]) => (start + duration > fcp ? Math.max(0, Math.min(duration, start + duration - fcp) - 50) : 0)),
      bytes: sum(arrived, (it) => it.bytes),
      bytesBeforePaint: sum(arrived, (it) => (it.timestamp <= painted ? it.bytes : 0)),
    };
  } finally {
    await context.close();
  }
}

/**
 * Returns the milliseconds of the longest task of a page after its load event, while the page is
 * scrolled to the widget `element` and shows it. Returns 0 if no task took more than 50.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {string | undefined} element
 */
export async function longestTask(browser, url, element) {
  const { context, page, open } = await cold(browser, url, (page) =>
    page.addInitScript((element) => {
      window.tasks = [];
      // These include tasks of frames in the same process.
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((it) => it.duration))).observe({ type: "longtask" });
      addEventListener("load", () => {
        window.tasks.length = 0;
        if (element) document.querySelector(element)?.scrollIntoView();
      });
      addEventListener("carrot-ready", () => (window.shown = true));
    }, element),
  );
  try {
    await open();
    if (element) await page.waitForFunction(() => window.shown, undefined, { timeout: TIMEOUT_MS });
    await page.waitForTimeout(SETTLE_MS);
    return await page.evaluate(() => Math.max(0, ...window.tasks));
  } finally {
    await context.close();
  }
}

/**
 * Returns the milliseconds from navigation until a result is visible, if a visitor types as soon as
 * the search field exists. `opener` is the button that opens the field, if a page has one: it is
 * clicked in each frame until the field exists.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {string} query
 */
export async function timeToFirstResult(browser, url, query, { input, result, opener } = OURS) {
  const { context, page, open } = await cold(browser, url, (page) =>
    page.addInitScript(
      ({ input, result, opener, query, see }) => {
        new Function(see)();
        let typed = false;
        const eachFrame = () => {
          const field = document.querySelector(/** @type {"input"} */ (input));
          if (!field && opener) document.querySelector(/** @type {"button"} */ (opener))?.click();
          if (field && !typed) {
            typed = true;
            field.focus();
            field.value = query;
            field.dispatchEvent(new InputEvent("input", { bubbles: true, data: query, inputType: "insertText" }));
          }
          // A change in one frame is on the screen by the next.
          if (window.seen(document.querySelector(result))) requestAnimationFrame((now) => (window.answered = now));
          else requestAnimationFrame(eachFrame);
        };
        requestAnimationFrame(eachFrame);
      },
      { input, result, opener, query, see },
    ),
  );
  try {
    await open();
    const answered = await page.waitForFunction(() => window.answered, undefined, { timeout: TIMEOUT_MS });
    return required(await answered.jsonValue(), "time of the answer");
  } finally {
    await context.close();
  }
}

/** Maximum time between a key or click and a visible change that counts as its answer. */
const ANSWER_MS = 700;

/**
 * @typedef {object} Tools each function returns the milliseconds from its event to the frame with the last visible change of the elements that
 * the test observes, or `undefined` if none of them changed
 * @property {(key: string) => Promise<number | undefined>} key presses a key
 * @property {(control: Locator) => Promise<number | undefined>} click presses the mouse on a control
 */

/**
 * Loads the page once, and calls `by` with the functions `key` and `click`, which observe the elements that `selectors` finds.
 *
 * @template T
 * @param {Browser} browser
 * @param {string} url
 * @param {string} selectors
 * @param {(page: Page, tools: Tools) => Promise<T>} by
 */
async function withObservedPage(browser, url, selectors, by) {
  const { context, page, session, open } = await cold(browser, url, (page) => page.addInitScript(see));
  try {
    await open();
    await ready(page, true);
    await page.waitForTimeout(SETTLE_MS);
    await page.evaluate((selectors) => {
      const look = () => JSON.stringify(window.seenTexts(selectors));
      let since = 0;
      let shown = "";
      let changed = 0;
      const begin = (/** @type {Event} */ event) => {
        if (since > 0) return;
        since = event.timeStamp;
        const eachFrame = () => {
          const now = look();
          if (now !== shown) {
            shown = now;
            // A change in this frame is on the screen by the next.
            requestAnimationFrame((time) => (changed = time));
          }
          if (performance.now() - since < window.within) requestAnimationFrame(eachFrame);
          else window.over = true;
        };
        requestAnimationFrame(eachFrame);
      };
      for (const type of ["keydown", "pointerdown"]) addEventListener(type, begin, { capture: true });
      window.begin = (within) => {
        window.within = within;
        window.over = false;
        since = changed = 0;
        shown = look();
      };
      window.end = () => (changed > 0 ? Math.max(0, changed - since) : undefined);
    }, selectors);
    const act = async (/** @type {() => Promise<void>} */ input) => {
      await page.evaluate((within) => window.begin(within), ANSWER_MS);
      await input();
      await page.waitForFunction(() => window.over, undefined, { polling: 50, timeout: TIMEOUT_MS });
      return page.evaluate(() => window.end());
    };
    const key = (/** @type {string} */ key) =>
      act(async () => {
        await session.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key, code: key === " " ? "Space" : "" });
        await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key === " " ? "Space" : "" });
      });
    const click = async (/** @type {Locator} */ control) => {
      const { x, y, width, height } = required(await control.boundingBox(), `box of ${control}`);
      const at = { x: x + width / 2, y: y + height / 2, button: /** @type {const} */ ("left"), clickCount: 1 };
      return act(async () => {
        await session.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
        await session.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
      });
    };
    return await by(page, { key, click });
  } finally {
    await context.close();
  }
}

/**
 * Returns the milliseconds from each key to its visible result, while the queries are typed letter
 * by letter. It leaves out keys that change no result.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {string[]} queries
 */
export function keystrokes(browser, url, queries) {
  return withObservedPage(browser, url, `${RESULT}, .found .status`, async (page, { key }) => {
    const took = [];
    for (const query of queries) {
      await page.fill(INPUT, "");
      await page.focus(INPUT);
      await page.waitForTimeout(ANSWER_MS);
      for (const letter of query) took.push(await key(letter));
    }
    const visible = took.filter((it) => it !== undefined);
    if (visible.length === 0) throw new Error(`${url} answers no key visibly`);
    return visible;
  });
}

/**
 * Returns the milliseconds from each choice in a tool, made by keys and by clicks, to its visible answer;
 * `undefined` if the page has no such tool. The window is high enough for the tool and the answer.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {string} tool
 * @param {string} control
 * @param {string} answer
 */
export function changes(browser, url, tool, control, answer) {
  return withObservedPage(browser, url, answer, async (page, { key, click }) => {
    if ((await page.locator(tool).count()) === 0) return undefined;
    await page.setViewportSize({ width: 412, height: 6000 });
    // The control may be in a closed fold.
    await page
      .locator(tool)
      .first()
      .evaluate((place) => {
        for (const details of [place.closest("details"), ...place.querySelectorAll("details")]) if (details) details.open = true;
        place.scrollIntoView();
      });
    await page.waitForTimeout(SETTLE_MS);
    const all = [];
    const controls = page.locator(control);
    const count = Math.min(await controls.count(), 12);
    for (const act of [() => key(" "), click]) {
      const took = [];
      for (let index = 0; index < count; index++) {
        await controls.nth(index).focus();
        // Turn a checkbox on and off.
        for (let time = 0; time < 2; time++) took.push(await act(controls.nth(index)));
      }
      const visible = took.filter((it) => it !== undefined);
      if (visible.length === 0) throw new Error(`no ${control} changes anything visible at ${url}`);
      all.push(...visible);
    }
    return all;
  });
}
