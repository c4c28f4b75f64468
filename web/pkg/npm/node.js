// For Node: program and content are read from beside this file when it is imported, so there is nothing to wait for.
import { readFileSync } from "node:fs";
import { loadNow } from "./api.js";

loadNow(readFileSync(new URL("./carrot_bg.wasm", import.meta.url)), readFileSync(new URL("./content.bin", import.meta.url)));

export { coverage, gaps, load, load as default, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
