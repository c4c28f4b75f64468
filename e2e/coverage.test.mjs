// Tests the coverage table: filters, sorting, cells; as a list on narrow screens and on paper;
// complete without scripts.
import axe from "axe-core";
import { expect, expectSeen, open, test, text, unfold } from "./fixtures.mjs";
import { attribute, boxOf, matched } from "./required.mjs";
import { message } from "./texts.mjs";

/** @import { Page } from "@playwright/test" */

/** @param {Page} page */
const table = (page) => page.locator(".matrix");
/** @param {Page} page */
const rows = (page) => table(page).locator("tr[data-service]:not([data-out])");
/** @param {Page} page */
const panel = (page) => page.getByRole("dialog");
/** @param {Page} page */
const controls = (page) => page.getByRole("group", { name: "Services by framework" });
/** @param {Page} page */
const names = (page) => rows(page).locator("th").allInnerTexts();
/**
 * @param {Page} page
 * @param {string} name
 */
const cell = (page, name) => page.locator(`.matrix [data-service="${name.split(".")[0]}"] td [href$="#${name.split(".")[1]}"]`);

/**
 * Returns the findings of axe-core in this part of the page.
 *
 * @param {Page} page
 */
async function findings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run("#coverage"));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}: ${nodes[0].failureSummary}`);
}

/**
 * Returns one cell for each status in the table, by status.
 *
 * @param {Page} page
 */
const cellOfEachStatus = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll(/** @type {"a"} */ (".matrix td > a"))].map((link) => [
        link.parentElement?.className,
        `${link.closest("tr")?.dataset.service}.${link.hash.slice(1)}`,
      ]),
    ),
  );

test.describe("narrowed", () => {
  test("by part of a service's name or alias", async ({ page, browserErrors }) => {
    await open(page);
    const all = await rows(page).count();
    // Nothing is left out yet, so the button would do nothing.
    await expect(controls(page).getByRole("button")).toBeHidden();
    await controls(page).getByRole("textbox", { name: "Service" }).fill("SHIELD post");
    await expect(rows(page)).toHaveCount(1);
    await expect(controls(page).getByRole("status")).toHaveText(`1 of ${all} services`);
    await expect(page).toHaveURL(/\?services=SHIELD\+post$/);
    await controls(page).getByRole("textbox", { name: "Service" }).fill("no such service");
    await expect(rows(page)).toHaveCount(0);
    await expect(table(page).locator("tbody:visible, thead:visible")).toHaveCount(0);
    const nothing = page.locator(".grid").getByText(message("no_service_matches"));
    await expectSeen(nothing);
    // Paper has the whole table.
    await page.emulateMedia({ media: "print" });
    await expect(nothing).toBeHidden();
    await expect(table(page).locator("tbody:visible, thead:visible")).not.toHaveCount(0);
    await page.emulateMedia({ media: "screen" });
    await controls(page).getByRole("button", { name: "Show the whole table" }).click();
    await expect(rows(page)).toHaveCount(all);
    await expect(nothing).toHaveCount(0);
    await expectSeen(table(page).locator("thead"));
    await expect(controls(page).getByRole("textbox", { name: "Service" })).toHaveValue("");
    await expect(controls(page).getByRole("textbox", { name: "Service" })).toBeFocused();
    // A name is found as people write it: without its separators, with others, and with an accent.
    for (const written of ["keyvalue", "key-value", "Key Value", "heroku-key-value"]) {
      await controls(page).getByRole("textbox", { name: "Service" }).fill(written);
      await expect(rows(page), written).not.toHaveCount(all);
      await expect(rows(page).first(), written).toContainText("Key-Value");
    }
    await controls(page).getByRole("textbox", { name: "Service" }).fill("");
    await expect(page).toHaveURL(/^[^?]*$/);
  });

  test("to a framework and a group, which the URL and the history keep", async ({ page, browserErrors }) => {
    await open(page);
    await controls(page).getByLabel("Framework").selectOption("SOC 2");
    await expect(table(page).getByRole("columnheader")).toHaveCount(2);
    await controls(page).getByLabel("Group").selectOption("Private");
    await expect(rows(page)).toHaveCount(1);
    await page.reload();
    await expect(rows(page)).toHaveCount(1);
    await expect(controls(page).getByLabel("Framework")).toHaveValue("soc-2");
    await page.goBack();
    await expect(rows(page)).not.toHaveCount(1);
    await expect(table(page).getByRole("columnheader")).toHaveCount(2);
  });

  test("to a framework, and the field follows the history and the button for the whole table", async ({ page, browserErrors }) => {
    await open(page);
    const framework = controls(page).getByLabel("Framework");
    await framework.selectOption("SOC 2");
    await framework.selectOption("");
    await page.goBack();
    await expect(framework).toHaveValue("soc-2");
    await expect(table(page).getByRole("columnheader")).toHaveCount(2);
    await controls(page).getByRole("button").click();
    await expect(framework).toHaveValue("");
    await expect(table(page).getByRole("columnheader")).not.toHaveCount(2);
  });

  test("not by unknown values", async ({ page, browserErrors }) => {
    await open(page, "/?framework=service&group=%22%5D&sort=nothing&down=yes&cell=%22%5D.soc-2");
    await expect(controls(page).getByLabel("Framework")).toHaveValue("");
    await expect(table(page).locator("[data-out], [aria-sort]")).toHaveCount(0);
    await expect(panel(page)).toBeHidden();
  });
});

test("sorted by a column, in reverse, and in the order of content", async ({ page, browserErrors }) => {
  await open(page);
  const before = await names(page);
  const head = table(page).getByRole("columnheader", { name: "PCI DSS" });
  const statuses = async () =>
    await table(page)
      .locator("tbody")
      .nth(0)
      .locator("td:nth-child(2)")
      .evaluateAll((cells) => cells.map((cell) => cell.className));
  await head.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(head.getByRole("button")).toBeFocused();
  const order = ["covered", "conditional", "disputed", "excluded", "unstated"];
  const ranks = (await statuses()).map((status) => order.indexOf(status));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect((await statuses()).map((status) => order.indexOf(status))).toEqual([...ranks].reverse());
  await page.keyboard.press("Enter");
  await expect(table(page).locator("[aria-sort]")).toHaveCount(0);
  expect(await names(page)).toEqual(before);
  await page.getByRole("button", { name: "Sort by Service" }).click();
  const sorted = await table(page).locator("tbody").nth(0).locator("th[scope=row]").allInnerTexts();
  const folded = sorted.map((name) => name.toLowerCase());
  expect(folded).toEqual([...folded].sort());
  expect(await names(page)).not.toEqual(before);
});

test.describe("a cell", () => {
  test("opens by click and by Enter, and gives the focus back", async ({ page, browserErrors }) => {
    await open(page);
    const link = cell(page, "shield-postgres.pci-dss");
    await link.click();
    await expect(panel(page)).toBeSeen();
    await expect(panel(page)).toHaveAccessibleName(/×/);
    const shown = await text(panel(page));
    for (const word of ["Conditional", "TLS 1.2", "holder", "Salesforce", "19 March 2024", "Evidence", message("not_its_own"), "Amazon"])
      expect(shown).toContain(word);
    expect(new URL(page.url()).searchParams.get("cell")).toBe("shield-postgres.pci-dss");
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await expect(link).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel(page)).toBeSeen();
    await panel(page).getByRole("button", { name: "Close" }).click();
    await expect(panel(page)).toBeHidden();
    await expect(link).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel(page)).toBeSeen();
    await page.mouse.click(4, 400);
    await expect(panel(page)).toBeHidden();
    // The browser closes the panel, and the page then goes back.
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });

  test("opens by its URL, and follows back and forward", async ({ page, browserErrors }) => {
    await open(page);
    await cell(page, "shield-postgres.hipaa").click();
    await expect(panel(page)).toBeSeen();
    await page.goBack();
    await expect(panel(page)).toBeHidden();
    await page.goForward();
    await expect(panel(page)).toContainText("HIPAA");
    await page.reload();
    await expect(panel(page)).toContainText("HIPAA");
    await page.keyboard.press("Escape");
    await expect(cell(page, "shield-postgres.hipaa")).toBeFocused();
  });

  test("has links to its sources", async ({ page, browserErrors }) => {
    await open(page, "/?cell=shield-postgres.pci-dss");
    const link = panel(page).getByRole("link", { name: "Level 1 attestation for three Shield services" });
    const target = (await attribute(link, "href")).slice(1);
    await link.click();
    await expect(panel(page)).toBeHidden();
    await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
  });

  test("says what “not stated” means", async ({ page, browserErrors }) => {
    await open(page, "/?cell=heroku-postgres.gdpr");
    const name = (await cellOfEachStatus(page)).unstated;
    await open(page, `/?cell=${name}`);
    await expect(panel(page)).toContainText(message("means_unstated"));
    await expect(panel(page).locator("ul.claims").first()).toBeHidden();
  });

  test("shows our reading of its framework, if there is one", async ({ page }) => {
    for (const [name, reading] of [
      ["common-runtime.pci-dss", "two questions"],
      ["heroku-postgres.gdpr", "not a certificate"],
    ]) {
      await open(page, `/?cell=${name}`);
      await expect(page.locator("#cell .readings")).toContainText(reading);
    }
    await open(page, "/?cell=heroku-postgres.soc-2");
    await expect(page.locator("#cell .readings")).toBeEmpty();
  });

  test("shows as many claims as the export", async ({ page, request, browserErrors }) => {
    /** @type {import("./types.d.ts").Exported} */
    const { claims } = await (await request.get("/policy.json")).json();
    await open(page);
    for (const name of Object.values(await cellOfEachStatus(page))) {
      const [service, framework] = name.split(".");
      const scoped = claims.filter((claim) => claim.frameworks.includes(framework) && JSON.stringify(claim.scope).includes("services"));
      const own = scoped.filter(({ scope }) => JSON.stringify(scope).includes(`"${service}"`) || JSON.stringify(scope).includes('"all"'));
      await cell(page, name).click();
      await expect(panel(page).locator("ul.claims").first().locator("> li")).toHaveCount(own.length);
      expect(await panel(page).locator("ul.claims [id]").count()).toBe(0);
      await page.keyboard.press("Escape");
    }
  });

  test("names the regions that it is limited to", async ({ page }) => {
    await open(page);
    await expect(cell(page, "shield-postgres.ismap")).toHaveText(/in \d+ regions/);
  });

  for (const width of [320, 1280]) {
    test(`is accessible in light and dark at ${width} pixels`, async ({ page }) => {
      test.slow();
      const inBoth = async (/** @type {string} */ what) => {
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect(await findings(page), `${what}, ${colorScheme}`).toEqual([]);
        }
      };
      await page.setViewportSize({ width, height: 800 });
      await open(page);
      await inBoth("the table");
      await cell(page, "shield-postgres.pci-dss").click();
      await expect(panel(page)).toBeSeen();
      await inBoth("a cell");
    });
  }
});

test("all columns are in sight, and headings stay while the page scrolls", async ({ page }) => {
  await open(page);
  const grid = page.locator(".grid");
  expect(await grid.evaluate((it) => [it.scrollWidth - it.clientWidth, getComputedStyle(it).overflowX])).toEqual([0, "visible"]);
  await rows(page)
    .nth(8)
    .evaluate((it) => it.scrollIntoView({ block: "start" }));
  for (const name of ["PCI DSS", "FISMA"])
    await expect(table(page).getByRole("columnheader", { name }).getByRole("link")).toBeInViewport({ ratio: 1 });
  // A focused cell must not be hidden below a sticky heading.
  const hidden = await table(page)
    .locator("td a")
    .evaluateAll((/** @type {HTMLAnchorElement[]} */ links) =>
      links
        .filter((link) => {
          link.focus();
          const { left, top, width, height } = link.getBoundingClientRect();
          const there = document.elementFromPoint(left + width / 2, top + height / 2);
          return there !== link && !link.contains(there);
        })
        .map((link) => `${link.closest("tr")?.dataset.service}.${link.hash.slice(1)}`),
    );
  expect(hidden).toEqual([]);
});

test("the shapes have a legend with the counts of the table", async ({ page }) => {
  await open(page);
  for (const status of ["covered", "conditional", "unstated", "excluded", "disputed"]) {
    const count = Number(matched(await page.locator(`#coverage .legend > :has(.${status})`).innerText(), /\d+$/)[0]);
    await expect(table(page).locator(`td.${status}`)).toHaveCount(count);
  }
});

