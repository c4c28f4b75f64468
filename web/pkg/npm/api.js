// The functions, which answer at once when program and content are loaded, and say so before.
import * as program from "./carrot.js";

let loading;
let loaded = false;

/** Loads program and content, once; what failed may be tried again. */
export function load() {
  loading ??= Promise.all([program.default(), content()]).then(
    ([, bytes]) => begin(bytes),
    (cause) => {
      loading = undefined;
      throw new Error(`carrot-privacy cannot be loaded: ${cause?.message ?? cause}`, { cause });
    },
  );
  return loading;
}

/** The same with both at hand. */
export function loadNow(wasm, bytes) {
  program.initSync({ module: wasm });
  begin(bytes);
  loading = Promise.resolve();
}

async function content() {
  const response = await fetch(new URL("./content.bin", import.meta.url));
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return new Uint8Array(await response.arrayBuffer());
}

function begin(bytes) {
  program.begin(bytes);
  loaded = true;
}

function ready() {
  if (!loaded) throw new Error("carrot-privacy is not loaded yet: `await load()` comes first");
  return program;
}

export const policy = () => ready().policy();
export const search = (text, options) => ready().search(text, options);
export const coverage = (service, framework) => ready().coverage(service, framework);
export const qualify = (requirements) => ready().qualify(requirements);
export const gaps = () => ready().gaps();
