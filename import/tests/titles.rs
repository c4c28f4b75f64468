//! Tests how titles and headings are found that are not marked as such, and what remains of marks.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{Case, import, run};

const CASES: &[(&str, Case)] = &[
    (
        "a_plain_first_line_names_the_policy",
        Case {
            policy: "Privacy Policy of Lampion.\n\n## 1. Data\n\nNames.\n\n## 2. Light\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["# Privacy Policy of Lampion. {#policy", "## 1. Data {"],
            lacks: &[],
        },
    ),
    (
        "the_first_of_two_main_headings_names_the_policy",
        Case {
            policy: "# Lampion Privacy Policy\n\n## Data\n\nNames.\n\n# Light\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["# Lampion Privacy Policy {#policy", "## Light {"],
            lacks: &[],
        },
    ),
    (
        "a_later_main_heading_names_the_policy_and_stays",
        Case {
            policy: "# Lampion\n\nHello.\n\n# Lampion Privacy Policy\n\nNames are kept.\n",
            file: "bot/policy.md",
            has: &["# Lampion Privacy Policy {#policy", "## Lampion {", "## Lampion Privacy Policy {"],
            lacks: &[],
        },
    ),
    (
        "the_title_of_html_names_the_policy",
        Case {
            policy: "<html><head><title>Lampion – Privacy Policy</title></head><body><h2>Data</h2><p>Names.</p><h2>Light</h2><p>Warm.</p></body></html>",
            file: "bot/source.toml",
            has: &["title = \"Lampion – Privacy Policy\""],
            lacks: &[],
        },
    ),
    (
        "a_table_alone_has_the_title_of_its_policy",
        Case {
            policy: "# Lampion\n\n| Feature | Kept |\n| --- | --- |\n| Light | 30 days |\n\n## Light\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["### Lampion {"],
            lacks: &["### Feature"],
        },
    ),
    (
        "the_description_of_a_logo_is_no_title",
        Case {
            policy: "# Lampion\n\n![Logo of Lampion](logo.png)\n\nThe lamp keeps colors.\n\n## Light\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["### The lamp keeps colors {"],
            lacks: &["### Logo"],
        },
    ),
    (
        "a_policy_without_a_title_is_named_in_its_language",
        Case {
            policy: "## Daten\n\nWir speichern die Farben und die Namen, und das ist nicht viel.\n\n## Licht\n\nWarm.\n",
            file: "bot/source.toml",
            has: &["title = \"Datenschutzerklärung\""],
            lacks: &["title = \"privacy\""],
        },
    ),
    (
        "one_question_in_bold_is_a_heading",
        Case {
            policy: "# Lampion\n\nHello to all who read this.\n\n**WHAT INFORMATION DO I COLLECT?**\n\n- Names\n- Colors\n",
            file: "bot/policy.md",
            has: &["WHAT INFORMATION DO I COLLECT? {"],
            lacks: &["**WHAT"],
        },
    ),
    (
        "a_bold_line_about_a_topic_is_a_heading_above_its_text",
        Case {
            policy: "# Lampion\n\n## Lampes\n\nVertes.\n\n## Jardin\n\nGrand.\n\n## Compte\n\n**Suppression du compte**\nVous pouvez supprimer votre lampe.\n",
            file: "bot/policy.md",
            has: &["### Suppression du compte {", "\nVous pouvez supprimer votre lampe.\n"],
            lacks: &["Suppression du compte Vous"],
        },
    ),
    (
        "the_title_of_an_admonition_is_apart_from_its_text",
        Case {
            policy: "## One\n\n:::tip Important\nDelete with /forget.\n:::\n",
            file: "bot/policy.md",
            has: &["Important: Delete with /forget."],
            lacks: &[],
        },
    ),
    (
        "front_matter_without_its_end_is_no_text",
        Case {
            policy: "---\ntitle: Lampion Policy\nlast_updated: 2026-03-05\n\n## One\n\nNames.\n\n## Two\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["# Lampion Policy {"],
            lacks: &["last\\_updated", "last_updated"],
        },
    ),
    (
        "an_embedded_address_stays",
        Case {
            policy: "## One\n\nSee {% embed url=\"https://lamps.example/light\" %}\n",
            file: "bot/policy.md",
            has: &["<https://lamps.example/light>"],
            lacks: &[],
        },
    ),
    (
        "a_reference_without_a_footnote_is_taken_out",
        Case {
            policy: "## One\n\nLamps shine more[^2] at night.\n",
            file: "bot/policy.md",
            has: &["Lamps shine more at night."],
            lacks: &["^2"],
        },
    ),
    (
        "only_the_colon_leaves_bold_text",
        Case {
            policy: "## One\n\n**Legal basis (GDPR):** light.\n",
            file: "bot/policy.md",
            has: &["**Legal basis (GDPR)**: light."],
            lacks: &[],
        },
    ),
    (
        "inner_items_are_separate_in_titles",
        Case {
            policy: "## One\n\nLampion sees:\n\n- Colors, such as\n  - Red\n  - Blue\n- Names\n\n## Two\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["### Colors, such as Red, Blue; Names {"],
            lacks: &[],
        },
    ),
    (
        "a_name_in_quotation_marks_is_the_name",
        Case {
            policy: "# Datenschutzerklärung für den Discord-Bot „Laterne“\n\n## Daten\n\nFarben.\n\n## Licht\n\nWarm.\n",
            file: "bot/bot.toml",
            has: &["name = \"Laterne\""],
            lacks: &["den Discord"],
        },
    ),
    (
        "a_kind_of_bot_is_no_name",
        Case {
            policy: "# Privacy Policy for Telegram Bot\n\n## Data\n\nColors.\n\n## Light\n\nWarm.\n",
            file: "bot/bot.toml",
            has: &["name = \"The bot\""],
            lacks: &["Telegram Bot"],
        },
    ),
    (
        "the_title_of_html_has_the_name",
        Case {
            policy: "<html><head><title>Privacy Policy - Lampion</title></head><body><h1>Privacy Policy</h1><h2>Data</h2><p>Names.</p><h2>Light</h2><p>Warm.</p></body></html>",
            file: "bot/bot.toml",
            has: &["name = \"Lampion\""],
            lacks: &[],
        },
    ),
    (
        "the_first_heading_names_the_policy_although_it_is_of_a_lower_level",
        Case {
            policy: "## Privacy Policy of Lampion\n\nHello.\n\n# Data\n\nNames.\n\n# Light\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["# Privacy Policy of Lampion {#policy", "## Privacy Policy of Lampion {", "## Data {"],
            lacks: &[],
        },
    ),
    (
        "spaces_inside_the_marks_of_bold_text_are_no_text",
        Case {
            policy: "# Lampion\n\nHello to all who read this.\n\n** What we collect **\n\nNames.\n\n** Light **\n\nWarm.\n",
            file: "bot/policy.md",
            has: &["What we collect {", "Light {"],
            lacks: &["\\*\\*"],
        },
    ),
    (
        "a_heading_has_no_mark_that_links_to_itself",
        Case {
            policy: "# Lampion\n\n## Data [#](#data)\n\nNames.\n\n## Light <a href=\"#light\" id=\"light\"></a>\n\nWarm.\n\n## Shade [\u{200b}](#shade)\n\nCool.\n",
            file: "bot/policy.md",
            has: &["## Data {#data", "## Light {#light", "## Shade {#shade"],
            lacks: &["#data:", "\\#", "\u{200b}"],
        },
    ),
];