test("a cell adds one history entry, and closing it goes back", async ({ page, browserErrors }) => {
  await open(page);
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  for (const name of ["shield-postgres.hipaa", "shield-postgres.pci-dss"]) {
    await cell(page, name).click();
    await expect(panel(page)).toBeSeen();
    await panel(page).getByRole("button", { name: "Close" }).click();
    await expect(panel(page)).toBeHidden();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  }
  expect(await length()).toBe(before + 1);
  await page.goForward();
  await expect(panel(page)).toBeSeen();
  await page.goBack();
  await expect(panel(page)).toBeHidden();
});

/** @type {[string, (page: Page) => Promise<unknown>][]} */
const WAYS_TO_CLOSE = [
  ["its button", (page) => panel(page).getByRole("button", { name: "Close" }).click()],
  ["Escape", (page) => page.keyboard.press("Escape")],
  ["going back", (page) => page.goBack()],
  ["a click beside it", (page) => page.mouse.click(100, 300)],
];
for (const [way, close] of WAYS_TO_CLOSE) {
  test(`a cell closed by ${way} keeps the place and the focus, with an anchor in the address`, async ({ page, browserErrors }) => {
    await open(page, "/#coverage");
    const last = page.locator(".matrix td a").last();
    await last.click();
    await expect(panel(page)).toBeSeen();
    const place = await page.evaluate(() => scrollY);
    await close(page);
    await expect(panel(page)).toBeHidden();
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await expect(last).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(place);
  });
}

