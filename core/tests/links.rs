//! Tests links within the content: their targets, translations and exports.
#![cfg(all(feature = "parse", feature = "export"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{
    Policy,
    diagnostic::Code,
    export,
    i18n::Messages,
    parse::{Parsed, parse},
};
use carrot_testing::file;
use expect_test::expect;

use crate::common::turnip::{BOT, POLICY};

/// Parses the fixture with one more statement, and its translation to French.
fn parsed(text: &str, french: &str) -> Parsed {
    let policy = format!("{POLICY}\n## More {{#more}}\n\n### Linked {{#linked party=turnip}}\n\n{text}\n");
    let french = format!("# Politique {{#policy}}\n\n## Plus {{#more}}\n\n### Lien {{#linked}}\n\n{french}\n");
    parse(&[file("bot/bot.toml", BOT), file("bot/policy.md", &policy), file("bot/fr/policy.md", &french)])
}

#[test]
fn links_lead_to_statements_sections_and_documents() {
    let text = "See [names](#collects-names), **[ISO](#iso-27001)** and [all](#policy).\n\n- [later](#linked)";
    let Parsed { policy, diagnostics, translations, .. } = parsed(text, "Voir [les noms](#collects-names).");
    let policy = policy.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code == Code::WrongFolder), "{diagnostics:#?}");
    let json = export::policy_json(&policy).unwrap();
    for to in ["#collects-names", "#iso-27001", "#policy", "#linked"] {
        assert!(json.contains(&format!("\"{to}\"")), "{to}");
    }
    let markdown = export::policy_md(&policy, Messages::En);
    assert!(markdown.contains("See names (`collects-names`), **ISO (`iso-27001`)** and all (`policy`)."), "{markdown}");
    assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).unwrap(), policy);
    assert_eq!(translations.len(), 1);
}

#[test]
fn links_to_unknown_ids_are_reported_in_each_language() {
    let Parsed { policy, diagnostics, .. } = parsed("See [it](#nowhere), and [host](#hosting).", "Voir [ici](#ailleurs).");
    assert!(policy.is_none());
    let dangling = diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::DanglingId);
    let printed: Vec<String> = dangling.map(|diagnostic| format!("{}: {}", diagnostic.file, diagnostic.message)).collect();
    expect![[r#"
        bot/policy.md: this link leads to `#nowhere`, but no section or statement has this id
        bot/policy.md: this link leads to `#hosting`, but no section or statement has this id
        bot/fr/policy.md: this link leads to `#ailleurs`, but no section or statement has this id"#]]
    .assert_eq(&printed.join("\n"));
}
