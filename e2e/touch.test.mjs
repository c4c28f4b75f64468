// Tests touch, a resting mouse and the keyboard by pixels: a tap hits the element that is visible
// there, nothing moves below a finger or a pointer, and the focus is visible.
import { expect, open, parties, ready, test } from "./fixtures.mjs";
import { attribute, boxOf } from "./required.mjs";

/** @import { Page } from "@playwright/test" */

/** Defines `hit(element)`: returns whether the browser finds the element at the middle of its first line. */
const hits = () => {
  window.hit = (element) => {
    const { left, top, width, height } =
      [...element.getClientRects()].find((rect) => rect.width > 1 && rect.height > 1) ?? element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (element.contains(there) || there.contains(element));
  };
};

/**
 * Returns the distances of all texts from the top of the document.
 *
 * @param {Page} page
 */
const places = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, td, summary)")]
      .filter((it) => it.checkVisibility() && !it.closest(".only"))
      .map((it) => [it.id || it.textContent.slice(0, 40), Math.round(it.getBoundingClientRect().top + scrollY)].join(" ")),
  );

/**
 * Scrolls the page, and the lists that scroll by themselves, back to their beginnings: the contents of a part stick to the bar, so their
 * place in the document depends on the scrolling.
 *
 * @param {Page} page
 */
const scrollBack = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    scrollTo({ top: 0, behavior: "instant" });
    // The page scrolls a list to its current entry after an animation frame.
    await frame();
    await frame();
    for (const list of document.querySelectorAll(".toc ul")) list.scrollTo({ left: 0, top: 0, behavior: "instant" });
    await frame();
  });

test.describe("a finger", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test("lands on each link that it taps", async ({ page, browserErrors }) => {
    test.setTimeout(180_000);
    await open(page);
    const count = await page.evaluate(() => {
      window.links = [...document.querySelectorAll("main :is(a[href], .term)")].filter(
        (it) => it.checkVisibility() && !it.closest("dialog, .skip"),
      );
      addEventListener(
        "click",
        (event) => {
          const link = event.target instanceof Element && event.target.closest("a[href], .term");
          window.tapped = link ? window.links.indexOf(link) : -1;
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        true,
      );
      return window.links.length;
    });
    expect(count).toBeGreaterThan(300);
    const missed = [];
    // A tap takes a tenth of a second, and links of one kind behave alike, so only every eighth
    // link is tapped, and every second one in `test --full`.
    for (let index = 0; index < count; index += process.env.FULL ? 2 : 8) {
      const [x, y] = await page.evaluate((index) => {
        const link = window.links[index];
        link.scrollIntoView({ block: "center", behavior: "instant" });
        window.tapped = undefined;
        const { left, top, width, height } = [...link.getClientRects()].find((rect) => rect.width > 1) ?? link.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      }, index);
      await page.touchscreen.tap(x, y);
      const tapped = await page.evaluate(() => window.tapped);
      if (tapped !== index) missed.push(await page.evaluate((index) => window.links[index].outerHTML.slice(0, 100), index));
    }
    expect(missed).toEqual([]);
  });

  test("ticks a box of the solver, which stays below it", async ({ page, browserErrors }) => {
    await open(page, "/#solver");
    for (const name of ["Payment card data", "SOC 2", "PCI DSS"]) {
      const box = page.locator(".pick", { hasText: name }).first();
      await box.evaluate((it) => it.scrollIntoView({ block: "center" }));
      const { x, y } = await boxOf(box);
      await page.touchscreen.tap(x + 20, y + 20);
      await expect(page.locator("#asked")).toContainText(name);
      expect((await boxOf(box)).y).toBe(y);
    }
    // There is no gap between the bar and the answer, in which the scrolled page would be visible.
    const [bar, fits] = await Promise.all([".bar", ".fits"].map((it) => boxOf(page.locator(it))));
    expect(fits.y - bar.y - bar.height).toBeLessThanOrEqual(0);
  });

  test("follows a link into a fold, and nothing shifts as the page opens", async ({ page, browserErrors }) => {
    await page.addInitScript(() => {
      window.shift = 0;
      const add = (/** @type {LayoutShift} */ { value }) => (window.shift += value);
      new PerformanceObserver((list) => /** @type {LayoutShift[]} */ (list.getEntries()).forEach(add)).observe({ type: "layout-shift" });
    });
    // A slow phone paints while it parses the document and while it mounts the tools.
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    for (const id of ["solver", "coverage", "encryption", "glossary"]) {
      await page.goto("about:blank");
      await page.goto(`/#${id}`);
      await ready(page);
      await expect(page.locator(`#${id}`)).toBeInViewport();
      expect(await page.evaluate(() => window.shift), id).toBeLessThan(0.001);
    }
  });

  test("beside an open menu closes it, and follows no link", async ({ page, browserErrors }) => {
    await open(page);
    await page.locator("#downloads > summary").tap();
    await expect(page.locator("#downloads ul")).toBeSeen();
    const link = page.locator(".life a").last();
    const { x, y, height } = await boxOf(link);
    await page.touchscreen.tap(x + 30, y + height / 2);
    await expect(page.locator("#downloads ul")).toBeHidden();
    expect(new URL(page.url()).hash).toBe("");
    await page.touchscreen.tap(x + 30, y + height / 2);
    await expect.poll(() => new URL(page.url()).hash).toBe(await attribute(link, "href"));
  });

  test("beside the results closes them, and follows no link", async ({ page, browserErrors }) => {
    await open(page);
    await page.locator("#query").fill("data");
    await expect(page.locator(".found")).toBeSeen();
    const { x, y, width, height } = await boxOf(page.locator(".meter"));
    await page.touchscreen.tap(x + width / 2, y + height - 8);
    await expect(page.locator(".found")).toBeHidden();
    expect(new URL(page.url()).hash).toBe("");
  });

  test("reads tables whose cells follow the names of their columns", async ({ page, browserErrors }) => {
    await open(page, "/#coverage");
    const names = page.locator("#coverage .data:visible").first().locator("thead th + th");
    const cells = page.locator("#coverage .data:visible").first().locator("tbody tr").first().locator("td");
    const before = await cells.evaluateAll((all) => all.map((it) => getComputedStyle(it, "::before").content.replaceAll('"', "")));
    expect(before).toEqual((await names.allTextContents()).map((name) => `${name}: `));
  });
});

