// The editions of the policy with their changes: `carrot-privacy/changes`. A separate script that contains its data, so that only pages that
// import it download it. It needs neither the wasm nor `load`.

/** @typedef {import("./changes.d.ts").Edition} Edition */

/** The build replaces this string with the list of editions. */
const EDITIONS = /** @type {Edition[]} */ (/** @type {unknown} */ ("%CHANGES%"));

/**
 * Returns the editions after a day or an edition, the newest first. Without `since`, returns all. See changes.d.ts.
 * @param {number | string | null} [since]
 * @returns {Edition[]}
 * @throws {Error} with the code "wrong-option" if `since` is neither an edition's number nor a day
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
  const message = `\`since\` is \`${String(since)}\`: it takes an edition's number, or a day such as \`2026-03-03\``;
  throw Object.assign(new Error(message), { code: "wrong-option" });
}

/** @param {string} text */
function isDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return !!day && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}
