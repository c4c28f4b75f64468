// <carrot-privacy mode="inline">: a part of the page in a shadow root. v1.js fetches this for who asks for it. The build puts `MADE`
// before this: the style sheet's name.
//
// Nothing here makes elements out of text, which a strict page forbids: the browser itself reads the document, as it would in a frame.
import { attend } from "%BOOT%";

const sheet = new CSSStyleSheet();
let styling;
/** Fetches the style sheet once for all; what failed is tried again by whoever comes next. */
const styled = () =>
  (styling ??= fetch(new URL(MADE.sheet, import.meta.url))
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(Error(`${answer.status} ${answer.url}`))))
    .then((text) => sheet.replace(text))
    .catch((error) => {
      styling = undefined;
      throw error;
    }));

const read = (url) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.response ? resolve(request.response) : reject(Error(`${request.status} ${url}`)));
    request.timeout = 15_000;
    request.onerror = request.ontimeout = () => reject(Error(`${url} cannot be had`));
    request.open("GET", url);
    request.send();
  });

/** Puts what `asked` names into a shadow root, and answers it until `shown.ended` is; gives what is ready to be shown, and rejects where that cannot be. */
export async function mount(shadow, asked, shown) {
  const [text] = await Promise.all([read(asked.url.href), styled()]);
  if (shown.ended.signal.aborted) return undefined;
  // As the file has it, because an address in somebody else's page is read from that page.
  const at = (link) => new URL(link, asked.url).href;
  const [program, spoken] = ["program", "spoken"].map((id) => text.getElementById(id));
  const files = { program: at(program.getAttribute("href")), wasm: at(program.dataset.wasm), spoken: at(spoken.getAttribute("href")) };
  for (const it of text.querySelectorAll("script, link, style")) it.remove();
  // The page around has its own heading and landmarks.
  for (const it of text.querySelectorAll("h1, header, main, footer")) {
    const plain = text.createElement("div");
    plain.className = it.localName === "h1" ? "title" : it.className;
    plain.id = it.id;
    plain.append(...it.childNodes);
    it.replaceWith(plain);
  }
  for (const link of text.querySelectorAll("a[href]")) {
    const to = link.getAttribute("href");
    if (!to.startsWith("#")) link.setAttribute("href", at(to));
  }
  const page = document.createElement("div");
  page.className = "root";
  page.lang = asked.lang;
  page.dir = "ltr";
  page.dataset.embed = page.dataset.theme = asked.theme;
  page.toggleAttribute("data-compact", asked.compact);
  page.append(document.adoptNode(text.getElementById("app")));
  page.hidden = true;
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  shadow.append(page);
  const { ready, end } = attend(page, files);
  const gone = () => {
    end();
    page.remove();
  };
  shown.parts.push(gone);
  if (!(await ready)) {
    if (shown.ended.signal.aborted) return undefined;
    gone();
    throw Error("the program was not allowed to start");
  }
  page.addEventListener("navigate", ({ detail }) => shown.navigated?.(detail.id));
  shown.dye = (theme) => (page.dataset.theme = theme);
  return page;
}
