// Runs Lighthouse on a page, with its own throttling. Returns its four scores, or a sentence if it
// is not installed.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchOptions } from "../browser.mjs";

const PROGRAM = fileURLToPath(new URL("node_modules/lighthouse/cli/index.js", import.meta.url));
export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/**
 * @param {string} url
 * @returns {Promise<string | { marks: Record<string, number>, lost: string[] }>}
 */
export async function lighthouse(url) {
  if (!existsSync(PROGRAM)) return "Lighthouse is not installed: `npm ci` in e2e/bench, once the network is there";
  const flags = ["--headless=new", ...launchOptions.args].join(" ");
  const args = [PROGRAM, url, "--quiet", "--output=json", `--only-categories=${CATEGORIES.join()}`, `--chrome-flags=${flags}`];
  const env = { ...process.env, CHROME_PATH: launchOptions.executablePath };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 28 });
  const { categories, audits } = JSON.parse(stdout);
  return {
    marks: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)])),
    lost: CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => id),
  };
}
