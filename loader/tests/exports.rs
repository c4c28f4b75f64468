//! Tests that the exports of the repository's own content are complete and reproducible, and contain nothing that a reader's program
//! would run.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{Policy, export, i18n::Messages};
use pulldown_cmark::{Event, Options, Parser, Tag};

fn policy() -> Policy {
    carrot_testing::content().clone()
}

#[test]
fn policy_md_has_every_statement_once() {
    let policy = policy();
    let document = export::policy_md(&policy, Messages::En);
    for statement in policy.statements() {
        let id_line = format!(" · `{}`\n", statement.id);
        assert_eq!(document.matches(&id_line).count(), 1, "{}", statement.id);
    }
    assert_eq!(document, export::policy_md(&policy, Messages::En));
}

#[test]
fn policy_md_is_markdown_with_headings_and_no_html() {
    let document = export::policy_md(&policy(), Messages::En);
    for event in Parser::new_ext(&document, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with("http") || dest_url.starts_with("mailto:"), "{dest_url}");
            }
            _ => {}
        }
    }
    assert!(!document.contains("\n\n\n"), "one empty line is enough");
}

#[test]
fn json_cannot_end_a_script_element() {
    let mut policy = policy();
    policy.bot.name = "</script><script>alert(1)//".to_owned();
    let json = export::json_ld(&policy, Messages::En).unwrap();
    assert!(!json.contains('<'), "{json}");
    assert!(json.contains("FAQPage"));
}

#[test]
fn llms_txt_uses_the_public_address() {
    let policy = policy();
    assert!(export::llms_txt(&policy, Messages::En, None).contains("](policy.json)"));
    assert!(
        export::llms_txt(&policy, Messages::En, Some("https://bot.example/privacy/"))
            .contains("](https://bot.example/privacy/policy.json)")
    );
}

#[test]
fn coverage_csv_has_a_row_for_every_pair_with_its_sources() {
    let policy = policy();
    let csv = export::coverage_csv(&policy, Messages::En).unwrap();
    let mut rows = csv.split("\r\n");
    assert_eq!(rows.next(), Some("service,framework,status,condition,source,as_of"));
    assert_eq!(csv.matches("\r\n").count(), 1 + policy.services.len() * policy.frameworks.len());
    let row = |start: &str| csv.split("\r\n").find(|row| row.starts_with(start)).unwrap();
    assert_eq!(row("common-runtime,pci-dss,"), "common-runtime,pci-dss,unstated,,,");
    assert_eq!(
        row("common-runtime,iso-27001,"),
        "common-runtime,iso-27001,covered,,sparc/audits; notes/service-list; notes/cert-iso,2024-03-19; undated; undated"
    );
    let pci = row("shield-postgres,pci-dss,");
    assert!(pci.contains(",conditional,") && pci.contains("TLS 1.2") && pci.contains("responsibility matrix"), "{pci}");
}

#[test]
fn compliance_json_has_every_pair() {
    let policy = policy();
    let json: serde_json::Value = serde_json::from_str(&export::compliance_json(&policy).unwrap()).unwrap();
    assert_eq!(json["coverage"].as_array().unwrap().len(), policy.services.len() * policy.frameworks.len());
    let hipaa = json["coverage"]
        .as_array()
        .unwrap()
        .iter()
        .find(|pair| pair["service"] == "shield-redis" && pair["framework"] == "hipaa")
        .unwrap();
    assert!(hipaa["status"]["conditional"]["conditions"].as_array().is_some_and(|conditions| !conditions.is_empty()), "{hipaa}");
}
