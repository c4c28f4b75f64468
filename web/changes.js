// Compares the editions on the page of changes, or the line about the last change on the first screen, with the edition that the reader has
// asked this browser to remember. All texts that it shows are in the document already, but hidden. Without this script, or without storage,
// the page still has all editions.
{
  /** @type {HTMLElement | null} */
  const since = document.querySelector("[data-key]");
  const { key = "", newest = "" } = since?.dataset ?? {};

  /** Returns the number of the remembered edition: 0 without one, `undefined` if the browser blocks storage. */
  const remembered = () => {
    try {
      const number = Number(localStorage.getItem(key));
      // Another page of this origin may have written it.
      return Number.isInteger(number) && number > 0 && number <= Number(newest) ? number : 0;
    } catch {}
  };

  /** @param {string} [lost] the state of the page, if it is not the state of the storage */
  const show = (lost) => {
    const number = remembered();
    const state = lost ?? (number === undefined ? "lost" : !number ? "none" : number < Number(newest) ? "new" : "read");
    /** @type {NodeListOf<HTMLElement>} */
    const elements = document.querySelectorAll("[data-when], [data-newer]");
    for (const element of elements) {
      const { when, newer } = element.dataset;
      element.hidden = when ? !when.split(" ").includes(state) : state !== "new" || Number(newer) <= Number(number);
    }
    since?.removeAttribute("hidden");
  };

  since?.addEventListener("click", ({ target }) => {
    const button = target instanceof HTMLButtonElement && target;
    if (!button) return;
    try {
      if (button.value) localStorage.setItem(key, button.value);
      else localStorage.removeItem(key);
      show();
    } catch {
      show("lost");
    }
    // The pressed button may be hidden now.
    /** @type {HTMLElement | null} */
    const next = since.querySelector("button:not([hidden])");
    (next ?? since).focus();
  });
  // Another tab has changed it, or the browser shows the page again as it was left.
  for (const name of ["storage", "pageshow"]) addEventListener(name, () => show());
  show();
}
