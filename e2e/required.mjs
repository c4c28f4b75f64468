// Functions that return a required value, or throw an error that names the missing value.

/** @import { Locator } from "@playwright/test" */

/**
 * @template T
 * @param {T | null | undefined} value
 * @param {string} name
 * @returns {T}
 */
export function required(value, name) {
  if (value === null || value === undefined) throw new Error(`${name} is missing`);
  return value;
}

/**
 * @param {Locator} locator
 * @param {string} name
 */
export const attribute = async (locator, name) => required(await locator.getAttribute(name), `attribute ${name} of ${locator}`);

/** @param {Locator} locator */
export const boxOf = async (locator) => required(await locator.boundingBox(), `box of ${locator}`);

/**
 * Returns what a pattern matches in a text, and its groups.
 *
 * @param {string | null} text
 * @param {RegExp} pattern
 */
export const matched = (text, pattern) => required(text?.match(pattern), `${pattern} in ${JSON.stringify(text)}`);
