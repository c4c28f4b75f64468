// For Node, Bun and Deno: on import, reads the wasm and the content from the folder of this file, so that the functions need no `load`. If
// the files are missing, as in most bundles, pass them to `load({ wasm, content })`.
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
