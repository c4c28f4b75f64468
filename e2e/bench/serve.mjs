// Serves folders on loopback for measurements: files are compressed once with brotli at quality 11,
// and all have the same headers.
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { portOf } from "../port.mjs";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".bin": "application/octet-stream",
  ".woff2": "font/woff2",
};

/** @typedef {Awaited<ReturnType<typeof serve>>} Server */

/**
 * Serves each folder below its name, until `close` is called or the process ends.
 *
 * @param {Record<string, string>} folders
 */
export async function serve(folders) {
  const files = new Map();
  for (const [name, folder] of Object.entries(folders)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || !type) continue;
      const bytes = readFileSync(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      files.set(`/${name}/${relative(folder, path).split(sep).join("/")}`, { type, body: brotliCompressSync(bytes, { params }) });
    }
  }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = files.get(path.endsWith("/") ? `${path}index.html` : path);
    if (!file) return response.writeHead(404, { "Content-Type": "text/plain" }).end("there is nothing");
    response.writeHead(200, {
      "Content-Type": file.type,
      "Content-Encoding": "br",
      "Content-Length": file.body.length,
      "Cache-Control": "max-age=31536000",
      "X-Content-Type-Options": "nosniff",
      // The same as our server: other sites may load the script, and a frame has its own process.
      "Access-Control-Allow-Origin": "*",
      "Origin-Agent-Cluster": "?1",
    });
    response.end(file.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: (/** @type {string} */ name) => `http://127.0.0.1:${portOf(server)}/${name}/`,
    bytes: (/** @type {string} */ name) => files.get(`/${name}/index.html`)?.body.length ?? NaN,
    close: () => (server.closeAllConnections(), server.close()),
  };
}
