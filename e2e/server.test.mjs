// Tests the server over HTTP, as Discord and browsers use it: signatures, replies, files, and the
// error messages if it cannot start.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { command, interact, send, signed, words } from "./discord.mjs";
import { freePort } from "./port.mjs";

const { BASE_URL: base = "", CARROT = "", DIST: dist = "" } = process.env;
const PING = JSON.stringify({ type: 1, id: "1", application_id: "2", token: "t", version: 1 });
const EPHEMERAL = 64;

/**
 * Expects a private reply with content.
 *
 * @param {import("./discord.mjs").Answer} response
 */
function expectPrivate(response) {
  expect(response.status, response.text).toBe(200);
  const reply = JSON.parse(response.text);
  expect(reply.type).toBe(4);
  expect(reply.data.flags & EPHEMERAL).toBe(EPHEMERAL);
  expect(reply.data.allowed_mentions).toEqual({ parse: [] });
  expect(words(reply.data).trim().length).toBeGreaterThan(20);
  return reply;
}

test.describe("signatures", () => {
  test("a signed PING is answered with PONG", async () => {
    const response = await interact(base, PING);
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toMatch(/^application\/json/);
    expect(JSON.parse(response.text)).toEqual({ type: 1 });
  });

  const right = () => signed(PING);
  const wrong = {
    "no headers": () => ({}),
    "no signature": () => ({ "X-Signature-Timestamp": right()["X-Signature-Timestamp"] }),
    "no timestamp": () => ({ "X-Signature-Ed25519": right()["X-Signature-Ed25519"] }),
    "a signature of other bytes": () => signed(PING + " "),
    "a timestamp that was not signed": () => ({ ...right(), "X-Signature-Timestamp": "1" }),
    "no hex": () => ({ ...right(), "X-Signature-Ed25519": "z".repeat(128) }),
    "too little hex": () => ({ ...right(), "X-Signature-Ed25519": "ab" }),
    "too much hex": () => ({ ...right(), "X-Signature-Ed25519": right()["X-Signature-Ed25519"] + "00" }),
    "an empty signature": () => ({ ...right(), "X-Signature-Ed25519": "" }),
    "a signature of zeros": () => ({ ...right(), "X-Signature-Ed25519": "0".repeat(128) }),
    "letters outside ASCII": () => ({ ...right(), "X-Signature-Ed25519": "é".repeat(64) }),
  };
  for (const [name, headers] of Object.entries(wrong)) {
    test(`${name}: 401`, async () => {
      const response = await send(base, "POST", "/interactions", { headers: headers(), body: PING });
      expect(response.status).toBe(401);
    });
  }

  test("an empty body, unsigned: 401", async () => {
    expect((await send(base, "POST", "/interactions")).status).toBe(401);
  });

  test("the signature is checked before the body is read as JSON", async () => {
    const response = await send(base, "POST", "/interactions", { headers: signed(PING), body: "{" });
    expect(response.status).toBe(401);
  });
});

test.describe("bodies", () => {
  test("1 MiB: 413", async () => {
    const body = "x".repeat(1024 * 1024);
    const response = await send(base, "POST", "/interactions", { headers: signed(body), body });
    expect(response.status).toBe(413);
  });

  for (const [name, body] of Object.entries({
    nothing: "",
    "no JSON": "hello",
    "half a JSON": '{"type":1',
    "no object": "[1]",
    "no type": "{}",
    "a type that is no number": '{"type":"1"}',
    "bytes that are no text": Buffer.from([0xff, 0xfe, 0x00]),
    "deep nesting": "[".repeat(100_000),
  })) {
    test(`${name}, signed: 400`, async () => {
      const response = await send(base, "POST", "/interactions", { headers: signed(body), body });
      expect(response.status, response.text).toBe(400);
    });
  }

  test("an unknown type is refused with a status, not a failure", async () => {
    const response = await interact(base, { ...JSON.parse(PING), type: 99 });
    if (response.status === 200) expectPrivate(response);
    else expect(response.status).toBe(400);
  });
});

test.describe("/privacy", () => {
  test("without a topic it answers privately", async () => {
    expectPrivate(await interact(base, command("privacy")));
  });

  test("with a topic it answers that topic", async () => {
    const general = words(expectPrivate(await interact(base, command("privacy"))));
    const topic = words(expectPrivate(await interact(base, command("privacy", { topic: "retention" }))));
    expect(topic).not.toBe(general);
  });

  test("in a direct message, which has a user instead of a member, it answers, too", async () => {
    const { member, guild_id, guild_locale, ...rest } = command("privacy");
    expectPrivate(await interact(base, { ...rest, user: member.user, context: 1 }));
  });

  for (const topic of ["no such topic", "", "@everyone <@1> `'\"", "ü".repeat(3000), "\u0000", "../../etc/passwd"]) {
    test(`an unknown topic is named as unknown: ${JSON.stringify(topic.slice(0, 20))}`, async () => {
      const { data } = expectPrivate(await interact(base, command("privacy", { topic })));
      expect(words(data)).not.toContain("@everyone");
    });
  }

  test("a topic of another type is no failure", async () => {
    const { data, ...rest } = command("privacy");
    const options = [{ type: 4, name: "topic", value: 7 }];
    const response = await interact(base, { ...rest, data: { ...data, options } });
    expect([200, 400]).toContain(response.status);
  });

  test("an unknown command is named as unknown", async () => {
    expectPrivate(await interact(base, command("prviacy")));
  });

  test("a command without data is no failure", async () => {
    const { data, ...rest } = command("privacy");
    const response = await interact(base, rest);
    expect([200, 400]).toContain(response.status);
  });
});

