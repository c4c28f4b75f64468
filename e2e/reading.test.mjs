// The page as it is read: answers before the scroll, words explained in place, ways of data, checklists, paper. None of it needs a script,
// so nothing here waits for one.
import axe from "axe-core";
import { expect, test, text } from "./fixtures.mjs";

const cards = (page) => page.locator("#at-a-glance .card");

/** The bottom edges of elements, from the top of the page. */
const bottoms = (locator) => locator.evaluateAll((all) => all.map((it) => it.getBoundingClientRect().bottom + window.scrollY));

/** Returns the elements that scroll sideways, in either direction of writing. */
const sideways = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

test.describe("the first screen", () => {
  test("has all five answers at 1280 by 800", async ({ page }) => {
    await page.goto("/");
    await expect(cards(page)).toHaveCount(5);
    for (const bottom of await bottoms(cards(page))) expect(bottom).toBeLessThanOrEqual(800);
  });

  test("has the first two at 360 by 740", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/");
    for (const bottom of (await bottoms(cards(page))).slice(0, 2)) expect(bottom).toBeLessThanOrEqual(740);
  });

  test("is even: cards of a row have one height, those of a column one edge", async ({ page }) => {
    await page.goto("/");
    const boxes = await page.locator(".cards > *").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().toJSON()));
    const different = (values) => new Set(values.map(Math.round)).size;
    const tops = [...new Set(boxes.map(({ top }) => Math.round(top)))];
    const rows = tops.map((top) => boxes.filter((box) => Math.round(box.top) === top));
    expect(different(rows.map((row) => row.length)), "no card stands alone").toBe(1);
    for (const row of rows) expect(different(row.map(({ height }) => height))).toBe(1);
    expect(different(boxes.map(({ width }) => width))).toBe(1);
  });

  test("says whose each answer is, and leads to the paragraph", async ({ page, request }) => {
    await page.goto("/");
    const { bot, parties } = await (await request.get("/policy.json")).json();
    const name = parties.find(({ id }) => id === bot.party).name;
    for (const card of await cards(page).all()) {
      await expect(card.locator(".party").first()).toHaveText(name);
      const link = card.getByRole("link").first();
      await expect(page.locator(await link.getAttribute("href"))).toHaveClass("statement");
    }
  });

  test("never answers a silence with what a host promises its customers", async ({ page }) => {
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

  test("tells the date of every document", async ({ page, request }) => {
    await page.goto("/");
    const { sources } = await (await request.get("/policy.json")).json();
    const documents = sources.filter(({ kind }) => kind === "document");
    const lines = page.locator("#at-a-glance .dates li");
    await expect(lines).toHaveCount(documents.length);
    for (const [index, { title, as_of }] of documents.entries()) {
      await expect(lines.nth(index)).toContainText(title);
      await expect(lines.nth(index)).toContainText(as_of ? as_of.slice(0, 4) : "undated");
    }
  });
});

test.describe("a word of the glossary", () => {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
      test.use({ javaScriptEnabled });

      test("is explained by keyboard and by click, and put away with Escape", async ({ page }) => {
        await page.goto("/");
        const word = page.locator(".term").first();
        const definition = page.locator(`#${await word.getAttribute("popovertarget")}`);
        await expect(definition).toBeHidden();
        for (const press of [() => word.press("Enter"), () => word.press("Space"), () => word.click()]) {
          await word.focus();
          await press();
          await expect(definition).toBeVisible();
          await expect(definition).toBeInViewport({ ratio: 1 });
          await page.keyboard.press("Escape");
          await expect(definition).toBeHidden();
          await expect(word).toBeFocused();
        }
      });
    });
  }

  test("is explained wherever it is marked, once a statement, and never in a heading, a link or code", async ({ page }) => {
    await page.goto("/");
    const wrong = await page.evaluate(() => {
      const terms = [...document.querySelectorAll(".term")];
      const nowhere = terms.filter((it) => it.popoverTargetElement === null);
      const within = terms.filter((it) => it.closest("a, code, h1, h2, h3, h4, summary"));
      const twice = [...document.querySelectorAll(".statement")].filter((statement) => {
        const ids = [...statement.querySelectorAll(".term")].map((it) => it.getAttribute("popovertarget"));
        return new Set(ids).size < ids.length;
      });
      const used = new Set(terms.map((it) => it.getAttribute("popovertarget")));
      const unused = [...document.querySelectorAll(".def")].filter(({ id }) => !used.has(id));
      return [nowhere, within, twice, unused].map((list) => list.map((it) => it.id || it.textContent));
    });
    expect(wrong).toEqual([[], [], [], []]);
    expect(await page.locator(".term").count()).toBeGreaterThan(20);
  });

  test("leads from its explanation to its entry", async ({ page }) => {
    await page.goto("/");
    await page.locator(".term").first().click();
    const link = page.locator(".def:popover-open > a");
    await expect(page.locator("#glossary").locator(await link.getAttribute("href"))).toHaveCount(1);
  });
});

