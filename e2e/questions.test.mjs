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
        said: "Not in the policy's list. The policy says that this list is not complete.",
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
        said: "Pas dans la liste de la politique. La politique dit que cette liste n’est pas complète.",
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
      // Kinds of data that the list does not name are listed below one sentence.
      const answer = page.locator(
        `[id="${id}"] dd, :has(> span[id="${id}"]) dd, :has(> ul > [id="${id}"], > ul > li > span[id="${id}"]) > p`,
      );
      await expect(answer).toBeSeen();
      await expect(answer).toContainText(said);
    });
