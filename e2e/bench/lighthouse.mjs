// Runs Lighthouse on a page, with its own throttling.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchOptions } from "../browser.mjs";

const PROGRAM = fileURLToPath(new URL("node_modules/lighthouse/cli/index.js", import.meta.url));
export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/**
 * Returns the four scores (0 to 100) and the weighted audits below 0.9, or a message if Lighthouse is not installed. Rejects if Lighthouse fails.
 * @param {string} url
 * @returns {Promise<string | { scores: Record<string, number>, failedAudits: string[] }>}
 */
export async function lighthouse(url) {
  if (!existsSync(PROGRAM)) return "Lighthouse is not installed: run `npm ci` in e2e/bench (it needs the network)";
  const flags = ["--headless=new", ...launchOptions.args].join(" ");
  const args = [PROGRAM, url, "--quiet", "--output=json", `--only-categories=${CATEGORIES.join()}`, `--chrome-flags=${flags}`];
  const env = { ...process.env, CHROME_PATH: launchOptions.executablePath };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 28 });
  const { categories, audits } = JSON.parse(stdout);
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)])),
    failedAudits: CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => id),
  };
}
