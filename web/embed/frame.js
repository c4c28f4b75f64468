// Runs in a framed page. Reports its height and followed links to the surrounding page, and receives its theme from there.
const NAME = "carrot-privacy";
const root = document.documentElement;

if (parent !== window) {
  root.dataset.framed = "";
  root.toggleAttribute("data-compact", new URLSearchParams(location.search).has("compact"));
  /**
   * Sends a message to the surrounding page. Its origin is unknown here, so no message contains a secret.
   * @param {object} message
   */
  const send = (message) => parent.postMessage({ [NAME]: 1, ...message }, "*");
  /** @type {number | undefined} */
  let reported;
  /** @type {Element | null} The target of a link that was just followed. */
  let goal = null;
  /** Returns its place in the document. A frame that is still too low has scrolled by itself. */
  const top = () => goal && goal.getBoundingClientRect().top + scrollY;
  const measure = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    // A fold around the target grows while it opens: the surrounding page cannot scroll to the end of a frame that is still too low.
    if (height !== reported) send({ height: (reported = height), top: top() });
  };
  // Measure at once: the frame is invisible until it has reported its height, and browsers do not observe sizes in invisible frames.
  measure();
  new ResizeObserver(measure).observe(root);
  // Report again, in case the surrounding page was not listening yet, or there was nothing to measure.
  const reportAgain = () => {
    reported = undefined;
    measure();
  };
  addEventListener("load", reportAgain);
  for (const later of [1000, 4000]) setTimeout(reportAgain, later);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.[NAME] === 1 && ["light", "dark"].includes(data.theme)) root.dataset.theme = data.theme;
  });
  root.addEventListener("navigate", (event) => {
    const { id } = /** @type {CustomEvent<{ id: string }>} */ (event).detail;
    const anchor = document.getElementById(id);
    const followed = (goal = anchor?.closest(":not(span, dt, th, td)") ?? null);
    send({ navigate: id, top: top() });
    setTimeout(() => goal === followed && (goal = null), 1000);
  });

  // The visible part of the frame, for the style sheet: the panel of a cell must open there, because the frame is as high as its text.
  let [visibleTop, visibleHeight] = [0, 0];
  /**
   * @param {number} top
   * @param {number} height
   */
  const setVisiblePart = (top, height) => {
    [visibleTop, visibleHeight] = [top, height];
    root.style.setProperty("--at", `${visibleTop}px`);
    root.style.setProperty("--seen", `${visibleHeight}px`);
  };
  /** Asks the browser for the visible part, because the surrounding page is another site's. The answer comes with the next animation frame. */
  const findVisiblePart = () => {
    const observer = new IntersectionObserver(
      ([
        {
          intersectionRect: { top, height },
        },
      ]) => {
        observer.disconnect();
        if (height) setVisiblePart(top, height);
      },
    );
    observer.observe(root);
  };
  for (const name of ["pointerover", "pointerdown", "focusin"]) addEventListener(name, findVisiblePart, true);
  addEventListener(
    "click",
    ({ target }) => {
      const top = target instanceof Element ? target.getBoundingClientRect().top : visibleTop;
      // The page was scrolled since, and the clicked element is visible, so use its position.
      if (top < visibleTop || top > visibleTop + visibleHeight) setVisiblePart(Math.max(0, top - 240), 480);
      findVisiblePart();
      // A frame in another process learns with a delay that the page was scrolled.
      for (const later of [80, 200]) setTimeout(findVisiblePart, later);
    },
    true,
  );
}
