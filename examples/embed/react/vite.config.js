// Don't bundle the package in advance: its wasm must stay beside its script.
export default { optimizeDeps: { exclude: ["carrot-privacy"] }, esbuild: { jsx: "automatic" } };
