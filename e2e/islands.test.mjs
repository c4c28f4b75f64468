// Tests the tools as islands: the browser renders them like the build machine, nothing moves or is
// lost when they are mounted, and changes by others (extensions, translators, input methods) break
// none of them.
import { addStyleSheet, expect, expectSeen, addExtensionElements, holdBack, open, ready, test, translate, unfold } from "./fixtures.mjs";
import { attribute } from "./required.mjs";
import { message } from "./texts.mjs";
import { see } from "./visible.mjs";

/** @import { Locator, Page } from "@playwright/test" */

// The list is complete: a test compares it with the page.
const TOOLS = ["search", "party-filter", "theme", "copy-link", "embed-panel", "coverage-table", "solver"];
const NO_TOOLS = message("no_tools");

/** @param {Page} page */
const box = (page) => page.getByRole("searchbox");
/** @param {Page} page */
const results = (page) => page.getByRole("list", { name: "Search results" }).getByRole("link");

/**
 * Opens the page and everything in it, and holds back its wasm. The returned function releases it.
 *
 * @param {Page} page
 */
async function held(page, path = "/") {
  const release = await holdBack(page, "**/*.wasm");
  await page.goto(path);
  await expect(page.locator("html")).not.toHaveAttribute("data-ready");
  await unfold(page);
  // A tool in a closed menu would not be mounted.
  await page.evaluate(() => {
    for (const menu of document.querySelectorAll(/** @type {"details"} */ (".menu"))) menu.open = true;
  });
  return async () => (release(), ready(page));
}

/**
 * Returns the places of a tool as trees: names, attributes in order, texts, without comments.
 *
 * @param {Page} page
 * @param {string} tool
 */
const trees = (page, tool) =>
  page.evaluate((tool) => {
    /** @type {(node: ChildNode) => unknown} */
    const tree = (node) => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element)) return null;
      const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort();
      // A field with an empty value is the same as one without a value.
      const shown = attributes.filter((it) => it !== "value=");
      node.normalize();
      // The embed panel's own addresses and its preview come when it is opened, and only then is it mounted.
      if (node.matches("#embed .preview, #embed code")) return node.localName;
      return [
        node.localName,
        shown,
        ...[...node.childNodes].filter((it) => !(it instanceof Comment) && !(it instanceof Text && it.data === "")).map(tree),
      ];
    };
    return [...document.querySelectorAll(`[data-tool="${tool}"]`)].map(tree);
  }, tool);

test("no place of a tool is empty for a paint, even on a slow phone", async ({ page, browserErrors }) => {
  // Yew pauses after 16 milliseconds of work. With this clock, it pauses wherever it can.
  await page.addInitScript(() => {
    let now = Date.now();
    Date.now = () => (now += 20);
    /** @type {(string | null)[]} */
    const empty = (window.empty = []);
    const tools = () => [...document.querySelectorAll("[data-tool]")];
    /** @type {(left: number, places: Element[]) => unknown} */
    const look = (left, places) => {
      const still = places.filter((it) => it.isConnected && it.childNodes.length === 0);
      // A paint may come after all microtasks.
      if (left > 0) queueMicrotask(() => look(left - 1, still));
      else empty.push(...still.map((it) => it.getAttribute("data-tool")));
    };
    new MutationObserver(() => look(100, tools())).observe(document, { childList: true, subtree: true });
  });
  await open(page, "/#solver");
  await unfold(page);
  await ready(page);
  expect(await page.evaluate(() => window.empty)).toEqual([]);
});

test("the list of tools is that of the page", async ({ page }) => {
  await page.goto("/");
  const names = await page.locator("[data-tool]").evaluateAll((all) => all.map((it) => it.getAttribute("data-tool")));
  expect(names.toSorted()).toEqual(TOOLS.toSorted());
});

