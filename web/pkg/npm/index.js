// For browsers and bundlers: program and content are fetched from beside this file.
export { coverage, gaps, load, load as default, policy, qualify, search } from "./api.js";
export { mount } from "./mount.js";
