// Tests the solver: the reader picks needs, and services are sorted by outcome, with
// reasons. The expected outcomes are those of core's tests (core/tests/qualify.rs).
import axe from "axe-core";
import { expect, expectSeen, holdBack, open, ready, test, text, unfold } from "./fixtures.mjs";
import { attribute, boxOf } from "./required.mjs";
import { message } from "./texts.mjs";

/** @import { APIRequestContext, Page } from "@playwright/test" */
/** @import { Exported } from "./types.d.ts" */

const CARDS = "/?need=data.card-data&need=framework.soc-2&loss=4";
const OUTCOMES = ["qualifies", "qualifies-under", "not-barred", "not-stated", "excluded"];

/**
 * @param {Page} page
 * @param {string | RegExp} name
 */
const pick = (page, name) => page.locator("#question").getByRole("checkbox", { name });
/** The text of the solver without a question. */
const UNASKED = message("no_needs");
const INVALID_HOURS = message("hours_invalid");
/** @param {Page} page */
const status = (page) => page.locator("#fits");
/**
 * Waits until the answer has these numbers: of the services that qualify, of all services, and of each other outcome.
 *
 * @param {Page} page
 * @param {number[]} counts
 */
const expectCounts = (page, counts) => expect.poll(async () => (await status(page).innerText()).match(/\d+/g)?.map(Number)).toEqual(counts);
/** @param {Page} page */
const searchParams = (page) => new URL(page.url()).searchParams;

/**
 * Returns the ids of the services under each outcome.
 *
 * @param {Page} page
 * @param {APIRequestContext} request
 */
async function verdicts(page, request) {
  /** @type {Exported} */
  const { services } = await (await request.get("/compliance.json")).json();
  const names = await page.evaluate(() =>
    [...document.querySelectorAll(/** @type {"section"} */ ("#verdicts section"))].map((section) => [
      section.dataset.outcome ?? "",
      [...section.querySelectorAll("h4")].map((it) => it.textContent).join(", "),
    ]),
  );
  const none = OUTCOMES.map((outcome) => [outcome, ""]);
  return Object.fromEntries(
    none.concat(
      names.map(([outcome, list]) => [
        outcome,
        services
          .filter(({ name }) => list.split(", ").includes(name))
          .map(({ id }) => id)
          .join(" "),
      ]),
    ),
  );
}

test("card data, SOC 2 and a loss of at most four hours", async ({ page, request, browserErrors }) => {
  await open(page);
  await page.getByText(UNASKED).scrollIntoViewIfNeeded();
  await expect(page.getByText(UNASKED)).toBeSeen();
  await pick(page, /^Payment card data/).check();
  await pick(page, "SOC 2").check();
  await page.getByLabel("Data loss of at most").fill("4");
  await expect(status(page)).toHaveText("3 of 13 services qualify under conditions. 10 are excluded.");
  const found = await verdicts(page, request);
  expect(found["qualifies-under"]).toBe("shield-private-spaces shield-dynos shield-postgres");
  expect([found.qualifies, found["not-stated"], found.excluded.split(" ").length]).toEqual(["", "", 10]);
  await expect(page.getByText(UNASKED)).toBeHidden();
  const under = page.locator("#verdicts [data-outcome=qualifies-under] article").first();
  for (const part of ["PCI DSS", "used together", "A target", "multiple Availability Zones"]) await expect(under).toContainText(part);
  // An exclusion also lists the facts that are not stated.
  const common = page.locator("#verdicts article").filter({ hasText: "Common Runtime" });
  await expect(common.locator("li[data-outcome]")).toHaveCount(3);
  await expect(common.locator("li[data-outcome=not-stated]")).toContainText("Data loss of at most 4 h");
  for (const link of await page.locator("#verdicts a").all())
    await expect(page.locator(`[id="${(await attribute(link, "href")).slice(1)}"]`)).toHaveCount(1);
  for (const reason of await page.locator("#verdicts li[data-outcome]").all()) {
    expect(await reason.locator("cite, a").count()).toBeGreaterThan(0);
    // The outcome and the need are two phrases.
    await expect(reason.locator("p").first()).toHaveText(/^\S.*: \S/);
  }
});