for (const [path, width, tools] of /** @type {[path: string, width: number, tools: string[]][]} */ ([
  ["/", 1280, TOOLS],
  ["/", 360, TOOLS],
  ["/fr/", 1280, TOOLS],
  ["/embed/coverage/", 800, ["coverage-table"]],
  ["/embed/solver/", 800, ["solver"]],
  ["/embed/all/", 800, ["search", "coverage-table", "solver"]],
])) {
  test(`${path} at ${width} pixels: each tool's first render equals the build's, and nothing moves`, async ({ page, browserErrors }) => {
    await page.setViewportSize({ width, height: 800 });
    const places = (/** @type {string} */ tool) =>
      page.evaluate(
        (tool) =>
          [...document.querySelectorAll(`[data-tool="${tool}"], [data-tool="${tool}"] *`)]
            // The program adds the embed panel's addresses and its preview.
            .filter((it) => !it.matches("[data-tool=embed-panel], #embed, .preview, .preview *, #embed code"))
            .map((it) => {
              const { x, y, width, height } = it.getBoundingClientRect();
              return [it.localName, ...[x, y, width, height].map(Math.round)].join(" ");
            }),
        tool,
      );
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) =>
        window.shifts.push(.../** @type {LayoutShift[]} */ (list.getEntries()).map((it) => it.value)),
      ).observe({
        type: "layout-shift",
        buffered: true,
      });
    });
    const go = await held(page, path);
    const panel = page.locator("#embed");
    await panel.evaluateAll((/** @type {HTMLDetailsElement[]} */ all) => all.forEach((it) => (it.open = true)));
    /** @type {[tool: string, before: unknown[], at: string[]][]} */
    const built = [];
    for (const tool of tools) built.push([tool, await trees(page, tool), await places(tool)]);
    // Discard the layout shifts that opening the folds has caused.
    await page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => setTimeout(() => (window.shifts.splice(0), painted(undefined))))),
    );
    await go();
    if (tools.includes("embed-panel")) await expect(panel.locator(".preview")).not.toBeEmpty();
    for (const [tool, before, at] of built) {
      expect(before.length, tool).toBe(1);
      expect(await trees(page, tool), tool).toEqual(before);
      expect(await places(tool), tool).toEqual(at);
    }
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
  });
}

/**
 * Uses the solver, the table and the search, and returns the text of each.
 *
 * @param {Page} page
 */
async function usesEverything(page) {
  await page.evaluate(see);
  const solver = page.locator("#fits");
  await page.locator("#question").getByRole("checkbox", { name: "SOC 2" }).check();
  const one = (await solver.innerText()).trim();
  expect(one).not.toBe("");
  await page.locator("#question").getByRole("checkbox", { name: "HIPAA" }).check();
  await expect(solver).not.toHaveText(one);
  expect((await solver.innerText()).includes(one), "no old answer is beside the new one").toBe(false);
  const shown = page.locator("[data-tool=coverage-table] [role=status]");
  const all = await shown.innerText();
  await page.getByLabel("Service", { exact: true }).fill("postgres");
  await expect(shown).toContainText(/^2 /);
  expect((await shown.innerText()).includes(all)).toBe(false);
  await box(page).fill("encryption");
  await expect(results(page).first()).toBeSeen();
  const first = await results(page).first().innerText();
  await box(page).fill("children");
  await expect(results(page).first()).toContainText(/child/i);
  await expect(page.locator("[data-tool=search]")).not.toContainText(first);
  await box(page).fill("");
  await page.locator(".matrix td a").filter({ visible: true }).first().click();
  await expect(page.getByRole("dialog")).toBeSeen();
  await page.keyboard.press("Escape");
  await page.locator("[data-tool=theme] button").last().click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
}

for (const [what, act] of Object.entries({
  "an extension's element beside every field": (/** @type {Page} */ page) => addExtensionElements(page.locator("body")),
  "a translator": (/** @type {Page} */ page) => translate(page.locator("body")),
  "comments taken out": (/** @type {Page} */ page) =>
    page.evaluate(() => {
      const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
      const all = [];
      while (comments.nextNode()) all.push(comments.currentNode);
      all.forEach((it) => it.parentNode?.removeChild(it));
    }),
})) {
  test(`${what}, before the tools are mounted and after`, async ({ page, browserErrors }) => {
    const go = await held(page);
    await act(page);
    await go();
    await act(page);
    await usesEverything(page);
  });
}

