#!/usr/bin/env node
// Runs the program `carrot` from the package for this system, which npm has installed as an optional dependency.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";

const system = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "carrot.exe" : "carrot";

/** @returns {string | undefined} */
function program() {
  try {
    return createRequire(import.meta.url).resolve(`carrot-privacy-cli-${system}/${file}`);
  } catch {
    return undefined;
  }
}

const found = program();
if (found === undefined) {
  console.error(
    `carrot: no program for ${system} is installed. Install without --omit=optional. If npm has no package for this system, build the program from source.`,
  );
  process.exit(1);
}
const child = spawn(found, process.argv.slice(2), { stdio: "inherit" });
// A supervisor, such as systemd, ends this process only. Without this, the program would go on.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`carrot: ${found} cannot be started: ${error.message}`);
  process.exit(1);
});
// A shell reports a signal as 128 and its number.
child.on("exit", (status, signal) => process.exit(signal ? 128 + constants.signals[signal] : (status ?? 1)));
