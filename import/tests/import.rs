//! Tests that policies of all shapes become content without errors.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use carrot_import::words;
use common::{check, import, rules};

/// A policy, and what must be in or not in a file of its content.
struct Case {
    policy: &'static str,
    file: &'static str,
    has: &'static [&'static str],
    lacks: &'static [&'static str],
}

const CASES: &[(&str, Case)] = &[
    (
        "headings_become_sections_and_statements",
        Case {
            policy: "# Privacy Policy\n\nHello.\n\n## Data retention {#retention}\n\nWe keep logs for 30 days. Then they go.\n\n### Backups\n\nSeven days.\n",
            file: "bot/policy.md",
            has: &[
                "# Privacy Policy {#policy party=the-bot}",
                "## Data retention {#retention source=the-policy/retention}",
                "### We keep logs for 30 days {#we-keep-logs-for-30-days}",
                "### Backups {#backups}",
                "\nWe keep logs for 30 days. Then they go.\n",
            ],
            lacks: &[],
        },
    ),
    (
        "front_matter_gives_the_date_and_no_text",
        Case {
            policy: "---\ntitle: Privacy\nlast_updated: 2026-03-05\n---\n\n## One\n\nText.\n",
            file: "bot/source.toml",
            has: &["as_of = 2026-03-05", "title = \"Privacy\""],
            lacks: &["effective"],
        },
    ),
    (
        "templates_and_admonitions_are_taken_out",
        Case {
            policy: "## One\n\n{% hint style=\"info\" %}\nText {{ site.mail }} here.\n{% endhint %}\n\n:::note Mind this\nInside.\n:::\n\n> [!WARNING]\n> Beware.\n",
            file: "bot/policy.md",
            has: &["Text  here.", "Mind this Inside.", "> Beware."],
            lacks: &["hint", "site.mail", ":::", "WARNING"],
        },
    ),
    (
        "tables_stay_tables",
        Case {
            policy: "## Data we collect\n\n| Data | Purpose | Retention |\n| --- | --- | --- |\n| User ID | Commands | 30 days |\n| Name | Greeting | 7 days |\n",
            file: "bot/policy.md",
            has: &[
                "\n\n| Data | Purpose | Retention |\n| --- | --- | --- |\n| User ID | Commands | 30 days |\n| Name | Greeting | 7 days |\n",
            ],
            lacks: &["- Data"],
        },
    ),
    (
        "pipes_in_cells_are_escaped_and_short_rows_filled",
        Case {
            policy: "## One\n\na \\| b | `c \\| d` | <b>e</b>\n--- | --- | ---\n\\\\\\| x | y\nme@a.example | | *z*\n",
            file: "bot/policy.md",
            has: &["| a \\| b | `c \\| d` | **e** |\n| --- | --- | --- |\n| \\\\\\| x | y | |\n| <me@a.example> | | *z* |\n"],
            lacks: &[],
        },
    ),
    (
        "tables_of_html_stay_tables",
        Case {
            policy: "## One\n\n<table><thead><tr><th>Data<th>Kept</thead><tr><th>Name<td>7 days</table>\n",
            file: "bot/policy.md",
            has: &["| Data | Kept |\n| --- | --- |\n| Name | 7 days |\n"],
            lacks: &[],
        },
    ),
    (
        "tables_in_lists_and_quotes_and_with_breaks_in_cells_stay_tables",
        Case {
            policy: "## One\n\n- Item\n\n  | Data | Kept |\n  | --- | --- |\n  | Name | 7 days |\n\n## Two\n\n| Data | Kept |\n| --- | --- |\n| ID<br>**Text** | 30 days |\n\n> | A |\n> | --- |\n> | B |\n",
            file: "bot/policy.md",
            has: &[
                "- Item\n\n  | Data | Kept |\n  | --- | --- |\n  | Name | 7 days |\n",
                "| ID<br>**Text** | 30 days |\n",
                "> | A |\n> | --- |\n> | B |\n",
            ],
            lacks: &["- Data"],
        },
    ),
    (
        "blocks_in_cells_are_lines_of_them",
        Case {
            policy: "## One\n\n<table><tr><th>Data</th><th>Kept</th></tr><tr><td><p>Name</p><p>ID</p></td><td><ul><li>7 days</li> <li>a year</li></ul></td></tr></table>\n",
            file: "bot/policy.md",
            has: &["| Name<br>ID | 7 days<br>a year |\n"],
            lacks: &[],
        },
    ),
    (
        "tables_propose_data",
        Case {
            policy: "## Data we collect\n\n| Data | Purpose | Retention |\n| --- | --- | --- |\n| User ID | Commands | 30 days |\n",
            file: "bot/data.toml",
            has: &["unreviewed = true", "name = \"User ID\"", "text = \"30 days\"", "purpose = [{ text = \"Commands\""],
            lacks: &[],
        },
    ),
    (
        "addresses_become_links_and_other_links_text",
        Case {
            policy: "## One\n\nWrite to me@bot.example or see https://bot.example/a. [Terms](./tos.md), [[Wiki]], <me@x.example>, [x](tel:+49).\n",
            file: "bot/policy.md",
            has: &["<me@bot.example>", "<https://bot.example/a>.", "Terms, Wiki, <me@x.example>, [x](<tel:+49>)."],
            lacks: &["tos.md"],
        },
    ),
    (
        "a_closing_remark_below_a_rule_is_no_part_of_the_last_section",
        Case {
            policy: "# Privacy\n\n## Data\n\nWe keep names.\n\n---\n\n## Contact\n\nWrite to me@a.example.\n\n---\n\nBy using the bot you agree.\n",
            file: "bot/policy.md",
            has: &["Write to <me@a.example>.\n\n## Privacy {", "By using the bot you agree."],
            lacks: &[],
        },
    ),
    (
        "a_footer_and_a_menu_of_html_are_no_part_of_a_section",
        Case {
            policy: "<nav><a href=\"/\">Home</a><a href=\"/t\">Terms</a></nav><h1>Privacy</h1><h2>Data</h2><p>Names.</p><h2>Contact</h2><p>Ask.</p><footer>© Kettle</footer>",
            file: "bot/policy.md",
            has: &["Ask.\n\n## Privacy {", "© Kettle"],
            lacks: &["Home", "Terms"],
        },
    ),
    (
        "numbered_lines_are_paragraphs",
        Case {
            policy: "## Terms\n\n2.1. Backups are kept for a week.\n2.2. Logs are kept for a day,\nthen they go.\n\n2.3 Backups\nA copy is kept\nfor a year.\n",
            file: "bot/policy.md",
            has: &[
                "## 2.3 Backups {",
                "A copy is kept for a year.\n",
                "2\\.1. Backups are kept for a week.\n\n2\\.2. Logs are kept for a day, then they go.\n",
            ],
            lacks: &[],
        },
    ),
    (
        "numbered_articles_are_headings",
        Case {
            policy: "方針\n\n第1条（収集する情報）\n名前を収集します：\n名前\n利用者の識別番号\n\n第2条（利用目的）\n表示します。\n\n第3条（保存期間）\n30日間です。\n",
            file: "bot/policy.md",
            has: &["## 第1条（収集する情報） {", "## 第3条（保存期間） {", "名前を収集します：\n\n- 名前\n- 利用者の識別番号\n"],
            lacks: &[],
        },
    ),
    (
        "tables_of_html_keep_the_headings_of_their_head",
        Case {
            policy: "## One\n\n<table>\n<thead>\n<tr>\n<td>Data</td>\n<td>Kept</td>\n</tr>\n</thead>\n<tbody>\n<tr>\n<th>Name</th>\n<td>7 days</td>\n</tr>\n</tbody>\n</table>\n",
            file: "bot/policy.md",
            has: &["| Data | Kept |\n| --- | --- |\n| Name | 7 days |\n"],
            lacks: &[],
        },
    ),
    (
        "a_first_row_in_bold_has_the_headings",
        Case {
            policy: "## One\n\n<table><tr><td><b>Data</b></td><td><b>Kept</b></td></tr><tr><td>Name</td><td>7 days</td></tr></table>\n",
            file: "bot/policy.md",
            has: &["| **Data** | **Kept** |\n| --- | --- |\n| Name | 7 days |\n"],
            lacks: &[],
        },
    ),
    (
        "indented_text_is_no_code",
        Case {
            policy: "Hello to everyone who reads this.\n\n\tData\n\nThe bot stores this:\n\n    User ID: it names the owner of a lamp.\n    Color: it is the color of the lamp.\n\n\tDeletion\n\nAsk us, and we delete all of it.\n\n\tContact\n\nWrite to lamp@lamps.example, please.\n",
            file: "bot/policy.md",
            has: &["## Data {", "## Deletion {", "- User ID: it names the owner of a lamp.\n- Color: it is the color of the lamp.\n"],
            lacks: &["```"],
        },
    ),
    (
        "code_in_a_fence_stays_code",
        Case {
            policy: "## One\n\nSend this:\n\n```\n/lamp forget\n```\n",
            file: "bot/policy.md",
            has: &["```\n/lamp forget\n```"],
            lacks: &[],
        },
    ),
    (
        "short_paragraphs_below_a_colon_are_a_list",
        Case {
            policy: "## Data\n\nThe bot does not collect:\n\nNames\n\nMessages\n\nVoice\n\nIt reads commands, and forgets them at once, whoever sends them to it.\n",
            file: "bot/policy.md",
            has: &["The bot does not collect:\n\n- Names\n- Messages\n- Voice\n"],
            lacks: &[],
        },
    ),
    (
        "short_lines_below_a_colon_are_a_list",
        Case {
            policy: "1. Sharing\nData is not:\n\nsold to anyone\nused for tracking\n\n2. Legal basis\n\nArt. 6 (1) b GDPR\n\nArt. 6 (1) f GDPR\n\nArt. 6 (1) a GDPR\n\n3. Contact\nAsk lamp@lamps.example, whenever you like.\n",
            file: "bot/policy.md",
            has: &["## 1. Sharing {", "Data is not:\n\n- sold to anyone\n- used for tracking\n", "## 2. Legal basis {"],
            lacks: &["\n## Art. 6"],
        },
    ),
    (
        "lines_of_a_wrapped_paragraph_are_no_list",
        Case {
            policy: "## One\n\nThe bot keeps what it needs, which is this:\nthe number of the server in which it is used and\nthe language that its owner has chosen for it and\nnothing else\n",
            file: "bot/policy.md",
            has: &["which is this: the number of the server in which it is used and the language"],
            lacks: &["- the"],
        },
    ),
    (
        "paragraphs_in_bold_below_headings_are_headings",
        Case {
            policy: "# Lamp\n\n## Data\n\n**Names**\n\nWe read them.\n\n**Messages**\n\nWe do not read them.\n\n## Contact\n\n**We answer everyone.**\n\nWrite to lamp@lamps.example.\n",
            file: "bot/policy.md",
            has: &["### Names {", "### Messages {", "**We answer everyone**."],
            lacks: &[],
        },
    ),
    (
        "a_table_of_contents_with_addresses_is_taken_out",
        Case {
            policy: "# Lamp\n\n## Contents\n\n- [1. Data](https://lamps.example/p.md#1-data)\n- [2. Use](https://lamps.example/p.md#2-use)\n- [3. Contact](https://lamps.example/p.md#3-contact)\n\n## 1. Data\n\nNone.\n\n## 2. Use\n\nNone.\n\n## 3. Contact\n\nNobody.\n",
            file: "bot/policy.md",
            has: &["## 1. Data {"],
            lacks: &["Contents", "lamps.example"],
        },
    ),
    (
        "links_to_sections_of_another_page_stay",
        Case {
            policy: "## Others\n\n- [Their data](https://lamps.example/p.md#data)\n- [Their use](https://lamps.example/p.md#use)\n- [Their address](https://lamps.example/p.md#address)\n\n## Data\n\nNone.\n",
            file: "bot/policy.md",
            has: &["[Their data](<https://lamps.example/p.md#data>)"],
            lacks: &[],
        },
    ),
    (
        "lists_below_neutral_headings_are_data",
        Case {
            policy: "# Lamp\n\n## Information we collect\n\n### Information you give us\n\n- Color\n- Brightness\n\n### What we do not read\n\n- Messages\n\n### Your rights\n\n- Access\n\n## Use\n\n### Lamps\n\n- To light them\n",
            file: "bot/data.toml",
            has: &["name = \"Color\"", "name = \"Brightness\""],
            lacks: &["Messages", "Access", "To light"],
        },
    ),
    (
        "words_of_other_languages_mean_nothing",
        Case {
            policy: "# Lamp\n\n## Art of the lamps\n\nWe love the stock of our lamps, and the usage of that art in the dias of the museum, as you and we are to see.\n\n## Contact\n\nThat is on the wall: write to lamp@lamps.example.\n",
            file: "bot/answers.toml",
            has: &["# not yet mapped\n[[answer]]\nrequirement = \"discord-retain\""],
            lacks: &[],
        },
    ),
    (
        "a_tracker_of_issues_is_a_form_to_write_to",
        Case {
            policy: "# Lamp\n\n## Contact\n\nOpen an issue: <https://code.example/lamp/issues>, or see https://lamps.example/about.\n",
            file: "bot/bot.toml",
            has: &["# kind = \"form\"\n# to = \"https://code.example/lamp/issues\""],
            lacks: &["lamps.example/about"],
        },
    ),
    (
        "the_way_to_delete_comes_before_the_time_of_deletion",
        Case {
            policy: "# Lamp\n\n## Deletion\n\n### When\n\nData is deleted after 30 days.\n\n## Other\n\n### Asking\n\nYou can have your data deleted.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"asking\", \"when\"]"],
            lacks: &[],
        },
    ),
    (
        "a_command_is_a_way_to_delete",
        Case {
            policy: "# Lamp\n\n## Deletion\n\n### When\n\nData is deleted after 30 days.\n\n## Other\n\n### Forget\n\nThe command `/forget` deletes it.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"forget\", \"when\"]"],
            lacks: &[],
        },
    ),
    (
        "a_right_to_know_the_period_is_no_period",
        Case {
            policy: "# Lamp\n\n## Your rights\n\nThe right of access includes how long data is retained.\n\n## Use\n\nWe light lamps.\n",
            file: "bot/answers.toml",
            has: &["# not yet mapped\n[[answer]]\nrequirement = \"discord-retain\""],
            lacks: &[],
        },
    ),
    (
        "a_link_in_a_notice_of_changes_is_no_first_contact",
        Case {
            policy: "# Lamp\n\n## Changes\n\n### News\n\nWe post them at https://discord.gg/lamps for all.\n\n## Other\n\n### Asking\n\nIf you have questions, please contact Lampion.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"asking\", \"news\"]"],
            lacks: &[],
        },
    ),
    (
        "a_denial_comes_first_if_nothing_is_collected",
        Case {
            policy: "# Lamp\n\n## Collected data\n\n### Names\n\nThe bot does not collect names.\n\n### Commands\n\nThey are read and not stored.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-what\"\nstatements = [\"names\", \"commands\"]"],
            lacks: &[],
        },
    ),
    (
        "html_becomes_text",
        Case {
            policy: "<h1>Privacy</h1>\n<p class=\"x\">We <b>keep</b> nothing.<br>Really.</p>\n<!-- secret -->\n<h2 id=\"del\">Deletion</h2>\n<ul><li>Ask us\n<li>Leave</ul>\n<table><tr><th>A</th><td>B</td></tr></table>\n<script>alert(1)</script>\n",
            file: "bot/policy.md",
            has: &["We **keep** nothing.\\\nReally.", "## Deletion {#del", "- Ask us", "- Leave"],
            lacks: &["secret", "alert", "<p"],
        },
    ),
    (
        "a_tag_that_is_a_placeholder_stays",
        Case { policy: "## One\n\nWrite to <your email>.\n", file: "bot/policy.md", has: &["Write to \\<your email>."], lacks: &[] },
    ),
    (
        "footnotes_follow_their_text",
        Case {
            policy: "## One\n\nText[^1].\n\n## Two\n\nMore.\n\n[^1]: The note.\n[^2]: Unused.\n",
            file: "bot/policy.md",
            has: &["Text (1).\n\n(1) The note.\n"],
            lacks: &["Unused"],
        },
    ),
    (
        "without_headings_each_paragraph_is_a_statement",
        Case {
            policy: "We store user IDs. They are used for commands.\n\nData is deleted after 30 days.\n\nContact me@bot.example.\n",
            file: "bot/policy.md",
            has: &["### We store user IDs {#we-store-user-ids}", "### Data is deleted after 30 days {#data-is-deleted-after-30-days}"],
            lacks: &[],
        },
    ),
    (
        "paragraphs_in_bold_are_headings_where_there_are_no_others",
        Case {
            policy: "**Retention**\n\n30 days.\n\n**Deletion**\n\nAsk us.\n",
            file: "bot/policy.md",
            has: &["## Retention {#policy-retention", "## Deletion {#policy-deletion"],
            lacks: &[],
        },
    ),
    (
        "numbered_items_are_headings_where_there_are_no_others",
        Case {
            policy: "# Privacy\n\n1. Data\n\n   We store IDs.\n   - one\n2. Retention\n\n   30 days.\n3. Deletion: Ask us for it.\n",
            file: "bot/policy.md",
            has: &[
                "## 1. Data {#data ",
                "## 2. Retention {#policy-retention ",
                "## 3. Deletion {#policy-deletion ",
                "\nAsk us for it.\n",
            ],
            lacks: &[],
        },
    ),
    (
        "numbered_lines_of_plain_text_are_headings",
        Case {
            policy: "Privacy of Pebble\nSince 2025\n\n1. Data\nWe store IDs.\n\n2. Retention\nFor 30 days.\n\n7. Contact\nWrite to us.\n",
            file: "bot/policy.md",
            has: &["# Privacy of Pebble {#policy", "## 2. Retention {#policy-retention ", "\nFor 30 days.\n", "## 7. Contact {"],
            lacks: &[],
        },
    ),
    (
        "a_line_in_bold_heads_its_paragraph",
        Case {
            policy: "# P\n\nHello.\n\n**Data Retention:**  \nUntil the bot leaves.\n\n**Usage**:\nFor commands.\n",
            file: "bot/policy.md",
            has: &["## Data Retention: {#data-retention ", "\nUntil the bot leaves.\n", "## Usage: {#usage "],
            lacks: &[],
        },
    ),
    (
        "short_lines_head_what_follows",
        Case {
            policy: "Data\n\nWe store your user ID.\n\nRetention\n\nIt is kept for 30 days.\n\nContact\n\nWrite to me@bot.example.\n",
            file: "bot/policy.md",
            has: &["## Retention {#policy-retention ", "## Contact {#policy-contact "],
            lacks: &[],
        },
    ),
    (
        "levels_may_jump_and_titles_repeat",
        Case {
            policy: "# P\n\n#### Deep\n\nOne.\n\n## Wide\n\nTwo.\n\n###### Deep\n\nThree.\n\n## Wide\n\n## Empty\n",
            file: "bot/policy.md",
            has: &["## Deep {#deep ", "### Deep {#deep-2}", "## Wide {#wide ", "## Wide {#wide-2 ", "## Empty {#empty "],
            lacks: &[],
        },
    ),
    (
        "ids_in_other_scripts_are_written_in_ascii",
        Case {
            policy: "## Хранение {#хранение}\n\n30 дней.\n\n## 削除 {#delete_me}\n\n依頼してください。\n",
            file: "bot/policy.md",
            has: &["{#khranenie source", "{#delete-me source"],
            lacks: &[],
        },
    ),
    (
        "an_answer_that_nothing_says_is_not_mapped_rather_than_missing",
        Case {
            policy: "## Retention\n\nWe keep logs for 30 days.\n",
            file: "bot/answers.toml",
            has: &[
                "# proposed\n[[answer]]\nrequirement = \"gdpr-retention\"\nstatements = [\"we-keep-logs-for-30-days\"]\nextent = \"unreviewed\"",
                "# not yet mapped\n[[answer]]\nrequirement = \"gdpr-dpo\"\nextent = \"unreviewed\"",
            ],
            lacks: &["]\nextent = \"present\""],
        },
    ),
    (
        "an_exclamation_mark_before_a_link_makes_no_image",
        Case {
            policy: "## Help\n\nAsk us\\![here](https://help.bot.example/a)\n",
            file: "bot/policy.md",
            has: &["Ask us\\![here](<https://help.bot.example/a>)"],
            lacks: &[],
        },
    ),
    (
        "a_list_without_an_introduction_is_titled_by_its_items",
        Case {
            policy: "## Retention\n\n- Logs are kept for 3 days.\n- Backups for a week.\n\n## Other\n\nText.\n",
            file: "bot/policy.md",
            has: &["### Logs are kept for 3 days; Backups for a week {#"],
            lacks: &[],
        },
    ),
    (
        "the_name_is_in_the_title",
        Case {
            policy: "# Privacy Policy for Turnip Bot\n\n## One\n\nText.\n",
            file: "bot/bot.toml",
            has: &["name = \"Turnip Bot\"", "lang = \"en\""],
            lacks: &["contact"],
        },
    ),
    (
        "contacts_are_proposed_in_comments",
        Case {
            policy: "# Privacy\n\n## Contact\n\nWrite to keepers@turnip.example, or [join us](https://discord.gg/turnip-1).\n\n## More\n\n\
                     Keepers@turnip.example again, with a [phone](tel:+4930123).\n",
            file: "bot/bot.toml",
            has: &[
                "# [[contact]]\n# kind = \"mail\"\n# to = \"keepers@turnip.example\"\n",
                "# kind = \"discord\"\n# to = \"https://discord.gg/turnip-1\"\n",
            ],
            lacks: &["Keepers@", "\n[[contact]]"],
        },
    ),
    (
        "data_that_is_not_collected_is_not_proposed",
        Case {
            policy: "# P\n\n## What we collect\n\n- User ID\n- No passwords\n\n## What we do not collect\n\n- Voices\n\n### Im Chat\n\n\
                     We collect:\n\n- Bilder\n\n## Rights\n\nYou have the following data protection rights:\n\n- To get a copy\n\n\
                     ## Cómo usamos la información\n\nUtilizamos la información que el bot recopila para:\n\n- Saludar a los miembros\n",
            file: "bot/data.toml",
            has: &["name = \"User ID\""],
            lacks: &["name = \"No passwords", "Voices", "Bilder", "To get a copy", "Saludar"],
        },
    ),
    (
        "html_may_begin_with_a_comment",
        Case {
            policy: "<!-- License:\n\nany -->\n\n<!DOCTYPE html>\n<html><body>\n\n      <h1>Privacy</h1>\n\n      <h2>Data</h2>\n\n      <p>Names.</p>\n</body></html>\n",
            file: "bot/policy.md",
            has: &["# Privacy {", "## Data {", "\nNames.\n"],
            lacks: &["```", "<h2>"],
        },
    ),
    (
        "the_caption_of_a_table_is_the_paragraph_above_it",
        Case {
            policy: "<h2>Periods</h2><table><caption>How long <b>each</b> is kept</caption><thead><tr><th>Data<th>Kept</thead><tr><td>Name<td>7 days</table>",
            file: "bot/policy.md",
            has: &["How long **each** is kept\n\n| Data | Kept |\n| --- | --- |\n| Name | 7 days |\n"],
            lacks: &[],
        },
    ),
    (
        "items_as_long_as_paragraphs_are_statements",
        Case {
            policy: "# P\n\n## Storage\n\n- **Messages:** The text of a message that you mark with a lantern is read once, counted, and then \
                     forgotten by the bot.\n- **Levels:** The level that you have reached on a server is kept until you leave it, and for 30 days after \
                     that.\n- **Backups:** A copy of the database is made each Sunday at night, and it is overwritten by the next one, a week later.\n\n\
                     ## More\n\n### Use\n\nIn short.\n\n- **Messages:** The text of a message that you mark with a lantern is read once, counted, and \
                     then forgotten.\n- **Levels:** The level that you have reached on a server is shown to all who ask for the list of levels, there \
                     and nowhere else.\n- **Backups:** A copy of the database is only used to restore what an error of ours or of others has destroyed.\n\n\
                     ### Rest\n\nText.\n",
            file: "bot/policy.md",
            has: &[
                "### Levels: The level that you have reached on a server is kept until you leave it, and for 30 days",
                "\n**Levels**: The level that you have reached on a server is kept until",
                "### Use {#use}\n\nIn short.\n\n### Use – Messages {#use-messages}\n",
                "### Use – Backups {#",
            ],
            lacks: &["- **"],
        },
    ),
    (
        "a_statement_about_sale_comes_before_those_about_advertising",
        Case {
            policy: "# P\n\n## Shown\n\nThe bot uses no data for advertising.\n\n## Screen\n\nThe bot shows no advertising.\n\n## Others\n\nWe never sell what we store.\n",
            file: "bot/answers.toml",
            has: &[
                "requirement = \"discord-no-sale\"\nstatements = [\"we-never-sell-what-we-store\", \"the-bot-uses-no-data-for-advertising\"]",
            ],
            lacks: &[],
        },
    ),
    (
        "an_address_that_is_spelt_out_is_proposed_as_a_contact",
        Case {
            policy: "# P\n\n## Kontakt\n\nLaterne: licht [at] laterne [dot] example\n\n## Mehr\n\nOder an **zweites**@laterne.example.\n",
            file: "bot/bot.toml",
            has: &["# to = \"licht@laterne.example\"\n", "# to = \"zweites@laterne.example\"\n"],
            lacks: &[],
        },
    ),
    (
        "a_row_with_a_no_is_no_collected_data",
        Case {
            policy: "# P\n\n## Data\n\n| Data | Collected? | Purpose |\n| --- | --- | --- |\n| Names | Yes, yours | Greetings |\n\
                     | Voices | No. | Not applicable |\n| Places | Not at all | Maps |\n",
            file: "bot/data.toml",
            has: &["name = \"Names\"", "text = \"Greetings\""],
            lacks: &["Voices", "Places", "applicable"],
        },
    ),
    (
        "a_list_of_purposes_is_no_list_of_data",
        Case {
            policy: "# P\n\n## Cookies\n\nLe bot peut utiliser des cookies pour :\n\n- Retenir la langue\n- Compter les visites\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["Retenir", "Compter"],
        },
    ),
    (
        "a_column_of_storage_periods_answers_before_a_sentence_and_says_nothing_of_deletion",
        Case {
            policy: "# P\n\n## Summary\n\nThe bot stores little, and keeps it for a short time.\n\n## List\n\n### Lanterns\n\n\
                     | Data | Where | Retention |\n| --- | --- | --- |\n| Name | Third-party computer | Until deletion |\n| ID | Here | 9 days |\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-retention\"\nstatements = [\"lanterns\"", "requirement = \"discord-deletion-how\"\nextent"],
            lacks: &["requirement = \"discord-deletion-how\"\nstatements"],
        },
    ),
    (
        "a_statement_that_refers_to_another_section_is_no_answer",
        Case {
            policy: "# P\n\n## 1. How we protect data\n\nSection 2 explains how we protect your data.\n\n## 2. Locks\n\n\
                     The disk is encrypted, and the security measures are checked each year.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-encryption\"\nstatements = [\"the-disk-is-encrypted-and"],
            lacks: &["requirement = \"discord-encryption\"\nstatements = [\"section-2"],
        },
    ),
    (
        "a_reason_to_share_is_no_security_measure",
        Case {
            policy: "# P\n\n## Sharing\n\n### Security\n\nTo protect our property.\n\n## Storage\n\n### Security\n\nAll is encrypted.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-encryption\"\nstatements = [\"security-2\"]"],
            lacks: &[],
        },
    ),
    (
        "a_date_alone_answers_nothing",
        Case {
            policy: "# P\n\n## Data\n\nNames.\n\n## Contact\n\nWrite to me@bot.example.\n\n### Contact\n\nLast updated: May 5, 2026\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"write-to-me-bot-example\"]"],
            lacks: &[],
        },
    ),
    (
        "a_notice_before_a_change_is_no_storage_period",
        Case {
            policy: "# P\n\n## Changes\n\nWe announce a change of this policy 14 days before it applies.\n\n## More\n\nText.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-retention\"\nextent"],
            lacks: &[],
        },
    ),
    (
        "a_mail_address_comes_before_a_heading_about_support",
        Case {
            policy: "# P\n\n## Purposes\n\n### Support\n\nWe use what you send us to answer your questions.\n\n## Copies\n\n\
                     For a copy of your data, write to keeper@lantern.example.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"for-a-copy-of-your-data-write-to"],
            lacks: &[],
        },
    ),
    (
        "selling_other_things_is_no_sale_of_data",
        Case {
            policy: "# P\n\n## Markt\n\nDer Bot hilft dir, Laternen zu kaufen und zu verkaufen.\n\n## Mehr\n\nWir verkaufen deine Daten nicht.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-no-sale\"\nstatements = [\"wir-verkaufen-deine-daten-nicht\"]"],
            lacks: &[],
        },
    ),
    (
        "how_to_delete_comes_before_what_is_deleted",
        Case {
            policy: "# P\n\n## Deletion\n\n### Deleted by itself\n\nLogs are deleted after 4 days, and removed from all copies.\n\n### On request\n\n\
                     You can delete the rest with a command.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"on-request\", \"deleted-by-itself\"]"],
            lacks: &[],
        },
    ),
    (
        "an_address_that_is_spelt_out_is_a_contact",
        Case {
            policy: "# P\n\n## Contact\n\nQuestions are welcome.\n\nAnswers take a day or two. We read all that is written to us, also in German, \
                     and also on days on which nobody works. We answer in the order in which questions come. If it is about a child, we answer at \
                     once. If you hear nothing in a week, ask again: letters get lost, and so do mails. Thank you for asking.\n\n\
                     keeper at lantern dot example\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"keeper-at-lantern-dot-example\", "],
            lacks: &[],
        },
    ),
    (
        "an_address_in_many_lines_is_apart_from_the_mail_address",
        Case {
            policy: "# P\n\n## Verantwortlicher\n\nVerantwortlich ist:\n\n**Erika Muster**  \nLaternen  \nWeg 1  \n12345 Ort  \nLand\n\n\
                     E-Mail: erika@laterne.example\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"e-mail-erika-laterne-example\", \"verantwortlich-ist"],
            lacks: &[],
        },
    ),
    (
        "a_date_below_its_label_is_found",
        Case {
            policy: "# P\n\n## 1. Data\n\nNames.\n\n## 2. Last updated\n\nMarch 5, 2026\n",
            file: "bot/source.toml",
            has: &["as_of = 2026-03-05\n"],
            lacks: &["effective"],
        },
    ),
    (
        "a_table_of_contents_is_taken_out",
        Case {
            policy: "# P\n\nHello.\n\n### Contents\n\n1. [Data](#data)\n2. [Rights](#rights)\n   - [Deletion](#deletion)\n\n## Data\n\nNames.\n\n\
                     ## Rights\n\nAsk.\n\n### Deletion\n\nSee [data](#data), [rights](./rights.md) and [contact](#contact), with `/forget`.\n",
            file: "bot/policy.md",
            has: &["Hello.\n\n## Data {", "See data, rights and contact, with `/forget`.\n"],
            lacks: &["Contents"],
        },
    ),
    (
        "a_month_stays_a_month",
        Case {
            policy: "# Privacy\n\nLast updated: March 2026\n\n## One\n\nText.\n",
            file: "bot/source.toml",
            has: &["as_of = \"2026-03\"\n"],
            lacks: &["2026-03-"],
        },
    ),
];

