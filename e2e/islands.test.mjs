// Tests the tools as islands: the browser renders them like the build machine, nothing moves or is
// lost when they are mounted, and changes by others (extensions, translators, input methods) break
// none of them.
import { expect, holdBack, open, ready, test, unfold } from "./fixtures.mjs";
import { attribute } from "./required.mjs";
import { see } from "./visible.mjs";

/** @import { Page } from "@playwright/test" */

const TOOLS = ["search", "party-filter", "theme", "copy-link", "embed-panel", "coverage-table", "solver"];
const QUIET = "Search and filters did not load.";

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
const drawn = (page, tool) =>
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

for (const tool of TOOLS) {
  test(`${tool}: the browser's first render equals the build's, and nothing moves`, async ({ page, browserErrors }) => {
    const places = () =>
      page.evaluate(
        (tool) =>
          [...document.querySelectorAll(`[data-tool="${tool}"], [data-tool="${tool}"] *`)].map((it) => {
            const { x, y, width, height } = it.getBoundingClientRect();
            return [x, y, width, height].map(Math.round).join(" ");
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
    const go = await held(page);
    const isPanel = tool === "embed-panel";
    if (isPanel) await page.locator("#embed > summary").click();
    const [before, at] = [await drawn(page, tool), await places()];
    expect(before.length).toBe(1);
    // Discard the layout shifts that opening the folds has caused.
    await page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => setTimeout(() => (window.shifts.splice(0), painted(undefined))))),
    );
    await go();
    if (isPanel) await expect(page.locator("#embed .preview")).not.toBeEmpty();
    expect(await drawn(page, tool)).toEqual(before);
    if (isPanel) return;
    expect(await places()).toEqual(at);
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
  expect((await solver.innerText()).includes(one), "no old answer stands beside the new one").toBe(false);
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

/**
 * Changes texts as a browser's translator does: replaces each by a new text in new elements. The old text is in the document no more, so a
 * program that changes it changes nothing that a reader sees. The new one has the same words, so that tests find them.
 *
 * @param {Page} page
 */
const translate = (page) =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text instanceof Text && text.data.trim() && !text.parentElement?.closest("script, style, font, option, textarea")) all.push(text);
    }
    for (const text of all) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      text.replaceWith(outer);
      outer.append(inner);
      inner.textContent = text.data;
    }
  });

for (const [what, act] of Object.entries({
  "an extension's element beside every field": (/** @type {Page} */ page) =>
    page.evaluate(() =>
      document.querySelectorAll("input").forEach((it) => {
        const button = document.createElement("extension-button");
        button.style.position = "absolute";
        it.after(button);
      }),
    ),
  "a translator": translate,
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
  await translate(page);
  await buttons.nth(2).click();
  await expect(page.locator(".only .party")).toHaveText(other);
});

test("no old notice remains after a translator has changed the text", async ({ page, browserErrors, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await open(page);
  await page.locator("#question").getByRole("checkbox", { name: "SOC 2" }).check();
  await page.locator("#take button").click();
  await expect(page.locator("#take [role=status]")).not.toBeEmpty();
  await translate(page);
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
    await translate(page);
  }
});

test("a word in composition at the start is kept, and searched when it is complete", async ({ page, browserErrors }) => {
  // Count who waits for the end of a composition: first the page's script, then the program, which has started and mounts nothing.
  await page.addInitScript(() => {
    window.waiting = 0;
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (...args) {
      if (args[0] === "compositionend") window.waiting += 1;
      return listen.apply(this, args);
    };
  });
  const go = await held(page);
  await box(page).click();
  const input = await page.context().newCDPSession(page);
  await input.send("Input.imeSetComposition", { text: "dele", selectionStart: 4, selectionEnd: 4 });
  const same = await page.evaluateHandle(() => document.activeElement);
  expect(await page.evaluate(() => window.waiting)).toBe(1);
  const started = go();
  await expect.poll(() => page.evaluate(() => window.waiting)).toBe(2);
  expect(
    await page.evaluate((it) => it instanceof HTMLInputElement && it.isConnected && document.activeElement === it && it.value, same),
  ).toBe("dele");
  await input.send("Input.imeSetComposition", { text: "deletio", selectionStart: 7, selectionEnd: 7 });
  await input.send("Input.insertText", { text: "deletion" });
  await started;
  await expect(box(page)).toHaveValue("deletion");
  await expect(box(page)).toBeFocused();
  await expect(results(page).first()).toBeSeen();
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
  await expect(page.locator("#fits")).toContainText(/qualif/);
  await expect(page.getByLabel("Restored within")).toHaveValue("12x");
  await expect(page.locator("#embed")).toHaveAttribute("open");
  await expect(page.locator("#embed pre")).toContainText('section="glossary"');
});

test("results are visible at once, and announced later", async ({ page, browserErrors }) => {
  await page.addInitScript(see);
  await open(page);
  await box(page).click();
  await page.keyboard.type("deletio");
  await page.evaluate(() => {
    window.key = new Promise((resolve) => {
      addEventListener("keydown", ({ timeStamp }) => {
        const look = () =>
          window.seenTexts(".results a").some((it) => /delet/i.test(it))
            ? resolve(performance.now() - timeStamp)
            : requestAnimationFrame(look);
        requestAnimationFrame(look);
      });
    });
  });
  await page.keyboard.press("n");
  expect(await page.evaluate(() => window.key)).toBeLessThan(250);
});

test.describe("by keyboard alone", () => {
  test("every tool", async ({ page, browserErrors }) => {
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
    await page.locator("#embed > summary").focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#embed pre")).toContainText("carrot-privacy");
  });
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test("every tool", async ({ page, browserErrors }) => {
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
    await page.locator("#embed > summary").tap();
    await expect(page.locator("#embed pre")).toContainText("carrot-privacy");
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
    test(`${what}: one quiet line, and the document is readable`, async ({ page }) => {
      /** @type {string[]} */
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.route("**/page-*.bin", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ status: 200, contentType: "application/octet-stream", body: change(await response.body()) });
      });
      await page.goto("/");
      await expect(page.getByText(QUIET)).toBeSeen();
      await expect(page.getByRole("heading", { level: 2 }).first()).toBeSeen();
      expect(errors).toEqual([]);
    });
  }
});

test("an error in one tool: one quiet line, and the document is readable", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const broken = () => {
      throw new DOMException("somebody has broken this", "NotFoundError");
    };
    Node.prototype.insertBefore = broken;
    Node.prototype.appendChild = broken;
  });
  await box(page).fill("encryption");
  await expect(page.getByText(QUIET)).toBeSeen();
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeSeen();
  // The typed text stays in the address.
  expect(new URL(page.url()).searchParams.get("q")).toBe("encryption");
});

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

test("without WebAssembly: one quiet line, and the document is readable", async ({ page }) => {
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("/");
  await expect(page.getByText(QUIET)).toBeSeen();
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeSeen();
  expect(errors).toEqual([]);
});
