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
  /** The id of the changed item. */
  id: string;
  /** The part of the policy, such as "statement", "retention" or "recipients". */
  aspect: string;
  kind: "added" | "removed" | "changed" | "moved" | "renamed";
  /** The effect on the people whose data it is: promises less, promises more, the same, or undecided. */
  direction: "weaker" | "stronger" | "neutral" | "unclear";
  /** Decided by a typed fact of the policy, or by the wording of a statement. */
  basis: "fact" | "wording";
  /** The name of the changed item. */
  title: string;
  /** The old value; `null` if the old edition does not state one. */
  old: string | null;
  /** The new value; `null` if the new edition does not state one. */
  new: string | null;
  /**
   * The party that makes the statement; `null` if no statement grounds the change.
   * `promisesTo` names the people to whom its statements are a promise; `null` if they are not promises.
   */
  party: { id: string; name: string; promisesTo: string | null } | null;
  /** The places in documents that state it. */
  cites: { source: string; title: string; section: string; asOf: string | null }[];
  /** The id of the statement that the changed item is based on. `null` if it is based on none, or is a statement itself. */
  statement: string | null;
}

/**
 * Returns the editions after a day or an edition, the newest first. Without an argument, returns all editions.
 *
 * @param since the number of an edition, or a day such as "2026-03-03".
 * @throws {Error} with the code "wrong-option" if it is neither.
 */
export function changes(since?: number | string | null): Edition[];