for (const width of [360, 768, 1280]) {
  test(`nothing moves when the mouse or the focus is on it, at ${width} pixels`, async ({ page, browserErrors }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    const before = await places(page);
    const count = await page.locator(".statement").count();
    for (let index = 0; index < count; index += 12) {
      const statement = page.locator(".statement").nth(index);
      await statement.scrollIntoViewIfNeeded();
      await statement.hover({ position: { x: 10, y: 10 } });
      await statement.getByRole("link").first().focus();
    }
    for (const selector of [".card", ".life a", ".fold > summary", ".toc a", ".matrix td a", ".pick"])
      await page.locator(selector).first().hover();
    // On phones, the row with the choices is in sight only at the top of the page.
    await scrollBack(page);
    await page.locator(".choice:visible").first().hover();
    await scrollBack(page);
    expect(await places(page)).toEqual(before);
  });
}

for (const [width, height] of [
  [1280, 800],
  [360, 740],
  [320, 256],
]) {
  test(`the focused element is never covered, at ${width} by ${height}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await page.addInitScript(hits);
    await open(page, "/?need=framework.soc-2&loss=4&by=heroku");
    const hidden = await page.evaluate(() =>
      [...document.querySelectorAll(/** @type {"a"} */ ("main :is(a[href], button, input, select, summary)"))]
        .filter((it) => it.checkVisibility() && !it.closest("dialog, .def, .only"))
        .filter((it) => {
          it.focus();
          return !window.hit(it);
        })
        .map((it) => it.outerHTML.slice(0, 120)),
    );
    expect(hidden).toEqual([]);
  });
}

/**
 * Returns how many pixels differ between two pictures of one size.
 *
 * @param {Page} canvas
 * @param {Buffer} one
 * @param {Buffer} other
 */
async function differing(canvas, one, other) {
  return await canvas.evaluate(
    async (pictures) => {
      const [one, other] = await Promise.all(
        pictures.map(async (picture) => {
          const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          if (!context) throw new Error("there is no canvas to read pixels with");
          context.drawImage(image, 0, 0);
          return new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
        }),
      );
      return one.filter((pixel, index) => pixel !== other[index]).length;
    },
    [one, other].map((picture) => picture.toString("base64")),
  );
}

for (const [width, height] of [
  [360, 740],
  [320, 256],
]) {
  test(`each stop of the Tab key shows its ring, at ${width} by ${height}`, async ({ page, context }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("/?by=heroku");
    await ready(page);
    const canvas = await context.newPage();
    await page.bringToFront();
    const hide = await page.evaluateHandle(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { outline-color: #0000 !important; caret-color: #0000 !important }");
      return sheet;
    });
    const ringless = (/** @type {boolean} */ on) =>
      hide.evaluate((sheet, on) => void (document.adoptedStyleSheets = on ? [sheet] : []), on);
    const missing = [];
    let stops = 0;
    for (; stops < 200; stops++) {
      await page.keyboard.press("Tab");
      const box = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return null;
        // The ring of a box to tick is around its label.
        const { left, top, width, height } = (focused.closest(".pick") ?? focused).getClientRects()[0];
        return { left, top, width, height, html: focused.outerHTML.slice(0, 100) };
      });
      if (!box) break;
      const [x, y] = [Math.max(0, box.left - 6), Math.max(0, box.top - 6)];
      const clip = { x, y, width: Math.min(width - x, box.width + 12), height: Math.min(height - y, box.height + 12) };
      if (clip.width < 1 || clip.height < 1) {
        missing.push(`out of sight: ${box.html}`);
        continue;
      }
      const shown = await page.screenshot({ clip });
      await ringless(true);
      const without = await page.screenshot({ clip });
      await ringless(false);
      // WCAG 2.4.13: as large as a line of 2 pixels around it.
      const ring = await differing(canvas, shown, without);
      if (ring < 2 * 2 * (Math.min(box.width, width) + Math.min(box.height, height) / 2) * 0.8) missing.push(`${ring} pixels: ${box.html}`);
    }
    expect(stops).toBeGreaterThan(30);
    expect(missing).toEqual([]);
    await canvas.close();
  });
}

for (const width of [360, 1280]) {
  test(`the skip link leads to the text, and the text is visible, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.addInitScript(hits);
    await open(page);
    await page.evaluate(() => scrollTo(0, 400));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("h1").evaluate((it) => window.hit(it))).toBe(true);
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate(() => {
        const focused = document.activeElement;
        return focused?.closest("main") ? window.hit(focused) : false;
      }),
    ).toBe(true);
  });
}

