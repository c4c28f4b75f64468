// Starts the page's program. A file of its own, because an inline script would need a hole in the content security policy.
// Trunk writes the names of the program's two files into the link below (pattern_script in Trunk.toml).
const link = document.getElementById("program");
try {
  const { default: start } = await import(link.href);
  await start({ module_or_path: new URL(link.dataset.wasm, document.baseURI) });
} catch (error) {
  // The text needs no program. What would only look as if it worked goes, and a line says so.
  console.warn("search and filter could not be started:", error);
  document.querySelector(".tools").hidden = true;
  document.getElementById("no-tools").hidden = false;
}

// A link to what the party filter has put aside asks for everyone's statements first, as its first button does. Here and not in the
// program, where the same few lines weigh ten times as much.
function follow(hash) {
  let id = hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Not all that is typed is encoded.
  }
  const target = document.getElementById(id);
  if (!target?.closest("[data-aside]")) return;
  document.querySelector(".choice").click();
  // Once the program has answered the click.
  setTimeout(() => target.scrollIntoView());
}
addEventListener("hashchange", () => follow(location.hash));
// Not every click on a link changes the hash: one may follow the same link again.
addEventListener("click", (event) => {
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!elsewhere) follow(event.target.closest?.('a[href^="#"]')?.hash ?? "");
});
