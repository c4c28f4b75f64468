// Declares the used parts of packages that only some tests and benchmarks install. TypeScript uses
// these declarations even if a package is installed, so that the check gives the same result on
// every machine.

// e2e/bench
declare module "vitepress" {
  export function build(root: string, options: { outDir: string }): Promise<void>;
}

// e2e/bench/bot
declare module "discord-interactions" {
  import type { Handler } from "express";
  export function verifyKeyMiddleware(publicKey: string): Handler;
}
declare module "express" {
  interface Request {
    body: { data: unknown };
  }
  interface Response {
    sendStatus(status: number): this;
    type(type: string): this;
    send(body: unknown): this;
  }
  export type Handler = (request: Request, response: Response, next: () => void) => unknown;
  interface App {
    disable(setting: string): void;
    post(path: string, ...handlers: Handler[]): void;
    listen(port: number, host: string): void;
  }
  export default function express(): App;
}

// e2e/observatory
declare module "@mdn/mdn-http-observatory" {
  export function scan(host: string): Promise<unknown>;
}

// e2e/bundlers
declare module "@rollup/plugin-node-resolve" {
  import type { Plugin } from "rollup";
  export function nodeResolve(options: { exportConditions: string[] }): Plugin;
}
declare module "rollup" {
  export interface Plugin {
    name: string;
  }
  interface Build {
    write(options: { dir: string; format: string; entryFileNames: string }): Promise<unknown>;
    close(): Promise<void>;
  }
  export function rollup(options: {
    input: string;
    plugins: Plugin[];
    external: RegExp;
    onwarn(warning: { message: string }): void;
  }): Promise<Build>;
}
declare module "esbuild" {
  export interface BuildOptions {
    entryPoints?: string[];
    absWorkingDir?: string;
    bundle?: boolean;
    minify?: boolean;
    outfile?: string;
    target?: string;
    logLevel?: "silent";
    format?: "iife" | "cjs" | "esm";
    platform?: "browser" | "node";
    loader?: Record<string, "file" | "binary">;
  }
  const esbuild: { build(options: BuildOptions): Promise<{ warnings: unknown[] }> };
  export default esbuild;
}
declare module "webpack" {
  interface Stats {
    toJson(options: { all: boolean; errors: boolean; warnings: boolean }): { errors: unknown[]; warnings: unknown[] };
  }
  export interface Configuration {
    mode?: "production";
    context?: string;
    entry?: string;
    output?: { path: string; filename: string };
    performance?: false;
    target?: "web" | "node";
  }
  export default function webpack(options: Configuration, callback: (error: Error | null, stats: Stats) => void): void;
}
declare module "vite" {
  import type { Server } from "node:http";
  export interface Logger {
    warn(message: string): void;
    warnOnce(message: string): void;
  }
  export interface Options {
    root?: string;
    base?: string;
    configFile?: false;
    logLevel?: "silent";
    cacheDir?: string;
    customLogger?: Logger;
    appType?: "spa" | "custom";
    build?: object;
    ssr?: { noExternal: true };
    worker?: { format: "es" | "iife" };
    optimizeDeps?: { exclude?: string[]; noDiscovery?: boolean };
    server?: { host: string; port: number; watch: null };
  }
  export interface DevServer {
    httpServer: Server;
    listen(): Promise<unknown>;
    close(): Promise<void>;
    ssrLoadModule(path: string): Promise<Record<string, () => unknown>>;
  }
  export function createLogger(level: "warn"): Logger;
  export function build(options: Options): Promise<unknown>;
  export function createServer(options: Options): Promise<DevServer>;
}
declare module "vite-7" {
  export { createServer } from "vite";
}
declare module "carrot-privacy/carrot_bg.wasm" {
  const file: string | Uint8Array<ArrayBuffer>;
  export default file;
}
declare module "carrot-privacy/content.bin" {
  const file: string | Uint8Array<ArrayBuffer>;
  export default file;
}
