// The editions of the policy and what changed in each: `carrot-privacy/changes`. A script of its own with its data, so that nobody loads it
// who does not ask for it. It needs neither the program nor `load`.
const EDITIONS = "%CHANGES%";

/** The editions after a day or an edition, the newest first; all if nothing is given. See changes.d.ts. */
export function changes(since) {
  return structuredClone(EDITIONS.filter(after(since)));
}

function after(since) {
  if (since === undefined || since === null) return () => true;
  if (Number.isInteger(since) && since >= 0) return ({ number }) => number > since;
  if (typeof since === "string" && isDay(since)) return ({ date }) => date > since;
  const message = `\`since\` is \`${String(since)}\`: it takes the number of an edition, or a day such as "2026-03-03"`;
  throw Object.assign(new Error(message), { code: "wrong-option" });
}

function isDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return !!day && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}
