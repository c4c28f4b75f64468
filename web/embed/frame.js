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
  // Told again, in case that the page around was not listening yet, or that there was nothing to measure.
  const again = () => {
    told = undefined;
    measure();
  };
  addEventListener("load", again);
  for (const later of [1000, 4000]) setTimeout(again, later);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.[NAME] === 1 && ["light", "dark"].includes(data.theme)) root.dataset.theme = data.theme;
  });
  root.addEventListener("navigate", (event) => {
    const { id } = /** @type {CustomEvent<{ id: string }>} */ (event).detail;
    tell({ navigate: id, top: document.getElementById(id)?.getBoundingClientRect().top });
  });

  // The part of the frame that the reader sees, for the style sheet: a dialog opens there, because the frame is as high as its text.
  let [at, seen] = [0, 0];
  /**
   * @param {number} top
   * @param {number} height
   */
  const sees = (top, height) => {
    [at, seen] = [top, height];
    root.style.setProperty("--at", `${at}px`);
    root.style.setProperty("--seen", `${seen}px`);
  };
  /** Asks the browser for that part, because the page around is another site's. The answer comes with the next frame that is drawn. */
  const look = () => {
    const observer = new IntersectionObserver(
      ([
        {
          intersectionRect: { top, height },
        },
      ]) => {
        observer.disconnect();
        if (height) sees(top, height);
      },
    );
    observer.observe(root);
  };
  for (const name of ["pointerover", "pointerdown", "focusin"]) addEventListener(name, look, true);
  addEventListener(
    "click",
    ({ target }) => {
      const top = target instanceof Element ? target.getBoundingClientRect().top : at;
      // The page was scrolled since: what is clicked is surely in sight.
      if (top < at || top > at + seen) sees(Math.max(0, top - 240), 480);
      look();
      // In another process than the page around, a frame learns late that it was scrolled.
      for (const later of [80, 200]) setTimeout(look, later);
    },
    true,
  );
}
