// For Node, Bun and Deno: program and content are read from beside this file on import, so there is nothing to wait for. Where they are not
// beside it, as in most bundles, nothing is loaded on import, and `load({ wasm, content })` takes them.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { loadFrom, loadNow, readFilesWith } from "./api.js";

const beside = {
  wasm: () => new URL("./carrot_bg.wasm", import.meta.url),
  content: () => new URL("./content.bin", import.meta.url),
};

let files;
try {
  files = [readFileSync(beside.wasm()), readFileSync(beside.content())];
} catch {
  // A function that is called before `load` says what to do.
}
readFilesWith(readFile);
if (files) loadNow(...files);

export const load = (given) => loadFrom(given, beside);
export { load as default };
export { coverage, gaps, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
