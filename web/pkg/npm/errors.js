// Makes the errors of this package.

/** @typedef {import("./index.js").CarrotErrorCode} Code */

/** All codes. The type checker reports a missing one. @type {Record<Code, true>} */
const CODES = {
  "not-loaded": true,
  "load-failed": true,
  "not-wasm": true,
  "not-content": true,
  "other-version": true,
  damaged: true,
  "wrong-option": true,
  "unknown-name": true,
  "ambiguous-name": true,
  "no-document": true,
  "not-shown": true,
};

/**
 * Returns the code of an error of this package or its program. Errors of a browser or a runtime have other codes, such as `ENOENT`.
 * @param {{ code?: unknown } | null | undefined} error
 * @returns {Code | undefined}
 */
export function codeOf(error) {
  const code = /** @type {Code} */ (error?.code);
  return Object.hasOwn(CODES, code) ? code : undefined;
}

/**
 * Returns an error with a code; see `CarrotError` in index.d.ts.
 * @param {string} message
 * @param {Code} code
 * @param {unknown} [cause]
 */
export function failure(message, code, cause) {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}