test("every item of data has a way of six stages, told in words and drawn", async ({ page, request }) => {
  await page.goto("/");
  const { inventory } = await (await request.get("/policy.json")).json();
  expect(inventory.items.length).toBeGreaterThan(0);
  for (const { id } of inventory.items) {
    const row = page.locator(`tr#${id}`);
    const stages = row.locator(".way li");
    await expect(stages).toHaveCount(6);
    await expect(row.locator("summary use")).toHaveCount(6);
    await row.locator("summary").click();
    for (const stage of await stages.all()) {
      const [name, told] = [await text(stage.locator("b")), await text(stage.locator("> span"))];
      expect(name).not.toBe("");
      expect(told).not.toBe("");
      // Facts that are not stated look different, and look so only if the text says so.
      expect((await stage.getAttribute("class")) === "way-none").toBe(told === "Not stated by the bot");
    }
  }
});

test("checklists count what they list", async ({ page }) => {
  await page.goto("/");
  const lists = page.locator("#not-stated .section");
  expect(await lists.count()).toBeGreaterThan(1);
  for (const list of await lists.all()) {
    for (const state of ["present", "partial", "missing"]) {
      const count = Number((await list.locator(`.counts .${state}`).textContent()).match(/\d+/)[0]);
      await expect(list.locator(`.gap .extent.${state}`)).toHaveCount(count);
    }
    for (const gap of await list.locator(".gap").all()) {
      await expect(gap.locator(".when")).not.toBeEmpty();
      await expect(gap.locator("cite a").first()).toBeHidden();
      await gap.locator("summary").click();
      await expect(gap.locator("cite a").first()).toBeVisible();
    }
  }
});

test.describe("on paper", () => {
  test.use({ colorScheme: "dark" });

  test("what is closed is open, what leads away is spelled out, and nothing is there to press", async ({ page }) => {
    await page.goto("/");
    await page.emulateMedia({ media: "print" });
    const details = page.locator("main details:not([open])");
    expect(await details.count()).toBeGreaterThan(10);
    for (const inner of await details.locator("> :last-child").all()) await expect(inner).toBeVisible();
    const spelled = await page
      .locator('.text a[href^="http"]')
      .evaluateAll((links) => links.map((it) => getComputedStyle(it, "::after").content));
    expect(spelled.length).toBeGreaterThan(0);
    expect(spelled.filter((content) => !content.includes("http"))).toEqual([]);
    await expect(page.locator(".def:visible")).toHaveCount(0);
    await expect(page.locator("#contents")).toBeHidden();
    // Dark text on white, although the system's theme is dark.
    const light = await page.evaluate(() => {
      const lightness = (color) =>
        color
          .match(/[\d.]+/g)
          .slice(0, 3)
          .reduce((sum, channel) => sum + Number(channel), 0) / 3;
      return [...document.querySelectorAll("main :is(p, li, h2, h3, h4, span, a, button)")].filter(
        (it) => it.checkVisibility() && lightness(getComputedStyle(it).color) > 140,
      ).length;
    });
    expect(light).toBe(0);
  });

  test("no table is wider than its page", async ({ page }) => {
    // The smallest of both papers' widths, less the margins, upright and on its side.
    await page.emulateMedia({ media: "print" });
    for (const [width, selector] of [
      [680, "main table:not(.matrix)"],
      [1000, ".matrix"],
    ]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/");
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
    await page.goto("/");
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    expect(await sideways(page)).toBe(0);
    await page.locator(".term").first().click();
    expect(await sideways(page)).toBe(0);
  });
}

test("lines of text are of a length to read: 60 to 75 characters", async ({ page }) => {
  await page.goto("/");
  const lengths = await page.evaluate(() => {
    const measure = document.createElement("canvas").getContext("2d");
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
  // A line with many narrow letters has a few more characters.
  expect(lengths.at(-1)).toBeLessThanOrEqual(85);
});

for (const colorScheme of ["light", "dark"]) {
  for (const contrast of [null, "more"]) {
    test(`axe-core finds nothing in the text with all of it open, ${colorScheme}, ${contrast ?? "usual"} contrast`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, contrast });
      await page.goto("/");
      await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
      await page.locator(".term").first().click();
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run("main"));
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`)).toEqual([]);
    });
  }
}
