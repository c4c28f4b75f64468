// <carrot-privacy mode="inline">: puts a part of the page into a shadow root. v1.js imports this for that mode. The build puts `BUILD` before
// this: the names of the files that it needs, so that all are loaded at once.
//
// Nothing here makes elements from strings, which strict pages forbid: the browser itself parses the document, as it would in a frame.

/** @typedef {import("./v1.js").Request} Request */
/** @typedef {import("./v1.js").Mounted} Mounted */
/**
 * A page that boot.js runs, as its `runPage` returns it.
 * @typedef {object} RunningPage
 * @property {Promise<boolean | undefined>} ready whether the program has started
 * @property {(hash: string) => HTMLElement | null | undefined} follow makes a link's target visible, and returns it
 * @property {() => void} end
 */

/** @param {string} name */
const file = (name) => new URL(name, import.meta.url).href;
/** The classes that style sheets of the surrounding page can select as `::part`. */
const PARTS = ["finding", "life", "meter", "card", "statement", "fold"];
const sheet = new CSSStyleSheet();
/** @type {Promise<unknown> | undefined} */
let loadingStyles;
/** Loads the style sheet once for all; after a failure, the next call tries again. */
const loadStyles = () =>
  (loadingStyles ??= fetch(file(BUILD.sheet))
    .then((response) => (response.ok ? response.text() : Promise.reject(Error(`${response.status} ${response.url}`))))
    .then((text) => sheet.replace(text))
    .catch((error) => {
      loadingStyles = undefined;
      throw error;
    }));

/** @type {Promise<unknown> | undefined} */
let preloading;
/** Begins to load what boot.js asks for later: the program as a module, and its wasm into the browser's cache. */
const preload = () =>
  (preloading ??= Promise.allSettled([import(file(BUILD.program)), fetch(file(BUILD.wasm)).then((response) => response.arrayBuffer())]));

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<Document>}
 */
const read = (url, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () =>
      request.status === 200 && request.response ? resolve(request.response) : reject(Error(`${request.status} ${url}`));
    request.onerror = request.onabort = () => reject(Error(`cannot load ${url}`));
    signal.addEventListener("abort", () => request.abort());
    request.open("GET", url);
    request.send();
  });

/**
 * Stops the events of keys that are typed here, because the surrounding page would take them for
 * its shortcuts: its listeners see the element as target, not the field. Shortcuts with Ctrl, Alt
 * or Meta, Escape, Tab and function keys are not stopped.
 * @param {Event} event
 */
function keepKeys(event) {
  const { key, ctrlKey, altKey, metaKey } = /** @type {KeyboardEvent} */ (event);
  const from = /** @type {Element} */ (event.composedPath()[0]);
  // AltGr, which types "@" on many keyboards, is reported as Ctrl and Alt.
  const isShortcut = (ctrlKey || altKey || metaKey) && !(/** @type {KeyboardEvent} */ (event).getModifierState("AltGraph"));
  const isEditing = from.matches?.("input, select, textarea, [contenteditable]") && !/^(Escape|Tab|F\d+)$/.test(key);
  if (!isShortcut && (key?.length === 1 || isEditing)) event.stopPropagation();
}

/**
 * Loads the requested part into a hidden shadow root within `shadow`, and removes it when `signal` is aborted. Rejects if it cannot be shown.
 * @param {ShadowRoot} shadow
 * @param {Request} request
 * @param {AbortSignal} signal
 * @param {(id: string) => void} navigated called with the id of each link target that the reader follows
 * @returns {Promise<Mounted>}
 */