test("a tool works as soon as its fold is open", async ({ page, browserErrors }) => {
  await page.goto("/");
  await ready(page);
  await page.locator("summary:has(#solver-title)").click();
  await page.mouse.move(0, 0);
  // The first frame with the open fold may be the build machine's. A tool that is being mounted has no box for a moment.
  const at = { x: 0, y: 0 };
  const isShown = async () => {
    const box = await page.locator("#question .pick").nth(1).boundingBox();
    return box !== null && Object.assign(at, box);
  };
  await expect.poll(isShown).toBeTruthy();
  await page.mouse.click(at.x + 10, at.y + 10);
  await expect(page.locator("#verdicts")).toBeSeen();
  await page.locator("summary:has(#coverage-title)").click();
  await page.locator(".matrix td a").filter({ visible: true }).first().click();
  await expect(page.getByRole("dialog")).toBeSeen();
});

test("a button that is pressed while the program loads works when it has started", async ({ page, browserErrors }) => {
  const release = await holdBack(page, "**/*.wasm");
  await page.goto("/");
  await page.locator("#theme button").nth(2).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", "dark");
  await release();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("#theme button").nth(2)).toHaveAttribute("aria-pressed", "true");
});

test("all buttons that are pressed while the program loads work when it has started, in order", async ({ page, browserErrors }) => {
  const go = await held(page);
  const theme = page.locator("#theme button");
  await theme.nth(2).click();
  const parties = page.locator("[data-tool=party-filter] [aria-pressed]");
  await parties.nth(2).click();
  await parties.nth(1).click();
  const sort = page.getByRole("button", { name: "Sort by SOC 2" });
  await sort.click();
  await sort.click();
  await go();
  await expect(theme.nth(2)).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(parties.nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".matrix th[aria-sort]")).toHaveAttribute("aria-sort", "descending");
});

test("input stays in its place if an extension adds buttons to a tool before it is mounted", async ({ page, browserErrors }) => {
  const go = await held(page);
  await page.evaluate(() => {
    for (const own of document.querySelectorAll("#query, input[type=text], #theme button, #question .pick input")) {
      const button = document.createElement("button");
      button.type = "button";
      own.before(button);
    }
  });
  const field = (/** @type {string} */ name) => page.locator(`input[name=${name}]`);
  await page.locator("#theme .choice").last().click();
  await field("services").fill("postgres");
  await field("restore").fill("12");
  await field("loss").fill("4");
  await page.locator("#question .pick input").last().check();
  await box(page).fill("encryption");
  await box(page).evaluate((it) => it instanceof HTMLInputElement && it.setSelectionRange(1, 4));
  await go();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(field("services")).toHaveValue("postgres");
  await expect(field("restore")).toHaveValue("12");
  await expect(field("loss")).toHaveValue("4");
  await expect(page.locator("#question .pick input").last()).toBeChecked();
  await expect(page.locator("#question .pick :checked")).toHaveCount(1);
  await expect(box(page)).toHaveValue("encryption");
  await expect(box(page)).toBeFocused();
  const selection = await box(page).evaluate((it) => it instanceof HTMLInputElement && [it.selectionStart, it.selectionEnd]);
  expect(selection).toEqual([1, 4]);
});

test("a table that was scrolled before the mount stays there", async ({ page, browserErrors }) => {
  const go = await held(page);
  // A table with more columns scrolls in both directions.
  await addStyleSheet(page, "#coverage .grid { overflow: auto; max-inline-size: 20rem; max-block-size: 20rem }");
  const grid = page.locator("#coverage .grid");
  const before = await grid.elementHandle();
  await grid.evaluate((it) => it.scrollTo({ left: 120, top: 80, behavior: "instant" }));
  await go();
  expect(await before?.evaluate((it) => it.isConnected)).toBe(false);
  expect(await grid.evaluate((it) => [it.scrollLeft, it.scrollTop])).toEqual([120, 80]);
});

test("a fold that is opened while the program loads keeps what was ticked in it", async ({ page, browserErrors }) => {
  const release = await holdBack(page, "**/*.wasm");
  await page.goto("/");
  await page.locator("summary:has(#solver-title)").click();
  await page.locator("#question").getByRole("checkbox", { name: "HIPAA" }).check();
  release();
  await ready(page);
  await expect(page.locator("#question").getByRole("checkbox", { name: "HIPAA" })).toBeChecked();
  await expect(page.locator("#fits")).toContainText(/qualif/);
});

