// <carrot-privacy>: the policy in somebody else's page. The build puts `MADE` before this: what there is to show, and where.
//
// What stands in the element is its fallback, and stays until the content is really there. By default that is a frame, which needs the
// least of the page around it; mode="inline" is a shadow root; what cannot run turns into the next simpler.
const NAME = "carrot-privacy";
const BASE = new URL("./", import.meta.url);
const ALLOWED = { section: MADE.sections, theme: ["auto", "light", "dark"], mode: ["iframe", "inline"], lang: Object.keys(MADE.titles) };
const PROPERTIES = ["section", "theme", "mode", "compact"];
const DEFAULTS = { section: "", theme: "auto", mode: "iframe", lang: ALLOWED.lang[0] };
/** Pixels: higher is no policy. */
const HIGHEST = 200_000;
/** Milliseconds in which a frame has to answer. */
const PATIENCE = 15_000;

const DARK = "(prefers-color-scheme: dark)";
const ink = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const sheet = new CSSStyleSheet();
sheet.replaceSync(":host{display:block;position:relative;overflow:auto}:host([hidden]){display:none}iframe{display:block;inline-size:100%;border:0}iframe:not([style*=height]){position:absolute;visibility:hidden}");

class CarrotPrivacy extends HTMLElement {
  static observedAttributes = [...Object.keys(ALLOWED), "compact"];
  #shadow = this.attachShadow({ mode: "open" });
  #slot = document.createElement("slot");
  #near = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && this.#begin(), { rootMargin: "600px" });
  #host = new MutationObserver(() => this.#dye());
  #warned = new Set();
  /** Ends what listens for what is shown. */
  #shown;

  constructor() {
    super();
    this.#shadow.adoptedStyleSheets = [sheet];
    this.#shadow.append(this.#slot);
  }

  connectedCallback() {
    // What was set before this script came.
    for (const name of PROPERTIES)
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    this.#near.observe(this);
  }

  disconnectedCallback() {
    this.#near.disconnect();
    this.#end();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#shown || before === now) return;
    if (name === "theme") return this.#dye();
    this.#end();
    this.#begin();
  }

