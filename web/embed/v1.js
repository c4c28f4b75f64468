// <carrot-privacy>: shows the policy in another site's page. The build inserts the constant `BUILD` above: titles, sections and the name of inline.js.
//
// The element's children are its fallback. They stay visible until the policy can be shown: by
// default in a frame, which depends least on the page around it, or with mode="inline" in a shadow
// root. If inline cannot run, a frame replaces it. If a frame cannot be shown, the fallback stays.

/** @typedef {"light" | "dark"} Theme */
/** @typedef {{ url: URL, home: URL, lang: string, theme: Theme, compact: boolean }} Request what to show; `home` is the publisher's page */
/** @typedef {{ content: HTMLElement, setTheme: (theme: Theme) => void }} Mounted */

const NAME = "carrot-privacy";
const BASE = new URL("./", import.meta.url);
/** @type {Record<string, string[]>} */
const ALLOWED = { section: BUILD.sections, theme: ["auto", "light", "dark"], mode: ["iframe", "inline"], lang: Object.keys(BUILD.titles) };
const PROPERTIES = ["section", "theme", "mode", "compact"];
/** @type {Record<string, string>} */
const DEFAULTS = { section: "", theme: "auto", mode: "iframe", lang: ALLOWED.lang[0] };
/** Maximum accepted height of a frame, in px. */
const MAX_HEIGHT = 200_000;
/** Time limit for each way of showing the policy, in ms. */
const TIME_LIMIT = 15_000;
/** Time between two checks of the page's colors while they do not change, in ms. */
const IDLE_INTERVAL = 500;

/** @param {string} css */
const sheetOf = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
// In a parent that is as wide as its content, `::before` gives the element a preferred width of
// 960 px: its three words have no size, but two spaces of 480 px between them. It has no height, and
// wraps in narrow parents. The slot's outline is never drawn: `#background` reads its color, `Canvas`,
// as that of an empty page.
const ALWAYS = sheetOf(
  ":host{display:flow-root;position:relative;writing-mode:horizontal-tb;min-inline-size:min(100%,max(15rem,240px))}:host([theme=light]){background:var(--carrot-paper,#faf8f3)}:host([theme=dark]){background:var(--carrot-paper,#151310)}:host([hidden]){display:none}:host::before{content:'- - -';display:block;block-size:0;visibility:hidden;font-size:0;line-height:0;white-space:normal;text-indent:0;letter-spacing:0;word-spacing:480px}slot{outline-color:Canvas}iframe{display:block;inline-size:100%;border:0}iframe:not([style*=height]){position:absolute;inset-block-start:0;block-size:0;visibility:hidden}",
);
/** Added while the policy is shown: with a `height` from the page, the element scrolls. */
const SHOWN = sheetOf(":host{overflow:auto}");

/**
 * Returns the lightness of a computed color, from 0 to 1; `undefined` if the color is mostly
 * transparent or has an unknown form.
 * @param {string} color
 */