// The expected outcomes are from core's tests or, if those have none, from a run of `Policy::qualify`.
for (const [question, expected] of Object.entries({
  "restore=12": {
    "qualifies-under":
      "shield-private-spaces shield-dynos shield-postgres shield-connect shield-kafka private-spaces heroku-postgres key-value-store",
    "not-stated": "shield-redis common-runtime heroku-connect heroku-kafka salesforce-functions",
  },
  "need=framework.ismap": { qualifies: "", "not-stated": "shield-redis salesforce-functions", excluded: "" },
  "need=data.health-data": { qualifies: "", "not-barred": "", "not-stated": "", excluded: "" },
  "need=data.other-personal-data": { qualifies: "", "qualifies-under": "", "not-stated": "", excluded: "" },
  "need=region.us-east-1": { qualifies: "", "qualifies-under": "", excluded: "" },
  "need=isolation.private": { qualifies: "shield-private-spaces private-spaces" },
  "need=isolation.shield": { qualifies: "shield-private-spaces shield-dynos shield-postgres shield-connect shield-kafka shield-redis" },
})) {
  test(`${question} has the verdicts that core computes`, async ({ page, request, browserErrors }) => {
    await open(page, `/?${question}`);
    await expect(status(page)).not.toHaveText(UNASKED);
    const found = await verdicts(page, request);
    for (const [outcome, services] of Object.entries(expected)) expect(found[outcome], outcome).toBe(services);
    /** @type {Exported} */
    const { services } = await (await request.get("/compliance.json")).json();
    expect(Object.values(found).flatMap((it) => it.split(" ").filter(Boolean)).length, "no service is dropped").toBe(services.length);
  });
}

test("choosing a region removes the condition that names regions", async ({ page, browserErrors }) => {
  await open(page, "/?need=framework.ismap");
  await expect(page.locator("#verdicts section[data-outcome=qualifies-under]")).toContainText("Only in");
  await pick(page, "us-east-1").check();
  await expect(page.locator("#verdicts li[data-outcome]").filter({ hasText: "ISMAP" }).first()).not.toContainText("Only in");
});

test("the question is in the URL, and follows back and forward", async ({ page, request, browserErrors }) => {
  await open(page);
  await pick(page, "SOC 2").check();
  await pick(page, "HIPAA").check();
  await page.getByLabel("Restored within").fill("12");
  await expect.poll(() => searchParams(page).getAll("need")).toEqual(["framework.hipaa", "framework.soc-2"]);
  await expect.poll(() => searchParams(page).get("restore")).toBe("12");
  const answer = await verdicts(page, request);
  const address = page.url();
  await page.goBack();
  await page.goBack();
  await expect(pick(page, "HIPAA")).not.toBeChecked();
  await expect(pick(page, "SOC 2")).toBeChecked();
  await page.goBack();
  await expect(status(page)).toHaveText(UNASKED);
  await expect(page.locator("#verdicts article")).toHaveCount(0);
  for (let step = 0; step < 3; step++) await page.goForward();
  await expect.poll(() => page.url()).toBe(address);
  await expect.poll(() => verdicts(page, request)).toEqual(answer);
  await page.goto("about:blank");
  await open(page, address);
  await expect(page.getByLabel("Restored within")).toHaveValue("12");
  await expect.poll(() => verdicts(page, request)).toEqual(answer);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(status(page)).toHaveText(UNASKED);
  await expect(pick(page, "SOC 2")).not.toBeChecked();
  await expect.poll(() => searchParams(page).getAll("need")).toEqual([]);
});

