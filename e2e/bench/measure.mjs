// One cold load of a page on a slow phone: a new context, nothing cached, slow 4G, a processor four times slower than this one.

const WITHIN_MS = 60_000;
/** After a page is ready, how long it may still shift and block. */
const SETTLE_MS = 2_000;
export const INPUT = 'input[type="search"]';
const RESULT = "ol.results a[href]";

/** Opens a cold page under the conditions that count. `watch` runs in it before its own scripts. */
async function cold(browser, url, watch, argument) {
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
  if (watch) await page.addInitScript(watch, argument);
  return { context, page, session, open: () => page.goto(url, { timeout: WITHIN_MS, waitUntil: "load" }) };
}

/** Waits until a page's program runs; a page without one is ready when it is loaded. */
const ready = (page, hasProgram) => (hasProgram ? page.waitForSelector("html[data-ready]", { timeout: WITHIN_MS, state: "attached" }) : undefined);

/** What a reader sees come, and what it weighs. */
export async function look(browser, url, hasProgram) {
  const { context, page, session, open } = await cold(browser, url, () => {
    const seen = (globalThis.seen = { fcp: 0, lcp: 0, cls: 0, tasks: [] });
    const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    on("paint", (it) => it.name === "first-contentful-paint" && (seen.fcp = it.startTime));
    on("largest-contentful-paint", (it) => (seen.lcp = it.startTime));
    on("layout-shift", (it) => (seen.cls += it.hadRecentInput ? 0 : it.value));
    on("longtask", (it) => seen.tasks.push([it.startTime, it.duration]));
  });
  try {
    const arrived = [];
    let painted = Infinity;
    await session.send("Page.enable");
    await session.send("Page.setLifecycleEventsEnabled", { enabled: true });
    session.on("Page.lifecycleEvent", ({ name, timestamp }) => name === "firstContentfulPaint" && (painted = Math.min(painted, timestamp)));
    // A response's headers, then its body piece by piece, then whatever the pieces did not tell.
    const told = new Map();
    const add = (id, timestamp, bytes) => {
      told.set(id, (told.get(id) ?? 0) + bytes);
      arrived.push({ timestamp, bytes });
    };
    session.on("Network.responseReceived", ({ requestId, timestamp, response }) => add(requestId, timestamp, response.encodedDataLength));
    session.on("Network.dataReceived", ({ requestId, timestamp, encodedDataLength }) => add(requestId, timestamp, encodedDataLength));
    session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => add(requestId, timestamp, encodedDataLength - (told.get(requestId) ?? 0)));
    await open();
    await ready(page, hasProgram);
    await page.waitForTimeout(SETTLE_MS);
    const { fcp, lcp, cls, tasks } = await page.evaluate(() => globalThis.seen);
    if (!(fcp > 0 && lcp > 0 && Number.isFinite(painted))) throw new Error(`${url} painted nothing`);
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

/** Milliseconds of the longest task of a page from when it has loaded, `element` in it scrolled to and shown by then; 0: none above 50. */
export async function hosted(browser, url, element) {
  const { context, page, open } = await cold(browser, url, (element) => {
    globalThis.tasks = [];
    // Of others' frames, too, as far as they take this page's time.
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((it) => it.duration))).observe({ type: "longtask" });
    addEventListener("load", () => {
      globalThis.tasks.length = 0;
      document.querySelector(element)?.scrollIntoView();
    });
    addEventListener("carrot-ready", () => (globalThis.shown = true));
  }, element);
  try {
    await open();
    if (element) await page.waitForFunction(() => globalThis.shown, undefined, { timeout: WITHIN_MS });
    await page.waitForTimeout(SETTLE_MS);
    return await page.evaluate(() => Math.max(0, ...globalThis.tasks));
  } finally {
    await context.close();
  }
}

