//! Tests that the structure of a policy is found where its author used the marks of another program, or none.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use carrot_core::diagnostic::Code;
use common::{Case, import, run};

const CASES: &[(&str, Case)] = &[
    (
        "bullets_of_a_word_processor_are_lists",
        Case {
            policy: "# P\n\n## Rights\n\n•\ta)    Right to a copy\nYou get a copy of:\no\tyour names\no\tthe colors of your lamps\nAsk the gardener for it.\n•\tb)    Right to deletion\nWe delete it all.\n\n## Use\n\n– We light lamps.\n– We count them.\n",
            file: "bot/policy.md",
            has: &[
                "### a) Right to a copy {",
                "You get a copy of:\n\n- your names\n- the colors of your lamps\n\nAsk the gardener for it.\n",
                "### b) Right to deletion {",
                "- We light lamps.\n- We count them.\n",
            ],
            lacks: &["•", "o your"],
        },
    ),
    (
        "chinese_numerals_are_headings",
        Case {
            policy: "# 隐私政策\n\n本政策帮助您了解以下内容：\n\n一、收集的信息\n\n二、共享\n\n三、联系我们\n\n我们重视您的隐私，请仔细阅读。\n\n一、收集的信息\n\n（一）您提供的信息\n\n我们收集用户名。\n\n（二）日志\n\n日志保存七天。\n\n二、共享\n\n我们不共享任何信息。\n\n三、联系我们\n\n请写信给 deng@deng.example。\n",
            file: "bot/policy.md",
            has: &["## 一、收集的信息 {", "### （一）您提供的信息 {", "### （二）日志 {", "## 三、联系我们 {"],
            lacks: &["以下内容"],
        },
    ),
    (
        "a_table_of_contents_right_above_the_first_heading_is_taken_out",
        Case {
            policy: "# 隐私政策\n\n一、收集的信息\n\n二、共享\n\n三、联系\n\n一、收集的信息\n\n我们收集用户名。\n\n二、共享\n\n我们不共享任何信息。\n\n三、联系我们\n\n请写信给 deng@deng.example。\n",
            file: "bot/policy.md",
            has: &["# 隐私政策 {#policy party=the-bot}\n\n## 一、收集的信息 {", "## 三、联系我们 {"],
            lacks: &["三、联系 {"],
        },
    ),
    (
        "a_bold_line_with_a_remark_is_a_heading",
        Case {
            policy: "# P\n\n## Choices\n\n**Delete your lamps**\n\n- Use /forget.\n\n**Export your lamps** (Coming soon)\n\n- You get a file.\n",
            file: "bot/policy.md",
            has: &["### Delete your lamps {", "### Export your lamps (Coming soon) {"],
            lacks: &[],
        },
    ),
    (
        "questions_on_their_own_lines_are_headings",
        Case {
            policy: "# P\n\n## App\n\nLamps are shown.\nWhy do you read my name?\nTo greet you.\nWhere is my data kept?\nOn a computer in Bern.\nIt is kept there for a week.\n",
            file: "bot/policy.md",
            has: &[
                "### Why do you read my name? {",
                "### Where is my data kept? {",
                "On a computer in Bern. It is kept there for a week.\n",
            ],
            lacks: &[],
        },
    ),
    (
        "a_line_of_links_to_other_pages_is_no_title",
        Case {
            policy: "# P\n\n🇬🇧 [English text](PRIVACY.en.md) | [Français](./fr.md)\n\nLampion keeps no names at all.\n\n## Rest\n\nNothing.\n",
            file: "bot/policy.md",
            has: &["### Lampion keeps no names at all {"],
            lacks: &["English", "Français"],
        },
    ),
    (
        "an_unmarked_line_in_a_table_of_contents_belongs_to_it",
        Case {
            policy: "# P\n\n## Contents\n\n1. [Data](#data)  \n2. [Use](#use)  \n   2.1 [Lamps](#lamps)  \n3. [Contact](#contact)\n\nHello to you.\n\n## Data\n\nNames.\n\n## Use\n\nNone.\n\n### Lamps\n\nGreen.\n\n## Contact\n\nNobody.\n",
            file: "bot/policy.md",
            has: &["## Data {", "### Hello to you {"],
            lacks: &["Contents", "2.1"],
        },
    ),
    (
        "components_of_several_lines_are_no_text",
        Case {
            policy: "# P\n\n<Info>\n\tSee the lamps:\n\t[lamps.example/all](https://lamps.example/all)\n</Info>\n\n## Data\n\nNames.\n\n<Card\n\ttitle=\"All lamps\"\n\thref=\"https://lamps.example\"\n>\n\tShown here\n</Card>\n\n<Badge kind=\"soon\">Soon</Badge>\n",
            file: "bot/policy.md",
            has: &["[lamps.example/all](<https://lamps.example/all>)", "Shown here"],
            lacks: &["title=", "<Info", "Card", "Badge", "\\["],
        },
    ),
    (
        "marks_of_docsify_are_taken_out",
        Case {
            policy: "# P\n\n!> Nothing here is binding,\nand nothing is for sale.\n\n## Data\n\n?> Names.\n",
            file: "bot/policy.md",
            has: &["### Nothing here is binding, and nothing is for sale {", "\nNames.\n"],
            lacks: &["!>", "?>"],
        },
    ),
    (
        "brackets_of_a_link_are_no_placeholder",
        Case {
            policy: "## Data\n\nWe read names. [**\\[LEARN MORE\\]**](https://lamps.example/more)\n",
            file: "bot/policy.md",
            has: &["LEARN MORE", "](<https://lamps.example/more>)"],
            lacks: &["\\["],
        },
    ),
    (
        "the_first_full_row_below_an_empty_head_has_the_headings",
        Case {
            policy: "## One\n\n|  |  |\n| --- | --- |\n| What you give us |  |\n| Data | Kept |\n| Name | 7 days |\n| Color | 9 days |\n\n## Two\n\n| | |\n| --- | --- |\n| **Name** | Lamp |\n| **Mail** | None |\n",
            file: "bot/policy.md",
            has: &["What you give us\n\n| Data | Kept |\n| --- | --- |\n| Name | 7 days |\n", "- **Name**"],
            lacks: &[],
        },
    ),
    (
        "an_address_in_short_paragraphs_stays_with_its_item",
        Case {
            policy: "# P\n\n## Rights\n\nYou can write to us:\n\n- by mail to lamp@lamps.example\n- or by letter to this address:&#x20;\n\nThe Lamp House\n\nc/o The Gardener\n\n5 Garden Street\n\n75007 Lampton\n\nUnder the law of lamps, you may also complain to the court of lamps, which answers each letter.\n",
            file: "bot/policy.md",
            has: &[
                "- or by letter to this address:\n\n  The Lamp House\\\n  c/o The Gardener\\\n  5 Garden Street\\\n  75007 Lampton\n",
            ],
            lacks: &["### 75007", "### The Lamp House"],
        },
    ),
    (
        "lines_with_letters_are_headings",
        Case {
            policy: "# P\n\n## Sharing\n\nWe give away:\n\na. Our host\n\nOur host has the colors of lamps.\n\nb. Gardeners\n\nGardeners see the lamps.\n\n(c) The moon\n\nThe moon sees all.\n\n## Kinds\n\nI. Red\n\nII. Blue\n\nIII. Green\n\nWe have measured them.\n",
            file: "bot/policy.md",
            has: &["### a. Our host {", "### b. Gardeners {", "### (c) The moon {"],
            lacks: &["# I. Red", "# III. Green"],
        },
    ),
    (
        "a_label_and_its_text_in_a_table_without_headings_are_one_line",
        Case {
            policy: "## One\n\n<table><tr><td>Keeper:</td><td>the gardener</td></tr><tr><td>Street</td><td>Lane 1</td></tr></table>\n",
            file: "bot/policy.md",
            has: &["- Keeper: the gardener\n- Street: Lane 1\n"],
            lacks: &[],
        },
    ),
    (
        "articles_in_capitals_are_sections",
        Case {
            policy: "POLITIQUE DE LA LAMPE\n\nARTICLE 1 : PRÉAMBULE\n\nLa lampe brille.\n\nARTICLE 2 : COULEURS QUE LA LAMPE PREND DANS LE JARDIN ET DANS LA MAISON, LE JOUR ET LA NUIT, EN ÉTÉ ET EN HIVER\n\nElle en prend trois.\n\nARTICLE 3 : FIN\n\nC'est tout.\n",
            file: "bot/policy.md",
            has: &["## ARTICLE 1 : PRÉAMBULE {", "## ARTICLE 2 : COULEURS QUE LA LAMPE", "## ARTICLE 3 : FIN {"],
            lacks: &[],
        },
    ),
    (
        "sentences_below_a_label_of_a_list_are_a_paragraph",
        Case {
            policy: "# P\n\n## Data\n\nThe lamp takes:\n\n- colors\n- names\n  The lamp takes them when you come in, and\n  keeps them for 3 months. You may ask for them.\n\n## Use\n\n- the light in\n  the Garden\n- the moon\n",
            file: "bot/policy.md",
            has: &[
                "- colors\n- names\n\nThe lamp takes them when you come in, and keeps them for 3 months.",
                "- the light in the Garden\n- the moon\n",
            ],
            lacks: &[],
        },
    ),
];

