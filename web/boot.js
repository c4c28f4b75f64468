// Starts a page's program, and handles links, keys and printing without it. It is a file and not an inline script, which the content
// security policy would have to allow. Trunk writes the names of the program's files into the links that this script reads.
//
// It serves the page itself, its parts in frames (embed/), and its parts in a shadow root of another site's page (embed/inline.js).
// `page` is the element around all of it: the document's root element, or its replacement in the shadow root.

/** @typedef {{ program: string, wasm: string, bundle: string }} Files the addresses of the program, its wasm and its content */

/** @type {Promise<unknown> | undefined} The program, which is loaded once for all pages in a document. */
let loading;
/** @type {unknown} The exception in a tool that has stopped the program for all pages in a document. */
let stopped;

/**
 * Opens all details around an element, and returns whether one was closed.
 * @param {Element | null} element
 */
function unfold(element) {
  const closed = "details:not([open])";
  let opened = false;
  for (let details = element?.closest(closed); details; details = details.closest(closed)) {
    /** @type {HTMLDetailsElement} */ (details).open = true;
    opened = true;
  }
  return opened;
}

/**
 * Starts a page's program and handles its events. Calling `end` of the returned object removes all listeners.
 * @param {HTMLElement} page
 * @param {Files} files
 */
export function runPage(page, files) {
  const tree = /** @type {Document | ShadowRoot} */ (page.getRootNode());
  const ended = new AbortController();
  /**
   * @param {EventTarget} target
   * @param {string} name
   * @param {(event: any) => void} listener
   * @param {boolean} [capture]
   */
  const on = (target, name, listener, capture) => target.addEventListener(name, listener, { capture, signal: ended.signal });
  /** @type {(() => void) | undefined} Unmounts the running tools. */
  let unmount;

  // --- the program
  const load = async () => {
    try {
      const bundle = fetch(files.bundle).then((response) =>
        response.ok ? response.arrayBuffer() : Promise.reject(Error(`${response.status} ${response.url}`)),
      );
      bundle.catch(() => {});
      const { default: init, start } = await import(files.program);
      // Two pages that start at once share one program: loading it a second time would replace the first while it runs.
      await (loading ??= init({ module_or_path: new URL(files.wasm) }));
      const bytes = new Uint8Array(await bundle);
      if (ended.signal.aborted) return;
      // Yew stays locked after an exception: it would empty the places of the tools, and never fill them.
      if (stopped) disableTools(stopped);
      else unmount = start(page, bytes, new URL(".", files.bundle).href);
      if (tree === document) follow(location.hash);
      return true;
    } catch (error) {
      loading = undefined;
      disableTools(error);
    }
  };
  /**
   * Hides the tools, and shows the notice that they are not available. The text needs no program.
   * @param {unknown} error
   */
  const disableTools = (error) => {
    console.warn("the page's tools do not work:", error);
    page.dataset.program = "none";
  };
  const ready = load();

  // An exception in one tool stops all of them, because their common state may be inconsistent. Exceptions of other programs in the
  // surrounding page are ignored. If a tool triggers a listener, an exception there is ignored, too, unless it is a trap of a wasm: the
  // listener may be another program's.
  on(window, "error", (/** @type {ErrorEvent} */ { error }) => {
    const isOurs = (/** @type {any} */ cause) => [files.program, files.wasm].some((file) => cause?.stack?.includes(file));
    if (isOurs(error) && (error.name === "RuntimeError" || !isOurs(Error()))) disableTools((stopped = error));
  });

  // --- links
  /** @param {string} hash */
  const idOf = (hash) => {
    const id = hash.slice(1);
    try {
      return decodeURIComponent(id);
    } catch {
      // A typed hash may have a stray "%".
      return id;
    }
  };
  /**
   * Returns the element that a link leads to. An id that content blockers may hide is on an empty element in it: see
   * web/src/render/ad_blockers.rs.
   * @param {string} hash
   */
  const target = (hash) => /** @type {HTMLElement | null} */ (tree.getElementById(idOf(hash))?.closest(":not(span, dt, th, td)") ?? null);
  /**
   * Makes a link's target visible by opening the details around it, and returns it. It scrolls if the target was hidden, if a content
   * blocker hides the element with its id, or if the reader goes to a fold, whose heading may have several lines. Otherwise the browser's
   * own scrolling, also on going back, is left alone. A target in another document has a link in its place.
   * @param {string} hash
   * @param {boolean} [goes] whether the reader has opened the page or clicked a link
   */
  const follow = (hash, goes) => {
    const element = target(hash);
    if (element?.matches(".moved a")) location.replace(/** @type {HTMLAnchorElement} */ (element).href);
    // The heading of a fold is in its summary, above the element with its id.
    const start = element?.matches(".fold > *, .sub > *") ? element.parentElement : element;
    const scrolls = unfold(element) || (goes && start !== element) || !tree.getElementById(idOf(hash))?.getClientRects().length;
    // For a frame, the surrounding page scrolls: see web/embed/frame.js.
    if (scrolls && !page.hasAttribute("data-framed")) setTimeout(() => start?.scrollIntoView());
    return element;
  };

  /**
   * Shows the glossary's entry beside a word, which is a link to it, and returns whether that was possible. In frames the entry is a hidden
   * element; on the page it is copied from the glossary.
   * @param {HTMLAnchorElement} word
   */
  const showDefinition = (word) => {
    const id = idOf(word.hash);
    let shown = tree.getElementById(`def-${id}`);
    const entry = target(word.hash);
    if (!shown && entry) {
      shown = document.createElement("div");
      const name = document.createElement("a");
      name.href = `#${id}`;
      for (const node of entry.querySelectorAll("dt, dd")) (node.matches("dt") ? name : shown).append(...node.cloneNode(true).childNodes);
      shown.prepend(name);
      Object.assign(shown, { id: `def-${id}`, className: "def", popover: "auto" });
      (tree.getElementById("main") ?? page).append(shown);
    }
    if (!shown?.togglePopover) return false;
    lastWord = word;
    /** @type {any} */ (shown).togglePopover({ source: word });
    return true;
  };
  /** @type {Element | undefined} The word that was explained last. */
  let lastWord;

  on(page, "click", (/** @type {MouseEvent} */ event) => {
    const target = /** @type {Partial<Element>} */ (event.target);
    // The place of a tool lists the buttons that are pressed before the tool is mounted, which then presses them again. The list begins with
    // "undefined", which the tool ignores.
    const place = target.closest?.(/** @type {"div"} */ ("[data-tool]"));
    // Extensions may add other buttons. web/src/early_input.rs has the same selector.
    const buttons = "button:is(.choice, .tool)";
    const pressed = target.closest?.(buttons);
    if (place && pressed && !page.dataset.ready) place.dataset.pressed += ` ${[...place.querySelectorAll(buttons)].indexOf(pressed)}`;
    const link = target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = link.getAttribute("href") ?? "";
    if (link.matches(".term") && showDefinition(/** @type {HTMLAnchorElement} */ (link))) return event.preventDefault();
    if (!href.startsWith("#")) return;
    // A second click on the same link does not change the hash, so `hashchange` is not enough.
    const element = follow(href, true);
    if (tree !== document) {
      // `location` belongs to the surrounding page, and the browser does not scroll to a hash inside a shadow root.
      event.preventDefault();
      if (element) {
        element.scrollIntoView();
        // The keyboard and screen readers continue there.
        element.tabIndex = -1;
        element.focus({ preventScroll: true });
      }
    } else if (page.hasAttribute("data-framed")) {
      // Don't add history entries: the frame shares the history of the surrounding page.
      event.preventDefault();
      location.replace(href);
    }
    /** @type {HTMLElement | null} */ (link.closest("[popover]"))?.hidePopover();
    // The reader leaves the search results for the link's target.
    if (link.closest("#search") && tree === document) /** @type {HTMLElement} */ (link).blur();
    if (element) page.dispatchEvent(new CustomEvent("navigate", { detail: { id: idOf(href) } }));
  });

  /**
   * Closes open menus, except around an element.
   * @param {Node} element
   */
  const closeMenus = (element) => {
    for (const menu of page.querySelectorAll(/** @type {"details"} */ (".menu[open]"))) menu.open = menu.contains(element);
  };

  // The keyboard left a menu. A row of links may scroll. Browsers scroll until a part of the focused link is visible; readers need all of it.
  on(page, "focusin", ({ target }) => {
    closeMenus(target);
    if (target.closest(".toc")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  // A click outside an open menu, definition or list of results closes it, and does not follow a link at that position.
  const openPopups = ".menu[open], [popover]:popover-open, #search:focus-within .found:not([hidden])";
  /** @type {HTMLElement | null | undefined} */
  let leftPopup;
  /** @type {any} True if that is the panel of a cell beside the table. A panel that begins at the left edge is over the table. */
  let isBeside;
  /** @type {any} Another cell that is clicked beside the panel. */
  let nextCell;
  on(
    page,
    "pointerdown",
    ({ target }) => {
      leftPopup = target.closest(openPopups) ? null : page.querySelector(openPopups);
      isBeside = leftPopup?.id === "cell" && leftPopup.offsetLeft;
      closeMenus(target);
    },
    true,
  );
  on(
    page,
    "pointerup",
    ({ target, button, ctrlKey, metaKey, shiftKey }) => {
      nextCell = isBeside && !(button || ctrlKey || metaKey || shiftKey) && target.closest(".matrix td a:not([aria-current])");
    },
    true,
  );
  // The browser closes the panel, and the click opens it again for the next cell. So the program must not hear that it was closed, because
  // it would go back in the history.
  on(
    page,
    "toggle",
    (event) => {
      if (event.target.id === "cell" && nextCell) nextCell = event.stopPropagation();
    },
    true,
  );
  on(
    page,
    "click",
    (event) => {
      const link = event.target.closest("a[href]");
      // A click on another term opens that term's definition, and on another cell its panel, if the panel is beside the table.
      const opensAnother = link?.matches(".term") ? link !== lastWord : link === nextCell;
      if (leftPopup && event.detail && link && !opensAnother) {
        event.preventDefault();
        event.stopPropagation();
      }
      leftPopup = null;
    },
    true,
  );

  const end = () => {
    ended.abort();
    unmount?.();
    unmount = undefined;
  };
  return { ready, follow, target, on, end };
}

/**
 * Starts the page in its own document, not embedded: it also handles the URL, keyboard shortcuts and printing.
 * @param {HTMLElement} root
 * @param {HTMLLinkElement} program
 * @param {HTMLLinkElement} content
 */
function startPage(root, program, content) {
  const wasm = new URL(program.dataset.wasm ?? "", document.baseURI).href;
  const bundle = content.href;
  const { follow, target, on } = runPage(root, { program: program.href, wasm, bundle });
  on(window, "hashchange", () => follow(location.hash));
  follow(location.hash, true);
  // Open the table or the solver if the URL has a query for it.
  if (/[?&](need|restore|loss)=/.test(location.search)) unfold(target("#solver"));
  if (/[?&](cell|services|framework|group|sort)=/.test(location.search)) unfold(target("#coverage"));

  // Links to other languages keep the state.
  for (const name of ["pointerover", "focusin"]) {
    on(root, name, ({ target }) => {
      const link = target.closest?.("#languages a");
      if (link) ({ search: link.search, hash: link.hash } = location);
    });
  }

  // Load the embed element when the embed panel is opened: its preview is a real element.
  on(
    root,
    "toggle",
    ({ target }) => {
      if (target.id === "embed" && target.open) import(new URL("embed/v1.js", bundle).href);
    },
    true,
  );

  // --- keys
  /** @type {HTMLInputElement | null} */
  const slash = document.querySelector("#slash");
  if (slash) {
    // The style sheet shows the key by this attribute. With `:root:has(:checked)`, browsers compute the styles of the whole page anew
    // whenever a tool changes.
    const mark = () => root.toggleAttribute("data-slash", slash.checked);
    try {
      slash.checked = !localStorage.slash;
      on(slash, "change", () => (slash.checked ? localStorage.removeItem("slash") : localStorage.setItem("slash", "off")));
    } catch {
      // Without storage, the switch is for this visit only.
    }
    on(slash, "change", mark);
    mark();
  }
  on(window, "keydown", (/** @type {KeyboardEvent} */ event) => {
    const menu = root.querySelector(/** @type {"details"} */ (".menu[open]"));
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
    const typing = /** @type {Partial<Element>} */ (event.composedPath()[0]).closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || slash?.checked === false || typing || event.ctrlKey || event.metaKey || event.altKey || root.dataset.program)
      return;
    const query = /** @type {HTMLInputElement | null} */ (document.getElementById("query"));
    if (!query) return;
    event.preventDefault();
    query.focus({ preventScroll: true });
    // The next letter begins another query.
    query.select();
  });

  // --- printing: open all details for printing, because style sheets cannot do it in every browser
  /** @type {HTMLDetailsElement[]} */
  let closed = [];
  on(window, "beforeprint", () => {
    closed = [...document.querySelectorAll(/** @type {"details"} */ ("details:not([open], #embed, .menu, .sub:not(.printed), .said-by)"))];
    for (const details of closed) details.open = true;
  });
  on(window, "afterprint", () => {
    for (const details of closed) details.open = false;
  });

  // --- scroll spy: highlights the current section in the table of contents
  /** @type {Map<Element, HTMLAnchorElement>} */
  const entries = new Map();
  for (const entry of document.querySelectorAll(/** @type {"a"} */ (".toc a"))) {
    const section = target(entry.hash);
    if (section) entries.set(section, entry);
  }
  const seen = new Set();
  const spy = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) isIntersecting ? seen.add(target) : seen.delete(target);
      const current = [...entries].find(([section]) => seen.has(section))?.[1];
      if (!current) return;
      for (const entry of entries.values()) entry.ariaCurrent = entry === current ? "true" : null;
      // The list of contents may be longer than its box: scroll it to the current entry.
      current.closest("ul")?.scrollTo(current.offsetLeft - 16, current.offsetTop - 8);
    },
    // Observe a thin band below the bar: the section in it is the current one.
    { rootMargin: "-30% 0px -69% 0px" },
  );
  for (const section of entries.keys()) spy.observe(section);
}

// Start only in our own page. On another site, embed/inline.js starts the program, and that page may have a link with the same id.
/** @type {HTMLLinkElement | null} */
const program = document.querySelector("link#program");
/** @type {HTMLLinkElement | null} */
const content = document.querySelector("#bundle");
if (program?.href.startsWith(new URL(".", import.meta.url).href) && content) startPage(document.documentElement, program, content);
