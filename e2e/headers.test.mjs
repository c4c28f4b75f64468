// Tests the page's headers: the content security policy blocks nothing that the page needs, at any
// address, and header checkers find no defect.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { send } from "./discord.mjs";
import { expect, open, ready, test } from "./fixtures.mjs";
import { required } from "./required.mjs";
import { portOf } from "./port.mjs";

/** @import { Page } from "@playwright/test" */

const { BASE_URL: base = "", CARROT = "", DIST = "" } = process.env;

/**
 * Searches, and waits until a result is visible.
 *
 * @param {Page} page
 */
async function search(page) {
  await page.locator("#query").fill("retention");
  await expect(page.locator(".results a, #search a").first()).toBeSeen();
}

test("the content security policy is strict, and blocks nothing of the page", async ({ page, browserErrors }) => {
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) => console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`)),
  );
  const response = await page.goto("/");
  const policy = response?.headers()["content-security-policy"];
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|unsafe-hashes|https?:|\*/);
  expect(policy).toContain("require-trusted-types-for 'script'");
  await ready(page);
  await search(page);
  expect(browserErrors).toEqual([]);
  // Check that the policy blocks something at all.
  const inline = await page.evaluate(() => {
    const script = document.createElement("script");
    try {
      script.textContent = "window.ran = true";
      document.head.append(script);
    } catch {}
    return window.ran ?? false;
  });
  expect(inline, "a script that was not in the page when it was built does not run").toBe(false);
  browserErrors.length = 0;
});

test("the page cannot be framed by another site", async ({ page }) => {
  const host = createServer((request, response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<iframe src="${base}/"></iframe>`),
  );
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
  try {
    await page.goto(`http://127.0.0.1:${portOf(host)}/`);
    const frame = required(
      page.frames().find((frame) => frame.parentFrame()),
      "frame",
    );
    await expect(async () => expect(frame.url()).toMatch(/^chrome-error:/)).toPass({ timeout: 10_000 });
  } finally {
    host.closeAllConnections();
    host.close();
  }
});

test("the headers that Mozilla's Observatory checks are sent", async () => {
  const { headers, text } = await send(base, "GET", "/");
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["set-cookie"]).toBeUndefined();
  expect(headers["access-control-allow-origin"]).toBeUndefined();
  for (const [script] of text.matchAll(/<script [^>]*\bsrc=[^>]*>/g)) expect(script).toMatch(/integrity="?sha384-/);
  expect(text).not.toMatch(/ style="/);
});

test("every file is sent compressed, and decompresses to the original", async ({ request }) => {
  const { text } = await send(base, "GET", "/");
  const names = [...text.matchAll(/(?:href|src|data-wasm)="\.\/([^":#?]+\.(?:wasm|js|bin|json|csv|md))"/g)].map((match) => match[1]);
  const paths = new Set(["", "fr/", "policy.json", "compliance.json", "coverage.csv", "policy.md", ...names]);
  expect(paths.size).toBeGreaterThan(8);
  for (const path of paths) {
    const get = async (/** @type {string} */ encoding) => {
      const response = await fetch(new URL(path, base), { headers: { "Accept-Encoding": encoding } });
      expect(response.headers.get("content-encoding"), `${path} ${encoding}`).toBe(encoding === "identity" ? null : encoding);
      expect(response.headers.get("vary")).toBe("accept-encoding");
      return Buffer.from(await response.arrayBuffer());
    };
    // `fetch` decompresses the body of a response.
    const [plain, gzip, brotli] = [await get("identity"), await get("gzip"), await get("br")];
    expect(gzip.equals(plain) || gunzipSync(gzip).equals(plain), path).toBe(true);
    expect(brotli.equals(plain) || brotliDecompressSync(brotli).equals(plain), path).toBe(true);
  }
});

test("hashed files are cached forever, and the page is revalidated", async () => {
  const { text, headers } = await send(base, "GET", "/");
  expect(headers["cache-control"]).toBe("no-cache");
  const names = [...text.matchAll(/(?:href|src|data-wasm)="\.\/([^":#?]+\.(?:wasm|js|bin))"/g)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect((await send(base, "GET", `/${name}`)).headers["cache-control"], name).toContain("immutable");
  const again = await send(base, "GET", "/", { headers: { "If-None-Match": headers.etag } });
  expect([again.status, again.text]).toEqual([304, ""]);
});

test.describe("below a path of another host", () => {
  test.skip(!CARROT, "CARROT is not set; xtask sets it");

  for (const keeps of [true, false]) {
    test(`if the proxy ${keeps ? "keeps the path" : "removes the path"}`, async ({ page }) => {
      const { DISCORD_PUBLIC_KEY, PORT, ...env } = process.env;
      // A minimal reverse proxy.
      const front = createServer((request, response) => {
        const { method = "GET", url = "/" } = request;
        if (!new URL(url, "http://front").pathname.startsWith("/about/privacy/")) return response.writeHead(404).end();
        const path = keeps ? url : url.replace("/about/privacy", "");
        send(server, method, path).then(({ status, headers }) =>
          fetchBytes(path).then((bytes) => response.writeHead(status, headers).end(bytes)),
        );
      });
      const fetchBytes = async (/** @type {string} */ path) =>
        Buffer.from(await (await fetch(new URL(path, server), { headers: { "Accept-Encoding": "identity" } })).arrayBuffer());
      front.listen(0, "127.0.0.1");
      await once(front, "listening");
      const published = `http://127.0.0.1:${portOf(front)}/about/privacy/`;
      const child = spawn(CARROT, ["serve", "--dist", DIST, "--addr", "127.0.0.1:0"], {
        env: { ...env, PUBLIC_URL: published },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let log = "";
      child.stderr.on("data", (/** @type {Buffer} */ chunk) => (log += chunk));
      let server = "";
      /** @type {string[]} */
      const browserErrors = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && browserErrors.push(message.text()));
      page.on("response", (response) => response.status() >= 400 && browserErrors.push(`${response.status()}: ${response.url()}`));
      try {
        await expect(async () => expect(([, server] = log.match(/at="(http:[^"]+)"/) ?? [])[1]).toBeTruthy()).toPass({ timeout: 10_000 });
        for (const path of ["", "fr/"]) {
          await open(page, published + path);
          await search(page);
        }
        expect(browserErrors).toEqual([]);
      } finally {
        child.kill("SIGTERM");
        front.closeAllConnections();
        front.close();
      }
    });
  }
});
