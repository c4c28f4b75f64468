// Tests the npm package of the program: its script starts the program, and both end together.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { send } from "./discord.mjs";
import { freePort } from "./port.mjs";

const { CARROT = "", DIST: dist = "" } = process.env;
const SOURCE = fileURLToPath(new URL("../cli/npm/", import.meta.url));

test.skip(!CARROT, "CARROT is not set; xtask sets it");

/** @type {string} */
let folder;
/** Installs the two packages, as npm does: the script, and the program for this system. */
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "carrot-npm-"));
  const [script, program] = ["", `-${process.platform}-${process.arch}`].map((end) =>
    join(folder, `node_modules/carrot-privacy-cli${end}`),
  );
  for (const name of [script, program]) mkdirSync(name, { recursive: true });
  for (const name of ["package.json", "carrot.js"]) copyFileSync(join(SOURCE, name), join(script, name));
  writeFileSync(join(program, "package.json"), "{}");
  symlinkSync(resolve(CARROT), join(program, "carrot"));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const start = (/** @type {string[]} */ args) =>
  spawn(process.execPath, [join(folder, "node_modules/carrot-privacy-cli/carrot.js"), ...args], { stdio: "ignore" });

test("the exit code is that of the program", async () => {
  expect(await once(start(["--version"]), "exit")).toEqual([0, null]);
  expect(await once(start(["srve"]), "exit")).toEqual([2, null]);
});

test("SIGTERM to the script ends the program, as a supervisor expects", async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const child = start(["serve", "--dist", dist, "--addr", address]);
  const end = once(child, "exit");
  const health = () => send(`http://${address}`, "GET", "/healthz");
  await expect(async () => expect((await health()).status).toBe(200)).toPass({ timeout: 10_000 });
  child.kill("SIGTERM");
  expect(await end).toEqual([0, null]);
  await expect(health()).rejects.toThrow(/ECONNREFUSED/);
});
