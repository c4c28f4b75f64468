// Prints each error of the package's scripts once: `load`, `mount` and `changes`. The sentences of the program are in web/pkg/tests/errors.txt.
// The test needs neither a browser nor a build: a stub stands for the program.
import { expect, test } from "@playwright/test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A folder with the package's scripts. */
let folder = "";

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "carrot-errors-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(folder, "carrot.js"),
    "export default async () => {};\nexport const initSync = () => {};\nexport const begin = () => {};\n",
  );
  for (const name of ["api", "errors", "mount", "changes"]) {
    const script = readFileSync(new URL(`../web/pkg/npm/${name}.js`, import.meta.url), "utf8");
    writeFileSync(join(folder, `${name}.js`), script.replace('"%PUBLIC_URL%"', '""').replace('"%CHANGES%"', "[]"));
  }
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} name @returns {Promise<any>} */
const script = (name) => import(pathToFileURL(join(folder, `${name}.js`)).href);

/**
 * Returns the error of each call, with its code.
 *
 * @param {(() => unknown)[]} calls
 */
async function errorsOf(calls) {
  const errors = [];
  for (const call of calls) {
    try {
      await call();
      errors.push("no error");
    } catch (error) {
      const { message, code } = /** @type {Error & { code?: string }} */ (error);
      errors.push(`${code}: ${message}`);
    }
  }
  return errors;
}

/** Returns an address of a file that this process makes. @param {string} text */
const address = (text) => `data:text/plain,${encodeURIComponent(text)}`;

test("each error of load says what to do", async () => {
  const { loadFrom, search } = await script("api");
  const wasm = new Uint8Array([0, 0x61, 0x73, 0x6d]);
  const missing = new Response(null, { status: 404 });
  Object.defineProperty(missing, "url", { value: "https://bot.example/carrot_bg.wasm" });
  const unknown = () => {
    throw new TypeError("Invalid URL");
  };
  const errors = await errorsOf([
    () => search("data"),
    () => loadFrom("wasm"),
    () => loadFrom({ contents: wasm }),
    () => loadFrom({}, { wasm: unknown, content: unknown }),
    () => loadFrom({ wasm: 4, content: address("carrot-package") }),
    () => loadFrom({ wasm, content: true }),
    () => loadFrom({ wasm: missing, content: address("carrot-package") }),
    () => loadFrom({ wasm, content: "nonsense://a" }),
    () => loadFrom({ wasm: address("<!doctype html>"), content: address("carrot-package") }),
    () => loadFrom({ wasm, content: new TextEncoder().encode("something else") }),
  ]);
  const files =
    "Where a bundler does not copy both files, call `load({ wasm, content })` or import `carrot-privacy/inline`: see the README";
  expect(errors).toEqual([
    "not-loaded: carrot-privacy is not loaded yet: call `await load()` first",
    ...[
      "wrong-option: `options` is `wasm`: it takes an object with `wasm` and `content`",
      "wrong-option: `contents` is not an option of load: it takes `wasm` and `content`",
      `load-failed: the address of this script is unknown here. ${files}`,
      "wrong-option: `wasm` takes bytes, an address or a response, or a WebAssembly.Module",
      "wrong-option: `content` takes bytes, an address or a response",
      `load-failed: 404 for https://bot.example/carrot_bg.wasm. ${files}`,
      `load-failed: nonsense://a cannot be read: fetch failed. ${files}`,
      `not-wasm: \`wasm\` from data:text/plain,%3C!doctype%20html%3E is an HTML page, not the program \`carrot_bg.wasm\`. ${files}`,
      `not-content: \`content\` is another file, not the content \`content.bin\`. ${files}`,
    ].map((sentence) => sentence.replace(": ", ": carrot-privacy cannot be loaded: ")),
  ]);
});

test("each error of mount says what to do", async () => {
  const { mount } = await script("mount");
  const errors = await errorsOf([() => mount(null)]);
  /** @type {any} */
  const global = globalThis;
  const widget = () => Object.assign(new EventTarget(), { setAttribute() {}, removeAttribute() {}, remove() {} });
  global.document = { baseURI: "https://bot.example/", createElement: widget };
  const element = { nodeType: 1, append() {} };
  try {
    errors.push(
      ...(await errorsOf([
        () => mount("#app"),
        () => mount(element, []),
        () => mount(element, { colour: "blue" }),
        () => mount(element, { theme: "blue" }),
        () => mount(element, { section: " " }),
        () => mount(element, { compact: "yes" }),
        () => mount(element, { base: "javascript:alert(1)" }),
        () => mount(element),
        () => mount(element, { base: "https://bot.example/nowhere" }),
      ])),
    );
  } finally {
    delete global.document;
  }
  const above = new URL("../", pathToFileURL(join(folder, "mount.js"))).href;
  expect(errors.map((error) => error.replace(above, "file:///FOLDER/"))).toEqual([
    "no-document: `mount` needs a browser's document: call it in a page, not on a server",
    "wrong-option: `element` is the text `#app`: it takes an element of the page",
    "wrong-option: `options` is a list: it takes an object",
    "wrong-option: `colour` is not an option of mount: it takes `base`, `section`, `theme`, `lang`, `mode` and `compact`",
    "wrong-option: `theme` is the text `blue`: it takes `auto`, `light` or `dark`",
    "wrong-option: `section` is an empty text: it takes the id of something on the page",
    "wrong-option: `compact` is the text `yes`: it takes `true` or `false`",
    "wrong-option: `base` is `javascript:alert(1)/`: it takes an address that begins with http: or https:",
    "wrong-option: `base` is `file:///FOLDER/`: it takes an address that begins with http: or https:",
    "load-failed: the widget's script cannot be loaded from https://bot.example/nowhere/embed/v1.js: set `base` to where the page is published",
  ]);
});

test("an error of changes names the value", async () => {
  const { changes } = await script("changes");
  expect(await errorsOf([() => changes("last week")])).toEqual([
    "wrong-option: `since` is `last week`: it takes an edition's number, or a day such as `2026-03-03`",
  ]);
});