test("no old party remains after a translator has changed the text", async ({ page, browserErrors }) => {
  await open(page);
  const buttons = page.locator("[data-tool=party-filter] [aria-pressed]");
  const [one, other] = [await buttons.nth(1).locator(".party").innerText(), await buttons.nth(2).locator(".party").innerText()];
  expect(one).not.toBe(other);
  await buttons.nth(1).click();
  await expect(page.locator(".only .party")).toHaveText(one);
  await translate(page.locator("body"));
  await buttons.nth(2).click();
  await expect(page.locator(".only .party")).toHaveText(other);
});

test("no old notice remains after a translator has changed the text", async ({ page, browserErrors, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await open(page);
  await page.locator("#question").getByRole("checkbox", { name: "SOC 2" }).check();
  await page.locator("#take button").click();
  await expect(page.locator("#take [role=status]")).not.toBeEmpty();
  await translate(page.locator("body"));
  await expect(page.locator("#take [role=status]")).toBeEmpty();
});

test("no old answer remains after a translator has changed the text", async ({ page, browserErrors }) => {
  await open(page);
  const fits = page.locator("#fits");
  const seen = [];
  for (const name of ["SOC 2", "HIPAA", "ISO 27001"]) {
    await page.locator("#question").getByRole("checkbox", { name, exact: true }).first().check();
    await expect(fits).toContainText(/qualif/);
    const now = (await fits.innerText()).trim();
    for (const old of seen) if (old !== now) expect(now).not.toContain(old);
    seen.push(now);
    await translate(page.locator("body"));
  }
});

test("no old text of a panel, a line, a notice or an error remains after a translator has changed it", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await open(page);
  const translated = () => translate(page.locator("body"));

  // The panel of a second cell.
  const [dialog, cells] = [page.getByRole("dialog"), page.locator(".matrix td a")];
  await cells.first().click();
  const heading = await dialog.locator("h3").innerText();
  await translated();
  await page.keyboard.press("Escape");
  await cells.last().click();
  await expect(dialog).toBeSeen();
  await expect(dialog.locator("h3")).toHaveCount(1);
  await expect(dialog).not.toContainText(heading);
  await translated();
  await page.keyboard.press("Escape");

  // The lines for another site.
  await page.locator("#embed > summary").click();
  const lines = page.locator("#embed pre");
  await expect(lines).toContainText("http");
  const before = (await lines.innerText()).split("\n");
  await translated();
  await page.locator("#embed select[name=section]").selectOption("glossary");
  await expect(lines).toContainText('section="glossary"');
  const after = (await lines.innerText()).split("\n");
  expect(after).toEqual([before[0], before[1].replace("<carrot-privacy", '<carrot-privacy section="glossary"')]);

  // The notice that a link was copied.
  const title = page.locator("#policy .statement h4 a").first();
  await title.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".copied")).toBeSeen();
  await translated();
  await expect(page.locator(".copied")).toBeEmpty();

  // The error about hours.
  const hours = page.locator(".hours").first();
  const quiet = await hours.innerText();
  await hours.locator("input").fill("x");
  const error = await hours.locator(".error").innerText();
  await translated();
  await hours.locator("input").fill("4");
  await expect(hours.locator(".error")).toHaveCount(0);
  expect((await hours.innerText()).trim()).toBe(quiet.trim());
  await hours.locator("input").fill("y");
  await expect(hours.locator(".error")).toHaveText(error);

  // The button for all results.
  const button = page.locator(".near button");
  await box(page).fill("data");
  await expect(button).toHaveText(/^Show all \d+ results$/);
  const count = await button.innerText();
  await translated();
  await box(page).fill("heroku");
  await expect(button).not.toHaveText(count);
  await expect(button).toHaveText(/^Show all \d+ results$/);
});

/**
 * Counts the listeners for the end of a composition: first that of the script in the page's head, then that of the program, which has started
 * and waits before it mounts a tool.
 *
 * @param {Page} page
 */
const countWaiting = (page) =>
  page.addInitScript(() => {
    window.waiting = 0;
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (...args) {
      if (args[0] === "compositionend") window.waiting += 1;
      return listen.apply(this, args);
    };
  });