#[test]
fn policies_become_content() {
    for (name, case) in CASES {
        let imported = import(case.policy.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = imported.files.get(case.file).unwrap_or_else(|| panic!("{name}: no {}", case.file));
        for has in case.has {
            assert!(file.contains(has), "{name}: no {has:?} in\n{file}\n{:#?}", imported.report);
        }
        for lacks in case.lacks {
            assert!(!file.contains(lacks), "{name}: {lacks:?} in\n{file}");
        }
        assert_eq!(check(&imported), Vec::<String>::new(), "{name}\n{file}");
    }
}

#[test]
fn what_is_no_policy_is_refused_in_a_sentence() {
    for (bytes, sentence) in [
        (&b""[..], "no text"),
        (b" \n\t\n", "no text"),
        (b"---\n***\n", "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "not text"),
        (b"caf\xe9 au lait", "not UTF-8 text (first in line 1)"),
        (&[b'a'; 10 * 1024 * 1024], "more than 2 MiB"),
        (b"<!-- only this -->", "no text"),
    ] {
        let error = import(bytes).expect_err(sentence).to_string();
        assert!(error.contains(sentence) && !error.contains('\n'), "{error}");
    }
}

#[test]
fn cells_behind_the_last_column_are_reported() {
    let policy = "## One\n\n| Data | Kept |\n| --- | --- |\n| Name | 7 days | hidden \\| words |\n| ID | 1 day | |\n";
    let losses = import(policy.as_bytes()).unwrap().report.losses;
    let [loss] = losses.as_slice() else { panic!("{losses:#?}") };
    assert_eq!((loss.line, loss.what.contains("last column")), (5, true), "{loss:?}");
    assert!(loss.text.contains("hidden") && loss.text.contains("words"), "{loss:?}");
}

#[test]
fn encodings_and_line_ends_change_nothing() {
    let text = "# Datenschutz\n\n## Löschung\n\nWir löschen alles.\n";
    let plain = import(text.as_bytes()).unwrap();
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let variants = [
        format!("\u{feff}{text}").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        text.replacen('\n', "\r\n", 2).into_bytes(),
        utf16(false, true),
        utf16(true, true),
        utf16(false, false),
    ];
    for (index, bytes) in variants.iter().enumerate() {
        assert_eq!(import(bytes).unwrap().files, plain.files, "{index}");
    }
}

#[test]
fn a_denied_sale_is_the_answer_in_each_language() {
    for (lang, sentence) in [
        ("en", "We do not sell your data."),
        ("en", "Your information is never sold or rented to anybody."),
        ("de", "Wir verkaufen Ihre Daten nicht."),
        ("de", "Ihre Daten werden weder verkauft noch vermietet."),
        ("de", "Ein Verkauf deiner Daten findet nicht statt."),
        ("fr", "Nous ne vendons pas vos données."),
        ("fr", "Vos données ne sont jamais vendues."),
        ("fr", "Le bot ne vend aucune information."),
        ("es", "No vendemos tus datos."),
        ("es", "Sus datos no se venden ni se alquilan."),
        ("es", "El bot no comercializa información."),
        ("ru", "Мы не продаём ваши данные."),
        ("ru", "Бот не продает данные."),
        ("ru", "Данные никогда не продаются."),
        ("ja", "データを販売することはありません。"),
        ("ja", "お客様の情報は販売しません。"),
        ("ja", "情報を第三者に販売いたしません。"),
    ] {
        let policy = format!("---\nlang: {lang}\n---\n# P\n\n## A\n\nFirst.\n\n## B\n\n{sentence}\n\n## C\n\nLast.\n");
        let imported = import(policy.as_bytes()).unwrap();
        let text = &imported.files["bot/policy.md"];
        let before = text.split(&format!("\n\n{}", sentence.trim_end())).next().unwrap();
        let id = before.rsplit("{#").next().unwrap().split('}').next().unwrap();
        let answer = format!("requirement = \"discord-no-sale\"\nstatements = [\"{id}\"]");
        assert!(imported.files["bot/answers.toml"].contains(&answer), "{sentence}: no {answer}");
    }
}

#[test]
fn a_large_policy_takes_no_second() {
    let section = "## Data retention\n\nWe keep **your** data for 30 days, see https://bot.example/x and [this](./that.md). Then it is deleted.\n\n- one\n- two\n\n";
    let policy = section.repeat(100 * 1024 / section.len());
    let begun = std::time::Instant::now();
    let imported = import(policy.as_bytes()).unwrap();
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(10), "{took:?} without optimization");
    assert!(imported.counts.sections > 500);
    assert_eq!(check(&imported), Vec::<String>::new());
    assert!(words(&imported.files["bot/policy.md"]).count() > 1000);
    assert!(!rules().is_empty());
}
