// Starts the page's program, and does what needs no program: keys, links and paper. A file of its own, because an inline script would
// need a hole in the content security policy. Trunk writes the names of the program's files into the links that are read here.
const byId = (id) => document.getElementById(id);
const root = document.documentElement;

// --- the program
async function run() {
  const program = byId("program");
  try {
    const spoken = fetch(byId("spoken").href).then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(Error(`${answer.status} ${answer.url}`))));
    spoken.catch(() => {});
    const { default: load, start } = await import(program.href);
    await load({ module_or_path: new URL(program.dataset.wasm, document.baseURI) });
    start(new Uint8Array(await spoken));
    follow(location.hash);
  } catch (error) {
    // The text needs no program. What would only look as if it worked goes, and a line says so.
    console.warn("the page's tools could not be started:", error);
    root.dataset.program = "none";
  }
}
run();

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
// Whatever a link leads to can be seen: what the party filter has put aside is asked for first, and what is closed opens. Where the
// browser has found its way by itself, it is left alone, as is the place to which one goes back.
function follow(hash) {
  const element = target(hash);
  let hidden = element?.closest("[data-aside]");
  if (hidden) document.querySelector('[data-do="by"][value=""]').click();
  for (let details = element?.closest("details:not([open])"); details; details = details.parentElement.closest("details:not([open])")) hidden = details.open = true;
  // Once the program has answered the click.
  if (hidden) setTimeout(() => element.scrollIntoView());
}
addEventListener("hashchange", () => follow(location.hash));
follow(location.hash);

// One button that copies a statement's link; it stands beside the title of the statement that one points at or is in.
const copy = byId("copy-link");
const beside = ({ target }) => {
  const title = target.closest?.(".statement")?.querySelector("h4");
  if (!title || title.contains(copy)) return;
  title.append(copy);
  copy.hidden = false;
};
addEventListener("pointerover", beside);
addEventListener("focusin", beside);
copy.onclick = async () => {
  const said = byId("said");
  const link = copy.parentElement.querySelector("a").hash;
  try {
    await navigator.clipboard.writeText(location.origin + location.pathname + link);
    said.textContent = said.dataset.copied;
  } catch {
    // What there is to copy stands in the address.
    location.hash = link;
  }
  setTimeout(() => (said.textContent = ""), 2000);
};

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.matches('[href^="#"]')) {
    // Not every click on a link changes the hash: one may follow the same link again.
    follow(link.hash);
    if (link.closest("[popover]")) link.closest("[popover]").hidePopover();
    link.closest("dialog")?.close();
    // The list of results goes, and reading goes on where the link led.
    if (link.closest("#search")) link.blur();
  }
});

// The same state in other words.
for (const name of ["pointerover", "focusin"]) {
  addEventListener(name, ({ target }) => {
    const link = target.closest?.("#languages a");
    if (link) [link.search, link.hash] = [location.search, location.hash];
  });
}

// --- the solver's answer, to take along
byId("copy").onclick = async ({ target }) => {
  const text = `${document.title}\n\n${byId("verdicts").innerText}\n\n${document.querySelector(".disclaimer").innerText}\n${location.href}`;
  try {
    await navigator.clipboard.writeText(text);
    byId("fits").textContent = target.dataset.copied;
  } catch {
    const ticket = byId("ticket");
    ticket.hidden = false;
    ticket.value = text;
    ticket.select();
  }
};

// --- keys
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || root.dataset.program) return;
  event.preventDefault();
  byId("query").focus({ preventScroll: true });
});

// A browser is content when a part of what has the focus can be seen; in the table, a reader is not.
addEventListener("focusin", ({ target }) => target.closest(".grid td") && target.scrollIntoView({ block: "nearest", inline: "nearest" }));

// --- paper: everything is open on it, also where the browser cannot be told so by the style sheet
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});

// --- contents that follow the scroll
const entries = new Map([...document.querySelectorAll("#contents nav a[href^='#']")].map((entry) => [target(entry.hash), entry]));
const seen = new Set();
const spy = new IntersectionObserver(
  (changes) => {
    for (const { target, isIntersecting } of changes) isIntersecting ? seen.add(target) : seen.delete(target);
    const current = [...entries.keys()].find((part) => seen.has(part));
    if (!current) return;
    for (const [part, entry] of entries) part === current ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current");
  },
  // A line below the bar: the part that crosses it is the one being read.
  { rootMargin: "-20% 0px -79% 0px" },
);
for (const part of entries.keys()) part && spy.observe(part);
