// The module that the build makes of both binary files, in base64.
export const content: string;
export const wasm: string;