function lightness(color) {
  const [, form = "", list = ""] = /^(?:color\()?([\w-]+)[( ](.*)\)$/.exec(color) ?? [];
  const [a = 0, b = 0, c = 0, alpha = 1] = list.split(/[\s,/]+/).map((number) => parseFloat(number) || 0);
  const gray = (a * 3 + b * 6 + c) / 10;
  if (alpha <= 0.5) return;
  if (/^rgba?$/.test(form)) return gray / 255;
  // Scaled so that middle gray is 0.5 in each color space.
  if (/^ok/.test(form)) return a / 1.2;
  if (/^l/.test(form)) return a / 107;
  if (/^xyz/.test(form)) return b ** 0.45;
  if (/linear/.test(form)) return gray ** 0.45;
  if (/rgb|p3|2020/.test(form)) return gray;
}

/**
 * Returns the parent of an element, through slots and shadow roots.
 * @param {Element} element
 * @returns {Element | null | undefined}
 */
const around = (element) => element.assignedSlot ?? element.parentElement ?? /** @type {ShadowRoot} */ (element.getRootNode()).host;

/** The content for one set of attributes, from the request until it is replaced or removed. */
class Session extends AbortController {
  /** @type {(theme: Theme) => void} */
  setTheme = () => {};
}

class CarrotPrivacy extends HTMLElement {
  static observedAttributes = [...Object.keys(ALLOWED), "compact"];

  // --- shared by all elements: those near the visible part of the page, and changes of their
  // colors
  /** @type {Set<CarrotPrivacy>} */
  static #near = new Set();
  static #sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const element = /** @type {CarrotPrivacy} */ (target);
        CarrotPrivacy.#near[isIntersecting ? "add" : "delete"](element);
        if (isIntersecting && !element.#shown && !element.#next) element.#begin();
      }
      CarrotPrivacy.#checkColors();
    },
    { rootMargin: "600px" },
  );
  /** Notices most changes of colors before they are painted. */
  static #changes = new MutationObserver(() => this.#scheduleCheck(0));
  static #watching = false;
  static #due = Infinity;
  static #timer = 0;

  /**
   * Checks the colors after `wait` ms, at the next animation frame. A hidden page has no animation
   * frames, so its colors are not checked.
   * @param {number} wait
   */
  static #scheduleCheck(wait) {
    const due = performance.now() + wait;
    if (due >= this.#due) return;
    this.#due = due;
    clearTimeout(this.#timer);
    const look = () => requestAnimationFrame(() => this.#checkColors());
    if (wait) this.#timer = setTimeout(look, wait);
    else look();
  }

  /**
   * Checks the colors behind each element: in each frame while they change, else at intervals,
   * because some changes cause no event.
   */
  static #checkColors() {
    this.#due = Infinity;
    clearTimeout(this.#timer);
    const moving = [...this.#near].filter((element) => element.#follow()).length;
    if (this.#near.size) {
      this.#scheduleCheck(moving ? 0 : IDLE_INTERVAL);
      if (!this.#watching) this.#changes.observe(document, { attributes: true, childList: true, subtree: true });
    } else this.#changes.disconnect();
    this.#watching = this.#near.size > 0;
  }

  #shadow = this.attachShadow({ mode: "open" });
  #slot = document.createElement("slot");
  #warned = new Set();
  /** @type {Session | undefined} The content that is shown. */
  #shown;
  /** @type {Session | undefined} The content that is loading. */
  #next;
  /** @type {Theme | undefined} */
  #theme;
  /** @type {number | undefined} The lightness of the background when it was last read. */
  #light;

  constructor() {
    super();
    this.#shadow.append(this.#slot);
    this.#reveal(false);
  }

  connectedCallback() {
    // Apply properties that were set before the element was defined.
    for (const name of PROPERTIES)
      if (Object.hasOwn(this, name)) {
        const self = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
        const value = self[name];
        delete self[name];
        self[name] = value;
      }
    CarrotPrivacy.#sight.observe(this);
  }

  /** Because of this method, `moveBefore()` keeps the content. */
  connectedMoveCallback() {
    CarrotPrivacy.#scheduleCheck(0);
  }

  disconnectedCallback() {
    CarrotPrivacy.#sight.unobserve(this);
    CarrotPrivacy.#near.delete(this);
    this.#next?.abort();
    this.#next = undefined;
    this.#fallBack();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before === now || (!this.#shown && !this.#next)) return;
    if (name === "theme") this.#follow();
    else this.#begin();
  }

  /**
   * Returns an attribute's value, or its default, with one warning if the value is unknown.
   * @param {string} name
   * @returns {string}
   */
  #valueOf(name) {
    const value = this.getAttribute(name);
    if (name === "lang") {
      /** @param {string | null | undefined} lang */
      const known = (lang) => ALLOWED.lang.find((it) => it === lang?.toLowerCase().split("-")[0]);
      const found = known(value) ?? (value === null ? known(this.closest("[lang]")?.getAttribute("lang")) : undefined);
      if (found) return found;
    }
    if (!value || ALLOWED[name].includes(value)) return value || DEFAULTS[name];
    this.#fail(`${name}="${value.slice(0, 50)}" is not one of ${ALLOWED[name].join(", ")}`, name + value);
    return DEFAULTS[name];
  }

  /**
   * Reports a failure once: warns on the console, and emits an event.
   * @param {string} message
   * @param {string} [once] identifies the failure
   * @param {boolean} [shown] whether the policy is shown despite the failure
   */
  #fail(message, once = message, shown = true) {
    if (this.#warned.has(once) && shown) return;
    this.#warned.add(once);
    console.warn(`<${NAME}>: ${message}`);
    this.#emit("error", { message, shown });
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`carrot-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Returns the lightness of the nearest background that is visible through the element. */
  #background() {
    for (let element = /** @type {Element | null | undefined} */ (this); element; element = around(element)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      const stops = (backgroundImage.includes("gradient(") && backgroundImage.match(/[\w-]+\([^()]*\)/g)) || [];
      const known = stops.map(lightness).filter((light) => light !== undefined);
      const light = known.length ? known.reduce((sum, light) => sum + light) / known.length : lightness(backgroundColor);
      if (light !== undefined) return light;
    }
    // The color of an empty page, which follows `color-scheme`, its `<meta>` and the reader's settings.
    return lightness(getComputedStyle(this.#slot).outlineColor) ?? 1;
  }

  /** Applies the theme to the content, and returns whether the background is changing. */
  #follow() {
    const asked = this.#valueOf("theme");
    const light = asked === "auto" ? this.#background() : undefined;
    const moving = light !== this.#light;
    this.#light = light;
    const theme = light === undefined ? /** @type {Theme} */ (asked) : light < 0.5 ? "dark" : "light";
    if (theme !== this.#theme) {
      this.#theme = theme;
      this.#shown?.setTheme(theme);
      this.#next?.setTheme(theme);
    }
    return moving;
  }

  /** Loads the content for the attributes. The old content stays until the new one is ready. */
  #begin() {
    this.#next?.abort();
    const session = (this.#next = new Session());
    // Wait until a script has set all attributes that belong together.
    queueMicrotask(() => session.signal.aborted || this.#load(session));
  }

  /** Shows the fallback in place of the content. */
  #fallBack() {
    this.#shown?.abort();
    this.#shown = undefined;
    this.#reveal(false);
  }

  /** @param {boolean} shown whether the policy is shown in place of the fallback */
  #reveal(shown) {
    this.#slot.hidden = shown;
    this.#shadow.adoptedStyleSheets = shown ? [ALWAYS, SHOWN] : [ALWAYS];
  }

  /** @param {Session} session */
  async #load(session) {
    const [lang, section] = [this.#valueOf("lang"), this.#valueOf("section")];
    const folder = lang === DEFAULTS.lang ? "" : `${lang}/`;
    this.#follow();
    /** @type {Request} */
    const request = {
      url: new URL(folder + (section && `${section}/`), BASE),
      home: new URL(`../${folder}`, BASE),
      lang,
      theme: this.#theme ?? "light",
      compact: this.hasAttribute("compact"),
    };
    if (this.#valueOf("mode") === "inline") {
      const attempt = new AbortController();
      session.signal.addEventListener("abort", () => attempt.abort());
      let timer;
      try {
        const late = new Promise((_, reject) => {
          timer = setTimeout(reject, TIME_LIMIT, Error("it took too long"));
          attempt.signal.addEventListener("abort", reject);
        });
        const mounting = import(new URL(BUILD.inline, BASE).href).then(({ mount }) =>
          mount(this.#shadow, request, attempt.signal, (/** @type {string} */ id) => this.#emit("navigate", { id })),
        );
        const { content, setTheme } = /** @type {Mounted} */ (await Promise.race([mounting, late]));
        session.setTheme = setTheme;
        this.#ready(session, content);
        return;
      } catch (error) {
        if (session.signal.aborted) return;
        attempt.abort();
        this.#fail(`mode="inline" cannot run here, so a frame replaces it: ${/** @type {Error} */ (error).message}`);
      } finally {
        clearTimeout(timer);
      }
    }
    this.#frame(request, session);
  }

  /**
   * Shows content in place of the previous content.
   * @param {Session} session
   * @param {HTMLElement} content
   */
  #ready(session, content) {
    content.hidden = false;
    this.#shown?.abort();
    this.#shown = session;
    this.#next = undefined;
    this.#reveal(true);
    if (this.#theme) session.setTheme(this.#theme);
    this.#emit("ready", {});
  }

  /**
   * @param {Request} request
   * @param {Session} session
   */
  #frame({ url, lang, theme, compact }, session) {
    const { signal } = session;
    const frame = document.createElement("iframe");
    url.search = `${new URLSearchParams({ theme, ...(compact && { compact: "" }) })}`;
    // A frame is transparent only if its color scheme is that of its document.
    frame.style.colorScheme = theme;
    Object.assign(frame, { title: BUILD.titles[lang], src: url.href, referrerPolicy: "no-referrer", allow: "clipboard-write" });
    const failed = () => {
      this.#fallBack();
      this.#fail("the frame cannot be shown here, so the fallback stays", undefined, false);
    };
    // Keep the frame: if it loads after the time limit, it is still shown.
    const timer = setTimeout(failed, TIME_LIMIT);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      frame.remove();
    });
    document.addEventListener(
      "securitypolicyviolation",
      ({ effectiveDirective, blockedURI, disposition }) => {
        if (
          this.#next !== session ||
          disposition !== "enforce" ||
          !/^(frame|child|default)-src$/.test(effectiveDirective) ||
          new URL(blockedURI, BASE).origin !== BASE.origin
        )
          return;
        clearTimeout(timer);
        frame.remove();
        failed();
      },
      { signal },
    );
    addEventListener(
      "message",
      ({ source, origin, data }) => {
        // Accept only messages of our own frame, and check each value.
        if (source !== frame.contentWindow || origin !== BASE.origin || data?.[NAME] !== 1) return;
        clearTimeout(timer);
        const { height, navigate, top } = data;
        if (height > 0 && height <= Number.MAX_SAFE_INTEGER) {
          frame.style.height = `${Math.min(Math.ceil(height), MAX_HEIGHT)}px`;
          if (this.#next === session) {
            session.setTheme = (theme) => {
              frame.style.colorScheme = theme;
              frame.contentWindow?.postMessage({ [NAME]: 1, theme }, BASE.origin);
            };
            this.#ready(session, frame);
          }
        }
        if (typeof navigate === "string" && /^[a-z0-9-]{1,64}$/.test(navigate)) {
          this.#emit("navigate", { id: navigate });
        }
        if (typeof top === "number") {
          // Let every scroll container around the frame scroll to the place.
          const there = document.createElement("span");
          Object.assign(there.style, { position: "absolute", top: `${Math.min(Math.max(top, 0), MAX_HEIGHT)}px` });
          this.#shadow.append(there);
          there.scrollIntoView();
          there.remove();
        }
      },
      { signal },
    );
    this.#shadow.append(frame);
  }
}

for (const name of PROPERTIES) {
  const isBoolean = name === "compact";
  Object.defineProperty(CarrotPrivacy.prototype, name, {
    configurable: true,
    enumerable: true,
    /** @this {CarrotPrivacy} */
    get() {
      return isBoolean ? this.hasAttribute(name) : (this.getAttribute(name) ?? DEFAULTS[name]);
    },
    /**
     * @this {CarrotPrivacy}
     * @param {unknown} value
     */
    set(value) {
      // `compact=""` in HTML means true, and frameworks hand it over as it is.
      if (isBoolean) this.toggleAttribute(name, value === "" || Boolean(value));
      else if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}
customElements.get(NAME) ?? customElements.define(NAME, CarrotPrivacy);
