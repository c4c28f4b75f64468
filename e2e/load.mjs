// Tests the server under load and faults, for `cargo xtask test --full`: behind nginx, with
// thousands of slow clients, and for half an hour. nginx and Caddy with the headers from the build
// must send the server's responses. xtask sets CARROT, DIST, NGINX and CADDY.
// SOAK_SECONDS=60 shortens the half hour to a minute. The tests use only this machine, and end the
// processes that they start.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { command, signed } from "./discord.mjs";
import { matched } from "./required.mjs";
import { freePort } from "./port.mjs";

/** @import { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http" */

const { CARROT = "", DIST = "", NGINX = "", CADDY = "" } = process.env;
const SOAK_SECONDS = Number(process.env.SOAK_SECONDS || 1800);
const PUBLIC_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/** @typedef {ReturnType<typeof run>} Running */
/** @typedef {{ method?: string, path?: string, headers?: OutgoingHttpHeaders, body?: string, agent?: Agent | false }} Sent */
/** @typedef {{ status?: number, headers: IncomingHttpHeaders, bytes: number, time: number }} Answer */
/** @type {Set<import("node:child_process").ChildProcess>} */
const started = new Set();
after(() => started.forEach((child) => child.kill("SIGKILL")));

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, PORT: "", PUBLIC_URL: "", ...env }, stdio: ["ignore", "ignore", "pipe"] });
  started.add(child);
  const ended = once(child, "close").then(([code, signal]) => (started.delete(child), { code, signal }));
  const running = Object.assign(child, { log: "", ended });
  child.stderr.on("data", (chunk) => (running.log += chunk));
  return running;
}

/**
 * Waits until a server answers on a port.
 *
 * @param {number} port
 */
async function untilAnswers(port) {
  for (let tries = 0; tries < 300; tries++) {
    if ((await send(port, { path: "/llms.txt" }).catch(() => undefined))?.status === 200) return;
    await wait(50);
  }
  throw new Error(`nothing answers at port ${port}`);
}

/**
 * Starts a server on a port, and waits until it answers.
 *
 * @param {number} port
 * @param {string[]} args
 */
async function serve(port, args = []) {
  const child = run(CARROT, ["serve", "--dist", DIST, "--addr", `127.0.0.1:${port}`, "--log", "warn", ...args], {
    DISCORD_PUBLIC_KEY: PUBLIC_KEY,
  });
  await untilAnswers(port);
  return child;
}

/**
 * Starts nginx with a configuration in a new folder, and waits until it answers.
 *
 * @param {number} port
 * @param {string} config
 */
const nginx = (port, config) => startProxy(port, config, NGINX, (folder, file) => ["-p", folder, "-c", file]);

/**
 * Starts Caddy like nginx.
 *
 * @param {number} port
 * @param {string} config
 */
const caddy = (port, config) => startProxy(port, config, CADDY, (_, file) => ["run", "--adapter", "caddyfile", "--config", file]);

/**
 * Starts a program with a configuration in a new folder, and waits until it answers.
 *
 * @param {number} port
 * @param {string} config
 * @param {string} program
 * @param {(folder: string, file: string) => string[]} args
 */
async function startProxy(port, config, program, args) {
  const folder = mkdtempSync(join(tmpdir(), "carrot-proxy-"));
  const file = join(folder, "config");
  writeFileSync(file, config);
  // Caddy stores its state in these folders.
  const child = run(program, args(folder, file), { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder });
  child.ended.then(() => rmSync(folder, { recursive: true, force: true }));
  await untilAnswers(port).catch((error) => assert.fail(`${error.message}: ${child.log}`));
  return child;
}

/**
 * @param {Running} child
 * @param {NodeJS.Signals} signal
 */
const stop = async (child, signal = "SIGTERM") => (child.kill(signal), child.ended);

/**
 * Sends a request, and returns the response and its time in milliseconds.
 *
 * @param {number} port
 * @param {Sent} request
 * @returns {Promise<Answer>}
 */
