// Configuration of the end-to-end tests. `cargo xtask test` starts the server and sets:
//   BASE_URL   where it listens              CARROT  the server's program, for tests that start it themselves
//   CHROME     the browser's program         DIST       the built page's folder
//   FULL       set by `test --full`: also the tests with the tag @full, which repeat others under further conditions
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

if (!process.env.BASE_URL)
  throw new Error("BASE_URL is not set: type `cargo xtask test`, or serve the page and name it, BASE_URL=http://127.0.0.1:8080");

export default defineConfig({
  testDir: ".",
  testMatch: "*.test.mjs",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // The limit is generous, for busy machines. A test that passes does not wait. `bench page` measures speed.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // A test that passes only sometimes is broken.
  retries: 0,
  reporter: "list",
  grepInvert: process.env.FULL ? undefined : /@full/,
  use: { baseURL: process.env.BASE_URL, launchOptions, locale: "en-GB", viewport: { width: 1280, height: 800 } },
});
