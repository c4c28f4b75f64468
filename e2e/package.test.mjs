// Tests the npm package as its users get it: packed, installed from the tarball, and used in Node, TypeScript, Vite, and a browser without a
// bundler. xtask has installed the dependencies of the examples.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, expectSeen, test } from "./fixtures.mjs";
import { portOf } from "./port.mjs";

/** @import { Page } from "@playwright/test" */
/** @import { Cell, Gap, Hit, Policy, Verdict } from "../web/pkg/npm/index.js" */
/** @import { Exported } from "./types.d.ts" */

const { BASE_URL: base = "", DIST = "" } = process.env;
const run = promisify(execFile);
const examples = fileURLToPath(new URL("../examples/embed", import.meta.url));
/** @param {string} file */
const dist = (file) => readFileSync(join(DIST, file), "utf8");
/** @param {string} file */
const json = (file) => JSON.parse(dist(file));

/** A folder with the package installed from its tarball, and the examples beside it, each with its own dependencies. */
let project = "";

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "carrot-package-"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", project, join(DIST, "pkg")]);
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${stdout.trim()}`], { cwd: project });
  for (const name of ["api", "react"]) {
    const from = join(examples, name);
    for (const part of ["src", "index.html", "package.json", "tsconfig.json", "vite.config.js"])
      cpSync(join(from, part), join(project, name, part), { recursive: true });
    // As npm installs it: the package is beside the packages that the example depends on, so that each finds the other's types.
    const modules = join(project, name, "node_modules");
    mkdirSync(modules);
    for (const entry of readdirSync(join(from, "node_modules"))) symlinkSync(join(from, "node_modules", entry), join(modules, entry));
    rmSync(join(modules, "carrot-privacy"), { recursive: true, force: true });
    cpSync(join(project, "node_modules/carrot-privacy"), join(modules, "carrot-privacy"), { recursive: true });
  }
});

test.afterAll(() => rmSync(project, { recursive: true, force: true }));

/**
 * Runs a script in the project, and returns its output, parsed as JSON.
 *
 * @param {string} script
 */
async function inNode(script) {
  writeFileSync(join(project, "script.mjs"), script);
  const { stdout } = await run(process.execPath, ["script.mjs"], { cwd: project, maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

/**
 * Serves a folder on loopback while `use` runs with its address.
 *
 * @param {string} folder
 * @param {(address: string) => Promise<void>} use
 */
async function whileServed(folder, use) {
  /** @type {Record<string, string>} */
  const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const body = readFileSync(join(folder, path === "/" ? "index.html" : path));
      response
        .writeHead(200, { "content-type": types[extname(path)] ?? (path === "/" ? "text/html" : "application/octet-stream") })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${portOf(server)}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("the tarball has only the files that it needs", () => {
  const { name, version, files, license } = JSON.parse(readFileSync(join(project, "node_modules/carrot-privacy/package.json"), "utf8"));
  expect({ name, license }).toEqual({ name: "carrot-privacy", license: "MIT" });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const file of files) expect(readFileSync(join(project, "node_modules/carrot-privacy", file)).length, file).toBeGreaterThan(0);
});

test("in Node, it returns the same facts as the exports", async () => {
  /** @type {{ policy: Policy, coverage: Cell[], gaps: Gap[], row: Cell[], column: Cell[], cell: Cell }} */
  const result = await inNode(`
    import * as carrot from "carrot-privacy";
    await carrot.load();
    const { policy, coverage, gaps } = carrot;
    console.log(JSON.stringify({ policy: policy(), coverage: coverage(), gaps: gaps(), row: coverage("shield-postgres"), column: coverage(null, "pci-dss"), cell: coverage("shield-postgres", "pci-dss") }));
  `);
  // The exports have the same values under other names. They write a variant without a value as a
  // text, the package writes it as an object with a `kind`.
  const UNITS = ["covered", "excluded", "unstated", "infrastructure", "company", "all", "break"];
  /** @type {(value: unknown) => unknown[]} */
  const leaves = (value) => {
    if (value === null || typeof value !== "object") return typeof value === "string" && UNITS.includes(value) ? [] : [value];
    return Object.entries(value).flatMap(([name, inside]) => (name === "kind" ? [] : leaves(inside)));
  };
  const values = (/** @type {unknown} */ value) => leaves(value).map(String).sort();
  expect(values(result.policy)).toEqual(values(json("policy.json")));
  const { coverage } = json("compliance.json");
  expect(values(result.coverage)).toEqual(values(coverage));
  expect(result.row).toEqual(result.coverage.filter((it) => it.service === "shield-postgres"));
  expect(result.column).toEqual(result.coverage.filter((it) => it.framework === "pci-dss"));
  expect(result.cell).toEqual(result.coverage.find((it) => it.service === "shield-postgres" && it.framework === "pci-dss"));
  const rows = dist("coverage.csv")
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((row) => row.split(",").slice(0, 3).join());
  expect(result.coverage.map((cell) => [cell.service, cell.framework, cell.status.kind].join())).toEqual(rows);
  const { requirements, answers } = result.policy;
  expect(result.gaps.map((gap) => gap.requirement)).toEqual(requirements);
  const answered = new Set(answers.filter((it) => it.statements.length).map((it) => it.requirement));
  expect(result.gaps.filter((gap) => gap.extent !== "missing").map((gap) => gap.requirement.id)).toEqual(
    requirements.map((it) => it.id).filter((id) => answered.has(id)),
  );
});

test("in Node, search and solver work, and invalid values are errors", async () => {
  /** @type {{ hits: Hit[], marked: string[], nothing: Hit[], verdicts: Verdict[], codes: string[], wrong: string[] }} */
  const result = await inNode(`
    import { qualify, search, coverage, mount } from "carrot-privacy";
    const wrong = async (ask) => { try { await ask(); return "nothing"; } catch (error) { return error instanceof Error ? error.message : "no Error"; } };
    const code = (ask) => { try { ask(); } catch (error) { return error.code; } };
    console.log(JSON.stringify({
      hits: search("GDRP", { limit: 3 }),
      marked: search("delete my data").flatMap(({ title, marks }) => marks.map(({ start, end }) => title.slice(start, end))),
      nothing: search(""),
      verdicts: qualify({ frameworks: ["SOC 2"], lossHours: 4 }),
      codes: [code(() => search(4)), code(() => coverage("nothing of the kind")), code(() => coverage(null, "iso")), await mount(null).catch((error) => error.code)],
      wrong: await Promise.all([
        () => search(4),
        () => search("a", { limits: 1 }),
        () => search("a", { limit: NaN }),
        () => qualify({}),
        () => qualify({ data: new Array(1e6) }),
        () => qualify({ get data() { throw new RangeError("its own"); } }),
        () => qualify(new Proxy({}, {})),
        () => coverage(Symbol("a")),
        () => mount(null),
      ].map(wrong)),
    }));
  `);
  expect(result.hits[0]).toMatchObject({ id: "gdpr", kind: "framework", lang: "en" });
  expect(result.hits.length).toBeLessThanOrEqual(3);
  expect(result.marked.map((it) => it.toLowerCase())).toEqual(expect.arrayContaining(["data"]));
  expect(result.nothing).toEqual([]);
  /** @type {Exported} */
  const { services } = json("policy.json");
  expect(result.verdicts.map((it) => it.service)).toEqual(services.map((it) => it.id));
  for (const { findings } of result.verdicts)
    expect(findings.map((it) => it.need)).toEqual([
      { kind: "framework", value: "soc-2" },
      { kind: "loss-hours", value: 4 },
    ]);
  expect(result.codes).toEqual(["wrong-option", "unknown-name", "ambiguous-name", "no-document"]);
  expect(result.wrong).toEqual([
    expect.stringMatching(/^`text` is `4`: /),
    expect.stringMatching(/^`limits` is not an option of search: /),
    expect.stringMatching(/^`limit` is `NaN`: /),
    expect.stringMatching(/^`needs` asks for nothing: /),
    expect.stringMatching(/^`data` is a very long list: /),
    "its own",
    expect.stringMatching(/^`needs` asks for nothing: /),
    expect.stringMatching(/^`service` is a symbol: /),
    expect.stringMatching(/^`mount` needs a browser's document/),
  ]);
});

for (const name of ["api", "react"]) {
  test(`the example ${name}/ compiles as TypeScript, and Vite builds it`, async ({ page }) => {
    test.setTimeout(90_000);
    const cwd = join(project, name);
    const tool = (/** @type {string} */ path, /** @type {string[]} */ ...args) =>
      run(process.execPath, [join(cwd, "node_modules", path), ...args], { cwd }).catch((error) =>
        expect(error.stdout + error.stderr).toBe(""),
      );
    await tool("typescript/bin/tsc");
    await tool("vite/bin/vite.js", "build", "--logLevel", "warn");
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await whileServed(join(cwd, "dist"), async (address) => {
      await page.route("http://127.0.0.1:8080/**", (route) => route.abort());
      // Delay the program until something is typed: it must then search for that text.
      let typed = () => {};
      /** @type {Promise<void>} */
      const whenTyped = new Promise((resolve) => (typed = resolve));
      await page.route("**/*.wasm", (route) => whenTyped.then(() => route.continue()));
      await page.goto(address);
      await page.getByLabel("Search").fill("encripted");
      typed();
      await expect(page.getByRole("listitem").first()).toContainText(/encrypt/i);
      if (name === "api") {
        await page.getByLabel("Coverage of").selectOption("shield-postgres");
        await expect(page.getByRole("row", { name: /PCI/ })).toContainText("covered under");
      } else {
        await expectSeen(page.getByRole("link", { name: "Our bot's privacy policy" }));
      }
    });
    expect(errors).toEqual([]);
  });
}

test.describe("beside the page", () => {
  // A minimal element, as far as mounting uses it. The real one has its own tests.
  const widget = (/** @type {URL} */ url) => url.pathname === "/embed/v1.js";
  const stub = `customElements.define("carrot-privacy", class extends HTMLElement {
    connectedCallback() {
      const emit = (what, detail) => this.dispatchEvent(new CustomEvent("carrot-" + what, { detail }));
      queueMicrotask(() => {
        emit("error", { message: "a frame replaces inline", shown: true });
        if (this.getAttribute("section") === "fails") emit("error", { message: "nothing can be shown", shown: false });
        else if (this.getAttribute("section") !== "waits") emit("ready", {});
      });
    }
  });`;

  test("it can be imported without a build, and reports calls before load()", async ({ page }) => {
    await page.goto("/");
    const result = await page.evaluate(async () => {
      const { default: load, search } = await import("/pkg/index.js");
      let before;
      try {
        search("data");
      } catch (error) {
        before = error instanceof Error ? error.message : "no Error";
      }
      await Promise.all([load(), load()]);
      return { before, found: search("data").length };
    });
    expect(result).toEqual({ before: expect.stringContaining("`await load()`"), found: 12 });
  });

  test("each failure of load() has a code", async ({ page }) => {
    await page.goto("/");
    const codes = await page.evaluate(async () => {
      const { load, search } = await import("/pkg/index.js");
      const fetched = async (/** @type {string} */ name) => new Uint8Array(await (await fetch(`/pkg/${name}`)).arrayBuffer());
      const content = await fetched("content.bin");
      const changed = (/** @type {number} */ at) => content.map((byte, index) => (index === at ? byte ^ 1 : byte));
      const html = new TextEncoder().encode("<!doctype html>");
      const failed = (/** @type {Error} */ error) => load({ content: Promise.reject(error) });
      /** @type {[code: string, attempt: () => unknown][]} */
      const attempts = [
        ["not-loaded", () => search("data")],
        ["load-failed", () => load({ content: "/pkg/missing.bin" })],
        // Errors of others have codes of their own.
        ["load-failed", () => failed(new DOMException("aborted", "AbortError"))],
        ["load-failed", () => failed(Object.assign(new Error("no such file"), { code: "ENOENT" }))],
        ["load-failed", () => failed(Object.assign(new Error("odd"), { code: "toString" }))],
        ["not-wasm", () => load({ wasm: html })],
        ["not-content", () => load({ content: html })],
        ["other-version", () => load({ content: changed("carrot-package".length) })],
        ["damaged", () => load({ content: changed(content.length >> 1) })],
        ["wrong-option", () => load(/** @type {any} */ ({ contents: content }))],
      ];
      const found = [];
      for (const [expected, attempt] of attempts) {
        try {
          await attempt();
          found.push([expected, "nothing"]);
        } catch (error) {
          found.push([expected, /** @type {any} */ (error).code]);
        }
      }
      return found;
    });
    for (const [expected, found] of codes) expect(found).toBe(expected);
  });

  test("load() can be called again after a failure", async ({ page }) => {
    await page.goto("/");
    await page.route("**/pkg/content.bin", (route) => route.fulfill({ status: 503 }));
    const load = () =>
      page.evaluate(async () =>
        (await import("/pkg/index.js")).load().then(
          () => "loaded",
          (error) => error.message,
        ),
      );
    expect(await load()).toMatch(/^carrot-privacy cannot be loaded: 503 for /);
    await page.unroute("**/pkg/content.bin");
    expect(await load()).toBe("loaded");
  });

  test("mounts the page's widget, updates it, and removes it", async ({ page }) => {
    await page.route(widget, (route) => route.fulfill({ contentType: "text/javascript", body: stub }));
    await page.goto("/");
    const html = await page.evaluate(async () => {
      const { mount } = await import("/pkg/mount.js");
      const host = document.createElement("div");
      document.body.append(host);
      const states = [];
      const mounted = await mount(host, { section: "collected-data", theme: "dark", lang: "fr", mode: "inline", compact: true });
      states.push(host.innerHTML, await mounted.ready);
      mounted.update({ theme: "light", compact: false, section: null });
      states.push(host.innerHTML);
      mounted.unmount();
      mounted.unmount();
      states.push(host.innerHTML);
      return states;
    });
    expect(html).toEqual([
      '<carrot-privacy section="collected-data" theme="dark" lang="fr" mode="inline" compact=""></carrot-privacy>',
      undefined,
      '<carrot-privacy theme="light" lang="fr" mode="inline"></carrot-privacy>',
      "",
    ]);
  });

  test("a failed mount is an error, and leaves nothing behind", async ({ page }) => {
    await page.route(widget, (route) => route.fulfill({ contentType: "text/javascript", body: stub }));
    await page.goto("/");
    const result = await page.evaluate(async () => {
      const { mount } = await import("/pkg/mount.js");
      const host = document.createElement("div");
      const wrong = (/** @type {any} */ element, /** @type {any} */ options) =>
        mount(element, options).then(
          () => "mounted",
          (error) => (codes.push(error.code), error instanceof Error ? error.message : "no Error"),
        );
      document.body.append(host);
      /** @type {string[]} */
      const codes = [];
      const sentences = [];
      for (const [element, options] of [
        ["#app", {}],
        [host, { theme: "blue" }],
        [host, { colour: "blue" }],
        [host, { compact: "yes" }],
        [host, { base: "javascript:alert(1)" }],
        [host, { base: "/nowhere/" }],
      ])
        sentences.push(await wrong(element, options));
      return { sentences, codes, left: host.innerHTML };
    });
    expect(result.sentences).toEqual([
      expect.stringMatching(/^`element` is the text `#app`: /),
      expect.stringMatching(/^`theme` is the text `blue`: /),
      expect.stringMatching(/^`colour` is not an option of mount: it takes `base`, /),
      expect.stringMatching(/^`compact` is the text `yes`: /),
      expect.stringMatching(/^`base` is `javascript:/),
      expect.stringMatching(/^the widget's script cannot be loaded from http:\/\/127\.0\.0\.1:\d+\/nowhere\/embed\/v1\.js: set `base`/),
    ]);
    expect(result.codes).toEqual([...Array(5).fill("wrong-option"), "load-failed"]);
    expect(result.left).toBe("");
  });

  test("a widget that shows nothing rejects `ready`, without an unhandled rejection", async ({ page }) => {
    await page.route(widget, (route) => route.fulfill({ contentType: "text/javascript", body: stub }));
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto("/");
    const result = await page.evaluate(async () => {
      const { mount } = await import("/pkg/mount.js");
      const failed = await mount(document.body, { section: "fails" });
      const waiting = await mount(document.body, { section: "waits" });
      const messageAndCode = (/** @type {any} */ error) => `${error.message} / ${error.code}`;
      /** @type {unknown[]} */
      const sentences = [await failed.ready.catch(messageAndCode)];
      waiting.unmount();
      sentences.push(await waiting.ready.catch(messageAndCode), failed.element.isConnected, waiting.element.isConnected);
      try {
        failed.update(/** @type {any} */ ({ base: "/" }));
      } catch (error) {
        sentences.push(messageAndCode(error));
      }
      // No caller waits for this one.
      await mount(document.body, { section: "fails" });
      await new Promise((later) => setTimeout(later));
      return sentences;
    });
    expect(result).toEqual([
      "nothing can be shown / not-shown",
      "the widget was unmounted before it showed anything / not-shown",
      true,
      false,
      "`base` cannot be changed: unmount, and mount again / wrong-option",
    ]);
    expect(errors).toEqual([]);
  });
});

test.describe("in another site's page", () => {
  /**
   * Opens a page of another site, and mounts the page's own widget in it.
   *
   * @param {Page} page
   * @param {string | undefined} policy
   * @param {() => Promise<void>} use
   */
  async function mounted(page, policy, use) {
    const folder = mkdtempSync(join(tmpdir(), "carrot-host-"));
    const head = policy ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : "";
    writeFileSync(
      join(folder, "index.html"),
      `<!doctype html><html lang="en"><head><title>a site</title>${head}</head><body><div id="host"></div></body></html>`,
    );
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    try {
      await whileServed(folder, async (address) => {
        await page.goto(address.replace("127.0.0.1", "localhost"));
        await page.evaluate(async (base) => {
          const { mount } = await import(`${base}/pkg/mount.js`);
          window.widget = await mount(document.getElementById("host"), { section: "collected-data" });
          window.outcome = "nothing yet";
          window.widget.ready.then(
            () => (window.outcome = "ready"),
            (error) => (window.outcome = error.message),
          );
        }, base);
        await use();
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(errors).toEqual([]);
  }
  const outcome = (/** @type {Page} */ page) => expect.poll(() => page.evaluate(() => window.outcome), { timeout: 20_000 });

  test("mounts the published widget, updates it, and removes it", async ({ page }) => {
    await mounted(page, undefined, async () => {
      await outcome(page).toBe("ready");
      // Take the last frame: the previous one stays while the content changes.
      const frame = page.frameLocator("#host iframe >> nth=-1");
      await expectSeen(frame.locator("#collected-data h2"));
      await page.evaluate(() => window.widget.update({ section: "glossary", lang: "fr" }));
      await expectSeen(frame.locator("#glossary h2"));
      await expect(frame.locator("html")).toHaveAttribute("lang", "fr");
      await page.evaluate(() => window.widget.unmount());
      await expect(page.locator("#host > *")).toHaveCount(0);
    });
  });

  test("forbidden frames are an error, and the content of the element stays", async ({ page }) => {
    await mounted(page, `default-src 'none'; script-src ${base}`, async () => {
      await page.evaluate(() => window.widget.element.append("our policy is elsewhere"));
      await outcome(page).toMatch(/^the frame cannot be shown here/);
      await expectSeen(page.getByText("our policy is elsewhere"));
    });
  });
});
