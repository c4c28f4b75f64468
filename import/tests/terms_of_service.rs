//! Tests terms of service as a second document, and tables that are proposed as comments.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use std::collections::BTreeMap;

use carrot_core::{
    diagnostic::Severity,
    parse::{File, Parsed},
};
use carrot_import::{ImportedTerms, Input};

const POLICY: &str = "# Privacy Policy of Kettle\n\n## Contact {#contact}\n\nWrite to me@kettle.example.\n\n## Sharing\n\nWe do not sell data. We share it with:\n\n- **Hob Hosting**: runs the server.\n- **Spout Mail**: sends the mails.\n\n## Your rights\n\nYou have the right to access and to delete your data. The legal basis is your consent.\n";
const TERMS: &str = "# Terms of Service\n\nLast updated: March 5, 2026\n\n## Use\n\nDo not boil it dry.\n\n## Contact {#contact}\n\nAsk in the kitchen.\n";

fn terms(bytes: &[u8], previous: &BTreeMap<String, String>, policy: &BTreeMap<String, String>) -> ImportedTerms {
    let reserved = carrot_loader::is_reserved;
    let input = Input {
        bytes,
        file_name: "terms.md",
        name: None,
        lang: Some("en"),
        rules: common::ids(),
        reserved: &reserved,
        beside: None,
        previous,
    };
    carrot_import::terms(&input, policy).unwrap()
}

fn parsed(files: &BTreeMap<String, String>) -> Parsed {
    let mut files: Vec<File> = files.iter().map(|(path, text)| File { path: path.clone(), bytes: text.clone().into_bytes() }).collect();
    files.extend(common::rules().iter().cloned());
    files.sort_by(|one, other| one.path.cmp(&other.path));
    carrot_loader::parse(&files)
}

#[test]
fn terms_are_a_document_of_their_own_beside_the_policy() {
    let mut files = common::import(POLICY.as_bytes()).unwrap().files;
    let imported = terms(TERMS.as_bytes(), &BTreeMap::new(), &files);
    assert_eq!(imported.statements, 3);
    let text = &imported.files["terms/terms.md"];
    assert!(text.starts_with("# Terms of Service {#terms party=the-bot}"), "{text}");
    assert!(text.contains("Do not boil it dry.") && !text.contains("{#contact "), "{text}");
    assert!(imported.files["terms/source.toml"].contains("as_of = 2026-03-05"));
    files.extend(imported.files.clone());
    let read = parsed(&files);
    let wrong: Vec<String> = read.diagnostics.iter().filter(|it| it.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(read.policy.unwrap().has_terms());
    // At a second import, ids and words stay where they are, in both documents.
    let policy = common::again(POLICY.as_bytes(), &files).unwrap();
    assert_eq!(policy.files["bot/policy.md"], files["bot/policy.md"]);
    let again = terms(TERMS.as_bytes(), &files, &policy.files);
    assert_eq!((&again.files, &again.report.changes), (&imported.files, &Vec::new()));
}

#[test]
fn a_list_of_purposes_is_no_list_of_data() {
    for policy in [
        "# 方針\n\n## 個人情報を収集・利用する目的\n\n目的は、次のとおりです。\n\n- お問い合わせに回答するため\n- 料金を請求するため\n",
        "# Policy\n\n## Why we collect data\n\nIt serves these purposes:\n\n- Sending reminders\n- Counting members\n",
    ] {
        let imported = common::import(policy.as_bytes()).unwrap();
        assert_eq!(imported.counts.items, 0, "{}", imported.files["bot/data.toml"]);
    }
}

#[test]
fn recipients_rights_and_bases_are_proposed_in_comments() {
    let imported = common::import(POLICY.as_bytes()).unwrap();
    let bot = &imported.files["bot/proposed.toml"];
    for table in ["name = \"Hob Hosting\"", "name = \"Spout Mail\"", "kind = \"access\"", "kind = \"deletion\"", "basis = \"consent\""]
    {
        assert!(bot.contains(&format!("# {table}")), "{table}: {bot}");
    }
    assert!(!bot.contains("kind = \"export\""), "{bot}");
    // Without the `#` marks, they are content without an error.
    let mut files = imported.files.clone();
    let at = bot.find("\n# [[recipient]]").unwrap();
    let tables: String = bot[at..].lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
    files.insert("bot/proposed.toml".to_owned(), tables);
    let wrong: Vec<String> =
        parsed(&files).diagnostics.iter().filter(|it| it.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(wrong, Vec::<String>::new());
}
