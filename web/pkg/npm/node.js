// For Node, Bun and Deno: program and content are read from beside this file on import, so there is nothing to wait for. In a bundle they are
// not beside it; then nothing is loaded, and `load({ wasm, content })` takes them.
import { readFileSync } from "node:fs";
import { loadNow } from "./api.js";

let files;
try {
  files = ["./carrot_bg.wasm", "./content.bin"].map((file) => readFileSync(new URL(file, import.meta.url)));
} catch {
  // A function that is called before `load` says what to do.
}
if (files) loadNow(...files);

export { coverage, gaps, load, load as default, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
