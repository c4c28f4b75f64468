// Starts the page's program. A file of its own, because an inline script would need a hole in the content security policy.
// Trunk writes the names of the program's two files into the link below (pattern_script in Trunk.toml).
const link = document.getElementById("program");
const { default: start } = await import(link.href);
await start({ module_or_path: new URL(link.dataset.wasm, document.baseURI) });
