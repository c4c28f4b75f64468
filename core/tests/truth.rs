//! Tests that the content's statements are as strong as their sources: texts of rules read as
//! demands, titles keep their qualifiers, and every output shows the same extent.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::common;

use carrot_core::{Extent, PartyKind, SourceKind, i18n::Messages, normalize::normalize};
use common::{content, files as content_files, id};

/// A rule's demand never reads as a promise of the bot.
#[test]
fn every_requirement_is_a_demand_that_names_its_rule() {
    for requirement in &content().requirements {
        // The id of a law's requirement begins with the law's short name.
        let rule = match requirement.id.as_str().split('-').next() {
            Some("gdpr") => "GDPR: ",
            Some("ccpa") => "CCPA: ",
            _ => "Discord's rule: ",
        };
        let asks = &requirement.asks;
        assert!(asks.starts_with(rule) && asks.contains(" must "), "{}: {asks}", requirement.id);
        let title = &requirement.title;
        let question = ["Whether ", "Which ", "Who ", "How ", "Where ", "Why ", "When ", "The legal basis"];
        assert!(question.iter().any(|question| title.starts_with(question)), "shown alone, it promises nothing: {title}");
    }
}

/// Cards, menus and lists show titles, so no title promises more than its text.
#[test]
fn titles_keep_their_qualifiers() {
    for (statement, qualifier) in [
        ("deletion-within-30-days", "subject to legal requirements"),
        ("incident-notice", "if it learns"),
        ("incident-notice", "as far as the law permits"),
        ("card-data-rule", "must use three named"),
        ("id-and-bank-rule", "only"),
        ("health-data-rule", "only where Salesforce permits it by contract"),
        ("recovery-targets", "as applicable"),
        ("recovery-targets", "Targets"),
        ("pci-attestation", "with conditions"),
        ("browser-analysis", "may"),
        ("code-scans", "may"),
        ("usage-tracking", "may"),
        ("postgres-encryption-at-rest", "Selected"),
        ("processing-on-instructions", "designed to"),
        ("multitenant", "designed to"),
        ("built-in-protections", "Some"),
        ("port-scanning", "detected"),
        ("source-ip-nat-pat", "might"),
    ] {
        let title = &content().statement(&id(statement)).unwrap().title;
        assert!(title.to_lowercase().contains(&qualifier.to_lowercase()), "{statement}: {title}");
    }
}

/// A statement is neither stronger nor weaker than its source.
#[test]
fn statements_are_as_strong_as_their_sources() {
    let text = |statement: &str| {
        let statement = content().statement(&id(statement)).unwrap();
        format!("{}. {}", statement.title, carrot_core::text::plain(&statement.text))
    };
    for (statement, word, too_much) in [
        ("host-based-firewalls", "restrict", "stop"),
        ("trust-commitment", "Integral to", "Part of"),
        ("processing-on-instructions", "designed to ensure", "ensures"),
        ("browser-analysis", "may", "will"),
        ("access-log-entries", "will maintain", "maintains"),
        ("reading-laws-no-certificates", "Moderate is a level", "Both are laws"),
    ] {
        let text = text(statement);
        assert!(text.contains(word) && !text.contains(too_much), "{statement}: {text}");
    }
}

#[test]
fn evidence_that_a_policy_exists_is_the_policy() {
    let policy = content();
    let gap = policy.gap(policy.requirement(&id("discord-policy-exists")).unwrap());
    let statements: Vec<_> = gap.statements.iter().map(|statement| statement.id.as_str()).collect();
    assert_eq!((statements, gap.extent), (vec!["privacy-policy"], Extent::Partial));
    assert_eq!(policy.cited(&gap.statements[0].cites[0]).section, "Privacy Policy");
}

#[test]
fn a_commitment_of_two_companies_is_a_statement_of_each() {
    let party = |statement: &str| content().statement(&id(statement)).unwrap().party.to_string();
    assert_eq!(party("customer-privacy-commitment"), "heroku");
    assert_eq!(party("salesforce-privacy-commitment"), "salesforce");
}

#[test]
fn every_rule_has_a_date() {
    for source in content().sources.iter().filter(|source| source.kind == SourceKind::Rule) {
        assert!(source.as_of.is_some() && source.effective.is_some(), "{}", source.id);
    }
}

/// The strings of a TOML value that outputs can show. The words that people type are never shown.
fn shown(value: &toml::Value) -> Vec<&str> {
    match value {
        toml::Value::String(text) => vec![text],
        toml::Value::Array(values) => values.iter().flat_map(shown).collect(),
        toml::Value::Table(table) => {
            table.iter().filter(|(key, _)| !["words", "search"].contains(&key.as_str())).flat_map(|(_, value)| shown(value)).collect()
        }
        _ => Vec::new(),
    }
}

