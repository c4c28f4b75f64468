// Packs the npm packages of the program: `node cli/npm/pack.js VERSION OUT` packs the package that people install, and
// `node cli/npm/pack.js VERSION OUT SYSTEM PROGRAM` the package with the program for one system, such as `linux-x64`.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

// The systems for which .github/workflows/release.yml builds the program, as `${process.platform}-${process.arch}`.
const SYSTEMS = ["linux-x64", "darwin-arm64", "win32-x64"];

const [version, out, system, program] = process.argv.slice(2);
if (!version || !out || (system !== undefined && (!SYSTEMS.includes(system) || !program))) {
  console.error(`usage: node cli/npm/pack.js VERSION OUT [SYSTEM PROGRAM], with a system of: ${SYSTEMS.join(", ")}`);
  process.exit(2);
}
/** @param {string} name */
const resolveHere = (name) => fileURLToPath(new URL(name, import.meta.url));
const manifest = JSON.parse(readFileSync(resolveHere("package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "carrot-npm-"));
try {
  let packedManifest;
  if (system && program) {
    const file = system.startsWith("win32") ? "carrot.exe" : "carrot";
    const [os, cpu] = system.split("-");
    const { description, license, name } = manifest;
    packedManifest = {
      name: `${name}-${system}`,
      version,
      description: `${description}, for ${system}`,
      license,
      os: [os],
      cpu: [cpu],
      files: [file],
    };
    copyFileSync(program, join(folder, file));
    chmodSync(join(folder, file), 0o755);
  } else {
    const optionalDependencies = Object.fromEntries(SYSTEMS.map((system) => [`${manifest.name}-${system}`, version]));
    packedManifest = { ...manifest, version, optionalDependencies };
    copyFileSync(resolveHere("carrot.js"), join(folder, "carrot.js"));
    copyFileSync(resolveHere("README.md"), join(folder, "README.md"));
  }
  copyFileSync(resolveHere("../../LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(packedManifest, null, 2)}\n`);
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", folder, "--pack-destination", out, "--json"], { encoding: "utf8", shell: process.platform === "win32" }),
  );
  console.log(join(out, basename(filename)));
} finally {
  rmSync(folder, { recursive: true });
}
