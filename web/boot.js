// Starts a page's program, and does what needs no program: keys, links and paper. A file of its own, because an inline script would
// need a hole in the content security policy. Trunk writes the names of the program's files into the links that are read here.
//
// The same for the page itself, for its parts in frames (embed/), and for those in other people's pages (embed/inline.js), which stand
// in a shadow root: `page` is what is around all of it, the document's element or what stands for it there.
const FOUND = 'link[id="program"]';

/** Opens all details around an element; returns whether one was closed. */
function unfold(element) {
  let opened = false;
  for (let details = element?.closest("details:not([open])"); details; details = details.parentElement.closest("details:not([open])")) opened = details.open = true;
  return opened;
}

/** The program, once for all pages in a document. */
let loading;

/** Attends to a page; `files` has the addresses of `program`, `wasm` and `spoken`. What it gives ends that: nothing stays behind. */
export function attend(page, files) {
  const tree = page.getRootNode();
  const byId = (id) => tree.getElementById(id);
  const ended = new AbortController();
  const on = (where, name, act) => where.addEventListener(name, act, { signal: ended.signal });
  let running;

  // --- the program
  const run = async () => {
    try {
      const spoken = fetch(files.spoken).then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(Error(`${answer.status} ${answer.url}`))));
      spoken.catch(() => {});
      const { default: load, start } = await import(files.program);
      // Two pages that begin at once begin with one program: a second would take the first one's place under its feet.
      await (loading ??= load({ module_or_path: new URL(files.wasm) }));
      const words = new Uint8Array(await spoken);
      if (ended.signal.aborted) return;
      running = start(page, words, new URL(".", files.spoken).href);
      if (tree === document) follow(location.hash);
      return true;
    } catch (error) {
      loading = undefined;
      giveUp(error);
    }
  };
  // The text needs no program. What would only look as if it worked goes, and a line says so.
  const giveUp = (error) => {
    console.warn("the page's tools could not be started:", error);
    page.dataset.program = "none";
  };
  const ready = run();

  // An error in one tool ends all of them. Other programs of the page around have errors of their own.
  for (const name of ["error", "unhandledrejection"]) {
    on(window, name, ({ error, reason = error }) => reason?.name === "RuntimeError" && [files.program, files.wasm].some((it) => reason.stack.includes(it)) && giveUp(reason));
  }

  // --- links
  const target = (hash) => {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Not all that is typed is encoded.
    }
    return byId(id);
  };
  // Whatever a link leads to becomes visible: closed details open. Where the browser found its way by itself, it is left alone, as is the
  // place to which one goes back.
  const follow = (hash) => {
    const element = target(hash);
    if (unfold(element)) setTimeout(() => element.scrollIntoView());
    return element;
  };

  // A tool is not mounted over an input in which a word is being composed.
  on(page, "compositionstart", () => (page.dataset.composing = ""));
  on(page, "compositionend", () => delete page.dataset.composing);

  on(page, "click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = link.getAttribute("href");
    if (href.startsWith("?") && running && tree === document && !link.target) {
      // The state of the tools is in the address: another one needs no other page.
      event.preventDefault();
      history.pushState(null, "", href);
      dispatchEvent(new PopStateEvent("popstate"));
    }
    if (!href.startsWith("#")) return;
    // Not every click on a link changes the hash: one may follow the same link again.
    const element = follow(href);
    if (tree !== document) {
      // The address is somebody else's, and finds nothing in here.
      event.preventDefault();
      if (element) {
        element.scrollIntoView();
        // Where the keyboard and a screen reader go on.
        element.tabIndex = -1;
        element.focus({ preventScroll: true });
      }
    } else if (page.hasAttribute("data-framed")) {
      // Going back is for the page around.
      event.preventDefault();
      location.replace(href);
    }
    link.closest("[popover]")?.hidePopover();
    link.closest("dialog")?.close();
    // Reading goes on where the link led.
    if (link.closest("#search") && tree === document) link.blur();
    if (element) page.dispatchEvent(new CustomEvent("navigate", { detail: { id: element.id } }));
  });

  // A row of links that scrolls: a browser is content when half of one can be seen.
  on(page, "focusin", ({ target }) => target.closest(".toc") && target.scrollIntoView({ block: "nearest", inline: "nearest" }));

  // A press beside an open menu or definition closes it, and follows no link below it.
  const OPEN = ".menu[open], [popover]:popover-open";
  let beside;
  page.addEventListener(
    "pointerdown",
    ({ target }) => {
      beside = page.querySelector(OPEN) && !target.closest(OPEN);
      for (const menu of page.querySelectorAll(".menu[open]")) menu.open = menu.contains(target);
    },
    { capture: true, signal: ended.signal },
  );
  page.addEventListener(
    "click",
    (event) => {
      if (beside && event.detail && event.target.closest("a[href]")) {
        event.preventDefault();
        event.stopPropagation();
      }
      beside = false;
    },
    { capture: true, signal: ended.signal },
  );

  const end = () => {
    ended.abort();
    running?.free();
    running = undefined;
  };
  return { ready, follow, target, on, end };
}

