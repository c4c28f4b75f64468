// The functions, which answer at once when the program is loaded, and say so before.
import * as program from "./carrot.js";

let loading;
let loaded = false;

/** Loads the program, once; what failed may be tried again. */
export function load(wasm) {
  const options = wasm === undefined ? undefined : { module_or_path: wasm };
  loading ??= program.default(options).then(
    () => {
      loaded = true;
    },
    (error) => {
      loading = undefined;
      throw new Error(`carrot-privacy cannot be loaded: ${error?.message ?? error}`, { cause: error });
    },
  );
  return loading;
}

/** The same with the program at hand. */
export function loadNow(bytes) {
  program.initSync({ module: bytes });
  loaded = true;
  loading = Promise.resolve();
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
