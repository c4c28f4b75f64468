// Compiled with the DOM library.
import { load, mount } from "carrot-privacy";

export async function page(element: HTMLElement) {
  await load({ wasm: fetch("carrot_bg.wasm"), content: new URL("content.bin", document.baseURI) });
  const module: Promise<WebAssembly.Module> = WebAssembly.compileStreaming(fetch("carrot_bg.wasm"));
  await load({ wasm: module });
  const widget = await mount(element, { section: "collected-data", theme: "dark", compact: true });
  widget.element.addEventListener("carrot-navigate", ({ detail }) => detail.id.toUpperCase());
  document.addEventListener("carrot-error", ({ detail }) => detail.message.toUpperCase());
  widget.element.style.display = "block";
  // @ts-expect-error: not a theme.
  widget.update({ theme: "blue" });
  const found: string | undefined = document.querySelector("carrot-privacy")?.section;
  return [found, widget.unmount()];
}
