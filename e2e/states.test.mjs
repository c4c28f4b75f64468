// Checks every state of the page with axe-core (WCAG 2.2 AA and axe's best practices). Also checks
// what axe cannot see: targets large enough for a finger (2.5.8), text in forced colors, marks
// beside their names.
import axe from "axe-core";
import { entry, expect, expectSeen, ready, test, unfold } from "./fixtures.mjs";

/** @import { Locator, Page } from "@playwright/test" */

/**
 * Goes to the page and waits for its program.
 *
 * @param {Page} page
 */
const start = async (page, path = "/") => {
  await page.goto(path);
  await ready(page);
};

/**
 * @param {Page} page
 * @param {string} words
 */
const search = async (page, words) => {
  await page.getByRole("searchbox").fill(words);
  await expect(page.locator(".found .status")).not.toBeEmpty();
};

/**
 * The states by name. Each function brings a page into its state, and returns an element that must
 * be visible in it, unless the element is visible in every state.
 *
 * @type {Record<string, (page: Page) => Promise<Locator | void>>}
 */
const STATES = {
  "as opened": (page) => start(page),
  "all open": async (page) => {
    await start(page);
    await page.evaluate(() =>
      document.querySelectorAll(/** @type {"details"} */ ("details:not(.menu, #embed)")).forEach((it) => (it.open = true)),
    );
  },
  "search results": async (page) => {
    await start(page);
    await search(page, "deletion");
    return page.locator(".results a").first();
  },
  "no search results": async (page) => {
    await start(page);
    await search(page, "zzqqxx");
  },
  "languages open": async (page) => {
    await start(page);
    await page.locator("#languages > summary").click();
    return page.locator("#languages a").first();
  },
  "downloads open": async (page) => {
    await start(page);
    await page.locator("#downloads > summary").click();
    return page.locator("#downloads a").first();
  },
  "a word explained": async (page) => {
    await start(page, "/#network-security");
    await page.locator(entry("network-security")).locator(".term").first().click();
    return page.locator(".def:popover-open");
  },
  "a party chosen": async (page) => {
    await start(page, "/?by=heroku");
    await unfold(page);
    return page.locator(".only button");
  },
  "a cell open": async (page) => {
    await start(page, "/?cell=shield-postgres.pci-dss");
    return page.getByRole("dialog");
  },
  "the solver's answer": async (page) => {
    await start(page, "/?need=framework.soc-2&loss=4#solver");
    return page.locator("#verdicts");
  },
  "an invalid number": async (page) => {
    await start(page, "/#solver");
    await page.locator(".hours input").first().fill("1e3");
    return page.locator(".hours .error").first();
  },
  "the embed panel": async (page) => {
    await start(page);
    await page.locator("#embed > summary").click();
    return page.frameLocator("#embed carrot-privacy iframe").getByRole("heading", { level: 2 }).first();
  },
  "in French": (page) => start(page, "/fr/"),
  "the embedded first screen": (page) => start(page, "/embed/"),
  "an embedded section": (page) => start(page, "/embed/encryption/"),
  "the embedded whole policy": (page) => start(page, "/embed/all/"),
};

/**
 * Returns axe's findings in short. Previews in frames have tests of their own.
 *
 * @param {Page} page
 */
async function findings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    window.axe.run(
      { exclude: ["iframe"] },
      {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        // This rule also reports targets that a menu or the bar covers at the moment, and measures
        // a checkbox without its label. A test below measures targets.
        rules: { "target-size": { enabled: false } },
      },
    ),
  );
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].target} ${nodes[0].failureSummary}`);
}

const LOOKS = /** @type {const} */ ([
  { width: 1280, colorScheme: "light", contrast: null },
  { width: 360, colorScheme: "dark", contrast: null },
  { width: 768, colorScheme: "light", contrast: "more" },
]);

for (const [name, enter] of Object.entries(STATES)) {
  // One page for all looks: to open it takes longer than axe does.
  test(`axe-core finds nothing in any color scheme or width: ${name}`, async ({ page }) => {
    test.slow();
    // A document for frames has no background, and axe assumes white.
    const looks = LOOKS.filter(({ colorScheme }) => colorScheme === "light" || !name.includes("embedded"));
    let shown;
    for (const [index, { width, colorScheme, contrast }] of looks.entries()) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, contrast, reducedMotion: "reduce" });
      if (index === 0) shown = await enter(page);
      if (shown) await expectSeen(shown);
      expect(await findings(page), `${width} pixels, ${colorScheme}, ${contrast ?? "usual"} contrast`).toEqual([]);
    }
  });
}

test("without scripts axe-core finds nothing", async ({ browser, baseURL }) => {
  // axe is a script itself, so scripts stay enabled, and only the page's own scripts are blocked.
  const page = await browser.newPage({ baseURL });
  await page.route(/\.js$/, (route) => route.abort());
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-program", "none");
  await page.locator(".index > summary").click();
  expect(await findings(page)).toEqual([]);
  await page.close();
});

for (const [name, enter] of Object.entries(STATES)) {
  test(`at 320 pixels nothing scrolls sideways: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const shown = await enter(page);
    if (shown) await expectSeen(shown);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