test("each need by itself has the same answer as in the document of needs", async ({ page, browserErrors }) => {
  /**
   * Returns the findings below an element: services, and the text of the reasons.
   *
   * @param {string} around
   */
  const findings = (around) =>
    page.evaluate((around) => {
      const all = document.querySelector(around)?.querySelectorAll("li[data-outcome]") ?? [];
      return [...all].map((item) => {
        const copy = /** @type {Element} */ (item.cloneNode(true));
        const services = item.closest("article")?.querySelector("h4")?.textContent ?? copy.querySelector(".of")?.textContent;
        copy.querySelector(".of")?.remove();
        return `${services}: ${copy.textContent}`;
      });
    }, around);
  await page.goto("/needs/");
  const documented = new Map();
  for (const [index, need] of (await page.locator("#needs > details").all()).entries())
    documented.set(await need.locator("summary span").first().textContent(), await findings(`#needs > details:nth-child(${index + 1})`));
  expect([...documented.values()].flat().length).toBeGreaterThan(30);
  const everyService = /^all services: /;
  await open(page);
  for (const label of await page.locator("#question .pick").all()) {
    const name = await text(label);
    await label.getByRole("checkbox").check();
    await expect(page.locator("#asked")).toContainText(name);
    const names = (await page.locator("#verdicts h4").allInnerTexts()).join(", ");
    expect(documented.has(name), name).toBe(true);
    const listed = documented.get(name)?.map((/** @type {string} */ it) => it.replace(everyService, `${names}: `)) ?? [];
    expect((await findings("#verdicts")).sort(), name).toEqual(listed.sort());
    await label.getByRole("checkbox").uncheck();
  }
});

for (const [path, language, other] of [
  ["/needs/", "Français", "/fr/needs/"],
  ["/fr/needs/", "English", "/needs/"],
]) {
  test(`the document with every need leads to the page and to other languages: ${path}`, async ({ page, browserErrors }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    await expect(page.locator(".bar .name")).toBeSeen();
    await page.locator("#languages > summary").click();
    await page.getByRole("link", { name: language }).click();
    expect(new URL(page.url()).pathname).toBe(other);
    await page.locator(".bar .name").click();
    expect(new URL(page.url()).pathname).toBe(other.replace("needs/", ""));
  });
}

test("works by keyboard alone", async ({ page, browserErrors }) => {
  await open(page);
  await pick(page, "SOC 2").focus();
  await page.keyboard.press("Space");
  await expectCounts(page, [13, 13]);
  for (let step = 0; step < 40 && !(await page.getByLabel("Data loss of at most").evaluate((it) => it === document.activeElement)); step++)
    await page.keyboard.press("Tab");
  await page.keyboard.type("4");
  await expect(status(page)).toContainText("not stated");
  await expect(page.getByLabel("Data loss of at most")).toHaveValue("4");
  await expect(page.getByLabel("Data loss of at most")).toBeFocused();
});

test("the answer can be copied as text", async ({ page, context, browserErrors }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, CARDS);
  await page.getByRole("button", { name: "Copy as text for a ticket" }).click();
  await expect(page.locator("#take [role=status]")).toHaveText(message("copied"));
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).replaceAll("\u00a0", " ");
  expect(copied.startsWith(`${await page.title()}\n\n`), copied).toBe(true);
  expect(copied.endsWith(`\n${page.url()}\n`), copied).toBe(true);
  for (const part of [
    "Asked: ",
    "SOC 2",
    "Data loss of at most 4 h",
    "Qualifies under conditions",
    "Shield Dynos",
    "Excluded",
    "Stated in: ",
    "Sensitive Data",
    "need=data.card-data",
  ]) {
    expect(copied).toContain(part);
  }
  await pick(page, "HIPAA").check();
  await expect(page.locator("#take [role=status]")).not.toHaveText(message("copied"));
});