function send(port, { method = "GET", path = "/", headers = {}, body = "", agent = false } = {}) {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === "" ? {} : { "Content-Length": Buffer.byteLength(body) };
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, agent, headers: { ...length, ...headers }, timeout: 30_000 },
      (response) => {
        let bytes = 0;
        response.on("data", (chunk) => (bytes += chunk.length));
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, bytes, time: performance.now() - begin }),
        );
        response.on("error", reject);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer within 30 s")));
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const interaction = JSON.stringify(command("privacy", { topic: "retention" }));
const signedInteraction = () => ({
  method: "POST",
  path: "/interactions",
  headers: { "Content-Type": "application/json", ...signed(interaction) },
  body: interaction,
});
const pageRequest = { path: "/", headers: { "Accept-Encoding": "br" } };

/**
 * Sends `requests` requests from eight workers: those that `requestOf` returns for their numbers. Calls `onResponse` after each response, with the
 * number of responses so far.
 *
 * @param {number} port
 * @param {number} requests
 * @param {(number: number) => Sent} requestOf
 * @param {(done: number) => unknown} onResponse
 */
async function load(port, requests, requestOf, onResponse = () => {}) {
  /** @type {unknown[]} */
  const failed = [];
  let [next, done, retried] = [0, 0, 0];
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const worker = async () => {
    while (next++ < requests) {
      try {
        const answer = await send(port, { ...requestOf(next), agent });
        if (answer.status !== 200) failed.push(answer.status);
        retried += answer.headers["x-upstream"]?.includes(",") ? 1 : 0;
      } catch (error) {
        failed.push(error instanceof Error ? error.message : error);
      }
      await onResponse(++done);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  agent.destroy();
  return { failed, retried };
}

/**
 * Returns a configuration of nginx that distributes requests among servers.
 *
 * @param {number} port
 * @param {number[]} upstreams the servers' ports
 */
const balanced = (
  port,
  upstreams,
) => `daemon off; pid nginx.pid; error_log stderr crit; worker_processes 1; events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  upstream carrot { ${upstreams.map((it) => `server 127.0.0.1:${it} max_fails=0;`).join(" ")} keepalive 16; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://carrot;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_next_upstream error timeout http_503 non_idempotent;
      add_header X-Upstream $upstream_addr always;
    }
  }
}`;

test("two processes behind nginx: one is killed, both are restarted, without a failed request", async (context) => {
  const [front, ...ports] = [await freePort(), await freePort(), await freePort()];
  const processes = await Promise.all(ports.map((port) => serve(port)));
  const proxy = await nginx(front, balanced(front, ports));
  /** @type {unknown[]} */
  const events = [];
  /** @type {Promise<Running>} */
  let again;
  /** @type {Record<number, () => Promise<unknown>>} */
  const trouble = {
    500: () => stop(processes[0], "SIGKILL"),
    1000: () => (again = serve(ports[0])),
    // Both in turn, as a deploy would.
    1500: async () => {
      processes[0] = await again;
      for (const index of [0, 1]) {
        const { code } = await stop(processes[index]);
        events.push(code);
        processes[index] = await serve(ports[index]);
      }
    },
  };
  /** @type {Promise<unknown>[]} */
  const running = [];
  const { failed, retried } = await load(
    front,
    4000,
    (number) => (number % 2 ? pageRequest : signedInteraction()),
    (done) => void (trouble[done] && running.push(trouble[done]())),
  );
  await Promise.all(running);
  context.diagnostic(`4000 requests, ${retried} of them answered by the second that nginx asked`);
  assert.deepEqual(failed, [], "requests that failed");
  assert.deepEqual(events, [0, 0], "SIGTERM ends each with code 0");
  await Promise.all([...processes, proxy].map((child) => stop(child)));
});

/** Returns whether a server accepts a connection. */
const accepts = (/** @type {number} */ port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true))).once("error", () => resolve(false));
  });