/// The rules are on the page of every bot, also without this repository's host and bot.
#[test]
fn rules_name_no_source_and_no_party_of_other_content() {
    let files = content_files();
    let parsed: Vec<(&str, toml::Value)> = files
        .iter()
        .filter(|file| file.path.ends_with(".toml"))
        .map(|file| (file.path.as_str(), toml::from_str(std::str::from_utf8(&file.bytes).unwrap()).unwrap()))
        .collect();
    let (rules, others): (Vec<_>, Vec<_>) = parsed.iter().partition(|(path, _)| path.starts_with("rules/"));
    let mut names = std::collections::BTreeSet::new();
    for (path, value) in others {
        let texts = |list: &str, key: &str| {
            let all = value.get(list).and_then(toml::Value::as_array).into_iter().flatten();
            all.filter_map(|it| it.get(key)?.as_str().map(normalize)).collect::<Vec<_>>()
        };
        names.extend(texts("party", "name"));
        // The beginning of a title names a source too. The bot's documents have everyday titles, such as "Privacy Policy".
        let titles = texts("source", "title").into_iter().filter(|_| path.starts_with("hosts/"));
        names.extend(titles.map(|title| title.split(' ').take(2).collect::<Vec<_>>().join(" ")));
    }
    assert!(names.contains("study notes") && names.contains("salesforce"), "{names:?}");
    let mut checked = 0;
    for (path, value) in rules {
        for text in shown(value) {
            let padded = format!(" {} ", normalize(text));
            let named: Vec<_> = names.iter().filter(|name| padded.contains(&format!(" {name} "))).collect();
            assert!(named.is_empty(), "{path}: {named:?} in \"{text}\"");
            checked += 1;
        }
    }
    assert!(checked > 500, "{checked}");
}

/// The date from which a law applies is a field of its source, and here also a statement of the host's notes.
#[test]
fn the_date_of_a_law_is_shown_with_its_source() {
    let gdpr = content().source(&id("gdpr-text")).unwrap();
    let dated = Messages::En.dated(gdpr.effective, None);
    assert!(normalize(&dated).contains("25 may 2018"), "{dated}");
    let stated = content().statement(&id("gdpr-in-effect")).unwrap();
    assert!(normalize(&stated.title).contains("25 may 2018"));
    assert_eq!(stated.cites[0].source, *"notes");
}

/// A party with statements of its own is not listed as "mentioned only".
#[test]
fn a_party_with_statements_is_not_mentioned_only() {
    let policy = content();
    for party in policy.parties.iter().filter(|party| party.promises_to.is_none()) {
        let has_statements = policy.statements().any(|statement| statement.party == party.id);
        let only = Messages::En.promises_nothing(party.kind).starts_with("Mentioned only");
        assert!(!has_statements || !only || party.kind == PartyKind::Commentator, "{}", party.id);
    }
    assert!(!Messages::En.promises_nothing(PartyKind::Infrastructure).contains("makes no promises"));
}

/// One function computes extents: a question is partial if any of its requirements is.
#[test]
fn a_question_is_answered_as_far_as_its_requirements() {
    let policy = content();
    let extent = |question: &str| policy.answer(policy.question(&id(question)).unwrap()).extent;
    assert_eq!(extent("security"), Extent::Partial, "as discord-encryption is");
    assert_eq!(extent("sharing"), Extent::Missing, "the policy says nothing of it");
    assert_eq!(extent("retention"), Extent::Missing);
    for question in &policy.questions {
        let gaps: Vec<_> =
            question.requirements.iter().map(|requirement| policy.gap(policy.requirement(requirement).unwrap()).extent).collect();
        let reply = policy.answer(question);
        assert_eq!(reply.extent == Extent::Missing, gaps.iter().all(|gap| *gap == Extent::Missing), "{}", question.id);
        assert_eq!(reply.extent == Extent::Present, gaps.iter().all(|gap| *gap == Extent::Present), "{}", question.id);
        assert!(
            reply.statements.iter().all(|statement| policy.is_bots(statement)),
            "another's statement is no answer of the bot: {}",
            question.id
        );
    }
}

#[cfg(feature = "export")]
mod exports {
    use carrot_core::export::{llms_txt, policy_md};

    use super::*;

    #[test]
    fn every_extent_is_in_the_exports() {
        let (document, index) = (policy_md(content(), Messages::En), llms_txt(content(), Messages::En, None));
        for gap in content().gaps() {
            let line = |text: &str| {
                let end = format!("`{}`", gap.requirement.id);
                text.lines().find(|line| line.ends_with(&end)).map(str::to_owned)
            };
            let extent = format!(": {}", Messages::En.extent(gap.extent));
            assert!(line(&document).unwrap().contains(&extent), "{}", gap.requirement.id);
            match gap.extent {
                Extent::Present => assert_eq!(line(&index), None),
                _ => assert!(line(&index).unwrap().contains(&extent), "{}", gap.requirement.id),
            }
            for statement in &gap.statements {
                let named = format!("`{}`", statement.id);
                let gaps = document.split("## What the policy does not say").nth(1).unwrap().split("\n## ").next().unwrap();
                assert!(gaps.contains(&named), "{}: where it is answered", gap.requirement.id);
            }
        }
    }

    #[test]
    fn policy_md_has_coverage_data_rules_and_evidence() {
        let document = policy_md(content(), Messages::En);
        let policy = content();
        for service in &policy.services {
            let row = document.lines().find(|line| line.starts_with(&format!("| {} |", service.name))).unwrap();
            assert_eq!(row.matches(" | ").count(), policy.frameworks.len(), "{row}");
        }
        for claim in &policy.claims {
            assert!(document.contains(&format!("`{}`", claim.id)), "{}", claim.id);
        }
        for part in [
            "Log a support ticket",
            "not barred (our interpretation): ",
            "barred: ",
            "conditional: ",
            "type of evidence not stated · holder not stated",
        ] {
            assert!(document.contains(part), "{part}");
        }
        for rule in &policy.data_rules {
            assert!(document.contains(&format!("`{}`", rule.id)), "{}", rule.id);
        }
    }

    #[test]
    fn the_index_lists_every_export() {
        let index = llms_txt(content(), Messages::En, Some("https://bot.example"));
        for file in ["", "policy.md", "policy.json", "compliance.json", "coverage.csv", "schema/policy.json", "schema/compliance.json"]
        {
            assert!(index.contains(&format!("](https://bot.example/{file}): ")), "{file}: {index}");
        }
    }
}
