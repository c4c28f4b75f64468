// The package's program must stay beside its script.
export default { optimizeDeps: { exclude: ["carrot-privacy"] }, esbuild: { jsx: "automatic" } };
