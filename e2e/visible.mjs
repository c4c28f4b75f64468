// Tests whether a person can see an element, not only whether it is in the document.
import { inflateSync } from "node:zlib";

/** @import { Page } from "@playwright/test" */

/**
 * Returns whether some text of an element is on the screen: the element is inside the window, every element around it is opaque enough, and
 * it is the topmost element at the middle of the text. For a field, the middle of its box counts, because its text has no range. This excludes
 * elements that are clipped, covered or moved. The function runs in the browser, so it uses nothing else of this file.
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
  const isField = element.matches("input, select, textarea");
  return [...(isField ? element : range).getClientRects()].some(({ left, top, width, height }) => {
    if (width < 2 || height < 2) return false;
    const there = tree.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (there === element || element.contains(there));
  });
};

/** A script that runs before the page's own. It defines `seen`, and `seenTexts`, which returns the visible texts of a selector's elements. */
export const see = `
  window.seen = ${isSeen};
  window.seenTexts = (selector, most = 8) =>
    [...document.querySelectorAll(selector)].filter(window.seen).slice(0, most).map((it) => it.textContent);
`;

/**
 * Returns the color of one pixel of the screen.
 *
 * @param {Page} page
 * @param {number} x
 * @param {number} y
 */
export async function pixel(page, x, y) {
  const png = await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width: 1, height: 1 } });
  const data = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return [...inflateSync(Buffer.concat(data)).subarray(1, 4)];
}
