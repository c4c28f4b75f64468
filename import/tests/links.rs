//! Tests links within a policy, and between the policy and the terms of service.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use std::collections::BTreeMap;

use carrot_import::Input;
use common::{Case, check, import, run};

const CASES: &[(&str, Case)] = &[
    (
        "links_lead_to_the_ids_of_their_headings",
        Case {
            policy: "# Privacy Policy\n\nSee [Retention](#2-data--retention), and [all of it](#privacy-policy).\n\n## 1. Data\n\nNames, [kept for a while](#data-retention).\n\n## 2. Data & Retention\n\nA week. **[Contact](privacy.md#contact)** us, or see [this policy](./PRIVACY.md).\n\n### Contact {#contact}\n\nWrite to me@a.example.\n",
            file: "bot/policy.md",
            has: &[
                "See [Retention](<#data-retention>), and [all of it](<#policy>).",
                "## 2. Data & Retention {#data-retention ",
                "[kept for a while](<#data-retention>)",
                "[Contact](<#contact>) us, or see [this policy](<#policy>).",
            ],
            lacks: &[],
        },
    ),
    (
        "links_lead_to_headings_in_any_script_and_with_emoji",
        Case {
            policy: "## Данные\n\nСм. [хранение](#хранение-данных) и [его](#%D1%85%D1%80%D0%B0%D0%BD%D0%B5%D0%BD%D0%B8%D0%B5-%D0%B4%D0%B0%D0%BD%D0%BD%D1%8B%D1%85).\n\n## Хранение данных\n\nНеделя. [Удаление](#️-удаление), [保存](#保存期間)。\n\n## 🗑️ Удаление\n\nСразу.\n\n## 保存期間\n\n三十日間です。\n",
            file: "bot/policy.md",
            has: &[
                "[хранение](<#khranenie-dannykh>) и [его](<#khranenie-dannykh>)",
                "[Удаление](<#udalenie>)",
                "[保存](<#bao-cun-qi-jian>)",
            ],
            lacks: &[],
        },
    ),
    (
        "equal_headings_are_counted_in_links",
        Case {
            policy: "## Data\n\n[First](#data), [second](#data-1).\n\n## Use\n\nFor play.\n\n## Data\n\nMore.\n",
            file: "bot/policy.md",
            has: &["[First](<#data>), [second](<#data-2>).", "\nMore."],
            lacks: &[],
        },
    ),
    (
        "links_lead_to_ids_written_by_hand",
        Case {
            policy: "## Data\n\n[a](#kept), [b](#end), [c](#li), [d](#row), [e](#div), [f](#in).\n\n<a name=\"kept\"></a>\n\n## Storage\n\nA week.<a id=\"in\"></a> Then it goes.\n\n<div id=\"div\">\n\n### Logs\n\nTwo days.\n\n</div>\n\n## <a id=\"end\"></a>End\n\nBye.\n\n## Lists\n\n<ul><li>One</li><li id=\"li\">Two</li></ul>\n\n## Tables\n\n<table><tr><th>A</th></tr><tr id=\"row\"><td>B</td></tr></table>\n",
            file: "bot/policy.md",
            has: &["[a](<#storage>), [b](<#end>), [c](<#one-two>), [d](<#tables-2>), [e](<#logs>), [f](<#a-week-then-it-goes>)."],
            lacks: &[],
        },
    ),
    (
        "links_in_html_lead_to_their_elements",
        Case {
            policy: "<html><body><h1>Privacy</h1><p>See <a href=\"#s2\">storage</a> and <a href=\"#s3\">rights</a>.</p><section id=\"s2\"><h2>Storage</h2><p>A week.</p></section><section id=\"s3\"><h2>Rights</h2><p>Ask.</p></section></body></html>",
            file: "bot/policy.md",
            has: &["See [storage](<#storage>) and [rights](<#policy-rights>)."],
            lacks: &[],
        },
    ),
    (
        "links_in_lists_and_tables_stay",
        Case {
            policy: "## Data\n\n- one, see [kept](#kept)\n- two\n\n| What | How long |\n| --- | --- |\n| Names | [see there](#kept) |\n\n## Kept\n\nA week.\n",
            file: "bot/policy.md",
            has: &["- one, see [kept](<#kept>)", "| Names | [see there](<#kept>) |"],
            lacks: &[],
        },
    ),
];

#[test]
fn links_within_a_policy_stay_links() {
    run(CASES);
}

#[test]
fn links_without_a_target_are_reported_with_their_line() {
    let policy = "# Privacy\n\n## Data\n\nNames.\n\nSee [storage](#storrage) and [Top](#).\n\n## Storage, [again](#data)\n\nA week.\n";
    let imported = import(policy.as_bytes()).unwrap();
    assert!(imported.files["bot/policy.md"].contains("See storage and Top.\n"), "{}", imported.files["bot/policy.md"]);
    let losses: Vec<(usize, &str, &str)> =
        imported.report.losses.iter().map(|note| (note.line, note.what.as_str(), note.text.as_str())).collect();
    let unknown = "a link to a place that the document does not have was replaced by its text";
    assert_eq!(losses, [(7, unknown, "#storrage"), (7, unknown, "#"), (9, "a link in a heading was replaced by its text", "#data")]);
}

#[test]
fn links_stay_when_the_policy_is_imported_again() {
    let policy = "## Data\n\nSee [storage](#storage).\n\n## Storage\n\n### Time\n\nA week.\n";
    let first = import(policy.as_bytes()).unwrap();
    let second = common::again(policy.replace("A week", "A month").as_bytes(), &first.files).unwrap();
    assert!(second.files["bot/policy.md"].contains("[storage](<#storage>)"));
    let changed: Vec<&str> = second.report.changes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(changed, ["changed"]);
}

#[test]
fn policy_and_terms_link_to_each_other() {
    let reserved = carrot_loader::is_reserved;
    let previous = BTreeMap::new();
    let policy = b"# Privacy\n\n## Data\n\nNames, see the [terms](/legal/terms) and the [wiki](/wiki).\n";
    let terms = b"# Terms\n\n## Use\n\nBe kind, and read the [policy](privacy.md#data) and [this](#use).\n";
    let input = |bytes, file_name, beside| Input {
        bytes,
        file_name,
        name: None,
        lang: Some("en"),
        rules: common::ids(),
        reserved: &reserved,
        beside: Some(beside),
        previous: &previous,
    };
    let mut imported = carrot_import::import(&input(policy, "privacy.md", "TERMS.md")).unwrap();
    assert!(imported.files["bot/policy.md"].contains("see the [terms](<#terms>) and the wiki."));
    let terms = carrot_import::terms(&input(terms, "TERMS.md", "privacy.md"), &imported.files).unwrap();
    assert!(terms.files["terms/terms.md"].contains("read the [policy](<#policy>) and [this](<#use>)."));
    imported.files.extend(terms.files);
    assert_eq!(check(&imported), Vec::<String>::new());
    // A later import of the policy alone knows the terms by the name of their file.
    let again = Input { beside: None, previous: &imported.files, ..input(policy, "privacy.md", "") };
    assert_eq!(carrot_import::import(&again).unwrap().files["bot/policy.md"], imported.files["bot/policy.md"]);
}
