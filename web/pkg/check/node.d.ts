// The two functions of Node that node.js uses. Node's own types would also replace the browser's timers.
declare module "node:fs" {
  export function readFileSync(path: URL): Uint8Array<ArrayBuffer>;
}
declare module "node:fs/promises" {
  export function readFile(path: URL): Promise<Uint8Array>;
}
