// The package's functions. Until program and content are loaded, they throw an error with the code "not-loaded".
import * as program from "./carrot.js";
import { codeOf, failure } from "./errors.js";

/** @typedef {import("./index.js").LoadOptions} LoadOptions */
/** @typedef {import("./index.js").Bytes} Bytes */
/** @typedef {{ wasm: () => URL, content: () => URL }} Beside functions that return the address of each file */
/** @typedef {"wasm" | "content"} Name */

/** @type {Promise<void> | undefined} */
let loading;
let loaded = false;

/**
 * Loads program and content once. After a failure, the next call tries again. See index.d.ts. Bundlers copy each file that
 * `new URL("…", import.meta.url)` names, so only entry points that need the files name them, in `beside`.
 * @param {LoadOptions | null | undefined} given
 * @param {Beside} [beside]
 */
export function loadFrom(given, beside) {
  loading ??= startLoading(given, beside).catch((cause) => {
    loading = undefined;
    throw failure(`carrot-privacy cannot be loaded: ${cause?.message ?? cause}`, codeOf(cause) ?? "load-failed", cause);
  });
  return loading;
}

/** @type {((address: URL) => Promise<Bytes>) | undefined} */
let readFile;

/**
 * Sets the function that reads `file:` addresses, which `fetch` does not read in Node.
 * @param {(address: URL) => Promise<Bytes>} read
 */
export function readFilesWith(read) {
  readFile = read;
}

/**
 * Loads program and content that are already in memory, before it returns.
 * @param {BufferSource} wasm
 * @param {Bytes} content
 */
export function loadNow(wasm, content) {
  program.initSync({ module: wasm });
  begin(content);
  loading = Promise.resolve();
}

/**
 * @param {LoadOptions | null | undefined} given
 * @param {Beside} [beside]
 */
async function startLoading(given, beside) {
  const { wasm, content } = checkOptions(given);
  const [module, bytes] = await Promise.all([
    moduleOf(wasm ?? addressOf(beside?.wasm)),
    bytesOf(content ?? addressOf(beside?.content), "content"),
  ]);
  await program.default({ module_or_path: module });
  begin(bytes);
}

/**
 * Returns the address of a file beside the script.
 * @param {(() => URL) | undefined} file
 */
function addressOf(file) {
  try {
    return file?.();
  } catch (cause) {
    // In a script that is not a module, a bundler leaves `import.meta` empty.
    throw new Error(`the address of this script is unknown here. ${HINT}`, { cause });
  }
}

/** @param {Bytes} bytes */
function begin(bytes) {
  program.begin(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  loaded = true;
}

/**
 * @param {unknown} given
 * @returns {LoadOptions}
 */
function checkOptions(given) {
  if (given === undefined || given === null) return {};
  if (typeof given !== "object")
    throw failure(`\`options\` is \`${String(given)}\`: it takes an object with \`wasm\` and \`content\``, "wrong-option");
  for (const name of Object.keys(given)) {
    if (name !== "wasm" && name !== "content")
      throw failure(`\`${name}\` is not an option of load: it takes \`wasm\` and \`content\``, "wrong-option");
  }
  return given;
}

/**
 * Returns the program as a WebAssembly.Module or bytes.
 * @param {unknown} given
 */
async function moduleOf(given) {
  const value = await given;
  return value instanceof WebAssembly.Module ? value : bytesOf(value, "wasm");
}

/** The first bytes of each file. @type {Record<Name, number[]>} */
const BEGINNINGS = { wasm: [0, 0x61, 0x73, 0x6d], content: [...new TextEncoder().encode("carrot-package")] };

/**
 * Returns the bytes of an address or a response, or the bytes themselves.
 * @param {unknown} given
 * @param {Name} name
 */
async function bytesOf(given, name) {
  let value = await given;
  let from = "";
  if (typeof value === "string" || value instanceof URL) value = await fetched(value);
  if (typeof Response === "function" && value instanceof Response) {
    from = ` from ${value.url}`;
    if (!value.ok) throw new Error(`${value.status} for ${value.url}. ${HINT}`);
    value = await value.arrayBuffer();
  }
  if (!(value instanceof ArrayBuffer) && !ArrayBuffer.isView(value)) {
    throw failure(`\`${name}\` takes bytes, an address or a response${name === "wasm" ? ", or a WebAssembly.Module" : ""}`, "wrong-option");
  }
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (!BEGINNINGS[name].every((byte, at) => bytes[at] === byte)) {
    const is = bytes[0] === 0x3c ? "an HTML page" : "another file";
    throw failure(
      `\`${name}\`${from} is ${is}, not ${name === "wasm" ? "the program `carrot_bg.wasm`" : "the content `content.bin`"}. ${HINT}`,
      `not-${name}`,
    );
  }
  return bytes;
}

/** @param {string | URL} address */
async function fetched(address) {
  try {
    return await (readFile && /^file:/i.test(String(address)) ? readFile(new URL(address)) : fetch(address));
  } catch (cause) {
    throw new Error(`${address} cannot be read: ${cause instanceof Error ? cause.message : cause}. ${HINT}`, { cause });
  }
}

const HINT = "Where a bundler does not copy both files, call `load({ wasm, content })` or import `carrot-privacy/inline`: see the README";

function ready() {
  if (!loaded) throw failure("carrot-privacy is not loaded yet: call `await load()` first", "not-loaded");
  return program;
}

export const policy = () => ready().policy();
/** @type {typeof program.search} */
export const search = (text, options) => ready().search(text, options);
/** @type {(service?: any, framework?: any) => any} */
export const coverage = (service, framework) => ready().coverage(service, framework);
/** @type {typeof program.qualify} */
export const qualify = (needs) => ready().qualify(needs);
export const gaps = () => ready().gaps();