#[test]
fn structure_is_found() {
    run(CASES);
}

fn name(policy: &str) -> String {
    let bot = import(policy.as_bytes()).unwrap().files["bot/bot.toml"].clone();
    let name = bot.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"').to_owned();
    assert_eq!(bot.matches(&format!("name = \"{name}\"")).count(), 2, "{bot}");
    name
}

#[test]
fn the_name_of_the_bot_is_a_name() {
    let rest = "\n\n## Data\n\nNames are kept.\n\n## Sharing\n\nNo.\n";
    for (text, expected) in [
        ("# Privacy Policy for Lampion", "Lampion"),
        ("# Lampion Privacy Policy", "Lampion"),
        ("# Privacy Policy / Datenschutzerklärung", "The bot"),
        ("# Privacy and cookie statement LAMPION", "LAMPION"),
        ("# Lampion Privacy and Cookie Policy", "Lampion"),
        ("# Lampion Data Protection and Privacy Notice", "Lampion"),
        ("# Privacy Policy of Cookie Bot", "Cookie Bot"),
        ("# Privacy Information", "The bot"),
        ("# Your Privacy at Lampion", "Lampion"),
        ("# Privacy Policy (v2.1)", "The bot"),
        ("# Privacy Policy – March 5, 2026", "The bot"),
        ("# Политика конфиденциальности — Фонарик (Telegram-бот)", "Фонарик"),
        ("# Datenschutzerklärung für die Laternen App", "Laternen App"),
        ("# プライバシーポリシー — あかり", "あかり"),
        ("# Privacy Policy\n\nThis page explains what LampLighterBot (\"The Bot\") does with data.", "LampLighterBot"),
        ("# Privacy Policy\n\nReferences to **“LampBot,” “we,”** or “us” mean its team.", "LampBot"),
        (
            "# Politique de confidentialité\n\nCette politique décrit comment notre bot Discord (\"Lampion-Vert\") lit des noms.",
            "Lampion-Vert",
        ),
        ("# 隐私政策\n\n**Lampion Pass**（以下简称\"本服务\"或\"我们\"）非常重视隐私。", "Lampion Pass"),
        ("# Politique de confidentialité\n\nNous lisons des noms, et nous ne les vendons pas.", "Ce bot"),
        ("# Privacy Policy\n\nThis is by Erika Muster (\"we\").", "The bot"),
        ("# Privacy Policy of [Your Bot's Name]", "The bot"),
        ("# [Lampion] Privacy Policy", "Lampion"),
        ("# PRIVACY.md — what is kept in the lamp", "The bot"),
        ("# 🌿 Polityka Prywatności — Lampion", "Lampion"),
        ("# Informativa sulla privacy di Lampion", "Lampion"),
        ("# Privacybeleid van Lampion", "Lampion"),
        ("# Privacy Policy\n\nLampion Garden is a Discord bot with lamps.", "Lampion Garden"),
    ] {
        assert_eq!(name(&format!("{text}{rest}")), expected, "{text}");
    }
}

