// Tests whether a person can see an element, not only whether it is in the document. Tests and benchmarks add `see` to a page before its own
// scripts.

/**
 * Defines `window.seen(element)`, which returns true if some text of the element is on the screen: the element is inside the window, every
 * element around it is opaque enough, and the browser finds it topmost at the middle of the text. Clipped, covered or moved elements are not
 * found there.
 */
export function see() {
  window.seen = (element) => {
    if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let around = /** @type {Element | null} */ (element); around; around = around.parentElement)
      if (Number(getComputedStyle(around).opacity) < 0.3) return false;
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].some(({ left, top, width, height }) => {
      if (width < 2 || height < 2) return false;
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return there !== null && (there === element || element.contains(there));
    });
  };
  /** The texts of all such elements that are on the screen. */
  window.seenTexts = (selector, most = 8) =>
    [...document.querySelectorAll(selector)]
      .filter(window.seen)
      .slice(0, most)
      .map((it) => it.textContent);
}
