// Tests that each control of a tool works by mouse, keyboard and touch. The tests look at what a person sees after it.
import { expect, expectSeen, open, test } from "./fixtures.mjs";
import { pixel } from "./visible.mjs";

/** @import { Locator, Page } from "@playwright/test" */

/**
 * One way of using controls.
 *
 * @typedef {object} Input
 * @property {(control: Locator) => Promise<void>} press uses a button, a link or a checkbox
 * @property {(field: Locator, text: string) => Promise<void>} type types into a field
 * @property {(select: Locator) => Promise<void>} choose chooses the second option
 */

/** @type {Record<string, Input>} */
const INPUTS = {
  mouse: {
    press: (control) => control.click(),
    type: async (field, text) => (await field.click(), await field.page().keyboard.type(text)),
    choose: async (select) => {
      await select.click();
      // The browser shows its own list, and sends the events after a choice.
      await select.selectOption({ index: 1 });
    },
  },
  keyboard: {
    press: async (control) => {
      await control.focus();
      // A link has no Space.
      await control.page().keyboard.press((await control.evaluate((it) => it.localName)) === "a" ? "Enter" : "Space");
    },
    type: async (field, text) => (await field.focus(), await field.page().keyboard.type(text)),
    choose: async (select) => (await select.focus(), await select.page().keyboard.press("ArrowDown")),
  },
  touch: {
    press: (control) => control.tap(),
    type: async (field, text) => (await field.tap(), await field.page().keyboard.type(text)),
    choose: async (select) => {
      await select.tap();
      await select.selectOption({ index: 1 });
    },
  },
};

/**
 * Locates the names of the services that the filters leave in the table.
 *
 * @param {Page} page
 */
const services = (page) => page.locator(".matrix [data-service]:not([data-out]) th a");
/** @param {Page} page */
const tableControls = (page) => page.getByRole("group", { name: "Services by framework" });
/** @param {Page} page */
const partyGroup = (page) => page.getByRole("group", { name: "Statements by" });

/**
 * The controls, each with the address of a page, and a function that uses the control and looks at its effect.
 *
 * @type {Record<string, [path: string, uses: (page: Page, input: Input) => Promise<void>]>}
 */