/**
 * Returns the shades of the darkest and the lightest pixel of an element, from 0 to 255.
 *
 * @param {Page} page
 * @param {Locator} locator
 */
async function shades(page, locator) {
  const picture = (await locator.screenshot()).toString("base64");
  const canvas = await page.context().newPage();
  const shades = await canvas.evaluate(async (picture) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (!context) throw new Error("there is no canvas to read pixels with");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let [dark, light] = [255, 0];
    for (let at = 0; at < data.length; at += 4) {
      const shade = 0.21 * data[at] + 0.72 * data[at + 1] + 0.07 * data[at + 2];
      [dark, light] = [Math.min(dark, shade), Math.max(light, shade)];
    }
    return [dark, light];
  }, picture);
  await canvas.close();
  return shades;
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`in forced colors, ${colorScheme}, the words of a search can be read`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await start(page);
    await search(page, "deletion");
    // Compare the pixels of the matched word in a result, of a result, and of the search box.
    for (const locator of [page.locator(".results mark").first(), page.locator(".results a").first(), page.locator("#query")]) {
      const [dark, light] = await shades(page, locator);
      expect(light - dark, await locator.evaluate((it) => it.outerHTML.slice(0, 80))).toBeGreaterThan(120);
    }
  });
}

test("in forced colors, dimmed statements look different, and the open cell is marked", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await start(page, "/?by=heroku&cell=shield-postgres.pci-dss");
  const color = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((it) => getComputedStyle(it).color);
  const dimmed = await color(".statement[data-aside] .text");
  expect(dimmed).not.toBe(await color(".statement:not([data-aside]) .text"));
  for (const part of [".see", ".by"]) expect(await color(`.statement[data-aside] ${part}`), part).toBe(dimmed);
  for (const drawing of [".way svg", ".legend svg"]) expect(await color(drawing), drawing).toBe(await color("h1"));
  expect(await page.locator(".matrix [aria-current]").evaluate((it) => getComputedStyle(it).outlineStyle)).toBe("solid");
  // A border never touches the letters in it.
  const touching = await page
    .locator("#cell .claim")
    .evaluateAll(
      (all) =>
        all.filter((it) => parseFloat(getComputedStyle(it).borderLeftWidth) > 0 && getComputedStyle(it).paddingLeft === "0px").length,
    );
  expect(touching).toBe(0);
});

for (const width of [360, 1280]) {
  test(`a party's mark is on the line of its name, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await start(page, "/?cell=shield-postgres.pci-dss");
    await unfold(page);
    // The mark is drawn in the padding before the name. If a line broke between them, the first box
    // of the element would contain no letters.
    const parted = await page.locator(".party").evaluateAll((all) =>
      all
        .filter((it) => it.checkVisibility())
        .filter((it) => {
          const range = document.createRange();
          range.selectNodeContents(it);
          return (
            Math.abs(range.getClientRects()[0].top - it.getClientRects()[0].top) > 4 ||
            getComputedStyle(it, "::before").position !== "absolute"
          );
        })
        .map((it) => it.textContent),
    );
    expect(parted).toEqual([]);
  });
}

test("targets are large enough for a finger: 24 pixels, or as far from the next", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await start(page, "/?need=framework.soc-2&by=heroku");
  await unfold(page);
  const small = await page.locator("button, summary, input, select, .choice, .life a, .toc a, .matrix td a, .menu a").evaluateAll((all) =>
    all
      .filter((it) => it.checkVisibility() && !it.closest("dialog, .visually-hidden"))
      .map((it) => (it.matches("input[type=checkbox]") ? (it.closest("label") ?? it) : it))
      .filter((it) => {
        const { width, height } = it.getBoundingClientRect();
        return width > 1 && (width < 24 || height < 24);
      })
      .map((it) => it.outerHTML.slice(0, 90)),
  );
  expect([...new Set(small)]).toEqual([]);
});

test("an opened fold is in its place at once, and a closed fold hides nothing on paper", async ({ page }) => {
  await start(page);
  const moved = await page.evaluate(async () => {
    const fold = document.querySelector(/** @type {"details"} */ (".fold:has(#policy)"));
    if (!fold) throw new Error("the policy is in no fold");
    fold.open = true;
    const place = () => Math.round(document.querySelector("#firewalls, #policy .statement")?.getBoundingClientRect().top ?? NaN);
    const first = place();
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let count = 0; count < 20; count++) {
      await frame();
      if (place() !== first) return place() - first;
    }
    return 0;
  });
  expect(moved).toBe(0);
  await page.emulateMedia({ media: "print" });
  const opacity = await page
    .locator(".fold")
    .evaluateAll((all) => [...new Set(all.map((it) => getComputedStyle(it, "::details-content").opacity))]);
  expect(opacity).toEqual(["1"]);
});
