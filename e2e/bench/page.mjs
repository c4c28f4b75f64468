// Compares the built page with pages that are written by hand. `cargo xtask bench page` builds the
// page and starts
//   node e2e/bench/page.mjs <dist> <dist of content ten times as long> <folder to write to>
// CHROME names the browser, RUNS the number of cold loads (7). The pages take turns, so that other
// programs on the machine slow down all of them alike. The exit code is 1 if a budget is exceeded,
// and 2 if something cannot be measured.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "../browser.mjs";
import { CATEGORIES, lighthouse } from "./lighthouse.mjs";
import { changes, keystrokes, longestTask, measureLoad, timeToFirstResult } from "./measure.mjs";
import { serve } from "./serve.mjs";
import { VITEPRESS, vitepress } from "./vitepress.mjs";
import { referencePages } from "./reference-pages.mjs";

/** @import { Browser } from "@playwright/test" */
/** @import { Server } from "./serve.mjs" */

// The budget of the page's size is in budgets.toml, because no browser is needed to measure it.
const [, page] = readFileSync(new URL("../../budgets.toml", import.meta.url), "utf8").match(/^page = ([\d_]+)$/m) ?? [];
const BUDGET = {
  paint: 1.1, // times minimal
  shift: 0,
  blocked: 50, // ms
  search: 2.4, // times minimal-js
  searchVitePress: 0.6, // times VitePress
  bytes: Number(page?.replaceAll("_", "")),
  bytesBeforePaint: 44_900,
  key: 50, // ms
  change: 60, // ms
  longKey: 100, // ms
  hosted: 50, // ms
  /** @type {Record<string, number>} */
  marks: { performance: 100, accessibility: 100, "best-practices": 100, seo: 100 },
};
// The selectors of two tools, of their controls, and of their answers.
/** @type {[tool: string, control: string, answer: string]} */
const SOLVER = ["#solver", '#question input[type="checkbox"]', "#verdicts h4"];
/** @type {[tool: string, control: string, answer: string]} */
const FILTER = ["#filter", "#filter button", "#filter [role=status]"];
const RUNS = Number(process.env.RUNS ?? 7);

// Number of runs of Lighthouse. The median counts, because other programs may slow down a single run.
const LIGHTHOUSES = 5;

const [dist, long, folder] = process.argv.slice(2);
if (!dist || !long || !folder || !(RUNS >= 1)) {
  console.error("bench: type `cargo xtask bench page`, or node e2e/bench/page.mjs <dist> <dist ten times as long> <folder to write to>");
  process.exit(2);
}

/** @type {(list: number[], share: number) => number} */
const rank = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
/** @param {number[]} list */
const median = (list) => rank(list, 0.5);
/**
 * @template {string} Key
 * @param {Record<Key, number>[]} list
 */
const medians = (list) => {
  const keys = /** @type {Key[]} */ (Object.keys(list[0]));
  return /** @type {Record<Key, number>} */ (Object.fromEntries(keys.map((key) => [key, median(list.map((it) => it[key]))])));
};

/**
 * Returns queries that have results in any content: words from the page's headings, and one with a
 * typo.
 *
 * @param {Browser} browser
 * @param {string} html
 */
async function queries(browser, html) {
  const page = await browser.newPage();
  const titles = await page.evaluate(
    (/** @type {string} */ html) =>
      [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("h3, h4")].map((it) => it.textContent),
    html,
  );
  await page.close();
  const words = [...new Set(titles.flatMap((title) => title.toLowerCase().match(/[a-z]{7,12}/g) ?? []))];
  const some = Array.from({ length: 8 }, (_, index) => words[Math.floor((index * words.length) / 8)]).filter(Boolean);
  if (some.length === 0) throw new Error("the page has no headings to search for");
  return [...some, `${some[0]} ${some.at(-1)}`, some[0].slice(0, 3) + some[0].slice(4)];
}

/**
 * Measures the longest task of two pages: one with the whole policy in a frame far below the first
 * screen, and one without it.
 *
 * @param {Browser} browser
 * @param {Server} server
 * @param {string} folder
 */