const CONTROLS = {
  "the buttons that sort the table": [
    "/",
    async (page, { press }) => {
      const before = await services(page).first().innerText();
      await press(page.getByRole("button", { name: "Sort by Service" }));
      await expect(services(page).first()).not.toHaveText(before);
      await expectSeen(services(page).first());
    },
  ],
  "the field for a service": [
    "/",
    async (page, { type }) => {
      await type(page.getByLabel("Service", { exact: true }), "postgres");
      await expect(services(page)).toHaveCount(2);
      for (const name of await services(page).all()) await expectSeen(name);
      await expect(page.locator(".matrix").getByText("Common Runtime")).toBeHidden();
    },
  ],
  "the choice of a framework": [
    "/",
    async (page, { choose }) => {
      await choose(tableControls(page).getByLabel("Framework"));
      const heads = page.locator(".matrix thead th:not([data-out])");
      await expect(heads).toHaveCount(2);
      await expectSeen(heads.nth(1).locator("a"));
      await expect(page.locator(".matrix thead th").last()).toBeHidden();
    },
  ],
  "the choice of a group": [
    "/",
    async (page, { choose }) => {
      const all = await services(page).count();
      await choose(tableControls(page).getByLabel("Group"));
      await expect(services(page)).not.toHaveCount(all);
      for (const name of await services(page).all()) await expectSeen(name);
      await expect(page.locator(".matrix tbody").last()).toBeHidden();
    },
  ],
  "the button that shows the whole table": [
    "/?services=postgres#coverage",
    async (page, { press }) => {
      await expect(page.locator(".matrix").getByText("Common Runtime")).toBeHidden();
      await press(page.getByRole("button", { name: "Show the whole table" }));
      await expectSeen(page.locator(".matrix").getByText("Common Runtime"));
      await expect(page.getByLabel("Service", { exact: true })).toHaveValue("");
    },
  ],
  "the field for the time of recovery": [
    "/",
    async (page, { type }) => {
      await type(page.getByLabel("Restored within"), "12");
      await expect(page.locator("#asked")).toContainText("12");
      await expectSeen(page.locator("#asked"));
      await expectSeen(page.locator("#verdicts article h4").first());
    },
  ],
  "the field for the loss of data": [
    "/",
    async (page, { type }) => {
      await type(page.getByLabel("Data loss of at most"), "x");
      await expectSeen(page.locator(".hours .error"));
      await page.keyboard.press("Backspace");
      await page.keyboard.type("4");
      await expectSeen(page.locator("#asked"));
      await expect(page.locator(".hours .error")).toHaveCount(0);
    },
  ],
  "the button that clears the needs": [
    "/?need=framework.soc-2&loss=4#solver",
    async (page, { press }) => {
      await expectSeen(page.locator("#asked"));
      await press(page.getByRole("button", { name: "Clear all" }));
      await expectSeen(page.locator("#served"));
      await expect(page.locator("#question input:checked, #asked")).toHaveCount(0);
      await expect(page.getByLabel("Data loss of at most")).toHaveValue("");
    },
  ],
  "the presets": [
    "/",
    async (page, { press }) => {
      const preset = page.locator(".presets a").nth(1);
      await press(preset);
      await expect(preset).toHaveAttribute("aria-current", "true");
      await expect(page.locator("#asked")).toContainText("ISO 27001 · SOC 2");
      await expectSeen(page.locator("#asked"));
    },
  ],
  "the boxes of the needs": [
    "/",
    async (page, { press }) => {
      await press(page.locator("#question").getByRole("checkbox", { name: "SOC 2" }));
      await expectSeen(page.locator("#asked"));
    },
  ],
  "the button for all results": [
    "/?q=data",
    async (page, { press }) => {
      const results = page.locator(".results a");
      await expect(results).toHaveCount(12);
      await press(page.locator(".near").getByRole("button", { name: /^Show all \d+/ }));
      await expect(results).not.toHaveCount(12);
      await expectSeen(results.last());
      await expect(page.getByRole("button", { name: /^Show all \d+/ })).toHaveCount(0);
    },
  ],
  "a similar word": [
    "/?q=frwlal",
    async (page, { press }) => {
      const word = page.locator(".near button").first();
      const text = await word.innerText();
      await press(word);
      await expect(page.getByRole("searchbox")).toHaveValue(text);
      await expectSeen(page.locator(".results a").first());
    },
  ],
  "the parties": [
    "/",
    async (page, { press }) => {
      const party = partyGroup(page).getByRole("button").nth(1);
      await press(party);
      await expect(party).toHaveAttribute("aria-pressed", "true");
      await expectSeen(page.locator(".only .party"));
      await press(partyGroup(page).getByRole("button", { name: "Show all" }));
      await expect(page.locator(".only .party")).toHaveCount(0);
      await expect(partyGroup(page).getByRole("button").first()).toHaveAttribute("aria-pressed", "true");
    },
  ],
  "the themes": [
    "/",
    async (page, { press }) => {
      // The corner of the window is the background of the page.
      const shade = async () => Math.max(...(await pixel(page, 2, 500)));
      for (const [name, isRight] of /** @type {[string, (shade: number) => boolean][]} */ ([
        ["Dark", (shade) => shade < 60],
        ["Light", (shade) => shade > 200],
      ])) {
        await press(page.locator("#theme").getByRole("button", { name }));
        await expect.poll(async () => isRight(await shade()), name).toBe(true);
      }
    },
  ],
};

for (const [name, input] of Object.entries(INPUTS)) {
  test.describe(`by ${name}`, () => {
    // So wide that the table is no list.
    if (name === "touch") test.use({ hasTouch: true, viewport: { width: 1024, height: 1366 } });

    for (const [control, [path, uses]] of Object.entries(CONTROLS)) {
      test(control, async ({ page, browserErrors }) => {
        await open(page, path);
        await uses(page, input);
      });
    }
  });
}
