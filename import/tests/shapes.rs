//! Tests that texts of all shapes become content without errors.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{Case, import, run};

const CASES: &[(&str, Case)] = &[
    (
        "footnotes_follow_their_references_and_not_the_same_number_of_a_law",
        Case {
            policy: "# Lamp\n\n## Basis\n\nUnder Art. 6 (1) b of the GDPR, we light lamps.\n\n## Storage\n\nWe store colors.[^1] See also[^A].\n\n[^1]: With the lamp maker.[^b]\n[^a]: For a year.\n[^b]: In Bern.\n",
            file: "bot/policy.md",
            has: &[
                "we light lamps.\n\n## Storage",
                "See also (A).\n\n(1) With the lamp maker. (b)\n\n(a) For a year.\n\n(b) In Bern.\n",
            ],
            lacks: &[],
        },
    ),
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
        "templates_and_admonitions_are_taken_out",
        Case {
            policy: "## One\n\n{% hint style=\"info\" %}\nText {{ site.mail }} here.\n{% endhint %}\n\n:::note Mind this\nInside.\n:::\n\n> [!WARNING]\n> Beware.\n",
            file: "bot/policy.md",
            has: &["Text \\[…\\] here.", "Mind this: Inside.", "> Beware."],
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
        "unknown_tags_that_end_are_no_text",
        Case {
            policy: "## One\n\nThe <glow class=\"x\">lamp</glow> is <warm>in the garden</warm>. It needs <all_lights>.</glow>\n",
            file: "bot/policy.md",
            has: &["The lamp is in the garden. It needs \\<all_lights>."],
            lacks: &["glow", "warm>"],
        },
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
        "a_table_of_contents_is_taken_out",
        Case {
            policy: "# P\n\nHello.\n\n### Contents\n\n1. [Data](#data)\n2. [Rights](#rights)\n   - [Deletion](#deletion)\n\n## Data\n\nNames.\n\n\
                     ## Rights\n\nAsk.\n\n### Deletion\n\nSee [data](#data), [rights](./rights.md) and [contact](#contact), with `/forget`.\n",
            file: "bot/policy.md",
            has: &["Hello.\n\n## Data {", "See [data](<#data>), rights and contact, with `/forget`.\n"],
            lacks: &["Contents"],
        },
    ),
];

#[test]
fn texts_become_content() {
    run(CASES);
}

#[test]
fn cells_beyond_the_last_column_are_reported() {
    let policy = "## One\n\n| Data | Kept |\n| --- | --- |\n| Name | 7 days | hidden \\| words |\n| ID | 1 day | |\n";
    let losses = import(policy.as_bytes()).unwrap().report.losses;
    let [loss] = losses.as_slice() else { panic!("{losses:#?}") };
    assert_eq!((loss.line, loss.what.contains("last column")), (5, true), "{loss:?}");
    assert!(loss.text.contains("hidden") && loss.text.contains("words"), "{loss:?}");
}
