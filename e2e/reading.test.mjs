// Tests reading the page: answers without scrolling, words explained in place, the life of data,
// checklists, print. None of this needs a script, so no test waits for one.
import axe from "axe-core";
import { entry, expect, test, text, unfold } from "./fixtures.mjs";
import { attribute, boxOf, required, matched } from "./required.mjs";
import { message } from "./texts.mjs";

/** @import { Locator, Page } from "@playwright/test" */
/** @import { Exported } from "./types.d.ts" */

/**
 * Goes to the page and opens its parts.
 *
 * @param {Page} page
 */
const visit = async (page) => {
  await page.goto("/");
  await unfold(page);
};

/** Selects the fields of forms. */
const FIELDS = "input:not([type=checkbox]), select, textarea";

/** @param {Page} page */
const cards = (page) => page.locator("#at-a-glance .card");

/**
 * Returns the bottom edges of elements, from the top of the page.
 *
 * @param {Locator} locator
 */
const bottoms = (locator) => locator.evaluateAll((all) => all.map((it) => it.getBoundingClientRect().bottom + window.scrollY));

/**
 * Returns the number of pixels by which the page is wider than the window, in either direction of writing.
 *
 * @param {Page} page
 */
const horizontalOverflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

test.describe("the first screen", () => {
  for (const path of ["/", "/fr/"]) {
    test(`has the finding, the life of data and all five answers at 1280 by 900: ${path}`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      await expect(cards(page)).toHaveCount(5);
      for (const bottom of await bottoms(page.locator("h1, .life li, .meter, .card"))) expect(bottom).toBeLessThanOrEqual(900);
      // Also the data that a reader expects least is named without a click.
      await expect(cards(page).first().locator(".a")).toContainText(/messages/i);
    });

    test(`has the finding, the life of data and the meter at 360 by 740: ${path}`, async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(path);
      for (const bottom of await bottoms(page.locator("h1, .life li, .meter"))) expect(bottom).toBeLessThanOrEqual(740);
    });
  }

  test("says in one sentence what is collected, and in another what is not stated", async ({ page, request }) => {
    await page.goto("/");
    /** @type {Exported} */
    const { bot, inventory } = await (await request.get("/policy.json")).json();
    const sentences = (await text(page.locator("h1"))).split(/(?<=\.) /);
    expect(sentences).toHaveLength(2);
    expect(sentences[0]).toMatch(new RegExp(`^${bot.name} collects .*\\b${inventory.items.length} kinds of data`));
    expect(sentences[1]).toMatch(/not stated\.$/);
  });

  test("draws each step of the life of data as a link, filled where it is stated", async ({ page, request }) => {
    await page.goto("/");
    /** @type {Exported} */
    const { inventory } = await (await request.get("/policy.json")).json();
    const { from, purpose, recipients, storage, retention, deletion } = inventory.whole;
    const stated = [from, purpose?.[0], recipients, storage, retention, deletion].map(Boolean);
    const steps = page.locator(".life li");
    await expect(steps).toHaveCount(6);
    for (const [index, step] of (await steps.all()).entries()) {
      expect((await attribute(step, "class")).startsWith("said"), `step ${index}`).toBe(stated[index]);
      await expect(page.locator(await attribute(step.getByRole("link"), "href"))).toHaveCount(1);
    }
    // A step that is not stated leads to the question about it, not to all questions.
    const unsaid = await page.locator(".life .unsaid a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    expect(unsaid).toEqual(["#recipients", "#data-location", "#retention", "#deletion"]);
  });

  test("the content is reached with few Tab stops", async ({ page }) => {
    await page.goto("/");
    let stops = 0;
    for (; stops < 20 && !(await page.evaluate(() => document.activeElement?.closest("main"))); stops++) await page.keyboard.press("Tab");
    expect(stops).toBeLessThanOrEqual(10);
  });

  test("has no text below 14 pixels, and answers of 17", async ({ page }) => {
    await visit(page);
    const sizes = await page.evaluate((FIELDS) => {
      const sizes = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        // The icons of the bar have their names as text of size 0.
        const around = node.parentElement;
        if (node instanceof Text && node.data.trim() && around?.checkVisibility()) sizes.add(parseFloat(getComputedStyle(around).fontSize));
      }
      // A typed text is in no text node.
      for (const field of document.querySelectorAll(FIELDS)) sizes.add(parseFloat(getComputedStyle(field).fontSize));
      return [...sizes].filter((size) => size > 0);
    }, FIELDS);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(14);
    const answers = await page.locator(".card .a").evaluateAll((all) => all.map((it) => parseFloat(getComputedStyle(it).fontSize)));
    for (const size of answers) expect(size).toBeGreaterThanOrEqual(17);
  });

  test.describe("on a phone", () => {
    test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

    test("has no field below 16 pixels, into which browsers zoom", async ({ page }) => {
      await visit(page);
      const sizes = await page.evaluate(
        (FIELDS) => [...document.querySelectorAll(FIELDS)].map((it) => parseFloat(getComputedStyle(it).fontSize)),
        FIELDS,
      );
      expect(sizes.length).toBeGreaterThan(6);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    });
  });

  test("shows the party of each answer, and links to the paragraph", async ({ page, request }) => {
    await page.goto("/");
    /** @type {Exported} */
    const { bot, parties } = await (await request.get("/policy.json")).json();
    const { name } = required(
      parties.find(({ id }) => id === bot.party),
      "party of the bot",
    );
    for (const card of await cards(page).all()) {
      await expect(card.locator(".party").first()).toHaveText(name);
      if ((await card.locator(".silence").count()) > 0) continue;
      const link = card.locator(".by a").first();
      await expect(page.locator(await attribute(link, "href"))).toHaveClass("statement");
    }
  });

  for (const { path, width, most } of [
    { path: "/", width: 1280, most: 2 },
    { path: "/fr/", width: 1280, most: 2 },
    { path: "/", width: 360, most: 3 },
    { path: "/fr/", width: 360, most: 3 },
  ]) {
    test(`has answers of at most ${most} lines at ${width} pixels, and the rest in a fold: ${path}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      const lines = await page.locator(".card .a").evaluateAll((all) =>
        all.map((it) => {
          const range = document.createRange();
          range.selectNodeContents(it);
          return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
        }),
      );
      expect(lines.length).toBe(5);
      for (const count of lines) expect(count).toBeLessThanOrEqual(most);
      if (path !== "/") return;
      const fold = page.locator("#your-choices details").first();
      await expect(fold.locator("summary")).toHaveText(/^\d /);
      await fold.locator("summary").click();
      await expect(fold.locator("p")).toContainText("where to complain");
    });
  }

  test("never shows the host's promise to its customers as an answer", async ({ page }) => {
    await page.goto("/");
    const silent = cards(page).filter({ has: page.locator(".silence") });
    expect(await silent.count()).toBeGreaterThan(0);
    for (const card of await silent.all()) {
      const outside = await card.evaluate((it) =>
        [...it.querySelectorAll("a")].filter((link) => !link.closest(".beside")).map((link) => link.hash),
      );
      expect(outside).toEqual([]);
    }
  });

  test("shows the date of every document", async ({ page, request }) => {
    await page.goto("/");
    /** @type {Exported} */
    const { sources } = await (await request.get("/policy.json")).json();
    const documents = sources.filter(({ kind }) => kind === "document");
    const lines = page.locator(".foot .dates li");
    await expect(lines).toHaveCount(documents.length);
    for (const [index, { title, as_of }] of documents.entries()) {
      await expect(lines.nth(index)).toContainText(title);
      await expect(lines.nth(index)).toContainText(as_of ? as_of.slice(0, 4) : "undated");
    }
  });
});

test.describe("a word of the glossary", () => {
  test("is explained by keyboard and by click, and put away with Escape or a second click", async ({ page }) => {
    await visit(page);
    const word = page.locator(".term").first();
    const definition = page.locator(`#def-${(await attribute(word, "href")).slice(1)}`);
    const before = await page.evaluate(() => history.length);
    for (const press of [() => word.press("Enter"), () => word.click()]) {
      await expect(definition).toBeHidden();
      await word.focus();
      await press();
      await expect(definition).toBeSeen();
      await expect(definition).toBeInViewport({ ratio: 1 });
      await page.keyboard.press("Escape");
      await expect(definition).toBeHidden();
      await expect(word).toBeFocused();
    }
    await word.click();
    await expect(definition).toBeSeen();
    await word.click();
    await expect(definition).toBeHidden();
    // The browser followed no link.
    expect(new URL(page.url()).hash).toBe("");
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  test("its explanation is beside it, and replaces another word's", async ({ page }) => {
    await visit(page);
    const words = page.locator(entry("network-security")).locator(".term");
    await words.nth(0).click();
    const first = page.locator(".def:popover-open");
    const [word, shown] = [await boxOf(words.nth(0)), await boxOf(first)];
    expect(Math.min(Math.abs(shown.y - word.y - word.height), Math.abs(word.y - shown.y - shown.height))).toBeLessThan(24);
    const id = await attribute(first, "id");
    await words.last().click();
    await expect(page.locator(".def:popover-open")).toHaveCount(1);
    await expect(page.locator(".def:popover-open")).not.toHaveAttribute("id", id);
  });

  test("wraps like other text", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await visit(page);
    const broken = await page.locator(".term").evaluateAll((all) => all.filter((it) => it.getClientRects().length > 1).length);
    expect(broken).toBeGreaterThan(3);
    const blocks = await page.locator(".term").evaluateAll((all) => all.filter((it) => getComputedStyle(it).display !== "inline").length);
    expect(blocks).toBe(0);
  });

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("leads to its entry", async ({ page }) => {
      await page.goto("/#network-security");
      const word = page.locator(entry("network-security")).locator(".term").first();
      const term = page.locator(entry((await attribute(word, "href")).slice(1)));
      await word.click();
      await expect(term).toBeInViewport();
      await expect(term.locator("dd")).not.toBeEmpty();
    });
  });

  test("is explained wherever it is marked, once a statement, and never in a heading, a link or code", async ({ page }) => {
    await visit(page);
    const wrong = await page.evaluate(() => {
      const terms = [...document.querySelectorAll(/** @type {"a"} */ (".term"))];
      const nowhere = terms.filter((it) => !document.querySelector(`#glossary [id="${it.hash.slice(1)}"]`));
      const within = terms.filter((it) => it.parentElement?.closest("a, code, h1, h2, h3, h4, summary"));
      const twice = [...document.querySelectorAll(".statement")].filter((statement) => {
        const ids = [...statement.querySelectorAll(/** @type {"a"} */ (".term"))].map((it) => it.hash);
        return new Set(ids).size < ids.length;
      });
      return [nowhere, within, twice].map((list) => list.map((it) => it.id || it.textContent));
    });
    expect(wrong).toEqual([[], [], []]);
    expect(await page.locator(".term").count()).toBeGreaterThan(20);
  });

  test("leads from its explanation to its entry", async ({ page }) => {
    await visit(page);
    await page.locator(".term").first().click();
    const link = page.locator(".def:popover-open > a");
    await expect(page.locator("#glossary").locator(await attribute(link, "href"))).toHaveCount(1);
  });
});