#[test]
fn a_template_in_a_sentence_leaves_a_gap_that_is_reported() {
    let policy =
        "# P\n\n{{ site.banner }}\n\n## Data\n\nWe keep names for {{ days }} days, see [us](https://lamps.example/{{ page }}).\n";
    let imported = import(policy.as_bytes()).unwrap();
    assert!(imported.files["bot/policy.md"].contains("We keep names for \\[…\\] days"), "{}", imported.files["bot/policy.md"]);
    let notes: Vec<String> = imported.report.losses.iter().map(ToString::to_string).collect();
    let note = "line 7: a template was taken out of a sentence: write its text in the policy: {{ days }}";
    assert!(notes.iter().any(|other| other == note), "{notes:#?}");
    // `carrot check` warns of the gap.
    let parsed = common::parsed(&imported);
    let found = carrot_core::lint::lint(&parsed.policy.unwrap(), &parsed.places, carrot_core::Date::of_year(2026));
    let placeholders: Vec<String> = found.iter().filter(|it| it.code == Code::Placeholder).map(ToString::to_string).collect();
    assert!(matches!(placeholders.as_slice(), [warning] if warning.contains("[…")), "{placeholders:#?}");
}

#[test]
fn decomposed_letters_are_composed() {
    let imported = import("# P\n\n## Privatspha\u{308}re\n\nWir lo\u{308}schen alles.\n".as_bytes()).unwrap();
    assert!(imported.files["bot/policy.md"].contains("## Privatsphäre {#privatsphare source"), "{}", imported.files["bot/policy.md"]);
    assert_eq!(imported.report.losses, []);
}

