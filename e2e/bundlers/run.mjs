// Tests the npm package as others use it: packed, installed from the tarball, and built and run by
// the usual bundlers and runtimes. Every program asks the same questions and must get the answers
// that the package gives in Node. `cargo xtask test --full` installs the packages of
// package-lock.json and sets:
//   DIST  the built page, with the package in pkg/        CHROME  the browser's program
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import esbuild from "esbuild";
import { chromium } from "playwright-core";
import { rollup } from "rollup";
import * as vite from "vite";
import * as vite7 from "vite-7";
import webpack from "webpack";
import { launchOptions } from "../browser.mjs";
import { portOf } from "../port.mjs";

/** @import { Browser } from "playwright-core" */
/** @import { Options as ViteOptions } from "vite" */

const { DIST = "" } = process.env;
if (!DIST) throw new Error("DIST is not set: type `cargo xtask test --full`");

const run = promisify(execFile);
const HERE = fileURLToPath(new URL(".", import.meta.url));
const MODULES = join(HERE, "node_modules");
const LIMITS = { timeout: 60_000, maxBuffer: 1 << 24 };
const ANSWER_WITHIN = 20_000;
// Ends the process if something hangs.
const ALL_WITHIN = 600_000;
setTimeout(() => {
  console.error(`not done after ${ALL_WITHIN / 1000} s`);
  process.exit(1);
}, ALL_WITHIN).unref();

/** The content security policy of the package's README, which also allows the page's empty icon. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";
/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

let [folder, project, installed] = ["", "", ""];
/** @type {Browser} */
let browser;
/** @type {ReturnType<typeof import("./programs/answers.js").answers>} */
let expected;
/** @param {string} name */
const program = (name) => join(project, "programs", name);