for (const [label, first, last] of [
  ["Service", "post", "postgres"],
  ["Restored within", "1", "12"],
]) {
  test(`a composition in the field "${label}" before the program is there is kept, and answered when it is complete`, async ({
    page,
    browserErrors,
  }) => {
    await countWaiting(page);
    const go = await held(page);
    const field = page.getByLabel(label, { exact: label === "Service" });
    await field.click();
    const input = await page.context().newCDPSession(page);
    await input.send("Input.imeSetComposition", { text: first, selectionStart: first.length, selectionEnd: first.length });
    const same = await page.evaluateHandle(() => document.activeElement);
    const started = go();
    await expect.poll(() => page.evaluate(() => window.waiting)).toBe(2);
    expect(await page.evaluate((it) => it instanceof HTMLInputElement && it.isConnected && it.value, same)).toBe(first);
    await input.send("Input.insertText", { text: last });
    await started;
    await expect(field).toHaveValue(last);
    await expect(field).toBeFocused();
    await expect(label === "Service" ? page.locator("[data-tool=coverage-table] [role=status]") : page.locator("#asked")).toContainText(
      label === "Service" ? /^2 / : last,
    );
  });
}

for (const pattern of ["**/*.wasm", "**/boot-*.js"]) {
  test(`a word in composition before ${pattern} is there is kept, and searched when it is complete`, async ({ page, browserErrors }) => {
    await countWaiting(page);
    const release = await holdBack(page, pattern);
    await page.goto("/", { waitUntil: "commit" });
    await box(page).click();
    const input = await page.context().newCDPSession(page);
    await input.send("Input.imeSetComposition", { text: "dele", selectionStart: 4, selectionEnd: 4 });
    const same = await page.evaluateHandle(() => document.activeElement);
    release();
    await expect.poll(() => page.evaluate(() => window.waiting)).toBe(2);
    expect(
      await page.evaluate((it) => it instanceof HTMLInputElement && it.isConnected && document.activeElement === it && it.value, same),
    ).toBe("dele");
    await input.send("Input.imeSetComposition", { text: "deletio", selectionStart: 7, selectionEnd: 7 });
    await input.send("Input.insertText", { text: "deletion" });
    await ready(page);
    await expect(box(page)).toHaveValue("deletion");
    await expect(box(page)).toBeFocused();
    await expect(results(page).first()).toBeSeen();
  });
}

test("Enter that ends a composition does not follow a result, also if the browser reports the end first", async ({
  page,
  browserErrors,
}) => {
  await open(page);
  await box(page).fill("encryption");
  await expect(results(page).first()).toBeSeen();
  // Safari sends the key after the end of the composition, with the code of keys that an input method handles.
  await box(page).evaluate((it) =>
    it.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true, composed: true })),
  );
  expect(new URL(page.url()).hash).toBe("");
  await expect(box(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#./);
});

test("caret and selection stay, and typing continues during the mount", async ({ page, browserErrors }) => {
  const go = await held(page);
  await box(page).fill("delete data");
  await box(page).evaluate((/** @type {HTMLInputElement} */ it) => it.setSelectionRange(0, 6));
  const started = go();
  await started;
  expect(await box(page).evaluate((/** @type {HTMLInputElement} */ it) => [it.selectionStart, it.selectionEnd])).toEqual([0, 6]);
  await page.keyboard.type("erase");
  await expect(box(page)).toHaveValue("erase data");
});

test("changes from before the mount are repeated in every tool", async ({ page, browserErrors }) => {
  const go = await held(page);
  await page.getByLabel("Service", { exact: true }).fill("postgres");
  await page.locator("select[name=group]").selectOption("shield");
  await page.locator("#question").getByRole("checkbox", { name: "HIPAA" }).check();
  await page.getByLabel("Restored within").fill("12x");
  await page.locator("#embed > summary").click();
  await page.locator("#embed select[name=section]").selectOption("glossary");
  await go();
  await expect(page.locator("[data-tool=coverage-table] [role=status]")).toContainText(/^1 /);
  await expect(page.locator("select[name=group]")).toHaveValue("shield");
  await expect(page.locator("#asked")).toContainText("HIPAA");
  await expect(page.getByLabel("Restored within")).toHaveValue("12x");
  await expect(page.locator("#embed")).toHaveAttribute("open");
  await expect(page.locator("#embed pre")).toContainText('section="glossary"');
});