test("every data item has a lifecycle of six steps, in words and as a drawing", async ({ page, request }) => {
  await visit(page);
  /** @type {Exported} */
  const { inventory } = await (await request.get("/policy.json")).json();
  expect(inventory.items.length).toBeGreaterThan(0);
  for (const { id } of inventory.items) {
    const row = page.locator(`tr${entry(id)}`);
    const stages = row.locator(".way li");
    await expect(stages).toHaveCount(6);
    await expect(row.locator("summary use")).toHaveCount(6);
    await row.locator("summary").click();
    for (const stage of await stages.all()) {
      const [name, shown] = [await text(stage.locator("b")), await text(stage.locator("> span"))];
      expect(name).not.toBe("");
      expect(shown).not.toBe("");
      // A step that is not stated has its own shape, and its words say the same.
      expect((await stage.getAttribute("class")) === "way-none").toBe(shown === message("not_stated_by_bot"));
    }
  }
});

for (const width of [360, 768, 1280]) {
  test(`the number of steps of an item and its arrow are on one line, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/");
    await unfold(page);
    const heights = await page
      .locator("#collected-data .items summary:visible")
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(1);
    expect(Math.max(...heights)).toBeLessThan(32);
  });
}

test("checklists show the number of their items", async ({ page }) => {
  await visit(page);
  const lists = page.locator("#not-stated .section");
  expect(await lists.count()).toBeGreaterThan(1);
  for (const list of await lists.all()) {
    for (const state of ["present", "partial", "missing"]) {
      const count = Number(matched(await list.locator(`.counts .${state}`).textContent(), /\d+/)[0]);
      await expect(list.locator(`.gap .extent.${state}`)).toHaveCount(count);
    }
    for (const gap of await list.locator(".gap").all()) {
      await expect(gap.locator(".when")).not.toBeEmpty();
      await expect(gap.locator("cite a").first()).toBeHidden();
      await gap.locator("summary").click();
      await gap.locator("cite a").first().scrollIntoViewIfNeeded();
      await expect(gap.locator("cite a").first()).toBeSeen();
    }
  }
});

test.describe("on paper", () => {
  test.use({ colorScheme: "dark" });

  test("folds are open, links show their URL, and there are no controls", async ({ page }) => {
    await page.goto("/");
    await page.emulateMedia({ media: "print" });
    const details = page.locator("main details:not([open], .sub:not(.printed), .said-by)").filter({ visible: true });
    expect(await details.count()).toBeGreaterThan(10);
    const closed = await details
      .locator("> :last-child")
      .evaluateAll(
        (all) => all.filter((it) => !it.checkVisibility({ visibilityProperty: true }) || !it.getBoundingClientRect().height).length,
      );
    expect(closed).toBe(0);
    const spelled = await page
      .locator('.text a[href^="http"]')
      .evaluateAll((links) => links.map((it) => getComputedStyle(it, "::after").content));
    expect(spelled.length).toBeGreaterThan(0);
    expect(spelled.filter((content) => !content.includes("http"))).toEqual([]);
    await expect(page.locator(".def:visible")).toHaveCount(0);
    // Black and dark colors on white, though the system is dark.
    const colors = await page.evaluate(() =>
      [...document.querySelectorAll("main :is(p, li, h2, h3, h4, span, a, button)")]
        .filter((it) => it.checkVisibility())
        .map((it) => getComputedStyle(it).color),
    );
    const lightness = (/** @type {string} */ color) =>
      matched(color, /[\d.]+/g)
        .slice(0, 3)
        .reduce((sum, channel) => sum + Number(channel), 0) / 3;
    expect(colors.filter((color) => lightness(color) > 140)).toEqual([]);
  });

  test("has a running title and no arrows, and no page break splits a note or follows a heading", async ({ page }) => {
    await page.goto("/");
    await page.emulateMedia({ media: "print" });
    // The box in the margin of each page takes the title from the root element.
    const title = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--title"));
    expect(JSON.parse(title)).toBe(await page.title());
    const drawn = await page.evaluate(() => ({
      arrows: [...document.querySelectorAll("main summary")].filter((it) => getComputedStyle(it, "::after").display !== "none").length,
      apart: [...document.querySelectorAll("main :is(.lead, .counts, .once, h2, h3, h4)")].filter(
        (it) => it.checkVisibility() && !it.closest("summary, .q, dialog") && getComputedStyle(it).breakAfter !== "avoid",
      ).length,
      split: [...document.querySelectorAll("main :is(.lead, .once, .statement, .gap, .claim, .regions, tr), .dates")].filter(
        (it) => getComputedStyle(it).breakInside !== "avoid",
      ).length,
    }));
    expect(drawn).toEqual({ arrows: 0, apart: 0, split: 0 });
  });

  for (const path of ["/", "/fr/"]) {
    test(`is at most fifteen pages of A4: ${path}`, async ({ page }) => {
      await page.goto(path);
      const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
      expect(matched(pdf, /\/Type\s*\/Page\b(?!s)/g).length).toBeLessThanOrEqual(15);
    });
  }

  test("no table is wider than its page", async ({ page }) => {
    // The smaller width of A4 and Letter without the margins, in portrait and in landscape.
    await page.emulateMedia({ media: "print" });
    for (const { width, selector } of [
      { width: 680, selector: "main table:not(.matrix)" },
      { width: 1000, selector: ".matrix" },
    ]) {
      await page.setViewportSize({ width, height: 900 });
      await visit(page);
      const widest = await page
        .locator(selector)
        .evaluateAll((tables) => Math.max(...tables.map((it) => it.getBoundingClientRect().width)));
      expect(widest, selector).toBeLessThanOrEqual(width);
    }
  });
});

for (const width of [320, 768, 1280]) {
  test(`from right to left nothing scrolls sideways at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await visit(page);
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    expect(await horizontalOverflow(page)).toBe(0);
    await page.locator(".term").first().click();
    expect(await horizontalOverflow(page)).toBe(0);
    // The lines between two steps stay within the drawing; the search icon is on the side where the text begins.
    const joints = await page
      .locator(".life li + li")
      .evaluateAll((all) => all.map((it) => parseFloat(getComputedStyle(it, "::before").right)));
    expect(joints.filter((right) => right > 40)).toEqual([]);
    expect(await page.locator(".search-box").evaluate((it) => getComputedStyle(it, "::before").right)).toBe("12px");
  });
}

