// Tests that using a control makes the browser compute the styles of few elements. A rule such as `:root:has(:checked)` makes it compute
// those of the whole page with every key and click, which takes a phone a quarter of a second. Elements are counted, because times depend on
// the machine.
import { expect, open, painted, test } from "./fixtures.mjs";
import { required } from "./required.mjs";

/** @import { Page } from "@playwright/test" */

/** The page has about 8,000 elements. */
const MOST = 1000;

/**
 * The controls, each with a function that uses it.
 *
 * @type {Record<string, (page: Page) => Promise<unknown>>}
 */
const CONTROLS = {
  "a key in the search": async (page) => (await page.locator("#query").focus(), await page.keyboard.press("e")),
  "a cell of the table": (page) => page.locator(".matrix td a").first().click(),
  "the filter of the table": async (page) => (await page.getByLabel("Service", { exact: true }).focus(), await page.keyboard.press("p")),
  "a choice in the solver": (page) => page.locator("#question").getByRole("checkbox").first().click(),
  "a number in the solver": async (page) => (
    await page.locator("#question").getByRole("textbox").first().focus(),
    await page.keyboard.press("4")
  ),
  "the button of the menu": (page) => page.locator(".menu > summary").first().click(),
};

for (const [name, use] of Object.entries(CONTROLS))
  test(`${name} changes the styles of few elements`, async ({ page, browserErrors: _ }) => {
    await open(page);
    expect(await page.locator("*").count()).toBeGreaterThan(5 * MOST);
    const session = await page.context().newCDPSession(page);
    /** @type {{ name: string, args: { elementCount?: number } }[]} */
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(.../** @type {any[]} */ (value)));
    const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline"] } });
    await use(page);
    await painted(page);
    await session.send("Tracing.end");
    await ended;
    const counts = events.filter((event) => event.name === "UpdateLayoutTree").map(({ args }) => required(args.elementCount, "a count"));
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.reduce((sum, count) => sum + count)).toBeLessThan(MOST);
  });