/** What only a page of its own does: it has the address, keys and paper to itself. */
function own(root) {
  const program = root.querySelector(FOUND);
  const wasm = new URL(program.dataset.wasm, document.baseURI).href;
  const { follow, target, on } = attend(root, { program: program.href, wasm, spoken: document.getElementById("spoken").href });
  on(window, "hashchange", () => follow(location.hash));
  follow(location.hash);
  // An address that asks the table or the solver opens it.
  for (const name of new URLSearchParams(location.search).keys()) {
    if (/^(need|restore|loss)$/.test(name)) unfold(target("#solver"));
    if (/^(cell|services|framework|group|sort)$/.test(name)) unfold(target("#coverage"));
  }

  // The same state in other words.
  for (const name of ["pointerover", "focusin"]) {
    on(root, name, ({ target }) => {
      const link = target.closest?.("#languages a");
      if (link) [link.search, link.hash] = [location.search, location.hash];
    });
  }

  // The preview of the embed panel is the element itself, which is loaded when the panel is opened.
  const spoken = document.getElementById("spoken").href;
  root.addEventListener("toggle", ({ target }) => target.id === "embed" && target.open && import(new URL("embed/v1.js", spoken).href), true);

  // --- keys
  const slash = document.getElementById("slash");
  try {
    if (localStorage.slash) slash.checked = false;
    on(slash, "change", () => (slash.checked ? delete localStorage.slash : (localStorage.slash = "off")));
  } catch {
    // Without storage, it is for this page alone.
  }
  on(window, "keydown", (event) => {
    const menu = event.key === "Escape" && root.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.firstElementChild.focus();
    }
    const typing = event.composedPath()[0].closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || !slash.checked || typing || event.ctrlKey || event.metaKey || event.altKey || root.dataset.program) return;
    const query = document.getElementById("query");
    if (!query) return;
    event.preventDefault();
    query.focus({ preventScroll: true });
  });

  // --- paper: everything is open on it, also where the browser cannot be told so by the style sheet
  let closed = [];
  on(window, "beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open], #embed, .menu, .sub, .said-by)")];
    for (const details of closed) details.open = true;
  });
  on(window, "afterprint", () => {
    for (const details of closed) details.open = false;
  });

  // --- contents of a part that follow the scroll
  const entries = new Map([...document.querySelectorAll(".toc a")].map((entry) => [target(entry.hash), entry]));
  const seen = new Set();
  const spy = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) isIntersecting ? seen.add(target) : seen.delete(target);
      const current = [...entries.keys()].find((section) => seen.has(section));
      if (!current) return;
      // Two, where two sections stand side by side.
      for (const [section, entry] of entries) seen.has(section) ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current");
      // A row on small screens: the current entry is in sight.
      entries.get(current).closest("ul").scrollLeft = entries.get(current).offsetLeft - 16;
    },
    // A line below the bar: the section that crosses it is the one being read.
    { rootMargin: "-20% 0px -79% 0px" },
  );
  for (const section of entries.keys()) section && spy.observe(section);
}

// In somebody else's page, which may have a link of that name too, embed/inline.js begins.
const program = document.querySelector(FOUND);
if (program?.href.startsWith(new URL(".", import.meta.url))) own(document.documentElement);
