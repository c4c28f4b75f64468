/** An edition of the policy, and what changed in it. */
export interface Edition {
  /** Its number, from 1. */
  number: number;
  /** The day of its release, such as "2026-03-03". */
  date: string;
  /** The release note. */
  note: string;
  /** The changes from the edition before, those that promise less first; empty in the first edition. */
  changes: Change[];
}

/** One change. Its direction is a reading aid, not a legal judgment. */
export interface Change {
  /** The id of what changed. */
  id: string;
  /** The part of the policy, such as "statement", "retention" or "recipients". */
  aspect: string;
  kind: "added" | "removed" | "changed" | "moved" | "renamed";
  /** The effect on the people whose data it is: promises less, promises more, the same, or undecided. */
  direction: "weaker" | "stronger" | "neutral" | "unclear";
  /** Decided by a typed fact of the policy, or by the wording of a statement. */
  basis: "fact" | "wording";
  /** The name of what changed. */
  title: string;
  /** The old value; `null`: not stated. */
  old: string | null;
  /** The new value; `null`: not stated. */
  new: string | null;
  /** Whose statement it is, and to whom it is a promise; `null`: to nobody. */
  party: { id: string; name: string; promisesTo: string | null } | null;
  /** The places where it is stated. */
  cites: { source: string; title: string; section: string; asOf: string | null }[];
  /** The statement that grounds it, if that is not the thing itself. */
  statement: string | null;
}

/**
 * The editions after a day or an edition, the newest first; all if nothing is given. A policy without editions has none.
 *
 * @param since the number of an edition, or a day such as "2026-03-03".
 * @throws {Error} with the code "wrong-option" if it is neither.
 */
export function changes(since?: number | string | null): Edition[];
