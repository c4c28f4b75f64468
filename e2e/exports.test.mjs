// Tests the consistency of a build: page, exports and Discord have the same statements, and data
// matches its schema.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { entry, expect, test } from "./fixtures.mjs";
import { attribute, required, matched } from "./required.mjs";
import { message } from "./texts.mjs";

const { CARROT = "", DIST = "" } = process.env;

/** @param {string} file */
const read = (file) => readFileSync(join(DIST, file), "utf8");
/** @param {string} file */
const json = (file) => JSON.parse(read(file));
/** @returns {import("./types.d.ts").Exported} */
const policy = () => json("policy.json");
const statements = () => policy().sections.flatMap((section) => section.statements.map((it) => ({ ...it, part: section.part })));

for (const name of ["policy.json", "compliance.json"]) {
  test(`${name} matches its schema`, () => {
    const ajv = new Ajv2020({ allErrors: true });
    addFormats.default(ajv);
    // schemars writes Rust's widths of integers as formats.
    for (const format of ["uint8", "uint16", "uint32", "uint64", "uint"]) ajv.addFormat(format, true);
    const valid = ajv.validate(json(`schema/${name}`), json(name));
    expect(valid, JSON.stringify(ajv.errors?.slice(0, 5), null, 1)).toBe(true);
  });
}

test("page and exports have every statement once, in the same order", async ({ page }) => {
  const ids = statements().map((it) => it.id);
  expect(new Set(ids).size).toBe(ids.length);
  await page.goto("/");
  expect(await page.locator(".statement").evaluateAll((all) => all.map((it) => it.id || it.querySelector("span[id]")?.id))).toEqual(ids);
  const inDocument = [...read("policy.md").matchAll(/^\*.*· `([a-z0-9-]+)`$/gm)].map((match) => match[1]);
  expect(inDocument).toEqual(ids);
});

test("every id has its place on the page", async ({ page }) => {
  const { sections, inventory, services, regions, terms, questions, requirements, parties, sources, claims, data_rules, objectives } =
    policy();
  const named = [
    sections,
    inventory.items,
    services,
    regions,
    terms,
    questions,
    requirements,
    parties,
    sources,
    claims,
    data_rules,
    objectives,
  ];
  await page.goto("/");
  const anchors = new Set(await page.locator("[id]").evaluateAll((all) => all.map((it) => it.id)));
  expect(
    named
      .flat()
      .map((it) => it.id)
      .filter((id) => !anchors.has(id)),
  ).toEqual([]);
});

test("Discord answers every statement of the bot's own policy with a link to its place", async () => {
  const run = promisify(execFile);
  const own = statements().filter((it) => ["collected-data", "policy"].includes(it.part));
  expect(own.length).toBeGreaterThan(10);
  for (const { id, title } of own) {
    const { stdout } = await run(CARROT, ["preview", `/privacy topic:${id}`, "--json"], {
      env: { ...process.env, PUBLIC_URL: "https://bot.example/" },
    });
    // A statement is shown in its section, so the link may lead to either.
    const section = policy().sections.find((it) => it.statements.some((statement) => statement.id === id));
    expect(stdout, title).toMatch(new RegExp(`https://bot\\.example/#(${id}|${required(section, id).id})"`));
  }
});

// The words of page, exports and Discord for each extent of an answer.
/** @type {Record<string, [string, string]>} */
const EXTENTS = {
  missing: ["not stated", `${message("not_stated_by_bot")}.`],
  partial: ["partly stated", `${message("in_part")}.`],
  present: ["stated", `${message("answered")}.`],
};

test("page, exports and Discord show the same extent for each requirement", async ({ page }) => {
  const run = promisify(execFile);
  await page.goto("/");
  for (const { id, title } of policy().requirements) {
    const chip = page.locator(entry(id)).locator(".extent");
    const extent = (await attribute(chip, "class")).replace("extent ", "");
    const [word, verdict] = EXTENTS[extent];
    await expect(chip, id).toHaveText(word, { ignoreCase: true });
    const line = read("policy.md")
      .split("\n")
      .find((it) => it.endsWith(`\`${id}\``));
    expect(line, id).toContain(`: ${word}**`);
    const listed = read("llms.txt")
      .split("\n")
      .find((it) => it.endsWith(`\`${id}\``));
    expect(listed, id).toBe(extent === "present" ? undefined : `- ${title}: ${word} \`${id}\``);
    const { stdout } = await run(CARROT, ["preview", `/privacy topic:${id}`]);
    expect(stdout, id).toContain(verdict);
  }
});

test("page and Discord show the same extent for each question", async ({ page }) => {
  const run = promisify(execFile);
  await page.goto("/");
  for (const { id } of policy().questions) {
    const { stdout } = await run(CARROT, ["preview", `/privacy topic:${id}`]);
    const silent = stdout.includes(EXTENTS.missing[1]);
    const partial = stdout.includes(EXTENTS.partial[1]);
    expect(await page.locator(entry(id)).locator(".extent.missing").count(), id).toBe(silent ? 1 : 0);
    expect((await page.locator(entry(id)).locator(".extent.partial").count()) > 0, id).toBe(partial);
  }
});

test("coverage.csv has a row for every service and framework", () => {
  const { services, frameworks } = policy();
  const rows = read("coverage.csv").trimEnd().split("\r\n");
  expect(rows.shift()).toBe("service,framework,status,condition,source,as_of");
  expect(rows.map((row) => row.split(",").slice(0, 2).join())).toEqual(services.flatMap((s) => frameworks.map((f) => `${s.id},${f.id}`)));
});

test("carrot.pdf, if it was built, has at most 15 pages of A4 and no date of its creation", async ({ page, request }) => {
  await page.goto("/");
  const link = page.locator('#downloads a[href$="carrot.pdf"]');
  const response = await request.get("/carrot.pdf");
  expect(await link.count()).toBe(response.ok() ? 1 : 0);
  test.skip(!response.ok(), "built without a browser");
  expect(response.headers()["content-type"]).toBe("application/pdf");
  const pdf = (await response.body()).toString("latin1");
  expect(matched(pdf, /\/Type\s*\/Page\b(?!s)/g).length).toBeLessThanOrEqual(15);
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][\d.]* 84[12]/);
  expect(pdf).toContain("/CreationDate (D:20000101000000");
  // Tagged, so that screen readers find headings and lists.
  expect(pdf).toContain("/StructTreeRoot");
});