test("open requests are answered after SIGTERM", async () => {
  const port = await freePort();
  const server = await serve(port);
  const half = Math.floor(interaction.length / 2);
  const clients = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      let text = "";
      socket.on("data", (chunk) => (text += chunk)).on("error", () => {});
      const headers = Object.entries(signed(interaction))
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join("");
      socket.write(
        `POST /interactions HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: ${Buffer.byteLength(interaction)}\r\n\r\n${interaction.slice(0, half)}`,
      );
      return { socket, closed: once(socket, "close").then(() => text) };
    }),
  );
  // One answer on another connection shows that all of these have been accepted.
  await send(port);
  server.kill("SIGTERM");
  server.kill("SIGTERM");
  for (let tries = 0; await accepts(port); tries++) {
    assert.ok(tries < 1000, "the server still accepts connections");
    await wait(10);
  }
  const begin = performance.now();
  for (const { socket } of clients) socket.write(interaction.slice(half));
  const texts = await Promise.all(clients.map(({ closed }) => closed));
  assert.equal(texts.filter((text) => text.startsWith("HTTP/1.1 200")).length, 100);
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  assert.ok(performance.now() - begin < 10_000);
});

test("among 2,000 slow clients, others are answered within 50 ms, 99 times of 100", async (context) => {
  const port = await freePort();
  const server = await serve(port);
  const large = readdirSync(DIST).filter((name) => name === "compliance.json")[0];
  /** @type {[bytes: string, drips: boolean][]} */
  const kinds = [
    // Clients that send half a head, half a body, or nothing after a first response, and clients that never read.
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Slow: `, true],
    [`POST /interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n`, true],
    [`GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`, false],
    [`GET /${large} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(20), false],
  ];
  /** @type {{ socket: import("node:net").Socket, drips: boolean }[]} */
  const slow = [];
  for (let index = 0; index < 2000; index++) {
    const [bytes, drips] = kinds[index % kinds.length];
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.on("connect", () => socket.write(bytes));
    if (index % kinds.length === 3) socket.pause();
    else socket.resume();
    slow.push({ socket, drips });
    if (index % 100 === 99) await once(socket, "connect");
  }
  const drip = setInterval(() => slow.forEach(({ socket, drips }) => drips && socket.writable && socket.write("a")), 1000);
  const times = [];
  for (let number = 0; number < 1000; number++) {
    const answer = await send(port, number % 2 ? pageRequest : signedInteraction());
    assert.equal(answer.status, 200);
    times.push(answer.time);
  }
  clearInterval(drip);
  for (const { socket } of slow) socket.destroy();
  times.sort((a, b) => a - b);
  const [median, p99] = [times[500], times[990]].map((time) => Number(time.toFixed(1)));
  context.diagnostic(`median ${median} ms, p99 ${p99} ms, ${memory(server)} MiB`);
  assert.ok(p99 < 50, `p99 is ${p99} ms`);
  await stop(server);
});

const HEADERS = [
  "content-type",
  "content-security-policy",
  "cross-origin-embedder-policy",
  "cross-origin-resource-policy",
  "cross-origin-opener-policy",
  "access-control-allow-origin",
  "origin-agent-cluster",
  "x-frame-options",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "cache-control",
  "strict-transport-security",
  "content-encoding",
];

/**
 * Compares every file of the page, and unknown paths, from nginx or Caddy below a path with the server's responses.
 *
 * @param {number} port
 * @param {number} front
 * @param {string} below
 * @param {number} noIndex the status of a folder without an index
 */