test("the answer is shown and selected if it cannot be copied", async ({ page, browserErrors }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await open(page, CARDS);
  const box = page.getByRole("textbox", { name: "Text to copy" });
  await expect(box).toBeHidden();
  await page.getByRole("button", { name: "Copy as text for a ticket" }).click();
  await expect(box).toBeFocused();
  expect(await box.evaluate((/** @type {HTMLTextAreaElement} */ it) => it.value.slice(it.selectionStart, it.selectionEnd))).toContain(
    "Shield Dynos",
  );
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("each need shows its result", async ({ page }) => {
    await page.goto(CARDS);
    await unfold(page);
    await expect(page.locator("#question")).toBeHidden();
    await page.getByRole("link", { name: "Each need by itself" }).click();
    await expect(page).toHaveURL(/\/needs\/$/);
    const soc = page.locator("#needs details").filter({ has: page.locator("summary", { hasText: "SOC 2" }) });
    await soc.locator("summary").click();
    await soc.locator("li[data-outcome]").first().scrollIntoViewIfNeeded();
    await expect(soc.locator("li[data-outcome]").first()).toBeSeen();
    await expect(soc).toContainText("Stated in: ");
    expect(await page.locator("#needs details").count()).toBeGreaterThan(25);
    for (const outcome of OUTCOMES.slice(1))
      expect(await page.locator(`#needs li[data-outcome=${outcome}]`).count(), outcome).toBeGreaterThan(0);
    // Evidence is on the page.
    await soc.locator("li[data-outcome] a").first().click();
    await expect(page).toHaveURL(/\/#/);
    await expect(page.locator(":target")).toBeSeen();
  });
});

test("unknown needs in the URL are ignored, and invalid hours are named", async ({ page, browserErrors }) => {
  for (const garbage of [
    "need=framework.nope&need=region.&need=%F0%9F%98%80",
    "restore=99999999999&loss=-3",
    "need=%22%5D%3Cb%3E&loss=1e9",
    `need=${"x.".repeat(4000)}`,
  ]) {
    await open(page, `/?${garbage}`);
    const invalid = /loss|restore/.test(garbage);
    await expect(status(page)).toHaveText(invalid ? INVALID_HOURS : UNASKED);
    await status(page).scrollIntoViewIfNeeded();
    await expect(status(page)).toBeSeen();
  }
  await open(page, "/?need=framework.nope&need=framework.soc-2&restore=zwölf");
  // A number of services would ignore the invalid hours.
  await expect(status(page)).toHaveText(INVALID_HOURS);
  await page.getByLabel("Restored within").fill("");
  await expectCounts(page, [13, 13]);
});

test("a choice that was made before the tools started is answered", async ({ page, browserErrors }) => {
  const release = await holdBack(page, "**/*.wasm");
  await page.goto("/");
  await unfold(page);
  await pick(page, "SOC 2").check();
  await page.getByLabel("Data loss of at most").fill("4");
  release();
  await ready(page);
  await expect(status(page)).toContainText("not stated");
  await expect(page.getByLabel("Data loss of at most")).toHaveValue("4");
});

test("presets and clear buttons keep the other URL parameters, and move the focus", async ({ page, browserErrors }) => {
  await open(page, "/?by=salesforce&services=post#solver");
  await page.locator(".presets a").nth(1).click();
  await expect(page).toHaveURL(/\?(?=.*by=salesforce)(?=.*services=post)(?=.*need=framework\.soc-2)/);
  await page.getByRole("button", { name: "Clear all" }).press("Enter");
  await expect(page).not.toHaveURL(/need=/);
  await expect(page.locator("#question input").first()).toBeFocused();
  await page.getByRole("button", { name: "Show all", exact: true }).press("Enter");
  await expect(page.locator("#filter button").first()).toBeFocused();
});

test("presets ask common questions, and back restores the question", async ({ page, browserErrors }) => {
  await open(page);
  const presets = page.locator(".presets a");
  await expect(presets).toHaveText(["Payment card data", "SOC 2 + ISO 27001", /^Data loss of at most 4/]);
  await presets.first().click();
  const chosen = page.locator(".presets [aria-current=true]");
  await expect(chosen).toHaveText("Payment card data");
  await expect(pick(page, /^Payment card data/)).toBeChecked();
  await expectCounts(page, [3, 13, 10]);
  await presets.nth(1).click();
  await expect(pick(page, /^Payment card data/)).not.toBeChecked();
  await expectCounts(page, [13, 13]);
  await expect(chosen).toHaveText("SOC 2 + ISO 27001");
  await page.goBack();
  await expect(pick(page, /^Payment card data/)).toBeChecked();
  await expect(chosen).toHaveText("Payment card data");
  // With any other question, no preset is marked.
  await pick(page, "HIPAA").check();
  await expect(chosen).toHaveCount(0);
});

for (const width of [320, 360, 768]) {
  test(`presets, answer and question are at most 64 pixels apart, and the answer does not move the question, at ${width} pixels`, async ({
    page,
    browserErrors,
  }) => {
    await page.setViewportSize({ width, height: 740 });
    await open(page, "/#solver");
    const legend = page.locator("#question legend").first();
    // Measure the text, not the boxes around it.
    const gap = await page.evaluate(() => {
      const letters = (/** @type {string} */ selector) => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (document.querySelector(selector)));
        return range.getBoundingClientRect();
      };
      const [presets, answer, legend] = [".presets a:last-child", "#fits", "#question legend"].map(letters);
      return Math.max(answer.top - presets.bottom, legend.top - answer.bottom);
    });
    expect(gap).toBeLessThanOrEqual(64);
    const before = (await boxOf(legend)).y + (await page.evaluate(() => scrollY));
    await pick(page, "SOC 2").check();
    await expectCounts(page, [13, 13]);
    expect((await boxOf(legend)).y + (await page.evaluate(() => scrollY))).toBe(before);
  });
}