test("results are visible at once, and announced later", async ({ page, browserErrors }) => {
  await page.addInitScript(see);
  await open(page);
  await box(page).click();
  const status = page.locator("[data-tool=search] [role=status]");
  await status.evaluate((status) => {
    window.answer = new Promise((resolve) => {
      addEventListener("input", ({ timeStamp, target }) => {
        if (!(target instanceof HTMLInputElement) || target.value !== "deletion") return;
        const look = () =>
          window.seenTexts(".results a").some((it) => /delet/i.test(it))
            ? resolve({ after: performance.now() - timeStamp, announced: status.textContent })
            : requestAnimationFrame(look);
        requestAnimationFrame(look);
      });
    });
  });
  // The first search takes longer, because the browser has not compiled all of the program yet.
  await page.keyboard.insertText("encryption");
  await expect(status).not.toBeEmpty();
  await box(page).fill("");
  await expect(status).toBeEmpty();
  await page.keyboard.insertText("deletion");
  const { after, announced } = await page.evaluate(() => window.answer);
  expect(after).toBeLessThan(250);
  expect(announced).toBe("");
  await expect(status).toHaveText(await page.locator(".found .status").innerText());
});

/**
 * Allows a page to use the clipboard, and returns a function that returns its text.
 *
 * @param {Page} page
 */
async function clipboard(page) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return () => page.evaluate(() => navigator.clipboard.readText());
}

/**
 * Returns the two lines in the embed panel.
 *
 * @param {Page} page
 */
const embedLines = (page) => page.locator("#embed pre").innerText();

test("the lines in the embed panel are copied by mouse", async ({ page, browserErrors }) => {
  const copied = await clipboard(page);
  await page.goto("/");
  await page.locator("#embed > summary").click();
  await page.getByRole("button", { name: "Copy the lines" }).click();
  await expect(page.locator("#embed > p [role=status]")).toBeSeen();
  expect(await copied()).toBe(await embedLines(page));
});

