// The editions of the policy with their changes: `carrot-privacy/changes`. It is a script of its own with its data, so that only its users
// load it. It needs neither the program nor `load`.

/** @typedef {import("./changes.d.ts").Edition} Edition */

/** The build replaces the text by the list. */
const EDITIONS = /** @type {Edition[]} */ (/** @type {unknown} */ ("%CHANGES%"));

/**
 * Returns the editions after a day or an edition, the newest first; all if nothing is given. See changes.d.ts.
 * @param {number | string | null} [since]
 */
export function changes(since) {
  return structuredClone(EDITIONS.filter(after(since)));
}

/**
 * @param {unknown} since
 * @returns {(edition: Edition) => boolean}
 */
function after(since) {
  if (since === undefined || since === null) return () => true;
  if (typeof since === "number" && Number.isInteger(since) && since >= 0) return ({ number }) => number > since;
  if (typeof since === "string" && isDay(since)) return ({ date }) => date > since;
  const message = `\`since\` is \`${String(since)}\`: it takes the number of an edition, or a day such as "2026-03-03"`;
  throw Object.assign(new Error(message), { code: "wrong-option" });
}

/** @param {string} text */
function isDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return !!day && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}