/** Milliseconds from navigation until a visitor sees a result who types as soon as there is where to type. */
export async function impatient(browser, url, query) {
  const { context, page, open } = await cold(
    browser,
    url,
    ({ input, result, query }) => {
      let typed = false;
      const eachFrame = () => {
        const field = document.querySelector(input);
        if (field && !typed) {
          typed = true;
          field.value = query;
          field.dispatchEvent(new InputEvent("input", { bubbles: true, data: query, inputType: "insertText" }));
        }
        // Drawn in one frame, on the screen by the next.
        if (document.querySelector(result)?.checkVisibility()) requestAnimationFrame((now) => (globalThis.answered = now));
        else requestAnimationFrame(eachFrame);
      };
      requestAnimationFrame(eachFrame);
    },
    { input: INPUT, result: RESULT, query },
  );
  try {
    await open();
    return await (await page.waitForFunction(() => globalThis.answered, undefined, { timeout: WITHIN_MS })).jsonValue();
  } finally {
    await context.close();
  }
}

/** Loads once and gives the page to whoever tries it by hand: real keys, each watched until what it changes is painted. */
async function tried(browser, url, by) {
  const { context, page, session, open } = await cold(browser, url, () => {
    // What the browser itself says from key to paint; it is silent below 16 ms.
    globalThis.presented = [];
    new PerformanceObserver((list) => globalThis.presented.push(...list.getEntries().map((it) => it.duration))).observe({ type: "event", durationThreshold: 16 });
  });
  try {
    await open();
    await ready(page, true);
    await page.waitForTimeout(500);
    await page.evaluate(() => {
      let pressed = 0;
      let painted = 0;
      // Drawn in the first frame after a change, on the screen by the second.
      const paint = () => requestAnimationFrame(() => requestAnimationFrame(() => (painted = performance.now())));
      new MutationObserver((changes) => {
        // What is announced may wait for a pause; what is shown may not.
        if (pressed > 0 && changes.some(({ target }) => !(target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest('[role="status"]'))) {
          globalThis.changed = true;
          paint();
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      addEventListener("keydown", (event) => ((pressed = event.timeStamp), paint()), { capture: true });
      globalThis.begin = () => ((pressed = painted = 0), (globalThis.changed = false), (globalThis.presented.length = 0));
      // Whatever comes late still counts: a key is done once nothing was painted for a while.
      globalThis.quiet = () => pressed > 0 && painted > pressed && performance.now() - painted > 100;
      globalThis.end = () => ({ took: Math.max(painted - pressed, ...globalThis.presented), changed: globalThis.changed });
    });
    const press = async (key) => {
      await page.evaluate(() => globalThis.begin());
      await session.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key, code: key === " " ? "Space" : "" });
      await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key === " " ? "Space" : "" });
      await page.waitForFunction(() => globalThis.quiet(), undefined, { polling: 50, timeout: WITHIN_MS });
      return page.evaluate(() => globalThis.end());
    };
    return await by(page, press);
  } finally {
    await context.close();
  }
}

/** Milliseconds from each key to its painted result, while the queries are typed letter by letter. */
export function keystrokes(browser, url, queries) {
  return tried(browser, url, async (page, press) => {
    const took = [];
    for (const query of queries) {
      await page.fill(INPUT, "");
      await page.focus(INPUT);
      for (const key of query) took.push(await press(key));
    }
    if (!took.some(({ changed }) => changed)) throw new Error(`${url} answers no key`);
    return took.map(({ took }) => took);
  });
}

/** Milliseconds from each changed box of the solver to its painted answer; none where the page has no solver. */
export async function changes(browser, url, solver, box) {
  return tried(browser, url, async (page, press) => {
    if ((await page.locator(solver).count()) === 0) return undefined;
    const took = [];
    // The box may stand in what is folded: opened, then used by keyboard.
    await page.evaluate((solver) => document.querySelectorAll(`${solver} details`).forEach((it) => (it.open = true)), solver);
    const boxes = page.locator(box);
    for (let index = 0; index < Math.min(await boxes.count(), 12); index++) {
      for (const _ of ["on", "off"]) {
        await boxes.nth(index).focus();
        took.push(await press(" "));
      }
    }
    if (!took.some(({ changed }) => changed)) throw new Error(`no box of ${box} changes anything at ${url}`);
    return took.map(({ took }) => took);
  });
}
