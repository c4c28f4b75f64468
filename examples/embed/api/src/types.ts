// Checks the types of the npm package: correct uses compile, and `tsc` fails if a wrong use has no error.
import { type CarrotError, type Cell, coverage, load, mount, type Outcome, qualify, search, type Verdict } from "carrot-privacy";

const cell: Cell = coverage("shield-postgres", "pci-dss");
const rows: Cell[] = coverage("shield-postgres");
const column: Cell[] = coverage(null, "pci-dss");
const table: Cell[] = coverage();
const verdicts: Verdict[] = qualify({ frameworks: ["soc-2"], lossHours: 4, isolation: "shield" });
const outcomes: Outcome[] = verdicts.map(({ outcome }) => outcome);
search("data", { kinds: ["statement", "term"], limit: undefined });

// @ts-expect-error the query must be a string
search(4);
// @ts-expect-error unknown option
search("data", { limits: 4 });
// @ts-expect-error unknown kind
search("data", { kinds: ["statment"] });
// @ts-expect-error the needs are missing
qualify();
// @ts-expect-error hours must be a number
qualify({ lossHours: "4" });
// @ts-expect-error unknown isolation
qualify({ isolation: "Shield" });
// @ts-expect-error unknown outcome
const wrong: Outcome = "qualified";
// @ts-expect-error unknown theme
void mount(document.body, { theme: "blue" });

/** Uses a handle and the widget's events, which have types. */
export async function widget(): Promise<void> {
  const mounted = await mount(document.body, { section: "collected-data", compact: true });
  mounted.element.addEventListener("carrot-navigate", (event) => console.log(event.detail.id.toUpperCase()));
  mounted.element.addEventListener("carrot-error", (event) => console.log(event.detail.message.length, !event.detail.shown));
  await mounted.ready.catch((error: Error) => console.log(error.message));
  mounted.update({ theme: "dark", section: null });
  mounted.unmount();
}

// Unions narrow on their kind; errors have a code.
if (cell.status.kind === "conditional") console.log(cell.status.conditions.length);
load().catch((error: CarrotError) => console.log(error.code === "load-failed"));
// The widget's events reach the document, and its attributes are properties.
document.addEventListener("carrot-navigate", (event) => console.log(event.detail.id.toUpperCase()));
const element = document.createElement("carrot-privacy");
element.section = "glossary";
element.compact = true;
// @ts-expect-error unknown property
element.colour = "blue";

export { cell, column, outcomes, rows, table, wrong };