test.describe("by keyboard alone", () => {
  test("every tool", async ({ page, browserErrors }) => {
    const copied = await clipboard(page);
    await open(page);
    await page.keyboard.press("/");
    await page.keyboard.type("encryption");
    await expect(results(page).first()).toBeSeen();
    await page.keyboard.press("ArrowDown");
    await expect(results(page).first()).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(box(page)).toHaveValue("");
    const party = page.getByRole("group", { name: "Statements by" }).getByRole("button").nth(1);
    await party.focus();
    await page.keyboard.press("Enter");
    await expect(party).toHaveAttribute("aria-pressed", "true");
    await expect(party).toBeFocused();
    const theme = page.locator("[data-tool=theme] button").last();
    await theme.focus();
    await page.keyboard.press("Space");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    const cell = page.locator(".matrix td a").first();
    await cell.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toBeSeen();
    await page.keyboard.press("Escape");
    await expect(cell).toBeFocused();
    const pick = page.locator("#question").getByRole("checkbox", { name: "SOC 2" });
    await pick.focus();
    await page.keyboard.press("Space");
    await expect(pick).toBeChecked();
    await expect(pick).toBeFocused();
    await expect(page.locator("#fits")).toContainText(/qualif/);
    await page.locator("#take button").focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#take [role=status]")).toBeSeen();
    expect(await copied()).toContain("need=framework.soc-2");
    const title = page.locator("#policy .statement h4 a").first();
    await title.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator(".copied")).toBeSeen();
    expect(new URL(await copied()).hash).toBe(await title.getAttribute("href"));
    await page.locator("#embed > summary").focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#embed pre")).toContainText("carrot-privacy");
  });

  // Without `browserErrors`: the browser cancels requests of a preview that is replaced while it loads.
  test("the embed panel", async ({ page }) => {
    const copied = await clipboard(page);
    await page.goto("/");
    await ready(page);
    await page.locator("#embed > summary").focus();
    await page.keyboard.press("Enter");
    for (const [name, line] of [
      ["section", 'section="all"'],
      ["theme", 'theme="light"'],
      ["mode", 'mode="inline"'],
    ]) {
      await page.locator(`#embed select[name=${name}]`).focus();
      await page.keyboard.press("ArrowDown");
      await expect(page.locator("#embed pre")).toContainText(line);
    }
    await expect(page.locator("#embed .preview .root")).toBeAttached();
    await page.getByRole("button", { name: "Copy the lines" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#embed > p [role=status]")).toBeSeen();
    expect(await copied()).toBe(await embedLines(page));
  });
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test("every tool", async ({ page, browserErrors }) => {
    const copied = await clipboard(page);
    await open(page);
    await page.locator("[data-tool=theme] button").last().tap();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    const party = page.getByRole("group", { name: "Statements by" }).getByRole("button").nth(1);
    await party.tap();
    await expect(party).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("group", { name: "Statements by" }).getByRole("button").first().tap();
    await page.keyboard.press("Escape");
    await box(page).tap();
    await page.keyboard.type("encryption");
    const link = results(page).first();
    const id = (await attribute(link, "href")).slice(1);
    await link.tap();
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    await page.locator(".matrix td a").first().tap();
    await expect(page.getByRole("dialog")).toBeSeen();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.locator("#question").getByText("SOC 2", { exact: true }).tap();
    await expect(page.locator("#fits")).toContainText(/qualif/);
    await page.locator("#take button").tap();
    await expect(page.locator("#take [role=status]")).toBeSeen();
    expect(await copied()).toContain("need=framework.soc-2");
    const title = page.locator("#policy .statement h4 a").first();
    await title.tap();
    await page.getByRole("button", { name: "Copy link" }).tap();
    await expect(page.locator(".copied")).toBeSeen();
    expect(new URL(await copied()).hash).toBe(await title.getAttribute("href"));
    await page.locator("#embed > summary").tap();
    await expect(page.locator("#embed pre")).toContainText("carrot-privacy");
  });

  // Without `browserErrors`: the browser cancels requests of a preview that is replaced while it loads.
  test("the embed panel", async ({ page }) => {
    const copied = await clipboard(page);
    await page.goto("/");
    await ready(page);
    await page.locator("#embed > summary").tap();
    // The browser shows its own list, and sends the events after a choice.
    await page.locator("#embed select[name=section]").tap();
    await page.locator("#embed select[name=section]").selectOption("glossary");
    await expect(page.locator("#embed pre")).toContainText('section="glossary"');
    await expect(page.frameLocator("#embed .preview iframe[src*=glossary]").locator("html")).toHaveAttribute("data-ready");
    await page.getByRole("button", { name: "Copy the lines" }).tap();
    await expect(page.locator("#embed > p [role=status]")).toBeSeen();
    expect(await copied()).toBe(await embedLines(page));
  });
});

test.describe("a bundle that cannot be read", () => {
  for (const [what, change] of Object.entries({
    damaged: (/** @type {Buffer} */ bytes) => ((bytes[bytes.length >> 1] ^= 255), bytes),
    "cut off": (/** @type {Buffer} */ bytes) => bytes.subarray(0, bytes.length >> 1),
    empty: () => Buffer.alloc(0),
    "of another version": (/** @type {Buffer} */ bytes) => ((bytes["carrot-bundle".length] += 1), bytes),
    "something else": () => Buffer.from("<!doctype html><title>Not found</title>"),
  })) {
    test(`${what}: one line says so, the document is readable, and nothing typed is lost`, async ({ page }) => {
      /** @type {string[]} */
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      let answer = () => {};
      const typing = new Promise((/** @type {(value?: undefined) => void} */ resolve) => (answer = resolve));
      await page.route("**/page-*.bin", async (route) => {
        const response = await route.fetch();
        await typing;
        await route.fulfill({ status: 200, contentType: "application/octet-stream", body: change(await response.body()) });
      });
      await page.goto("/", { waitUntil: "commit" });
      await expect(page.locator("#embed")).toBeAttached();
      await unfold(page);
      for (const [field, text] of typed(page)) await field.fill(text);
      answer();
      await expect(page.getByText(NO_TOOLS)).toBeSeen();
      for (const [field, text] of typed(page)) await showsTyped(field, text);
      await expectSeen(page.getByRole("heading", { level: 2 }).first());
      expect(errors).toEqual([]);
    });
  }
});

/**
 * Expects that a field on the screen contains a text.
 *
 * @param {Locator} field
 * @param {string} value
 */
async function showsTyped(field, value) {
  await field.evaluate((it) => it.scrollIntoView({ block: "center", behavior: "instant" }));
  await expect(field).toBeSeen();
  await expect(field).toHaveValue(value);
}

/**
 * Returns the text fields of the page, each with a text to type.
 *
 * @param {Page} page
 * @returns {[field: Locator, text: string][]}
 */
const typed = (page) => [
  [box(page), "encryption"],
  [page.getByLabel("Service", { exact: true }), "postgres"],
  [page.getByLabel("Restored within"), "12"],
];

for (const [what, breaks] of Object.entries({
  // Yew stops the program.
  "that Yew sees": () => {
    Node.prototype.insertBefore = Node.prototype.appendChild = () => {
      throw new DOMException("broken by the test", "NotFoundError");
    };
  },
  "that passes through the program": () => {
    Object.defineProperty(HTMLInputElement.prototype, "value", {
      get: () => {
        throw new Error("broken by the test");
      },
    });
  },
})) {
  test(`an exception in one tool, ${what}: one line says so, the document is readable, and nothing typed is lost`, async ({ page }) => {
    await open(page);
    for (const [field, text] of typed(page)) await field.fill(text);
    const party = page.locator("[data-tool=party-filter] button").first();
    await expectSeen(party);
    await page.evaluate(breaks);
    await box(page).focus();
    await page.keyboard.type("s");
    await expect(page.getByText(NO_TOOLS)).toBeSeen();
    await expect(party).toBeHidden();
    await showsTyped(box(page), "encryptions");
    for (const [field, text] of typed(page).slice(1)) await showsTyped(field, text);
    // The text of the search stays in the address, too.
    expect(new URL(page.url()).searchParams.get("q")).toMatch(/^encryption/);
    const heading = page.getByRole("heading", { level: 2 }).first();
    await heading.scrollIntoViewIfNeeded();
    await expect(heading).toBeSeen();
  });
}

test("an exception in another program's listener, which a tool triggers, leaves the tools as they are", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    document.addEventListener("focusin", () => {
      throw new Error("its own");
    });
  });
  await page.locator("#question").getByRole("checkbox", { name: "SOC 2" }).check();
  const [error] = await Promise.all([page.waitForEvent("pageerror"), page.locator(".fits button").click()]);
  expect(error.message).toBe("its own");
  await page.locator("#question").getByRole("checkbox", { name: "HIPAA" }).check();
  await expect(page.locator("#fits")).toContainText(/qualif/);
  await expect(page.getByText(NO_TOOLS)).toBeHidden();
});

