// For Node, Bun and Deno: reads program and content from the folder of this file on import, so that no call has to wait. If the files
// are not there, as in most bundles, nothing is loaded on import, and `load({ wasm, content })` accepts them.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { loadFrom, loadNow, readFilesWith } from "./api.js";

const beside = {
  wasm: () => new URL("./carrot_bg.wasm", import.meta.url),
  content: () => new URL("./content.bin", import.meta.url),
};

/** @type {[Uint8Array<ArrayBuffer>, Uint8Array] | undefined} */
let files;
try {
  files = [readFileSync(beside.wasm()), readFileSync(beside.content())];
} catch {
  // A function that is called before `load` throws an error that explains it.
}
readFilesWith(readFile);
if (files) loadNow(...files);

/** @type {typeof import("./index.d.ts").load} */
export const load = (given) => loadFrom(given, beside);
export { load as default };
export { coverage, gaps, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
