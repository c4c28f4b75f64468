// Declares the parts of the module that wasm-bindgen makes of web/pkg and that api.js uses.
type Package = typeof import("../npm/index.d.ts");

export declare const coverage: Package["coverage"];
export declare const gaps: Package["gaps"];
export declare const policy: Package["policy"];
export declare const qualify: Package["qualify"];
export declare const search: Package["search"];
export function begin(file: Uint8Array): void;
export function initSync(options: { module: WebAssembly.Module | BufferSource }): unknown;
export default function init(options: { module_or_path: WebAssembly.Module | Uint8Array }): Promise<unknown>;
