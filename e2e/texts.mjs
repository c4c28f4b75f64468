// Reads the texts of the interface from the source, so that rewording a text breaks no test that finds an element by it.
import { readFileSync } from "node:fs";
import { matched } from "./required.mjs";

/** Matches a text between quotes in Rust. */
const STRING = /"((?:[^"\\]|\\[^])*)"/;

/** @param {string} path */
const source = (path) => readFileSync(new URL(`../core/src/${path}`, import.meta.url), "utf8");

/** The tags of the interface's languages, in the order of the texts in `labels.rs`. */
const LANGS = [...matched(source("i18n/mod.rs"), /fn lang\(self\)[^]*?\n {4}\}/)[0].matchAll(new RegExp(STRING, "g"))].map(
  ([, lang]) => lang,
);

/**
 * Returns the value of a string literal of Rust.
 *
 * @param {string} literal the text between the quotes
 */
const unescaped = (literal) =>
  literal
    .replace(/\\\n\s*/g, "")
    .replace(/\\u\{(\w+)\}/g, (_, digits) => String.fromCodePoint(parseInt(digits, 16)))
    .replace(/\\(["\\])/g, "$1");

/**
 * Returns a text of the interface that has no parameters, by its name in `core/src/i18n/mod.rs`.
 *
 * @param {string} name
 * @param {string} [lang]
 */
export const message = (name, lang = "en") =>
  unescaped(matched(source(`i18n/${lang}.rs`), new RegExp(String.raw`^    ${name}:\s*${STRING.source},$`, "m"))[1]);

/**
 * Returns a label of changes by its name in `core/src/history/labels.rs`, with an edition's number filled in if it has one.
 *
 * @param {string} name
 * @param {{ lang?: string, edition?: number }} [options]
 */
export function changesLabel(name, { lang = "en", edition } = {}) {
  const index = LANGS.indexOf(lang);
  // A label without parameters has its texts in a row; one with parameters is a function.
  const place = new RegExp(String.raw`^    (?:${name}:|pub fn ${name}\()`, "m");
  const file = source("history/labels.rs");
  const texts = [...file.slice(matched(file, place).index).matchAll(new RegExp(STRING, "g"))];
  return unescaped(texts[index][1]).replace("{edition}", String(edition));
}
