// Tests whether a person can see an element, not only whether it is in the document.

/**
 * Returns true if some text of an element is on the screen: the element is inside the window, every element around it is opaque enough, and
 * the browser finds it topmost at the middle of the text. Clipped, covered or moved elements are not found there. It runs in the browser, and
 * uses nothing of this file.
 *
 * @param {Element | null} element
 */
export const isSeen = (element) => {
  if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  for (let around = /** @type {Element | null} */ (element); around; around = around.parentElement)
    if (Number(getComputedStyle(around).opacity) < 0.3) return false;
  const tree = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()].some(({ left, top, width, height }) => {
    if (width < 2 || height < 2) return false;
    const there = tree.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (there === element || element.contains(there));
  });
};

/** A script for a page, before its own scripts: defines `seen`, and `seenTexts`, which returns the seen texts among all elements of a selector. */
export const see = `
  window.seen = ${isSeen};
  window.seenTexts = (selector, most = 8) =>
    [...document.querySelectorAll(selector)].filter(window.seen).slice(0, most).map((it) => it.textContent);
`;
