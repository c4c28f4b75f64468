// Runs Mozilla's HTTP Observatory on the server behind a proxy for TLS, as it is published. `cargo xtask test --full` starts it, and sets
// CARROT and DIST. The certificate is from a test authority that is created for this run, and that only this run trusts.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttp, request } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { portOf } from "../port.mjs";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

const MIN_SCORE = 125;
const { CARROT = "", DIST = "", SCANNED } = process.env;

if (SCANNED) {
  // The Observatory needs the HSTS preload list. Don't download it: an empty list is enough, because our host is not in it.
  const list = new URL("node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json", import.meta.url);
  if (!existsSync(list)) writeFileSync(list, "{}");
  const { scan } = await import("@mdn/mdn-http-observatory");
  console.log(JSON.stringify(await scan(SCANNED)));
} else {
  const folder = mkdtempSync(join(tmpdir(), "carrot-tls-"));
  const file = (/** @type {string} */ name) => join(folder, name);
  let server, front;
  try {
    const openssl = (/** @type {string[]} */ ...args) =>
      execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=A test authority",
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
    );
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "request.pem");
    writeFileSync(file("names"), "subjectAltName=DNS:localhost");
    openssl(
      "x509",
      "-req",
      "-days",
      "2",
      "-in",
      "request.pem",
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-extfile",
      "names",
      "-out",
      "cert.pem",
    );

    // Serve http and https on one port, because the Observatory requests both from one host. The first byte of a connection shows which it is.
    /** @type {string | undefined} */
    let port;
    const forwardAs =
      (/** @type {string} */ proto) => (/** @type {IncomingMessage} */ incoming, /** @type {ServerResponse} */ response) => {
        const headers = { ...incoming.headers, "x-forwarded-proto": proto };
        const outgoing = request({ host: "127.0.0.1", port, method: incoming.method, path: incoming.url, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response);
        });
        incoming.pipe(outgoing);
      };
    const plain = createHttp(forwardAs("http"));
    const tls = createHttps({ key: readFileSync(file("key.pem")), cert: readFileSync(file("cert.pem")) }, forwardAs("https"));
    front = createTcp((socket) => {
      socket.on("error", () => {});
      socket.once("data", (first) => {
        socket.pause();
        socket.unshift(first);
        (first[0] === 0x16 ? tls : plain).emit("connection", socket);
        process.nextTick(() => socket.resume());
      });
    }).listen(0, "localhost");
    await once(front, "listening");
    const host = `localhost:${portOf(front)}`;

    server = spawn(CARROT, ["serve", "--dist", DIST, "--addr", "127.0.0.1:0", "--proxies", "1", "--redirect-to-https"], {
      env: { ...process.env, PUBLIC_URL: `https://${host}/` },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    server.stderr.on("data", (/** @type {Buffer} */ chunk) => (log += chunk));
    while (!port) {
      await Promise.race([
        once(server.stderr, "data"),
        once(server, "close").then(() => Promise.reject(Error(`the server ended: ${log}`))),
      ]);
      port = log.match(/at="http:\/\/[^"]*:(\d+)"/)?.[1];
    }

    const env = { ...process.env, SCANNED: host, NODE_EXTRA_CA_CERTS: file("ca.pem"), NO_PROXY: "localhost", no_proxy: "localhost" };
    const scan = spawn(process.execPath, [new URL(import.meta.url).pathname], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 120_000,
    });
    let text = "";
    scan.stdout.on("data", (chunk) => (text += chunk));
    const [code] = await once(scan, "close");
    if (code !== 0) throw new Error(`the Observatory ended with the exit code ${code}`);
    const { scan: result, tests } = JSON.parse(text);
    for (const [name, { scoreModifier, result: why }] of Object.entries(tests))
      console.log(`${String(scoreModifier).padStart(5)}  ${name}: ${why}`);
    console.log(`${String(result.score).padStart(5)}  in all, of at least ${MIN_SCORE}`);
    if (!(result.score >= MIN_SCORE)) process.exitCode = 1;
  } finally {
    server?.kill();
    front?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}