for (const [width, height] of [
  [360, 740],
  [768, 1024],
  [1280, 800],
]) {
  test(`a followed link shows its target from the first line on, and cuts no line above it, at ${width} pixels`, async ({
    page,
    browserErrors,
  }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("/");
    await ready(page);
    const faults = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      /**
       * Returns the texts beside which the lower edge of the bar, or of the contents below it, cuts a line.
       *
       * @param {Element} target
       */
      const cut = (target) => {
        const { left, right } = target.getBoundingClientRect();
        const over = [".bar", ".guide"].flatMap((it) => [...document.querySelectorAll(it)]).map((it) => it.getBoundingClientRect());
        const edge = Math.max(...over.filter((it) => it.top <= 65 && it.right > left + 200).map((it) => it.bottom));
        const first = (target.parentElement?.matches("details") ? target.parentElement : target).getBoundingClientRect().top;
        const texts = document.createTreeWalker(document.querySelector("main") ?? document, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        const found = first < edge - 2 ? [`begins ${edge - first} pixels too high`] : [];
        while (texts.nextNode()) {
          const { parentElement } = texts.currentNode;
          if (!parentElement?.checkVisibility() || parentElement.closest(".toc, .visually-hidden, .matrix, .once")) continue;
          range.selectNodeContents(texts.currentNode);
          // Text in another column may be cut.
          const isCut = (/** @type {DOMRect} */ it) => it.top + 3 < edge && it.bottom - 4 > edge && it.left < right && it.right > left;
          if ([...range.getClientRects()].some(isCut)) found.push(`cuts "${texts.currentNode.textContent?.slice(0, 40)}"`);
        }
        return found;
      };
      const faults = [];
      const all = [...document.querySelectorAll("main :is(.part, .section)[id]")];
      all.push(
        ...[...document.querySelectorAll("main :is(.statement, .questions > div, .gap, .terms > div)")].filter(
          (_, index) => index % 9 === 0,
        ),
      );
      for (const element of all) {
        const id = element.id || element.querySelector("span[id]")?.id;
        // The last ones cannot be scrolled to the top.
        if (!id || (element.getBoundingClientRect().height < 1 && !element.closest("details"))) continue;
        for (const fold of document.querySelectorAll("main details")) fold.removeAttribute("open");
        scrollTo(0, 0);
        const link = document.createElement("a");
        link.href = `#${id}`;
        document.querySelector("main")?.append(link);
        link.click();
        link.remove();
        await frame();
        await frame();
        await frame();
        const isAtEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 2;
        if (!isAtEnd) faults.push(...cut(element).map((it) => `#${id} ${it}`));
      }
      return faults;
    });
    expect(faults).toEqual([]);
  });
}

