// Makes the pages that benchmarks compare ours with: plain pages, as if written by hand, with the same text.
// `minimal` has an inline style sheet and no script. `minimal-js` adds search, the party filter and
// a filtered coverage table in plain JavaScript, inline at the end: the fastest way that we know.
// Both are made from our built page, so that the text is the same.

/** @import { BrowserContext } from "@playwright/test" */

/**
 * Makes both pages from our page's HTML, in a tab of a browser, because a browser is the best parser of HTML.
 *
 * @param {BrowserContext} context
 * @param {string} html
 */
export async function referencePages(context, html) {
  const page = await context.newPage();
  const { title, lang, body } = await page.evaluate(strip, html);
  await page.close();
  const head = `<!DOCTYPE html>\n<html lang="${lang}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n<link rel="icon" href="data:,">\n`;
  const pageWith = (/** @type {string} */ style, /** @type {string} */ before, /** @type {string} */ after) =>
    `${head}<style>${style}</style>\n</head>\n<body>\n${before}${body}\n${after}</body>\n</html>\n`;
  return { minimal: pageWith(STYLE, "", ""), "minimal-js": pageWith(STYLE + TOOLS_STYLE, TOOLS, `<script>${SCRIPT}</script>\n`) };
}

/**
 * Removes tools, decoration and marks for scripts from our page. Runs in the tab.
 *
 * @param {string} html
 */
function strip(html) {
  const from = new DOMParser().parseFromString(html, "text/html");
  const KEPT = ["id", "href", "lang", "dir", "scope", "colspan", "rowspan", "datetime", "open", "data-party"];
  const REMOVED =
    "script, style, template, svg, form, button, input, select, textarea, dialog, [hidden], [aria-hidden='true'], [role='search'], [role='group'], [popover]:not(:has(nav)), [role='status']";
  for (const element of from.body.querySelectorAll(REMOVED)) element.remove();
  const walker = from.createTreeWalker(from.body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  for (const element of from.body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (!KEPT.includes(name)) element.removeAttribute(name);
  }
  for (const element of from.body.querySelectorAll("span, div")) {
    if (element.attributes.length === 0) element.replaceWith(...element.childNodes);
  }
  return { title: from.title, lang: from.documentElement.lang, body: from.body.innerHTML.trim() };
}

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}
h1,h2,h3,h4{line-height:1.2;margin:1.5em 0 .4em}
section section,article{border-top:1px solid #8886}
table{border-collapse:collapse;font-size:.85rem;display:block;overflow-x:auto}
th,td{border:1px solid #8886;padding:.25rem .5rem;text-align:start;vertical-align:top}
cite,small,caption{font-size:.85rem;font-style:normal}
`;

const TOOLS_STYLE = `form{padding:.5rem 0}input,select{font:inherit;width:10rem}#results:empty{display:none}.off{display:none}
`;

const TOOLS = `<form role="search"><label>Search <input type="search" autocomplete="off"></label> <label>Statements by <select id="by"><option value="">everyone</option></select></label>
<label>Service <select id="service"><option value="">all</option></select></label> <label>Framework <select id="framework"><option value="">all</option></select></label><ol id="results" class="results"></ol></form>
`;

const SCRIPT = `(() => {
const one = (s) => document.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
const input = one('[type=search]'), results = one('#results');
let index;
const make = () => all('[id]:is(article, section, div, li, tr, dt, h3, h4, span:empty)').map((anchor) => {
  const e = anchor.closest(':not(span, dt, th)');
  const title = (e.querySelector('h2, h3, h4, dt, th') ?? e).textContent.trim().slice(0, 100);
  return { id: anchor.id, title, text: e.tagName === 'SECTION' ? title.toLowerCase() : e.textContent.toLowerCase() };
}).filter((it) => it.title);
const search = () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const found = words.length ? (index ??= make()).filter((it) => words.every((w) => it.text.includes(w))).slice(0, 12) : [];
  results.replaceChildren(...found.map((it) => {
    const a = document.createElement('a'), li = document.createElement('li');
    a.href = '#' + it.id; a.textContent = it.title; li.append(a); return li;
  }));
};
input.addEventListener('input', search);
if (input.value) search();
one('form').addEventListener('submit', (e) => e.preventDefault());
const fill = (select, names) => select.append(...names.map((n) => new Option(n, n)));
const by = one('#by'), service = one('#service'), framework = one('#framework');
const table = all('table').sort((a, b) => b.rows.length * b.rows[0].cells.length - a.rows.length * a.rows[0].cells.length)[0];
fill(by, [...new Set(all('[data-party]').flatMap((e) => e.dataset.party.split(' ')))]);
by.addEventListener('change', () => { for (const e of all('[data-party]')) e.classList.toggle('off', by.value !== '' && !e.dataset.party.split(' ').includes(by.value)); });
if (table) {
  const rows = [...table.rows], name = (c) => c.textContent.trim();
  fill(service, rows.slice(1).map((r) => name(r.cells[0])));
  fill(framework, [...rows[0].cells].slice(1).map(name));
  const filter = () => rows.forEach((r, i) => {
    r.classList.toggle('off', i > 0 && service.value !== '' && name(r.cells[0]) !== service.value);
    [...r.cells].forEach((c, j) => c.classList.toggle('off', j > 0 && framework.selectedIndex > 0 && framework.selectedIndex !== j));
  });
  service.addEventListener('change', filter); framework.addEventListener('change', filter);
}
document.documentElement.dataset.ready = 'true';
})();`;
