// The page's own panel for those who want the policy on their site: the lines to copy, and what comes of them.
const panel = document.getElementById("embed");
const form = panel.querySelector("form");
const lines = document.getElementById("embed-lines");
const preview = document.getElementById("embed-preview");
const base = new URL(panel.dataset.embedRoot, document.baseURI);

const show = () => {
  const element = document.createElement("carrot-privacy");
  const attributes = { ...Object.fromEntries(new FormData(form)), lang: panel.dataset.lang };
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
  const link = document.createElement("a");
  link.href = new URL("..", base);
  link.textContent = panel.dataset.link;
  element.append(link);
  preview.replaceChildren(element);
  lines.textContent = `<script type="module" src="${new URL("v1.js", base)}"></script>\n${element.outerHTML}`;
};
form.addEventListener("input", show);
const button = panel.querySelector("button");
const name = button.textContent;
button.addEventListener("click", async ({ target }) => {
  try {
    await navigator.clipboard.writeText(lines.textContent);
    target.textContent = target.dataset.copied;
    setTimeout(() => (target.textContent = name), 2000);
  } catch {
    getSelection().selectAllChildren(lines);
  }
});
show();
await import(new URL("v1.js", base));