before(
  async () => {
    folder = mkdtempSync(join(tmpdir(), "carrot-bundlers-"));
    project = join(folder, "project");
    installed = join(project, "node_modules/carrot-privacy");
    cpSync(join(HERE, "programs"), join(project, "programs"), { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", project, join(DIST, "pkg")], LIMITS);
    await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${stdout.trim()}`], { ...LIMITS, cwd: project });
    expected = await printed(process.execPath, [program("plain.js")], project);
    browser = await chromium.launch(launchOptions);
  },
  { timeout: 120_000 },
);

after(
  async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  },
  { timeout: 30_000 },
);

/**
 * Creates an empty folder for the output of a bundler. No folder above it contains the package.
 *
 * @param {string} name
 */
function output(name) {
  const out = join(folder, "output", name.replace(/\W+/g, "-"));
  mkdirSync(out, { recursive: true });
  return out;
}

/**
 * Copies the package's two files beside a script.
 *
 * @param {string} out
 */
function copyFiles(out) {
  for (const file of ["carrot_bg.wasm", "content.bin"]) cpSync(join(installed, file), join(out, file));
}

/**
 * Asserts that a bundle names no folder of this machine, so that it works on others.
 *
 * @param {string} out
 */
function assertPortable(out) {
  for (const file of readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => /\.[cm]?js$/.test(name))) {
    // Rolldown's comments are for people who read the bundle.
    const code = readFileSync(join(out, file), "utf8").replace(/^\s*\/\/.*$/gm, "");
    assert.ok(!code.includes(folder), `${file} contains the path of the folder that it was built in`);
  }
}

/**
 * Runs a program, and returns what it prints as JSON.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
async function printed(command, args, cwd) {
  const { stdout, stderr } = await run(command, args, { ...LIMITS, cwd, env: { ...process.env, NO_COLOR: "1" } });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

/**
 * Runs a bundle in Node, where the package is not installed.
 *
 * @param {string} out
 * @param {string} file
 */
async function runsInNode(out, file) {
  assertPortable(out);
  assert.deepEqual(await printed(process.execPath, [file], out), expected);
}

/**
 * Opens an address in the browser, and returns what the page prints as JSON.
 *
 * @param {string} address
 */
async function answersAt(address) {
  const page = await browser.newPage();
  try {
    const answer = new Promise((resolve, reject) => {
      page.on("pageerror", reject);
      page.on("requestfailed", (request) => reject(new Error(`${request.url()}: ${request.failure()?.errorText}`)));
      page.on("response", (response) => response.ok() || reject(new Error(`${response.status()} for ${response.url()}`)));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") reject(new Error(message.text()));
        else if (message.text().startsWith("{")) resolve(JSON.parse(message.text()));
      });
      setTimeout(() => reject(new Error("the page printed no answers")), ANSWER_WITHIN).unref();
    });
    answer.catch(() => {});
    await page.goto(address);
    return await answer;
  } finally {
    await page.close();
  }
}

const MODULE = '<script type="module" src="main.js"></script>';
const CLASSIC = '<script defer src="main.js"></script>';

/**
 * Serves a folder on loopback under the policy of the README, runs its main.js in the browser, and checks the answer.
 *
 * @param {string} out
 * @param {string} script
 * @param {(answer: any) => void} check
 */
async function runsInBrowser(out, script = MODULE, check = (answer) => assert.deepEqual(answer, expected)) {
  assertPortable(out);
  const index = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>a page</title><link rel="icon" href="data:,">${script}</head></html>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    try {
      const body = pathname === "/" ? index : readFileSync(join(out, pathname));
      response
        .writeHead(200, {
          "content-type": TYPES[extname(pathname) || ".html"] ?? "application/octet-stream",
          "content-security-policy": POLICY,
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    check(await answersAt(`http://127.0.0.1:${portOf(server)}/`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

// esbuild

/**
 * @param {string} name
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} options
 */
async function withEsbuild(name, entry, options) {
  const out = output(name);
  const file = options.format === "cjs" ? "main.cjs" : "main.js";
  const { warnings } = await esbuild.build({
    entryPoints: [program(entry)],
    absWorkingDir: project,
    bundle: true,
    minify: true,
    outfile: join(out, file),
    target: "es2022",
    logLevel: "silent",
    ...options,
  });
  assert.deepEqual(warnings, []);
  if (options.format === "esm") writeFileSync(join(out, "package.json"), '{ "type": "module" }');
  return out;
}

test("esbuild for browsers, with both files given to `load` in a script that is not a module", async () => {
  const out = await withEsbuild("esbuild given", "given.js", { format: "iife" });
  copyFiles(out);
  await runsInBrowser(out, CLASSIC);
});

test("esbuild for browsers, with both files beside the script", async () => {
  const out = await withEsbuild("esbuild beside", "plain.js", { format: "esm" });
  copyFiles(out);
  await runsInBrowser(out);
});

test("esbuild for browsers, with the loader `file`", async () => {
  await runsInBrowser(await withEsbuild("esbuild file", "imported.js", { format: "esm", loader: { ".wasm": "file", ".bin": "file" } }));
});

test("esbuild for browsers, with carrot-privacy/inline in a script that is not a module", async () => {
  await runsInBrowser(await withEsbuild("esbuild inline", "inline.js", { format: "iife" }), CLASSIC);
});

test("in a script that is not a module, the errors of `load` and `mount` name the missing arguments", async () => {
  const out = await withEsbuild("esbuild mount", "ungiven.js", { format: "iife" });
  await runsInBrowser(out, CLASSIC, ({ load, mount }) => {
    assert.match(load, /`load\(\{ wasm, content \}\)`.*`carrot-privacy\/inline`/);
    assert.match(mount, /^`base` is missing: /);
  });
});

// Rollup

/**
 * @param {string} name
 * @param {string} entry
 * @param {"es" | "iife" | "cjs"} format
 * @param {string[]} conditions
 */
async function withRollup(name, entry, format, conditions = []) {
  const out = output(name);
  /** @type {string[]} */
  const warnings = [];
  const bundle = await rollup({
    input: program(entry),
    plugins: [nodeResolve({ exportConditions: conditions })],
    external: /^node:/,
    onwarn: (warning) => warnings.push(warning.message),
  });
  await bundle.write({ dir: out, format, entryFileNames: format === "cjs" ? "main.cjs" : "main.js" });
  await bundle.close();
  assert.deepEqual(warnings, []);
  if (format === "es") writeFileSync(join(out, "package.json"), '{ "type": "module" }');
  return out;
}

test("Rollup for browsers, with both files given to `load`", async () => {
  const out = await withRollup("rollup given", "given.js", "es");
  copyFiles(out);
  await runsInBrowser(out);
});

test("Rollup for browsers, with both files beside the script", async () => {
  const out = await withRollup("rollup beside", "plain.js", "es");
  copyFiles(out);
  await runsInBrowser(out);
});

test("Rollup for browsers, with carrot-privacy/inline in a script that is not a module", async () => {
  await runsInBrowser(await withRollup("rollup inline", "inline.js", "iife"), CLASSIC);
});

// webpack

/**
 * @param {string} name
 * @param {string} entry
 * @param {import("webpack").Configuration} options
 */
async function withWebpack(name, entry, options) {
  const out = output(name);
  const stats = await promisify(webpack)({
    mode: "production",
    context: project,
    entry: program(entry),
    output: { path: out, filename: "main.js" },
    performance: false,
    ...options,
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual([...errors, ...warnings], []);
  return out;
}

test("webpack for browsers, as it is", async () => {
  await runsInBrowser(await withWebpack("webpack", "plain.js", { target: "web" }), CLASSIC);
});

test("webpack for browsers, with carrot-privacy/inline", async () => {
  const out = await withWebpack("webpack inline", "inline.js", { target: "web" });
  assert.deepEqual(readdirSync(out), ["main.js"]);
  await runsInBrowser(out, CLASSIC);
});

// Vite

/** @type {(options: ViteOptions) => ViteOptions} */
const viteOptions = (options) => ({ root: project, configFile: false, logLevel: "silent", cacheDir: join(folder, "vite"), ...options });

/**
 * @param {string} name
 * @param {string} entry
 * @param {ViteOptions} options
 */
async function withVite(name, entry, options = {}) {
  const out = output(name);
  /** @type {string[]} */
  const warnings = [];
  const customLogger = vite.createLogger("warn");
  customLogger.warn = customLogger.warnOnce = (message) => warnings.push(message);
  const build = {
    outDir: out,
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: program(entry), output: { entryFileNames: "main.js" } },
    ...options.build,
  };
  await vite.build(viteOptions({ base: "./", customLogger, ...options, build }));
  assert.deepEqual(warnings, []);
  return out;
}

test("Vite, built as it is", async () => {
  await runsInBrowser(await withVite("vite", "plain.js"));
});

test("Vite, built with carrot-privacy/inline", async () => {
  const out = await withVite("vite inline", "inline.js");
  assert.deepEqual(readdirSync(out, { recursive: true }), ["main.js"]);
  await runsInBrowser(out);
});

/**
 * Runs something with Vite's development server.
 *
 * @param {ViteOptions} options
 * @param {(server: import("vite").DevServer) => Promise<void>} use
 * @param {Pick<typeof import("vite"), "createServer">} version
 */
async function developed(options, use, { createServer } = vite) {
  const server = await createServer(viteOptions({ server: { host: "127.0.0.1", port: 0, watch: null }, appType: "custom", ...options }));
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

for (const { name, version, optimizeDeps } of [
  { name: "Vite 8, in the development server, as it is", version: vite, optimizeDeps: {} },
  {
    name: "Vite 7, in the development server, with the package left out of `optimizeDeps`",
    version: vite7,
    optimizeDeps: { exclude: ["carrot-privacy"] },
  },
]) {
  test(name, async () => {
    const head = '<title>a page</title><link rel="icon" href="data:,"><script type="module" src="/programs/plain.js"></script>';
    writeFileSync(join(project, "index.html"), `<!doctype html><html lang="en"><head>${head}</head></html>`);
    await developed(
      { appType: "spa", optimizeDeps, cacheDir: join(folder, name) },
      async (server) => {
        await server.listen();
        assert.deepEqual(await answersAt(`http://127.0.0.1:${portOf(server.httpServer)}/`), expected);
      },
      version,
    );
  });
}

/** @satisfies {ViteOptions} */
const SSR = { build: { ssr: true } };
/** @param {string} out */
const rendered = async (out) => JSON.parse(JSON.stringify(await (await import(pathToFileURL(join(out, "main.js")).href)).render()));

test("Vite SSR, with the package from node_modules", async () => {
  const out = await withVite("vite ssr", "server.js", SSR);
  symlinkSync(join(project, "node_modules"), join(out, "node_modules"));
  assert.deepEqual(await rendered(out), expected);
});

test("Vite SSR, with the package in the bundle and both files beside it", async () => {
  const out = await withVite("vite ssr bundled", "server.js", { ...SSR, ssr: { noExternal: true } });
  assertPortable(out);
  copyFiles(out);
  assert.deepEqual(await rendered(out), expected);
});

test("Vite SSR, in the development server", async () => {
  await developed({ optimizeDeps: { noDiscovery: true } }, async (server) => {
    const { render } = await server.ssrLoadModule("/programs/server.js");
    assert.deepEqual(JSON.parse(JSON.stringify(await render())), expected);
  });
});

// Node

test("Node, by import", () => {
  assert.deepEqual([expected.search[0].id, expected.coverage.status.kind], ["deletion", "conditional"]);
  assert.ok(expected.qualify.some(({ outcome }) => outcome !== "not-stated"));
});

const noRequire = process.features.require_module ? false : "this Node cannot require modules: it takes 20.19 or newer";

test("Node, by require", { skip: noRequire }, async () => {
  assert.deepEqual(await printed(process.execPath, ["--no-warnings", program("required.cjs")], project), expected);
});

test("Node, with carrot-privacy/inline", async () => {
  assert.deepEqual(await printed(process.execPath, [program("inline.js")], project), expected);
});

for (const format of /** @type {const} */ (["esm", "cjs"])) {
  const file = format === "esm" ? "main.js" : "main.cjs";
  test(`esbuild for Node as ${format}, with carrot-privacy/inline`, async () => {
    await runsInNode(await withEsbuild(`esbuild node inline ${format}`, "inline.js", { format, platform: "node" }), file);
  });
  test(`esbuild for Node as ${format}, with the loader \`binary\``, async () => {
    /** @type {import("esbuild").BuildOptions} */
    const options = { format, platform: "node", target: "node20", loader: { ".wasm": "binary", ".bin": "binary" } };
    await runsInNode(await withEsbuild(`esbuild node binary ${format}`, "imported.js", options), file);
  });
  test(`esbuild for Node as ${format}, with \`file:\` addresses given to \`load\``, async () => {
    const out = await withEsbuild(`esbuild node files ${format}`, "files.js", { format, platform: "node" });
    copyFiles(join(out, "assets"));
    await runsInNode(out, file);
  });
}

test("esbuild for Node, with both files beside the script", async () => {
  const out = await withEsbuild("esbuild node beside", "plain.js", { format: "esm", platform: "node" });
  copyFiles(out);
  await runsInNode(out, "main.js");
});

for (const format of /** @type {const} */ (["es", "cjs"])) {
  test(`Rollup for Node as ${format}, with both files beside the script`, async () => {
    const out = await withRollup(`rollup node ${format}`, "plain.js", format, ["node"]);
    copyFiles(out);
    await runsInNode(out, format === "es" ? "main.js" : "main.cjs");
  });
}

test("webpack for Node, as it is", async () => {
  await runsInNode(await withWebpack("webpack node", "plain.js", { target: "node" }), "main.js");
});

test("in a bundle for Node without its files, `load` says what to do", async () => {
  const out = await withEsbuild("esbuild node alone", "plain.js", { format: "esm", platform: "node" });
  const error = await printed(process.execPath, ["main.js"], out).then(
    () => assert.fail("it loaded"),
    (error) => error,
  );
  assert.match(
    error.stderr,
    /carrot-privacy cannot be loaded: .*carrot_bg\.wasm.* call `load\(\{ wasm, content \}\)` or import `carrot-privacy\/inline`/,
  );
});

// Bun and Deno come as npm packages, which contain a program for most kinds of machines.

/**
 * Returns the reason why a runtime cannot be started; `undefined` if it can.
 *
 * @param {string} path
 */
async function missing(path) {
  try {
    await run(path, ["--version"], LIMITS);
  } catch (error) {
    const { stderr, message } = /** @type {Error & { stderr?: string }} */ (error);
    const reason = `${path} does not start: ${(stderr || message).trim().split("\n")[0]}`;
    console.log(`skipped: ${reason}`);
    return reason;
  }
}
const bun = join(MODULES, ".bin/bun");
const deno = join(MODULES, "deno", process.platform === "win32" ? "deno.exe" : "deno");
const noBun = await missing(bun);
const noDeno = await missing(deno);

for (const name of ["plain.js", "inline.js"]) {
  test(`Bun, ${name}`, { skip: noBun }, async () => {
    assert.deepEqual(await printed(bun, ["run", "--no-install", program(name)], project), expected);
  });
  test(`Deno, ${name}`, { skip: noDeno }, async () => {
    const permission = name === "plain.js" ? [`--allow-read=${installed}`] : [];
    const args = ["run", "--quiet", "--no-prompt", "--cached-only", "--node-modules-dir=manual", ...permission, program(name)];
    assert.deepEqual(await printed(deno, args, project), expected);
  });
}

/**
 * Builds with Bun's own bundler.
 *
 * @param {string} name
 * @param {string} entry
 * @param {string} target
 */
async function withBun(name, entry, target) {
  const out = output(name);
  await run(bun, ["build", program(entry), "--target", target, "--minify", "--outfile", join(out, "main.js")], { ...LIMITS, cwd: project });
  writeFileSync(join(out, "package.json"), '{ "type": "module" }');
  return out;
}

test("Bun's bundler for Bun, with both files beside the script", { skip: noBun }, async () => {
  const out = await withBun("bun", "plain.js", "bun");
  copyFiles(out);
  assertPortable(out);
  assert.deepEqual(await printed(bun, ["run", "main.js"], out), expected);
});

test("Bun's bundler for browsers, with both files beside the script", { skip: noBun }, async () => {
  const out = await withBun("bun browser beside", "plain.js", "browser");
  copyFiles(out);
  await runsInBrowser(out);
});

test("Bun's bundler for browsers, with carrot-privacy/inline", { skip: noBun }, async () => {
  await runsInBrowser(await withBun("bun browser", "inline.js", "browser"));
});

// Workers

test("a worker without a bundler", async () => {
  const out = output("worker");
  cpSync(installed, join(out, "carrot-privacy"), { recursive: true });
  cpSync(program("answers.js"), join(out, "answers.js"));
  cpSync(program("page.js"), join(out, "main.js"));
  writeFileSync(
    join(out, "worker.js"),
    readFileSync(program("worker.js"), "utf8").replace('"carrot-privacy"', '"./carrot-privacy/index.js"'),
  );
  await runsInBrowser(out);
});

test("esbuild for a worker that is not a module, with carrot-privacy/inline", async () => {
  const out = await withEsbuild("esbuild worker", "worker-inline.js", { format: "iife" });
  cpSync(join(out, "main.js"), join(out, "worker.js"));
  writeFileSync(join(out, "main.js"), 'new Worker("worker.js").onmessage = ({ data }) => console.log(JSON.stringify(data));');
  await runsInBrowser(out);
});

test("webpack for a worker, as it is", async () => {
  await runsInBrowser(await withWebpack("webpack worker", "page.js", { target: "web" }), CLASSIC);
});

for (const format of /** @type {const} */ (["es", "iife"])) {
  test(`Vite for a worker as ${format}, as it is`, async () => {
    await runsInBrowser(await withVite(`vite worker ${format}`, "page.js", { worker: { format } }));
  });
}

test("Vite for a worker, with carrot-privacy/inline", async () => {
  await runsInBrowser(await withVite("vite worker inline", "page-inline.js"));
});

// Types: the oldest TypeScript that the README names, and the newest.

const COMPILERS = { "TypeScript 5.0": "typescript-5/bin/tsc", "the newest TypeScript": "typescript/bin/tsc" };

/**
 * Compiles one file beside the package and other packages, each under the name that it is imported by.
 *
 * @param {string} compiler
 * @param {string} file
 * @param {Record<string, string>} packages
 * @param {string[]} options
 */
async function compiled(compiler, file, packages, options) {
  const cwd = join(folder, "types", `${file}-${Object.values(packages).join("-").replace(/\W+/g, "-")}-${dirname(dirname(compiler))}`);
  cpSync(installed, join(cwd, "node_modules/carrot-privacy"), { recursive: true });
  cpSync(join(HERE, "types", file), join(cwd, file));
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const [name, from] of Object.entries(packages)) {
    mkdirSync(dirname(join(cwd, "node_modules", name)), { recursive: true });
    // Copy the package: from a link, it would import other versions of the packages beside it.
    cpSync(join(MODULES, from), join(cwd, "node_modules", name), { recursive: true });
  }
  const args = ["--strict", "--noEmit", "--skipLibCheck", "false", "--exactOptionalPropertyTypes", "--target", "es2022", ...options, file];
  await run(process.execPath, [join(MODULES, compiler), ...args], { ...LIMITS, cwd }).catch(({ stdout, stderr }) =>
    assert.fail(stdout + stderr),
  );
}

const NODE_MODULES = ["--module", "nodenext", "--moduleResolution", "nodenext"];
const BUNDLER = ["--module", "esnext", "--moduleResolution", "bundler"];

for (const [name, compiler] of Object.entries(COMPILERS)) {
  for (const resolution of [NODE_MODULES, BUNDLER]) {
    test(`${name} without the DOM library, resolution ${resolution.at(-1)}`, () =>
      compiled(compiler, "no-dom.ts", {}, [...resolution, "--lib", "es2022"]));
    test(`${name} with the DOM library, resolution ${resolution.at(-1)}`, () =>
      compiled(compiler, "dom.ts", {}, [...resolution, "--lib", "es2022,dom,dom.iterable"]));
  }
}

const REACT = { csstype: "csstype", "@types/prop-types": "@types/prop-types" };
/** @type {[name: string, compiler: string, file: string, packages: Record<string, string>, options: string[]][]} */
const FRAMEWORKS = [
  ["React 19", COMPILERS["the newest TypeScript"], "react.tsx", { "@types/react": "@types/react", ...REACT }, ["--jsx", "react-jsx"]],
  ["React 18", COMPILERS["TypeScript 5.0"], "react.tsx", { "@types/react": "@types/react-18", ...REACT }, ["--jsx", "react-jsx"]],
  [
    "Preact 11",
    COMPILERS["the newest TypeScript"],
    "preact.tsx",
    { preact: "preact" },
    ["--jsx", "react-jsx", "--jsxImportSource", "preact"],
  ],
  ["Preact 10", COMPILERS["TypeScript 5.0"], "preact.tsx", { preact: "preact-10" }, ["--jsx", "react-jsx", "--jsxImportSource", "preact"]],
  [
    "Solid 1",
    COMPILERS["the newest TypeScript"],
    "solid.tsx",
    { "solid-js": "solid-js", csstype: "csstype" },
    ["--jsx", "preserve", "--jsxImportSource", "solid-js"],
  ],
];
for (const [name, compiler, file, packages, options] of FRAMEWORKS) {
  test(`JSX types for ${name}`, () => compiled(compiler, file, packages, [...BUNDLER, "--lib", "es2022,dom,dom.iterable", ...options]));
}