async function measureHostPages(browser, server, folder) {
  const element = "carrot-privacy";
  const pages = {
    with: `<script type="module" src="${server.url("page")}embed/v1.js"></script><${element}><p>…</p></${element}>`,
    without: "<p>…</p>",
  };
  for (const [name, text] of Object.entries(pages)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "index.html"), `<!doctype html><title>${name}</title><div style="height:3000px"></div>${text}`);
  }
  const host = await serve({ with: join(folder, "with"), without: join(folder, "without") });
  try {
    /** @type {Record<string, number[]>} */
    const longest = { with: [], without: [] };
    for (let run = 1; run <= RUNS; run++)
      for (const name of Object.keys(longest))
        longest[name].push(await longestTask(browser, host.url(name), name === "with" ? element : undefined));
    return longest;
  } finally {
    host.close();
  }
}

/**
 * Returns the median of each Lighthouse score, and the audits that lowered one.
 *
 * @param {string} url
 */
async function lighthouseMedians(url) {
  const all = [];
  for (let run = 0; run < LIGHTHOUSES; run++) {
    const one = await lighthouse(url);
    if (typeof one === "string") return one;
    all.push(one);
  }
  return {
    scores: medians(all.map(({ scores }) => scores)),
    failedAudits: [...new Set(all.flatMap(({ failedAudits }) => failedAudits))],
  };
}

/**
 * @param {Browser} browser
 * @param {(what: string) => void} report
 */
async function measure(browser, report) {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const context = await browser.newContext();
  /** @type {Record<string, string>} */
  const folders = { page: dist, long };
  for (const [name, text] of Object.entries(await referencePages(context, html))) {
    folders[name] = join(folder, name);
    mkdirSync(folders[name], { recursive: true });
    writeFileSync(join(folders[name], "index.html"), text);
  }
  await context.close();
  report("VitePress");
  folders.vitepress = await vitepress(readFileSync(join(dist, "policy.md"), "utf8"), folder, "vitepress");
  const words = await queries(browser, html);
  const server = await serve(folders);
  try {
    /** @type {Record<string, Awaited<ReturnType<typeof measureLoad>>[]>} */
    const loads = { page: [], minimal: [], "minimal-js": [], long: [] };
    /** @type {Record<string, number[]>} */
    const searches = { page: [], "minimal-js": [], vitepress: [] };
    for (let run = 1; run <= RUNS; run++) {
      for (const name of Object.keys(loads)) loads[name].push(await measureLoad(browser, server.url(name), name !== "minimal"));
      for (const name of Object.keys(searches)) {
        const by = name === "vitepress" ? VITEPRESS : undefined;
        searches[name].push(await timeToFirstResult(browser, server.url(name), words[0], by));
      }
      report(`load ${run} of ${RUNS}`);
    }
    report("keys");
    /** @type {Record<string, number[]>} */
    const keys = { page: [], "minimal-js": [], long: [] };
    for (const name of Object.keys(keys)) keys[name] = await keystrokes(browser, server.url(name), words);
    const solver = await changes(browser, server.url("page"), ...SOLVER);
    const filter = await changes(browser, server.url("page"), ...FILTER);
    report("other people's pages");
    const guest = await measureHostPages(browser, server, folder);
    report("Lighthouse");
    const marks = await lighthouseMedians(server.url("page"));
    const of = Object.fromEntries(Object.entries(loads).map(([name, list]) => [name, medians(list)]));
    const sizes = { page: server.bytes("page"), long: server.bytes("long") };
    return { of, searches, keys, solver, filter, guest, marks, sizes };
  } finally {
    server.close();
  }
}

/** @typedef {[measure: string, ours: string, yardstick: string, ratio: string, budget: string, ok: boolean | undefined]} Line */

/**
 * Returns the table's lines.
 *
 * @param {Awaited<ReturnType<typeof measure>>} measured
 */
