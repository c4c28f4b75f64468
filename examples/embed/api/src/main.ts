// Renders a view of your own with the npm package: search as you type, one row of the coverage table, and the number of requirements that
// the policy does not fully answer.
import { type Cell, coverage, gaps, type Hit, load, policy, search, type Status } from "carrot-privacy";

const byId = <E extends HTMLElement>(id: string, type: new () => E): E => {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
};

/** Returns a title with the matches marked. `marks` has their positions. */
function title({ title, marks }: Hit): (string | Node)[] {
  const parts: (string | Node)[] = [];
  let from = 0;
  for (const { start, end } of marks) {
    const mark = document.createElement("mark");
    mark.textContent = title.slice(start, end);
    parts.push(title.slice(from, start), mark);
    from = end;
  }
  return [...parts, title.slice(from)];
}

/** Describes a cell in a few words. A cell without a claim is shown as not stated. */
function describe(status: Status): string {
  switch (status.kind) {
    case "covered":
      return "covered";
    case "conditional":
      return `covered under ${status.conditions.length} conditions`;
    case "excluded":
      return "not covered";
    case "unstated":
      return "not stated";
    case "disputed":
      return `disputed by ${status.claims.length} claims`;
  }
}

function row(cell: Cell, name: string): HTMLTableRowElement {
  const row = document.createElement("tr");
  row.insertCell().textContent = name;
  row.insertCell().textContent = describe(cell.status);
  return row;
}

await load();
const { services, frameworks } = policy();
const names = new Map(frameworks.map(({ id, name }) => [id, name]));

const query = byId("query", HTMLInputElement);
const find = () => {
  const items = search(query.value, { limit: 8 }).map((hit) => {
    const item = document.createElement("li");
    item.lang = hit.lang;
    item.append(...title(hit), ` (${hit.kind})`);
    return item;
  });
  byId("hits", HTMLOListElement).replaceChildren(...items);
};
query.addEventListener("input", find);
// A reader may have typed while the package was loading.
find();

const service = byId("service", HTMLSelectElement);
service.append(...services.map(({ id, name }) => new Option(name, id)));
const show = () =>
  byId("cells", HTMLTableSectionElement).replaceChildren(
    ...coverage(service.value).map((cell) => row(cell, names.get(cell.framework) ?? cell.framework)),
  );
service.addEventListener("change", show);
show();

const open = gaps().filter(({ extent }) => extent !== "present");
byId("gaps", HTMLParagraphElement).textContent = `${open.length} requirements of rules are answered only in part, or not at all.`;
