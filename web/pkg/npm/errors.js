// Makes the errors of this package.

/**
 * Returns an error with a code; see `CarrotError` in index.d.ts.
 * @param {string} message
 * @param {import("./index.js").CarrotErrorCode} code
 * @param {unknown} [cause]
 */
export function failure(message, code, cause) {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}