async function expectSameResponses(port, front, below, noIndex) {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter(
    (it) => it.isFile() && !/^\.|\.(br|gz)$|^_headers|^headers\.json$/.test(it.name),
  );
  const paths = files.map(
    (it) =>
      `/${relative(DIST, join(it.parentPath ?? it.path, it.name))
        .split(sep)
        .join("/")}`,
  );
  const ask = (/** @type {number} */ at, /** @type {string} */ path) => send(at, { path, headers: { "Accept-Encoding": "gzip" } });
  for (const path of [
    ...paths,
    ...paths.filter((it) => it.endsWith("/index.html")).map((it) => it.replace(/index\.html$/, "")),
    "/nothing",
    "/_headers",
    "/.secret.md",
  ]) {
    const [ours, theirs] = await Promise.all([ask(port, path), ask(front, below + path)]);
    assert.equal(theirs.status, ours.status, path);
    // nginx and Caddy have their own error pages, without `cache-control`.
    for (const name of HEADERS.filter((it) => ours.status === 200 || !["cache-control", "content-type"].includes(it)))
      assert.equal(theirs.headers[name], ours.headers[name], `${below}${path} ${name}`);
    if (ours.status !== 200) assert.equal(theirs.headers["cache-control"], undefined, path);
  }
  // Request a folder without an index: nginx logs it at another level than a missing file.
  assert.equal((await ask(front, `${below}/pkg/`)).status, noIndex);
}

test("nginx with the headers from the build sends the same responses as the server", async () => {
  const [port, front] = [await freePort(), await freePort()];
  const server = await serve(port);
  const config = readFileSync(new URL("../deploy/nginx.conf", import.meta.url), "utf8")
    .replace("listen 127.0.0.1:8080;", `listen 127.0.0.1:${front};`)
    .replace("root dist;", `root ${DIST};`)
    .replaceAll("include ../dist/", `include ${DIST}/`);
  const proxy = await nginx(front, config);
  await expectSameResponses(port, front, "", 403);
  await Promise.all([stop(server), stop(proxy)]);
  assert.doesNotMatch(proxy.log, /client: /);
});

test("Caddy with the headers from the build sends the same responses as the server", async () => {
  const [port, front] = [await freePort(), await freePort()];
  const server = await serve(port);
  const config = readFileSync(new URL("../deploy/Caddyfile", import.meta.url), "utf8")
    .replace(/^:8080 \{$/m, `http://127.0.0.1:${front} {`)
    .replace("root * dist\n", `root * ${DIST}\n`)
    .replace("import ../dist/", `import ${DIST}/`);
  // Another Caddy may use the port of the administration.
  const proxy = await caddy(front, `{\n\tadmin off\n}\n${config}`);
  await expectSameResponses(port, front, "", 404);
  await Promise.all([stop(server), stop(proxy)]);
  assert.doesNotMatch(proxy.log, /remote_ip|\/llms\.txt/);
});

test("nginx with the page below a path, as in docs/deploy.md, sends the same responses there and changes no other path", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "carrot-below-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const [dist, shop] = [join(folder, "dist"), join(folder, "shop")];
  cpSync(DIST, dist, { recursive: true });
  writeFileSync(join(dist, ".secret.md"), "secret");
  mkdirSync(shop);
  for (const name of ["index.html", "llms.txt"]) writeFileSync(join(shop, name), "a shop");
  // Let another user read the files, because nginx runs as another user.
  chmodSync(folder, 0o755);
  await run(CARROT, ["headers", "--dist", dist, "--write"], { PUBLIC_URL: "http://bot.example/privacy/" }).ended;
  const [port, front, other] = [await freePort(), await freePort(), await freePort()];
  const server = await serve(port);
  const deploy = readFileSync(new URL("../docs/deploy.md", import.meta.url), "utf8");
  const [, example] = matched(deploy, /```nginx\n(http \{\n.*?)\}\n```/s);
  // Add maps, types and regular expressions, as other sites on the same nginx may have.
  const config = example
    .replace("http {", 'http { access_log off; log_not_found off; map $http_upgrade $neighbor { default upgrade; "" close; }')
    .replace("listen 8080;", `listen 127.0.0.1:${front}; location ~* \\.(js|css|md|csv|wasm)$ { root ${shop}; }`)
    .replace("/srv/shop", shop)
    .replaceAll("/srv/carrot", dist);
  const proxy = await nginx(
    front,
    `daemon off; pid nginx.pid; error_log stderr warn; worker_processes 1; events { worker_connections 1024; }
    ${config} server { listen 127.0.0.1:${other}; root ${shop}; } }`,
  );
  await expectSameResponses(port, front, "/privacy", 403);
  /** @type {[at: number, path: string, status: number][]} */
  const expected = [
    [front, "/", 200],
    [front, "/nothing", 404],
    [front, "/policy.md", 404],
    [front, "/privacy", 301],
    [front, "/privacies/", 404],
    [other, "/", 200],
    [other, "/privacy/", 404],
  ];
  for (const [at, path, status] of expected) {
    const { status: got, headers } = await send(at, { path });
    assert.equal(got, status, path);
    for (const name of HEADERS.filter((it) => it !== "content-type")) assert.equal(headers[name], undefined, `${path} ${name}`);
  }
  await Promise.all([stop(server), stop(proxy)]);
  assert.doesNotMatch(proxy.log, /client: /);
});