#[test]
fn titles_and_marks_are_read_as_they_are_meant() {
    run(CASES);
}

#[test]
fn other_encodings_of_unicode_are_refused() {
    for order in [u32::to_le_bytes, u32::to_be_bytes] {
        let bytes: Vec<u8> = "\u{feff}# Privacy\n\nNames.\n".chars().flat_map(|c| order(u32::from(c))).collect();
        assert!(import(&bytes).is_err());
        assert!(import(&bytes[4..]).is_err());
    }
}

#[test]
fn a_result_is_as_large_as_content_may_be() {
    assert_eq!(carrot_import::MAX_RESULT, carrot_core::parse::MAX_FILE);
}

#[test]
fn a_heading_of_long_items_is_no_loss() {
    let item = "A lamp shines in the garden by night, and by day it sleeps under the tree that the gardener planted for it";
    let policy = format!(
        "# P\n\n## Lamps\n\n### Special rules\n\n- {item} in spring.\n- {item} in fall.\n- {item} always, unless it rains.\n- {item} too.\n"
    );
    let imported = import(policy.as_bytes()).unwrap();
    let lost: Vec<String> = imported.report.losses.iter().map(ToString::to_string).collect();
    assert_eq!(lost, Vec::<String>::new());
    assert!(imported.files["bot/policy.md"].contains("### Special rules – "), "{}", imported.files["bot/policy.md"]);
}

#[test]
fn headings_about_changes_and_sentences_are_no_titles() {
    let sections = "## Data\n\nColors.\n\n## Sharing\n\nNo.\n";
    for policy in [
        "# Data\n\nColors.\n\n# Sharing\n\nNo.\n\n# Changes to this Privacy Policy\n\nNone.\n".to_owned(),
        "# Daten\n\nFarben.\n\n# Änderungen dieser Datenschutzerklärung\n\nKeine.\n".to_owned(),
        format!("This privacy policy describes how the Lampion bot for\nDiscord handles data.\n\n{sections}"),
    ] {
        let files = import(policy.as_bytes()).unwrap().files;
        for file in ["bot/bot.toml", "bot/sources.toml"].into_iter().filter(|file| files.contains_key(*file)) {
            assert!(
                !files[file].contains("Changes") && !files[file].contains("Änderungen") && !files[file].contains("describes"),
                "{}",
                files[file]
            );
        }
    }
}

#[test]
fn many_references_are_read_in_linear_time() {
    let policy = format!("# P\n\n## Data\n\n{}\n", "lamp[^a] ".repeat(20_000));
    let files = import(policy.as_bytes()).unwrap().files;
    assert!(!files["bot/policy.md"].contains("[^"));
}

#[test]
fn a_title_that_is_cut_has_no_space_before_it() {
    let policy = format!("<ul><h2 id=\"x\"><div class=\"c\"> {}", "word ".repeat(40));
    let files = import(policy.as_bytes()).unwrap().files;
    assert!(files["bot/policy.md"].contains("### word word"), "{}", files["bot/policy.md"]);
}