export async function mount(shadow, request, signal, navigated) {
  preload();
  fetch(file(BUILD.bundles[request.lang])).catch(() => {});
  const [{ runPage }, text] = await Promise.all([import(file(BUILD.boot)), read(request.url.href, signal), loadStyles()]);
  signal.throwIfAborted();
  // From the attribute, because properties are resolved against the surrounding page.
  /** @param {string | null | undefined} link */
  const at = (link) => new URL(link ?? "", request.url).href;
  const [program, bundle] = ["program", "bundle"].map((id) => text.getElementById(id));
  const files = { program: at(program?.getAttribute("href")), wasm: at(program?.dataset.wasm), bundle: at(bundle?.getAttribute("href")) };
  for (const element of text.querySelectorAll("script, link, style")) element.remove();
  // The surrounding page has its own heading and landmarks.
  for (const element of text.querySelectorAll("h1, header, main, footer")) {
    const plain = text.createElement("div");
    plain.className = element.localName === "h1" ? "title" : element.className;
    plain.id = element.id;
    plain.append(...element.childNodes);
    element.replaceWith(plain);
  }
  const page = document.createElement("div");
  page.className = "root";
  page.lang = request.lang;
  page.dir = "ltr";
  page.dataset.embed = page.dataset.theme = request.theme;
  page.dataset.program = "";
  page.toggleAttribute("data-compact", request.compact);
  page.append(document.adoptNode(/** @type {HTMLElement} */ (text.getElementById("app"))));

  // Links lead to the publisher's page, so that "open in new tab" and "copy link address" work.
  /** @param {Element} within */
  const resolve = (within) => {
    for (const link of within.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href") ?? "";
      if (href.startsWith("#")) link.setAttribute("href", request.home.href + href);
      else if (!/^[a-z]+:/i.test(href)) link.setAttribute("href", at(href));
    }
  };
  resolve(page);
  // Also resolve links that the program adds later. Only search changed elements, because the page is long.
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (target instanceof HTMLAnchorElement) resolve(/** @type {Element} */ (target.parentNode ?? target));
      for (const node of addedNodes) if (node instanceof Element) resolve(node.matches("a") ? /** @type {Element} */ (target) : node);
    }
  }).observe(page, { attributeFilter: ["href"], childList: true, subtree: true });

  // Each content has its own shadow root: the previous one stays until this one is ready, and both have the same ids.
  const content = document.createElement("div");
  content.hidden = true;
  const tree = content.attachShadow({ mode: "open" });
  tree.adoptedStyleSheets = [sheet];
  tree.append(page);
  // Style sheets of the surrounding page can style these parts.
  for (const name of PARTS) for (const element of page.querySelectorAll(`.${name}`)) element.part.add(name);
  page.part.add("root");
  content.setAttribute("exportparts", ["root", ...PARTS].join());
  for (const name of ["keydown", "keypress", "keyup"]) tree.addEventListener(name, keepKeys);
  shadow.append(content);

  /** @type {RunningPage | undefined} */
  let running;
  // Added before boot.js's listener, which ignores an event with `preventDefault()`.
  page.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    // boot.js handles links to the glossary.
    if (!link?.hash || link.target || link.matches(".term") || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.href !== request.home.href + link.hash) return;
    const target = running?.follow(link.hash);
    if (!target) {
      // The target is not in this part: open the publisher's page.
      Object.assign(link, { target: "_blank", rel: "noopener" });
      return;
    }
    event.preventDefault();
    /** @type {HTMLElement | null} */ (link.closest("[popover]"))?.hidePopover();
    // `:target` does not match inside a shadow root.
    for (const marked of page.querySelectorAll("[data-target]")) marked.removeAttribute("data-target");
    target.dataset.target = "";
    target.scrollIntoView();
    // The keyboard and screen readers continue there.
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    navigated(target.id || (target.querySelector(":scope > span[id], :scope > dt > span[id], :scope > th > span[id]")?.id ?? ""));
  });
  page.addEventListener("navigate", (event) => navigated(/** @type {CustomEvent<{ id: string }>} */ (event).detail.id));
  // Don't mount a tool over an input during IME composition. In a document, the script in its head marks one.
  page.addEventListener("compositionstart", () => (page.dataset.composing = ""));
  page.addEventListener("compositionend", () => delete page.dataset.composing);
  const { ready, end } = (running = /** @type {RunningPage} */ (runPage(page, files)));
  signal.addEventListener("abort", () => {
    end();
    content.remove();
  });
  if (!(await ready)) throw Error("the program did not start");
  return { content, setTheme: (theme) => (page.dataset.theme = theme) };
}