#[test]
fn an_address_beside_letters_without_spaces_is_not_missing() {
    let policy = "# 隐私政策\n\n## 联系\n\n请发送电子邮件至deng_long@deng.example，我们会回复。\n";
    assert_eq!(import(policy.as_bytes()).unwrap().report.losses, []);
}

/// Returns `bot/policy.md` of a policy.
fn text_of(policy: &str) -> String {
    import(policy.as_bytes()).unwrap().files["bot/policy.md"].clone()
}

#[test]
fn a_line_break_before_nothing_is_taken_out() {
    let text =
        text_of("# P\n\n## Data\n\n-   We read\n    colors:\n    -   bright ones.\\\n    -   dark ones.\\\n-   Nothing else.\\\n");
    assert!(text.contains("  - bright ones.\n  - dark ones.\n- Nothing else.\n"), "{text}");
    // A line that goes on keeps its break.
    assert!(text_of("# P\n\n## Data\n\nColors.\\\nNames.\n").contains("Colors.\\\nNames."));
}

#[test]
fn marks_of_a_list_in_a_paragraph_of_html_are_a_list() {
    let page = |text: &str| format!("<!doctype html><html><body><h1>P</h1><h2>Data</h2><p>{text}</p></body></html>");
    let text = text_of(&page("We keep <b>these</b>:\n- colors, <i>all</i> of them\n- names"));
    assert!(text.contains("We keep **these**:\n\n- colors, *all* of them\n- names\n"), "{text}");
    // A dash within a sentence does not begin an item of a list.
    assert!(!text_of(&page("We keep colors\n- all of them.")).contains("\n- all"));
}

#[test]
fn the_prepared_text_of_a_mail_is_taken_out() {
    let imported = import("# P\n\n## Contact\n\n[Ask us](mailto:me@lamp.example?subject=A%20lamp&body=Hello)\n".as_bytes()).unwrap();
    assert!(imported.files["bot/policy.md"].contains("[Ask us](<mailto:me@lamp.example>)"), "{}", imported.files["bot/policy.md"]);
    let losses: Vec<String> = imported.report.losses.iter().map(ToString::to_string).collect();
    assert!(losses.iter().any(|loss| loss.contains("subject=A%20lamp&body=Hello")), "{losses:?}");
}

#[test]
fn a_line_that_names_this_language_beside_links_to_others_is_taken_out() {
    for line in ["[English version](lamp.en.md) | 日本語版", "**Deutsch** · [English](lamp.en.md) · [Français](lamp.fr.md)"] {
        let text = text_of(&format!("# P\n\n{line}\n\n灯は光ります。\n\n## Data\n\nNothing.\n"));
        assert!(!text.contains("English"), "{text}");
    }
    let text = text_of("# P\n\n[English](lamp.en.md) is not the language of this text.\n\n## Data\n\nNothing.\n");
    assert!(text.contains("English is not the language"), "{text}");
}

#[test]
fn each_sentence_of_a_policy_that_is_one_list_is_a_statement() {
    let policy = "# P\n\n1. We keep colors for 9 days.\n2. We do not share colors with birds.\n3. Write to me@lamp.example about it.\n";
    let text = text_of(policy);
    for clause in ["\n1. We keep colors for 9 days.\n\n### ", "\n2. We do not share", "\n3. Write to"] {
        assert!(text.contains(clause), "{clause}: {text}");
    }
    assert_eq!(text_of(&policy.replace("1. ", "- ").replace("2. ", "- ").replace("3. ", "- ")).matches("\n### ").count(), 3);
    // A list of names stays a list.
    assert_eq!(text_of("# P\n\n1. Colors\n2. Names\n3. Songs\n").matches("\n### ").count(), 1);
}

#[test]
fn long_numbered_headings_are_headings() {
    let policy = "Политика\n1. Общее\n1.1. Лампа светит.\n2. Цели\n2.1. Свет нужен.\n3. Порядок сбора, хранения, передачи и других видов обработки цветов лампы\nЦвета под защитой.\n3.1. Цвета хранятся.\n4. Конец\n4.1. Всё.\n";
    let text = text_of(policy);
    assert!(text.contains("\n## 3. Порядок сбора, хранения, передачи и других видов обработки цветов лампы {"), "{text}");
}