test("only our interpretations have a double line beside them", async ({ page }) => {
  await visit(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
  const marked = await page
    .locator("main *")
    .evaluateAll((all) =>
      all
        .filter((it) => getComputedStyle(it).borderInlineStartStyle === "double")
        .map((it) => ({ ours: Boolean(it.closest("[data-party=editors]")), text: it.textContent.trim() })),
    );
  expect(marked.length).toBeGreaterThan(20);
  for (const { ours, text } of marked) expect(ours || text.startsWith("Our interpretation:"), text).toBe(true);
});

test.describe("a long text", () => {
  test.use({ viewport: { width: 1280, height: 900 } });

  test("is in one column, with the notes about its sources in the margin", async ({ page }) => {
    await visit(page);
    const sections = page.locator("#policy .sections > .section, #hosting .sub > .section");
    expect(await sections.count()).toBeGreaterThan(10);
    const misplaced = await sections.evaluateAll((all) =>
      all.flatMap((section) => {
        const outer = section.getBoundingClientRect();
        const text = Math.max(...[...section.querySelectorAll(".statement")].map((it) => it.getBoundingClientRect().right));
        const notes = [...section.querySelectorAll(":scope > .once")].map((it) => it.getBoundingClientRect());
        const starts = new Set([...section.querySelectorAll(".statement")].map((it) => it.getBoundingClientRect().left));
        const fits = notes.every(
          ({ left, top, right, bottom }) => left >= text && top >= outer.top && bottom <= outer.bottom && right <= innerWidth,
        );
        return notes.length > 0 && starts.size === 1 && fits ? [] : [section.id];
      }),
    );
    expect(misplaced).toEqual([]);
  });

  test("has contents beside it, in which its section is marked", async ({ page }) => {
    for (const id of ["network-security", "system-security"]) {
      await page.goto("about:blank");
      await page.goto(`/#${id}`);
      const current = page.locator(".guide [aria-current=true]");
      await expect(current).toHaveCount(1);
      await expect(current).toHaveAttribute("href", `#${id}`);
      await expect(current).toBeSeen();
    }
  });
});

test("each part with several sections has contents, or is a list of them", async ({ page, request }) => {
  await visit(page);
  /** @type {Exported} */
  const { sections } = await (await request.get("/policy.json")).json();
  for (const [part, selector] of [
    ["policy", ".toc a"],
    ["sources", ".toc a"],
    ["hosting", ".sub > .section"],
    ["coverage", ".sub > .section"],
  ]) {
    const ids = sections.filter((it) => it.part === part).map(({ id }) => id);
    const listed = page.locator(`#${part} ${selector}`);
    expect(await listed.evaluateAll((all) => all.map((it) => (it instanceof HTMLAnchorElement ? it.hash.slice(1) : it.id)))).toEqual(ids);
  }
});

test("lines have 60 to 75 characters", async ({ page }) => {
  await visit(page);
  const lengths = await page.evaluate(() => {
    const measure = document.createElement("canvas").getContext("2d");
    if (!measure) throw new Error("there is no canvas to measure text with");
    return [...document.querySelectorAll(".statement > .text, .lead")].map((it) => {
      const { fontFamily, fontSize } = getComputedStyle(it);
      measure.font = `${fontSize} ${fontFamily}`;
      const sample = it.textContent.replace(/\s+/g, " ").slice(0, 400);
      return it.clientWidth / (measure.measureText(sample).width / sample.length);
    });
  });
  const usual = lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)];
  expect(usual).toBeGreaterThan(60);
  expect(usual).toBeLessThanOrEqual(75);
  // A line with narrow letters has room for a few more.
  expect(lengths.at(-1)).toBeLessThanOrEqual(85);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe-core finds no fault in the unfolded text, ${colorScheme}, with usual and more contrast`, async ({ page }) => {
    test.slow();
    await visit(page);
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    await page.locator(".term").first().click();
    await page.evaluate(axe.source);
    for (const contrast of /** @type {const} */ ([null, "more"])) {
      await page.emulateMedia({ colorScheme, contrast, reducedMotion: "reduce" });
      const { violations } = await page.evaluate(() => window.axe.run("main"));
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`);
      expect(found, `${contrast ?? "usual"} contrast`).toEqual([]);
    }
  });
}