  /** What is asked for, or the default with one warning. */
  #asked(name) {
    let value = this.getAttribute(name);
    if (name === "lang") {
      const known = (lang) => ALLOWED.lang.find((it) => it === lang?.toLowerCase().split("-")[0]);
      const found = known(value) ?? (value === null && known(this.closest("[lang]")?.lang));
      if (found) return found;
    }
    if (value === null || value === "" || ALLOWED[name].includes(value)) return value || DEFAULTS[name];
    this.#fail(`${name}="${value.slice(0, 50)}" is none of ${ALLOWED[name].join(", ")}`, name + value);
    return DEFAULTS[name];
  }

  #fail(message, once, shown = true) {
    if (this.#warned.has(once ?? message) && shown) return;
    this.#warned.add(once ?? message);
    console.warn(`<${NAME}>: ${message}`);
    this.#tell("error", { message, shown });
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`carrot-${what}`, { detail, bubbles: true, composed: true }));
  }

  /** The theme to show: by default that of the page around. */
  #theme() {
    const asked = this.#asked("theme");
    if (asked !== "auto") return asked;
    for (let it = this; it; it = it.assignedSlot ?? it.parentElement ?? it.getRootNode().host) {
      // Drawn, because a colour has many ways of being written.
      ink.clearRect(0, 0, 1, 1);
      ink.fillStyle = getComputedStyle(it).backgroundColor;
      ink.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = ink.getImageData(0, 0, 1, 1).data;
      if (alpha > 127) return red * 3 + green * 6 + blue < 1280 ? "dark" : "light";
    }
    const { colorScheme } = getComputedStyle(this);
    return colorScheme.includes("dark") && (!colorScheme.includes("light") || matchMedia(DARK).matches) ? "dark" : "light";
  }

  #dye() {
    this.#shown?.dye(this.#theme());
  }

  #begin() {
    if (this.#shown) return;
    const ended = new AbortController();
    const shown = (this.#shown = { dye() {}, ended, parts: [] });
    // Attributes that belong together are set together.
    queueMicrotask(() => ended.signal.aborted || this.#show(shown));
    for (const it of [document.documentElement, document.body]) this.#host.observe(it, { attributes: true });
    const { signal } = ended;
    matchMedia(DARK).addEventListener("change", () => this.#dye(), { signal });
    // Colours that fade are not there yet when their class is.
    document.addEventListener("transitionend", () => this.#dye(), { signal });
  }

  #end() {
    this.#host.disconnect();
    this.#shown?.ended.abort();
    for (const part of this.#shown?.parts ?? []) part();
    this.#shown = undefined;
    this.#slot.hidden = false;
  }

  async #show(shown) {
    const [lang, section] = [this.#asked("lang"), this.#asked("section")];
    const url = new URL((lang === DEFAULTS.lang ? "" : `${lang}/`) + (section && `${section}/`), BASE);
    const asked = { url, lang, theme: this.#theme(), compact: this.hasAttribute("compact") };
    if (this.#asked("mode") === "inline") {
      try {
        const { mount } = await import(new URL(MADE.inline, BASE).href);
        const page = await mount(this.#shadow, asked, shown);
        if (page) this.#ready(shown, page);
        return;
      } catch (error) {
        if (shown.ended.signal.aborted) return;
        this.#fail(`mode="inline" cannot run here, a frame takes its place: ${error.message}`);
      }
    }
    this.#frame(asked, shown);
  }

  #ready(shown, content, height) {
    // What was reserved stays so: nothing below it moves up.
    content.style.minHeight = `${this.clientHeight}px`;
    if (height) content.style.height = height;
    this.#slot.hidden = true;
    content.hidden = false;
    shown.navigated = (id) => this.#tell("navigate", { id });
    this.#tell("ready", {});
  }

  #frame({ url, lang, theme, compact }, shown) {
    const { signal } = shown.ended;
    const frame = document.createElement("iframe");
    url.search = new URLSearchParams({ theme, ...(compact && { compact: "" }) });
    Object.assign(frame, { title: MADE.titles[lang], src: url.href, referrerPolicy: "no-referrer", allow: "clipboard-write" });
    shown.parts.push(() => frame.remove());
    const gone = () => this.#fail("the frame cannot be shown here; what stands in the element stays", undefined, false);
    // An answer that comes later is still welcome.
    const timer = setTimeout(gone, PATIENCE);
    const patient = () => clearTimeout(timer);
    shown.parts.push(patient);
    document.addEventListener(
      "securitypolicyviolation",
      ({ effectiveDirective, blockedURI, disposition }) => {
        if (this.#slot.hidden || disposition !== "enforce" || !/^(frame|child|default)-src$/.test(effectiveDirective) || new URL(blockedURI, BASE).origin !== BASE.origin) return;
        patient();
        gone();
        frame.remove();
      },
      { signal },
    );
    addEventListener(
      "message",
      ({ source, origin, data }) => {
        // Only what our own frame says, and of that only what can do no harm.
        if (source !== frame.contentWindow || origin !== BASE.origin || data?.[NAME] !== 1) return;
        patient();
        const { height, navigate, top } = data;
        if (height > 0 && height <= Number.MAX_SAFE_INTEGER) {
          const high = `${Math.min(Math.ceil(height), HIGHEST)}px`;
          if (this.#slot.hidden) frame.style.height = high;
          else {
            this.#ready(shown, frame, high);
            this.#dye();
          }
        }
        if (typeof navigate === "string" && /^[a-z0-9-]{1,64}$/.test(navigate)) {
          this.#tell("navigate", { id: navigate });
          // Whatever scrolls around us scrolls there.
          const there = document.createElement("span");
          Object.assign(there.style, { position: "absolute", top: `${Math.min(Math.max(Number(top) || 0, 0), HIGHEST)}px` });
          this.#shadow.append(there);
          there.scrollIntoView();
          there.remove();
        }
      },
      { signal },
    );
    shown.dye = (theme) => frame.contentWindow?.postMessage({ [NAME]: 1, theme }, BASE.origin);
    this.#shadow.append(frame);
  }
}

for (const name of PROPERTIES) {
  const is = name === "compact";
  Object.defineProperty(CarrotPrivacy.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return is ? this.hasAttribute(name) : (this.getAttribute(name) ?? DEFAULTS[name]);
    },
    set(value) {
      if (is) this.toggleAttribute(name, Boolean(value));
      else if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}
customElements.get(NAME) ?? customElements.define(NAME, CarrotPrivacy);