test.describe("files", () => {
  test("GET /healthz", async () => {
    expect((await send(base, "GET", "/healthz")).status).toBe(200);
  });

  test("GET / is the page, and HEAD has its headers without it", async () => {
    const page = await send(base, "GET", "/");
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    const head = await send(base, "HEAD", "/");
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
  });

  test("wasm and JavaScript have their content types", async () => {
    const { text } = await send(base, "GET", "/");
    const files = [...text.matchAll(/(?:href|src|data-wasm)="\.?\/?([^":#?]+\.(?:wasm|js))"/g)].map((match) => match[1]);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const { status, headers } = await send(base, "GET", `/${file}`);
      expect(status, file).toBe(200);
      expect(headers["content-type"]).toMatch(file.endsWith(".wasm") ? /^application\/wasm$/ : /^(text|application)\/javascript/);
    }
  });

  test("an unknown path: 404", async () => {
    expect((await send(base, "GET", "/no-such-file")).status).toBe(404);
  });

  for (const path of [
    "/../Cargo.toml",
    "/%2e%2e/Cargo.toml",
    "/..%2fCargo.toml",
    "/..%5cCargo.toml",
    "/a/../../Cargo.toml",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/.%00./Cargo.toml",
    "/%ff",
  ]) {
    test(`nothing outside the page's folder is served: ${path}`, async () => {
      const response = await send(base, "GET", path);
      expect([400, 404]).toContain(response.status);
      expect(response.text).not.toMatch(/\[workspace\]|root:/);
    });
  }

  test("other methods are refused", async () => {
    expect((await send(base, "GET", "/interactions")).status).toBe(405);
    expect((await send(base, "DELETE", "/")).status).toBe(405);
  });
});

test.describe("the program", () => {
  test.skip(!CARROT, "CARROT is not set; xtask sets it");

  const start = (/** @type {string[]} */ args, env = {}) => {
    const { DISCORD_PUBLIC_KEY, PORT, ...rest } = process.env;
    return spawn(CARROT, args, { env: { ...rest, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  };

  const ended = async (/** @type {ReturnType<typeof start>} */ child) => {
    const output = { stdout: "", stderr: "" };
    for (const stream of /** @type {const} */ (["stdout", "stderr"])) child[stream].on("data", (chunk) => (output[stream] += chunk));
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    const [code, signal] = await once(child, "close");
    clearTimeout(late);
    return { ...output, code, signal };
  };

  /**
   * Expects that the process ends by itself, with one sentence about the error.
   *
   * @param {ReturnType<typeof start>} child
   * @param {RegExp} about
   */
  const expectSentence = async (child, about) => {
    const { code, stdout, stderr } = await ended(child);
    expect(code, "it ends by itself with an error code").toBeGreaterThan(0);
    expect(code, stderr).not.toBe(101);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n"), stderr).toHaveLength(1);
    expect(stderr).toMatch(about);
    expect(stderr).not.toMatch(/panicked|RUST_BACKTRACE|Os \{/);
  };

  test("no dist folder: one sentence", async () => {
    await expectSentence(
      start(["serve", "--dist", join(mkdtempSync(join(tmpdir(), "carrot-")), "none"), "--addr", `127.0.0.1:${await freePort()}`]),
      /none/,
    );
  });

  test("a port that is taken: one sentence", async () => {
    await expectSentence(start(["serve", "--dist", dist, "--addr", new URL(base).host]), new RegExp(new URL(base).port));
  });

  // The last key has the right length, but is not a point on the curve.
  for (const key of ["not hex", "abcd", "02".padEnd(64, "0")]) {
    test(`an invalid key: one sentence (${key.slice(0, 12)})`, async () => {
      await expectSentence(
        start(["serve", "--dist", dist, "--addr", `127.0.0.1:${await freePort()}`], { DISCORD_PUBLIC_KEY: key }),
        /DISCORD_PUBLIC_KEY/,
      );
    });
  }

  test("an invalid address, and an unknown command: one sentence", async () => {
    await expectSentence(start(["serve", "--dist", dist, "--addr", "here"]), /here/);
    await expectSentence(start(["srve"]), /srve/);
  });

  test("without a key the page is served, and /interactions says that it is switched off", async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const child = start(["serve", "--dist", dist, "--addr", address]);
    const end = ended(child);
    try {
      await expect(async () => expect((await send(`http://${address}`, "GET", "/healthz")).status).toBe(200)).toPass({ timeout: 10_000 });
      expect((await send(`http://${address}`, "GET", "/")).status).toBe(200);
      const { status } = await send(`http://${address}`, "POST", "/interactions", { headers: signed(PING), body: PING });
      expect(status).toBe(503);
    } finally {
      child.kill("SIGTERM");
    }
    const { code, stdout, stderr } = await end;
    expect(code, "SIGTERM ends it with code 0").toBe(0);
    expect(stdout + stderr).toContain("DISCORD_PUBLIC_KEY");
  });

  test("preview shows a reply without Discord", async () => {
    const { code, stdout } = await ended(start(["preview", "/privacy topic:retention"]));
    expect(code).toBe(0);
    expect(stdout.trim().length).toBeGreaterThan(20);
    const json = await ended(start(["preview", "/privacy topic:retention", "--json"]));
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toHaveProperty("data");
  });

  test("register --dry-run shows what it would send", async () => {
    const { code, stdout } = await ended(start(["register", "--dry-run"]));
    expect(code).toBe(0);
    const commands = JSON.parse(stdout);
    expect([commands].flat().map((command) => command.name)).toContain("privacy");
  });
});
