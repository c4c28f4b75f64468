// Tests that the search of the page answers what people ask in their own words: whether a kind of data is collected, and questions about
// the bot as a whole.
import { entry, expect, ready, test } from "./fixtures.mjs";
import { message } from "./texts.mjs";
import { see } from "./visible.mjs";

test.beforeEach(async ({ page }) => page.addInitScript(see));

for (const { language, path, cases } of [
  {
    language: "English",
    path: "/",
    cases: [
      {
        asked: "is my ip address collected",
        id: "kind-ip-address",
        answer: message("kind_not_named"),
      },
      { asked: "discord tag", id: "kind-discriminator", answer: `${message("in_the_list")}: Discriminator, Tag` },
      { asked: "deleted messages", id: "kind-deleted-messages", answer: "does not say whether" },
      { asked: "who runs this bot", id: "operator", answer: message("not_stated") },
    ],
  },
  {
    language: "French",
    path: "/fr/",
    cases: [
      {
        asked: "adresse ip",
        id: "kind-ip-address",
        answer: message("kind_not_named", "fr"),
      },
      { asked: "qui exploite ce bot", id: "operator", answer: message("not_stated", "fr") },
    ],
  },
])
  for (const { asked, id, answer } of cases)
    test(`in ${language}, "${asked}" leads to a visible answer`, async ({ page, browserErrors }) => {
      await page.goto(path);
      await ready(page);
      await page.locator("#query").fill(asked);
      const result = page.locator(`.found a[href="#${id}"]`);
      await expect(result).toBeSeen();
      await result.click();
      await expect(page.locator(entry(id))).toBeSeen();
      // A kind of data that the list does not name is an item of a list.
      const shown = page.locator(`${entry(id)} dd, li${entry(id)}`);
      await expect(shown).toBeSeen();
      await expect(shown).toContainText(answer);
    });
