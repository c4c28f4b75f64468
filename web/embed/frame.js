// The page in a frame: reports its height and where its reader goes to the page around, and takes its theme from there.
const NAME = "carrot-privacy";
const root = document.documentElement;

if (parent !== window) {
  root.dataset.framed = "";
  root.toggleAttribute("data-compact", new URLSearchParams(location.search).has("compact"));
  /**
   * Tells the page around, whose origin is unknown here: nothing of this is secret.
   * @param {object} message
   */
  const tell = (message) => parent.postMessage({ [NAME]: 1, ...message }, "*");
  /** @type {number | undefined} */
  let told;
  const measure = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height !== told) tell({ height: (told = height) });
  };
  // At once, because browsers watch no sizes in a frame that is not visible, as this one is until then.
  measure();
  new ResizeObserver(measure).observe(root);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.[NAME] === 1 && ["light", "dark"].includes(data.theme)) root.dataset.theme = data.theme;
  });
  root.addEventListener("navigate", (event) => {
    const { id } = /** @type {CustomEvent<{ id: string }>} */ (event).detail;
    tell({ navigate: id, top: document.getElementById(id)?.getBoundingClientRect().top });
  });

  /**
   * Gives the style sheet the part of the frame that the reader sees, where a dialog can be seen: the frame is as high as its text. Only
   * the browser knows that part, because the page around is another site's.
   */
  const look = () => {
    const observer = new IntersectionObserver(([{ intersectionRect }]) => {
      observer.disconnect();
      if (!intersectionRect.height) return;
      root.style.setProperty("--at", `${intersectionRect.top}px`);
      root.style.setProperty("--seen", `${intersectionRect.height}px`);
    });
    observer.observe(root);
  };
  // Before the click, so that a dialog does not move once it is open.
  for (const name of ["pointerdown", "focusin", "click"]) addEventListener(name, look, true);
}
