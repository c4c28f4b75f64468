// The page in a frame: it tells whoever is around how high it is and where its reader goes, and has the colours that it is told.
const NAME = "carrot-privacy";
const root = document.documentElement;

if (parent !== window) {
  root.dataset.framed = "";
  root.toggleAttribute("data-compact", new URLSearchParams(location.search).has("compact"));
  // Nothing in this is a secret, and who is around is not known.
  const tell = (message) => parent.postMessage({ [NAME]: 1, ...message }, "*");
  let told;
  const measure = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height !== told) tell({ height: (told = height) });
  };
  // At once, because browsers watch no sizes in what they do not show, and until then we are not shown.
  measure();
  new ResizeObserver(measure).observe(root);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.[NAME] === 1 && ["light", "dark"].includes(data.theme)) root.dataset.theme = data.theme;
  });
  root.addEventListener("navigate", ({ detail: { id } }) => tell({ navigate: id, top: document.getElementById(id).getBoundingClientRect().top }));
  // A frame is as high as its text: what opens in the middle of it would be out of sight.
  addEventListener("click", ({ target }) => target.getBoundingClientRect && root.style.setProperty("--at", `${target.getBoundingClientRect().top}px`), true);
}
