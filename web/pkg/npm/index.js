// For browsers and bundlers: `load` fetches program and content from beside this file, unless they are given.
import { loadFrom } from "./api.js";

const beside = {
  wasm: () => new URL("./carrot_bg.wasm", import.meta.url),
  content: () => new URL("./content.bin", import.meta.url),
};

/** @type {typeof import("./index.d.ts").load} */
export const load = (given) => loadFrom(given, beside);
export { load as default };
export { coverage, gaps, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