test("beside an open panel, the page can be scrolled, and closing the panel goes back to the page", async ({ page, browserErrors }) => {
  await open(page);
  const before = await page.evaluate(() => history.length);
  await cell(page, "shield-postgres.hipaa").click();
  await expect(panel(page)).toBeSeen();
  await page.mouse.move(300, 300);
  const place = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(place);
  await expect(panel(page)).toBeSeen();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(cell(page, "shield-postgres.hipaa")).toBeFocused();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
});

test("beside an open panel, a click on another cell shows that cell, and a click on its own cell closes it", async ({
  page,
  browserErrors,
}) => {
  await open(page);
  // On a slow machine, the browser reports that the panel was closed before it reports the click.
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const before = await page.evaluate(() => history.length);
  await cell(page, "shield-postgres.hipaa").click();
  await expect(panel(page)).toContainText("HIPAA");
  for (const name of ["shield-postgres.pci-dss", "shield-dynos.hipaa", "shield-postgres.hipaa"]) {
    await cell(page, name).click();
    await expect.poll(() => new URL(page.url()).search).toBe(`?cell=${name}`);
    await expect(panel(page)).toBeSeen();
    await expect(cell(page, name)).toHaveAttribute("aria-current", "true");
  }
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  await cell(page, "shield-postgres.hipaa").click();
  await expect(panel(page)).toBeHidden();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await expect(cell(page, "shield-postgres.hipaa")).toBeFocused();
  // On small screens, the panel lies over the table, so a tap beside it only closes it.
  await page.setViewportSize({ width: 768, height: 1024 });
  await cell(page, "shield-postgres.hipaa").click();
  await expect(panel(page)).toBeSeen();
  await page
    .locator(".matrix td a:visible")
    .first()
    .evaluate((it) => it.scrollIntoView({ block: "start" }));
  const there = await boxOf(page.locator(".matrix td a:visible").first());
  await page.mouse.click(there.x + 20, there.y + 10);
  await expect(panel(page)).toBeHidden();
  await expect.poll(() => new URL(page.url()).search).toBe("");
});

