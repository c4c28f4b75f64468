// Mounts the page's widget in an element. The widget is not in this package: it is loaded from the published page.

import { failure } from "./errors.js";

/** The address of the published page, if the build knows it; otherwise this package is served beside the page. */
const PUBLISHED = "%PUBLIC_URL%";
// The comments keep bundlers from treating this as a file of the package. webpack replaces a bare `import.meta.url` by the file's path on the
// build machine.
const above = () => new URL(/* webpackIgnore: true */ /* @vite-ignore */ "../", import.meta.url);

/** @typedef {import("./index.js").MountOptions} MountOptions */
/** @typedef {{ takes: string, fits: (value: any) => boolean }} Option the allowed values: in words, and as a check */

/**
 * @param {string[]} words
 * @returns {Option}
 */
const oneOf = (...words) => ({ takes: listed(words, "or"), fits: (value) => words.includes(value) });
/**
 * @param {string} takes
 * @returns {Option}
 */
const text = (takes) => ({ takes, fits: (value) => typeof value === "string" && value.trim() !== "" });
/** @type {Record<string, Option>} */
const OPTIONS = {
  base: text("the address where the page is published, ending in a slash"),
  section: text("the id of something on the page"),
  theme: oneOf("auto", "light", "dark"),
  lang: text("a language tag such as `fr`"),
  mode: oneOf("iframe", "inline"),
  compact: { takes: "`true` or `false`", fits: (value) => typeof value === "boolean" },
};

/**
 * Mounts the widget; see index.d.ts.
 * @param {Element} element
 * @param {MountOptions | null | undefined} [options]
 */
export async function mount(element, options) {
  if (typeof document === "undefined")
    throw failure("`mount` needs a browser's document: call it in a page, not on a server", "no-document");
  if (element?.nodeType !== 1) throw failure(`\`element\` is ${describe(element)}: it takes an element of the page`, "wrong-option");
  const attributes = checked(options, "mount");
  const script = scriptOf(options?.base);
  try {
    await import(/* @vite-ignore */ /* webpackIgnore: true */ script);
  } catch (cause) {
    throw failure(`the widget's script cannot be loaded from ${script}: set \`base\` to where the page is published`, "load-failed", cause);
  }
  const widget = document.createElement("carrot-privacy");
  apply(widget, attributes);
  const ended = new AbortController();
  const ready = shown(widget, ended.signal);
  element.append(widget);
  return {
    element: widget,
    get ready() {
      return ready();
    },
    /** @param {MountOptions | null | undefined} [options] */
    update(options) {
      const attributes = checked(options, "update");
      if (options?.base) throw failure("`base` cannot be changed: unmount, and mount again", "wrong-option");
      apply(widget, attributes);
    },
    unmount() {
      widget.remove();
      ended.abort();
    },
  };
}

/**
 * Returns a function that returns a promise: fulfilled when the widget shows its text, rejected when it cannot. A slow network may bring the
 * text after the error; from then on the function returns a fulfilled promise.
 * @param {HTMLElement} widget
 * @param {AbortSignal} ended
 */
function shown(widget, ended) {
  /** @type {Promise<void>} */
  let ready;
  /** @type {{ resolve: () => void, reject: (reason: Error) => void }} */
  let settle;
  const renew = () => {
    ready = new Promise((resolve, reject) => (settle = { resolve, reject }));
    // Callers that do not wait for it have nothing to handle.
    ready.catch(() => {});
  };
  renew();
  let failed = false;
  widget.addEventListener("carrot-ready", () => {
    if (failed) renew();
    failed = false;
    settle.resolve();
  });
  // The widget also reports errors in spite of which it shows its text.
  widget.addEventListener("carrot-error", (event) => {
    const { detail } = /** @type {CustomEvent<{ message: string, shown?: boolean }>} */ (event);
    if (detail.shown !== false || failed) return;
    failed = true;
    settle.reject(failure(detail.message, "not-shown"));
  });
  ended.addEventListener("abort", () => settle.reject(failure("the widget was unmounted before it showed anything", "not-shown")));
  return () => ready;
}

/**
 * Checks options, and returns them as attributes; `null` removes an attribute.
 * @param {unknown} options
 * @param {"mount" | "update"} where
 */
function checked(options, where) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object" || Array.isArray(options))
    throw failure(`\`options\` is ${describe(options)}: it takes an object`, "wrong-option");
  /** @type {Record<string, string | null>} */
  const attributes = {};
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (!option) throw failure(`\`${name}\` is not an option of ${where}: it takes ${listed(Object.keys(OPTIONS), "and")}`, "wrong-option");
    if (value !== undefined && value !== null && !option.fits(value))
      throw failure(`\`${name}\` is ${describe(value)}: it takes ${option.takes}`, "wrong-option");
    if (name !== "base") attributes[name] = value === true ? "" : value === false ? null : (value ?? null);
  }
  return attributes;
}

/**
 * @param {HTMLElement} widget
 * @param {Record<string, string | null>} attributes
 */
function apply(widget, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) widget.removeAttribute(name);
    else widget.setAttribute(name, value);
  }
}

/**
 * Returns the address of the widget's script. A given base is relative to the document, as in HTML.
 * @param {string | null | undefined} base
 */
function scriptOf(base) {
  const given = base ?? PUBLISHED;
  const folder = given ? new URL(given.endsWith("/") ? given : `${given}/`, document.baseURI) : folderAbove();
  if (!["http:", "https:"].includes(folder.protocol))
    throw failure(`\`base\` is \`${folder}\`: it takes an address that begins with http: or https:`, "wrong-option");
  return new URL("embed/v1.js", folder).href;
}

function folderAbove() {
  try {
    return above();
  } catch (cause) {
    // In a script that is not a module, a bundler leaves `import.meta` empty.
    throw failure(`\`base\` is missing: it takes ${OPTIONS.base.takes}`, "wrong-option", cause);
  }
}

/**
 * Lists words in a sentence.
 * @param {string[]} words
 * @param {"and" | "or"} last
 */
function listed(words, last) {
  const quoted = words.map((word) => `\`${word}\``);
  return `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}

/**
 * Describes a value for an error.
 * @param {unknown} value
 */
function describe(value) {
  if (typeof value === "string") return value.trim() === "" ? "an empty text" : `the text \`${value.slice(0, 40)}\``;
  if (Array.isArray(value)) return "a list";
  if (value === null || value === undefined) return "nothing";
  return ["number", "boolean"].includes(typeof value) ? `\`${value}\`` : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
