// For every bundler and runtime: program and content are in the script itself, a third larger, and nothing is fetched or read.
import { loadFrom } from "./api.js";
import { content, wasm } from "./bytes.js";

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export const load = () => loadFrom({ wasm: bytes(wasm), content: bytes(content) });
export { load as default };
export { coverage, gaps, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