for (const width of [1280, 1440, 1920]) {
  test(`the panel of a cell is beside the table and below the bar, and its cell is marked, at ${width} pixels`, async ({
    page,
    browserErrors,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/?services=shield&cell=shield-postgres.pci-dss");
    const { left, right } = await panel(page).evaluate((it) => it.getBoundingClientRect().toJSON());
    expect(right).toBeLessThanOrEqual(await page.evaluate(() => document.documentElement.clientWidth));
    const ends = await page.locator(".matrix :is(thead th, td)").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().right));
    expect(Math.max(...ends)).toBeLessThan(left);
    expect(left - Math.max(...ends)).toBeLessThan(32);
    const controlEnds = await controls(page)
      .locator("> *")
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().right));
    expect(Math.max(...controlEnds)).toBeLessThan(left);
    for (const menu of await page.locator(".bar .menu > summary").all()) await expect(menu).toBeSeen();
    await expect(page.locator(".matrix [aria-current]")).toHaveCount(1);
    await expect(cell(page, "shield-postgres.pci-dss")).toHaveAttribute("aria-current", "true");
    await page.keyboard.press("Escape");
    await expect(page.locator(".matrix [aria-current]")).toHaveCount(0);
  });
}

for (const [width, height] of [
  [1280, 500],
  [360, 500],
]) {
  test(`the panel of a cell fits ${width} by ${height}: Close stays in sight, and its scroll bar does not close it`, async ({
    page,
    browserErrors,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page, "/?cell=shield-postgres.pci-dss");
    const sheet = panel(page).locator(".sheet");
    expect(await sheet.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeGreaterThan(100);
    await sheet.evaluate((it) => it.scrollTo(0, it.scrollHeight));
    await expect(panel(page).getByRole("button", { name: "Close" })).toBeInViewport({ ratio: 1 });
    const { right, top, bottom } = await sheet.evaluate((it) => it.getBoundingClientRect().toJSON());
    await page.mouse.click(right - 3, (top + bottom) / 2);
    await expect(panel(page)).toBeSeen();
    await page.mouse.click(4, 20);
    await expect(panel(page)).toBeHidden();
  });
}

for (const width of [320, 360, 640]) {
  test(`at ${width} pixels the table is a list by service`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(await page.locator(".grid").evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    const first = rows(page).first();
    await expect(first.locator("td").first()).toContainText("PCI DSS");
    await first.locator("td b").first().scrollIntoViewIfNeeded();
    await expect(first.locator("td b").first()).toBeSeen();
    await expect(table(page).getByRole("row").nth(2).getByRole("cell")).not.toHaveCount(0);
    const small = await table(page)
      .locator("td a")
      .evaluateAll((links) => links.filter((it) => it.getBoundingClientRect().height < 24).length);
    expect(small).toBe(0);
    await controls(page).getByLabel("Framework").selectOption("GDPR");
    await expect(first.locator("td:visible")).toHaveCount(1);
    await expect(first.locator("td:visible span")).toHaveText("not stated");
  });
}

test("print shows the whole table despite filters", async ({ page }) => {
  await open(page, "/?framework=soc-2&group=private&services=private");
  await page.emulateMedia({ media: "print" });
  const cells = table(page).locator("td");
  expect(await cells.evaluateAll((cells) => cells.filter((cell) => !cell.checkVisibility()).length)).toBe(0);
  expect(await page.locator(".grid").evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  await expect(controls(page)).toBeHidden();
});

for (const path of ["/", "/fr/"]) {
  test(`the files beside it can be downloaded from ${path}`, async ({ page, request }) => {
    await page.goto(path);
    for (const link of await page.locator(".files a[download]").all()) {
      const answer = await request.get(await link.evaluate((/** @type {HTMLAnchorElement} */ { href }) => href));
      expect(answer.ok()).toBe(true);
      expect((await answer.text()).length).toBeGreaterThan(1000);
    }
    await expect(page.locator(".files a[download]")).toHaveCount(2);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every cell can be read, and leads to its framework", async ({ page, browserErrors }) => {
    await page.goto("/");
    await unfold(page);
    const silent = await table(page)
      .locator("td")
      .evaluateAll(
        (/** @type {HTMLElement[]} */ cells) => cells.filter((cell) => !cell.checkVisibility() || cell.innerText.trim() === "").length,
      );
    expect(silent).toBe(0);
    await expect(controls(page)).toBeHidden();
    await expect(table(page).getByRole("button")).toHaveCount(0);
    await cell(page, "shield-postgres.pci-dss").click();
    await expect(page.locator("#pci-dss")).toBeInViewport();
  });
});