function lines({ of, searches, keys, solver, filter, guest, marks, sizes }) {
  const { page: ours, minimal, "minimal-js": script, long } = of;
  const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`;
  const kb = (/** @type {number} */ value) => `${(value / 1000).toFixed(1)} kB`;
  /** @type {(what: string, value: number, budget: number, show: (value: number) => string, other?: number) => Line} */
  const plain = (what, value, budget, show, other) => [
    what,
    show(value),
    other === undefined ? "" : show(other),
    other ? (value / other).toFixed(2) : "",
    `<= ${show(budget)}`,
    value <= budget,
  ];
  /** @type {(what: string, value: number, other: number, budget: number) => Line} */
  const ratio = (what, value, other, budget) => [
    what,
    ms(value),
    ms(other),
    (value / other).toFixed(2),
    `<= ${budget.toFixed(2)} x`,
    value <= budget * other,
  ];
  const table = [
    ratio("first contentful paint", ours.fcp, minimal.fcp, BUDGET.paint),
    ratio("largest contentful paint", ours.lcp, minimal.lcp, BUDGET.paint),
    plain("layout shift", ours.cls, BUDGET.shift, (value) => value.toFixed(3), minimal.cls),
    plain("total blocking time", ours.tbt, BUDGET.blocked, ms, script.tbt),
    plain("transfer in all", ours.bytes, BUDGET.bytes, kb, script.bytes),
    plain("transfer before first paint", ours.bytesBeforePaint, BUDGET.bytesBeforePaint, kb, minimal.bytesBeforePaint),
    ratio("first visible result, typed at once", median(searches.page), median(searches["minimal-js"]), BUDGET.search),
    ratio("the same, against VitePress", median(searches.page), median(searches.vitepress), BUDGET.searchVitePress),
    plain("key to visible result, p95", rank(keys.page, 0.95), BUDGET.key, ms, rank(keys["minimal-js"], 0.95)),
  ];
  for (const [name, took] of Object.entries({ solver, filter })) {
    if (took) table.push(plain(`${name} change to visible, p95`, rank(took, 0.95), BUDGET.change, ms));
    else table.push([`${name} change to visible, p95`, `no ${name} on the page`, "", "", `<= ${ms(BUDGET.change)}`, undefined]);
  }
  table.push(
    ratio("ten times the content: paint", long.fcp, ours.fcp, sizes.long / sizes.page),
    plain("ten times the content: key, p95", rank(keys.long, 0.95), BUDGET.longKey, ms, rank(keys.page, 0.95)),
  );
  table.push(plain("longest task of a page with a frame", median(guest.with), BUDGET.hosted, ms, median(guest.without)));
  if (typeof marks === "string") table.push(["Lighthouse", marks, "", "", "", undefined]);
  else
    for (const name of CATEGORIES)
      table.push([
        `Lighthouse: ${name}`,
        `${marks.scores[name]}`,
        "",
        "",
        `>= ${BUDGET.marks[name]}`,
        marks.scores[name] >= BUDGET.marks[name],
      ]);
  return table;
}

/** @param {Line[]} table */
function print(table) {
  const rows = [
    ["measure", "ours", "yardstick", "ratio", "budget", ""],
    ...table.map(([measure, ours, yardstick, ratio, budget, ok]) => [
      ...[measure, ours, yardstick, ratio, budget],
      ok === undefined ? "not measured" : ok ? "ok" : "MISSED",
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.filter((row) => row[column + 1] || column === 0).map((row) => row[column].length)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join("  ")
        .trimEnd(),
    );
}

const browser = await chromium.launch(launchOptions);
try {
  const measured = await measure(browser, (/** @type {string} */ what) => process.stderr.write(`bench: ${what}\n`));
  const table = lines(measured);
  console.log(`slow 4G (1.6 Mbit/s, 150 ms), a processor four times slower, 412 x 823 pixels, median of ${RUNS} cold loads;`);
  console.log("yardstick: minimal for paint, minimal-js or VitePress for search and keys, our page for ten times the content");
  print(table);
  const { marks } = measured;
  if (typeof marks !== "string" && marks.failedAudits.length)
    console.log(`Lighthouse lowered a score for: ${marks.failedAudits.join(", ")}`);
  writeFileSync(join(folder, "page.json"), JSON.stringify(measured, null, 1));
  process.exitCode = table.some((row) => row[5] === false) ? 1 : 0;
} catch (error) {
  console.error(`bench: cannot measure: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
