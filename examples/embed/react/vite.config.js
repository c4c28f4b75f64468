// Don't pre-bundle the package: that would separate its wasm from its script.
export default { optimizeDeps: { exclude: ["carrot-privacy"] }, esbuild: { jsx: "automatic" } };
