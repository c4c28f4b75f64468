// Puts the widget into an element. It is the page's own, loaded from where the page is published: nothing of it is in this package.

/** Where the page is published, if the build was told; else this package is served beside it. */
const PUBLISHED = "%PUBLIC_URL%";
// Bundlers would take this for a file of the package, so the comments tell them to leave it as it is. webpack replaces `import.meta.url` alone
// by the file's path on the machine that builds.
const above = () => new URL(/* webpackIgnore: true */ /* @vite-ignore */ "../", import.meta.url);

const oneOf = (...words) => ({ takes: words.map((word) => `\`${word}\``).join(", "), fits: (value) => words.includes(value) });
const text = (takes) => ({ takes, fits: (value) => typeof value === "string" && value.trim() !== "" });
const OPTIONS = {
  base: text("the address where the page is published, ending in a slash"),
  section: text("the id of something on the page"),
  theme: oneOf("auto", "light", "dark"),
  lang: text("a language tag such as `fr`"),
  mode: oneOf("iframe", "inline"),
  compact: { takes: "`true` or `false`", fits: (value) => typeof value === "boolean" },
};

/** Mounts the widget; see index.d.ts. */
export async function mount(element, options) {
  if (typeof document === "undefined") throw new Error("`mount` needs a browser's document, and there is none here");
  if (element?.nodeType !== 1) throw new Error(`\`element\` is ${told(element)}: it takes an element of the page`);
  const attributes = checked(options, "mount");
  const script = scriptOf(options?.base);
  try {
    await import(/* @vite-ignore */ /* webpackIgnore: true */ script);
  } catch (cause) {
    throw new Error(`the widget's script cannot be loaded from ${script}: set \`base\` to where the page is published`, { cause });
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
    update(options) {
      const attributes = checked(options, "update");
      if (options?.base) throw new Error("`base` cannot be changed: unmount, and mount again");
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
 */
function shown(widget, ended) {
  let ready;
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
  widget.addEventListener("carrot-error", ({ detail }) => {
    if (detail.shown !== false || failed) return;
    failed = true;
    settle.reject(new Error(detail.message));
  });
  ended.addEventListener("abort", () => settle.reject(new Error("the widget was unmounted before it showed anything")));
  return () => ready;
}

/** The attributes that options come to, each known and right; `null`: to be taken away. */
function checked(options, where) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object" || Array.isArray(options)) throw new Error(`\`options\` is ${told(options)}: it takes an object`);
  const attributes = {};
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (!option) throw new Error(`\`${name}\` is no option of ${where}: it takes ${Object.keys(OPTIONS).map((it) => `\`${it}\``).join(", ")}`);
    if (value !== undefined && value !== null && !option.fits(value)) throw new Error(`\`${name}\` is ${told(value)}: it takes ${option.takes}`);
    if (name !== "base") attributes[name] = value === true ? "" : value === false ? null : (value ?? null);
  }
  return attributes;
}

function apply(widget, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) widget.removeAttribute(name);
    else widget.setAttribute(name, value);
  }
}

/** Returns the address of the widget's script. A given base is relative to the document, as in HTML. */
function scriptOf(base) {
  const told = base ?? PUBLISHED;
  const folder = told ? new URL(told.endsWith("/") ? told : `${told}/`, document.baseURI) : folderAbove();
  if (!["http:", "https:"].includes(folder.protocol)) throw new Error(`\`base\` is \`${folder}\`: it takes an address that begins with http: or https:`);
  return new URL("embed/v1.js", folder).href;
}

function folderAbove() {
  try {
    return above();
  } catch (cause) {
    // In a script that is not a module, a bundler leaves `import.meta` empty.
    throw new Error(`\`base\` is missing: it takes ${OPTIONS.base.takes}`, { cause });
  }
}

function told(value) {
  if (typeof value === "string") return value.trim() === "" ? "an empty text" : `the text \`${value.slice(0, 40)}\``;
  if (Array.isArray(value)) return "a list";
  if (value === null || value === undefined) return "nothing";
  return ["number", "boolean"].includes(typeof value) ? `\`${value}\`` : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