for (const pattern of ["**/*.wasm", "**/page-*.bin", "**/boot-*.js"]) {
  test(`nothing typed is lost if ${pattern} cannot be loaded`, async ({ page }) => {
    let fail = () => {};
    const failed = new Promise((/** @type {(value?: undefined) => void} */ resolve) => (fail = resolve));
    await page.route(pattern, (route) => failed.then(() => route.abort()));
    await page.goto("/", { waitUntil: "commit" });
    await expect(page.locator("#embed")).toBeAttached();
    await unfold(page);
    for (const [field, text] of typed(page)) await field.fill(text);
    fail();
    await expect(page.getByText(NO_TOOLS)).toBeSeen();
    for (const [field, text] of typed(page)) await showsTyped(field, text);
    await expect(page.locator("[data-tool=theme] button").first()).toBeHidden();
  });
}

for (const [what, script] of Object.entries({
  "storage blocked": () =>
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("blocked", "SecurityError");
      },
    }),
  "a history that refuses": () => {
    history.pushState = history.replaceState = () => {
      throw new DOMException("too often", "SecurityError");
    };
  },
  "no clipboard": () => Object.defineProperty(navigator, "clipboard", { value: undefined }),
})) {
  test(`${what}: every tool works`, async ({ page, browserErrors }) => {
    await page.addInitScript(script);
    await open(page);
    await usesEverything(page);
  });
}

test("without WebAssembly: one line says so, and the document is readable", async ({ page }) => {
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("/");
  await expect(page.getByText(NO_TOOLS)).toBeSeen();
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeSeen();
  expect(errors).toEqual([]);
});