test("a fresh URL shows the whole heading of its part, also in two lines", async ({ page, browserErrors }) => {
  await page.setViewportSize({ width: 320, height: 740 });
  for (const id of ["not-stated", "coverage", "bcr"]) {
    await page.goto("about:blank");
    await page.goto(`/#${id}`);
    await ready(page);
    const [bar, heading] = await Promise.all(
      [page.locator(".bar"), page.locator(`details:has(> #${id}) > summary :is(h2, h3)`)].map(boxOf),
    );
    expect(heading.y, id).toBeGreaterThan(bar.y + bar.height);
  }
});

test("the key that leads to search can be switched off, for good", async ({ page, browserErrors }) => {
  await open(page);
  const key = page.getByRole("checkbox", { name: "Press / to search" });
  await expect(key).toBeChecked();
  await key.uncheck();
  await key.blur();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  await page.reload();
  await ready(page);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  await key.check();
  await key.blur();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
});

test.describe("folds", () => {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
      test.use({ javaScriptEnabled });

      test("are closed at first, and open for a URL", async ({ page }) => {
        await page.goto("/");
        await expect(page.locator(".fold[open], .sub[open]")).toHaveCount(0);
        for (const id of ["encryption", "policy", "pci-dss", "scope-readings"]) {
          await page.goto("about:blank");
          await page.goto(`/#${id}`);
          await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
        }
      });
    });
  }

  test("open for a search result and for a link", async ({ page, browserErrors }) => {
    await page.goto("/");
    await ready(page);
    await page.getByRole("searchbox").fill("encryption");
    const first = page.getByRole("list", { name: "Search results" }).getByRole("link").first();
    const target = await attribute(first, "href");
    await first.click();
    await expect(page.locator(target)).toBeInViewport();
    await page.locator(".meter").click();
    await expect(page.locator("#not-stated h3").first()).toBeInViewport();
  });

  test("open for the parts that a URL needs: the solver, and the table with its panel", async ({ page, browserErrors }) => {
    await page.goto("/?need=framework.soc-2");
    await ready(page);
    await page.locator("#verdicts").scrollIntoViewIfNeeded();
    await expect(page.locator("#verdicts")).toBeSeen();
    await page.goto("/?cell=shield-postgres.pci-dss");
    await ready(page);
    await expect(page.getByRole("dialog")).toBeSeen();
    await expect(page.locator(".matrix")).toBeSeen();
  });
});

test("the page is short at first, and not long with its parts open", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/");
  await ready(page);
  const screens = () => page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
  expect(await screens()).toBeLessThanOrEqual(12);
  await page.evaluate(() => document.querySelectorAll(/** @type {"details"} */ (".fold")).forEach((it) => (it.open = true)));
  expect(await screens()).toBeLessThanOrEqual(30);
});

test("in forced colors each state keeps its shape and its border", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page);
  const drawn = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((it) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(it);
        return parseFloat(borderTopWidth) > 0 && borderTopStyle !== "none";
      });
  for (const selector of [".card", ".card.silent", ".life li a", ".life .unsaid a", ".extent", ".once", ".claim", "#query"])
    expect(await drawn(selector), selector).toBe(true);
  await parties(page).nth(1).click();
  expect(
    await parties(page)
      .nth(1)
      .evaluate((it) => getComputedStyle(it).outlineStyle),
  ).toBe("solid");
});
