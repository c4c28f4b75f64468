// Tests `carrot-privacy/changes`: the editions after a day or a number, without the program. It
// needs no browser, because it reads the script from the package.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";

const EDITIONS = [
  { number: 2, date: "2026-03-03", note: "", changes: [{ id: "kept", direction: "weaker" }] },
  { number: 1, date: "2026-01-01", note: "First edition.", changes: [] },
];

/** @returns {Promise<typeof import("../web/pkg/npm/changes.js")>} */
async function loaded() {
  const script = readFileSync(new URL("../web/pkg/npm/changes.js", import.meta.url), "utf8").replace(
    '"%CHANGES%"',
    JSON.stringify(EDITIONS),
  );
  return import(`data:text/javascript,${encodeURIComponent(script)}`);
}

test("editions are selected by number and by day, and are the caller's own", async () => {
  const { changes } = await loaded();
  const numbers = (/** @type {(string | number | null)[]} */ ...since) => changes(...since).map(({ number }) => number);
  expect(numbers()).toEqual([2, 1]);
  expect(numbers(null)).toEqual([2, 1]);
  expect(numbers(1)).toEqual([2]);
  expect(numbers(2)).toEqual([]);
  expect(numbers("2026-01-01")).toEqual([2]);
  expect(numbers("2025-12-31")).toEqual([2, 1]);
  changes()[0].changes.length = 0;
  expect(changes()[0].changes).toHaveLength(1);
});

test("an invalid value is an error with a code", async () => {
  const { changes } = await loaded();
  /** @type {any[]} */
  const values = ["last week", "2026-02-30", -1, 1.5, {}, ""];
  for (const wrong of values) expect(() => changes(wrong)).toThrow(expect.objectContaining({ code: "wrong-option" }));
});
