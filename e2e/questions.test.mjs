// Tests that the search of the page answers what people ask in their own words: whether a kind of data is collected, and questions about
// the bot as a whole.
import { entry, expect, ready, test } from "./fixtures.mjs";
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
        said: "Not in the policy's list.",
      },
      { asked: "discord tag", id: "kind-discriminator", said: "In the policy's list: Discriminator, Tag" },
      { asked: "deleted messages", id: "kind-deleted-messages", said: "does not say whether this is included" },
      { asked: "who runs this bot", id: "operator", said: "Not stated" },
    ],
  },
  {
    language: "French",
    path: "/fr/",
    cases: [
      {
        asked: "adresse ip",
        id: "kind-ip-address",
        said: "Pas dans la liste de la politique.",
      },
      { asked: "qui exploite ce bot", id: "operator", said: "Non précisé" },
    ],
  },
])
  for (const { asked, id, said } of cases)
    test(`in ${language}, "${asked}" leads to a visible answer`, async ({ page, browserErrors }) => {
      await page.goto(path);
      await ready(page);
      await page.locator("#query").fill(asked);
      const result = page.locator(`.found a[href="#${id}"]`);
      await expect(result).toBeSeen();
      await result.click();
      await expect(page.locator(entry(id))).toBeSeen();
      // A kind of data that the list does not name is an item of a list.
      const answer = page.locator(`${entry(id)} dd, li${entry(id)}`);
      await expect(answer).toBeSeen();
      await expect(answer).toContainText(said);
    });
