// Builds a page to compare ours with: the same policy, from our policy.md, built with VitePress and its local search.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";

/** The selectors for searching on a VitePress site: a button opens the search field, and results are links below it. */
export const VITEPRESS = { opener: "#local-search button", input: "#localsearch-input", result: "#localsearch-list a.result" };

/**
 * Builds the site of `markdown` below `folder`, to be served below `/{name}/`, and returns its
 * folder.
 *
 * @param {string} markdown
 * @param {string} folder
 * @param {string} name
 */
export async function vitepress(markdown, folder, name) {
  const source = join(folder, `${name}-source`);
  const outDir = join(folder, name);
  mkdirSync(join(source, ".vitepress"), { recursive: true });
  // The pages import Vue, which Node looks for in the folder beside them.
  const modules = join(source, "node_modules");
  if (!existsSync(modules)) symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), modules, "junction");
  const config = { base: `/${name}/`, title: "Policy", themeConfig: { search: { provider: "local" } } };
  writeFileSync(join(source, ".vitepress/config.mjs"), `export default ${JSON.stringify(config)};\n`);
  // Without `v-pre`, braces in the policy's text would be taken for Vue's.
  writeFileSync(join(source, "index.md"), `::: v-pre\n\n${markdown}\n\n:::\n`);
  await build(source, { outDir });
  return outDir;
}