/**
 * Returns the memory of a process, in MiB.
 *
 * @param {Running} child
 */
function memory(child) {
  const [, kilobytes] = matched(readFileSync(`/proc/${child.pid}/status`, "utf8"), /VmRSS:\s+(\d+)/);
  return Number((Number(kilobytes) / 1024).toFixed(1));
}

test(
  `for ${SOAK_SECONDS} seconds, everything at once, and memory stays flat`,
  { timeout: (SOAK_SECONDS + 120) * 1000 },
  async (context) => {
    const port = await freePort();
    const server = await serve(port, ["--files-per-minute", "1000000"]);
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const { headers } = await send(port, pageRequest);
    const mix = [
      () => pageRequest,
      () => signedInteraction(),
      () => ({ path: "/policy.json", headers: { "Accept-Encoding": "gzip" } }),
      () => ({ ...pageRequest, headers: { ...pageRequest.headers, "If-None-Match": headers.etag } }),
      () => ({ path: `/${Math.random()}` }),
      () => ({ method: "POST", path: "/interactions", headers: signed("{"), body: "{" }),
      () => ({ path: "/", headers: { "X-Forwarded-For": `10.0.${Math.floor(Math.random() * 255)}.1` } }),
    ];
    /** @type {{ memory: number, files: number }[]} */
    const samples = [];
    const end = performance.now() + SOAK_SECONDS * 1000;
    /** @type {Record<string, number>} */
    const statuses = {};
    const worker = async (/** @type {number} */ number) => {
      for (let turn = number; performance.now() < end; turn++) {
        const answer = await send(port, { ...mix[turn % mix.length](), agent: turn % 3 ? agent : false });
        statuses[`${answer.status}`] = (statuses[`${answer.status}`] ?? 0) + 1;
        // Some clients close the connection in the middle.
        if (turn % 50 === 0) {
          const socket = connect(port, "127.0.0.1");
          socket.on("error", () => {});
          socket.on("connect", () => socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n", () => socket.destroy()));
        }
        await wait(10);
      }
    };
    const sampler = async () => {
      while (performance.now() < end) {
        await wait(Math.max(SOAK_SECONDS * 10, 100));
        samples.push({ memory: memory(server), files: readdirSync(`/proc/${server.pid}/fd`).length });
      }
    };
    await Promise.all([sampler(), ...[0, 1, 2, 3].map(worker)]);
    agent.destroy();
    const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const quarter = (/** @type {number} */ number, /** @type {"memory" | "files"} */ name) =>
      median(samples.slice((samples.length * number) / 4, (samples.length * (number + 1)) / 4).map((it) => it[name]));
    const [early, late] = [quarter(1, "memory"), quarter(3, "memory")];
    context.diagnostic(
      `${JSON.stringify(statuses)}; memory ${early} MiB, then ${late} MiB; files ${quarter(1, "files")}, then ${quarter(3, "files")}`,
    );
    assert.deepEqual(Object.keys(statuses).sort(), ["200", "304", "400", "404"]);
    assert.ok(late <= early * 1.05 + 1, `memory grew from ${early} to ${late} MiB`);
    assert.ok(quarter(3, "files") <= quarter(1, "files") + 8);
    assert.equal((await stop(server)).code, 0);
  },
);
