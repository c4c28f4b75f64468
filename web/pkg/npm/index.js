// For browsers and bundlers: `load` fetches program and content from beside this file, unless they are given.
export { coverage, gaps, load, load as default, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
