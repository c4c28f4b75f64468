// Which browser is started, and how, for tests and screenshots: the system's Chromium, with the flags that wasm tests use too
// (webdriver.json): no calls home, no graphics card, and no sandbox, which root cannot have.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const { args } = JSON.parse(readFileSync(new URL("webdriver.json", import.meta.url), "utf8"))["goog:chromeOptions"];

// Chromium prepares the popups of its address bar in every window, although a headless one has no address bar: two more pages, and four
// tenths of the processor time of opening ours. Of several lists Chromium takes the last, so Playwright's own names are repeated.
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