test("outcomes begin with a capital letter at the beginning of a line", async ({ page, browserErrors }) => {
  for (const [path, around] of [
    ["/?need=data.card-data&loss=4#solver", "#verdicts"],
    ["/fr/?need=data.card-data&loss=4#solver", "#verdicts"],
    ["/needs/", "#needs"],
    ["/fr/needs/", "#needs"],
  ]) {
    if (around === "#needs") await page.goto(path);
    else await open(page, path);
    const words = await page.locator(`${around} .outcome`).allTextContents();
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => word[0] !== word[0].toUpperCase())).toEqual([]);
  }
});

test("invalid hours stay as typed, with an error message", async ({ page, browserErrors }) => {
  await open(page);
  const box = page.getByLabel("Data loss of at most");
  for (const typed of ["99999999999", "1e3", "-5", "1.5", "12abc"]) {
    await box.fill(typed);
    await expect(box).toHaveValue(typed);
    await expect(box).toHaveAttribute("aria-invalid", "true");
    await expect(box).toHaveAccessibleDescription(INVALID_HOURS);
    // The result does not look as if nothing was typed.
    await expect(status(page)).toHaveText(INVALID_HOURS);
  }
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(box).toHaveValue("");
  await expect(status(page)).toHaveText(UNASKED);
});

test("the status line is in French on the French page", async ({ page, browserErrors }) => {
  await open(page, `/fr${CARDS}`);
  await expect(status(page)).toHaveText("3 services sur 13 conviennent sous conditions. 10 sont exclus.");
});

for (const width of [320, 1280]) {
  test(`axe-core finds nothing in light and dark, ${width} pixels`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    const check = async (/** @type {string} */ around) => {
      await page.evaluate(axe.source);
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const { violations } = await page.evaluate((around) => window.axe.run(around), around);
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].failureSummary} ${nodes[0].target}`);
        expect(found, colorScheme).toEqual([]);
      }
    };
    await page.goto("/needs/");
    await page.evaluate(() => document.querySelectorAll(/** @type {"details"} */ ("#needs details")).forEach((it) => (it.open = true)));
    await check("html");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await open(page, CARDS);
    await check("#solver");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("#question label, #question input[type=number], #solver button")]
        .filter((it) => it.getBoundingClientRect().height < 24)
        .map((it) => it.textContent),
    );
    expect(small).toEqual([]);
  });
}

test("print shows the answer and hides the controls", async ({ page }) => {
  await open(page, CARDS);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#question")).toBeHidden();
  await expectSeen(page.locator("#asked"));
  expect(await text(page.locator("#verdicts"))).toContain("Shield Dynos");
});
