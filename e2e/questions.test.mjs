// Tests that the search of the page answers what people ask in their own words: whether a kind of data is collected, and questions about
// the bot as a whole.
import { expect, ready, test } from "./fixtures.mjs";
import { see } from "./visible.mjs";

test.beforeEach(async ({ page }) => page.addInitScript(see));

for (const { language, path, cases } of [
  {
    language: "English",
    path: "/",
    cases: [
      {
        asked: "is my ip address collected",
        entry: "kind-ip-address",
        said: "Not in the policy's list. The policy says that this list is not complete.",
      },
      { asked: "discord tag", entry: "kind-discriminator", said: "In the policy's list: Discriminator, Tag" },
      { asked: "deleted messages", entry: "kind-deleted-messages", said: "does not say whether this is included" },
      { asked: "who runs this bot", entry: "operator", said: "Not stated" },
    ],
  },
  {
    language: "French",
    path: "/fr/",
    cases: [
      {
        asked: "adresse ip",
        entry: "kind-ip-address",
        said: "Pas dans la liste de la politique. La politique dit que cette liste n’est pas complète.",
      },
      { asked: "qui exploite ce bot", entry: "operator", said: "Non précisé" },
    ],
  },
])
  for (const { asked, entry, said } of cases)
    test(`in ${language}, "${asked}" leads to a visible answer`, async ({ page, browserErrors }) => {
      await page.goto(path);
      await ready(page);
      await page.locator("#query").fill(asked);
      const result = page.locator(`.found a[href="#${entry}"]`);
      await expect(result).toBeSeen();
      await result.click();
      await expect(page.locator(`#${entry}`)).toBeSeen();
      // Kinds of data that the list does not name are listed below one sentence.
      const answer = page.locator(`#${entry} dd, :has(> ul > #${entry}) > p`);
      await expect(answer).toBeSeen();
      await expect(answer).toContainText(said);
    });
