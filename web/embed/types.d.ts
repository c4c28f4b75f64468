// Declares the data that the build puts before the scripts in this folder, for type checks with `tsc --checkJs`.
declare const BUILD: {
  /** v1.js: titles of the page by language, ids of sections, name of inline.js. */
  titles: Record<string, string>;
  sections: string[];
  inline: string;
  /** inline.js: addresses relative to it. */
  sheet: string;
  boot: string;
  program: string;
  wasm: string;
  /** The content bundle of each language. */
  bundles: Record<string, string>;
};
