// The browser for tests and screenshots, and its flags: the system's Chromium, with the same flags as the wasm tests (webdriver.json). It
// sends no requests to its vendor, and uses no graphics card and no sandbox, which does not work for root.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const { args } = JSON.parse(readFileSync(new URL("webdriver.json", import.meta.url), "utf8"))["goog:chromeOptions"];

// Features of Chromium to turn off. In every window it prepares two pages for the popups of its address bar, although a headless window has
// no address bar: that takes 40 % of the processor time of opening our page. Chromium reads only the last list of features, so the list
// repeats Playwright's own names.
const OMITTED = [
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
  ...["AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"],
  ...["HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"],
  ...["OptimizationHints", "PaintHolding", "PreconnectToSearch", "TcpPortRandomizationWin", "ThirdPartyStoragePartitioning"],
];

export const launchOptions = {
  executablePath: chrome(),
  args: [...args, `--disable-features=${OMITTED.join(",")}`],
  headless: true,
};

/** Returns the browser that CHROME names (xtask always sets it), or a Chromium or Chrome on PATH. */
function chrome() {
  if (process.env.CHROME) return process.env.CHROME;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((dir) => names.map((name) => join(dir, name)))
    .find(existsSync);
  if (!found) throw new Error("there is no Chromium on PATH: name one with CHROME=/path/to/it");
  return found;
}
