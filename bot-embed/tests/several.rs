//! Tests replies to texts that ask or name several things.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::Content;
use common::{chosen, compliance, from, menus, page, privacy, respond, text};

/// Returns the first line, which is the heading.
fn heading(shown: &str) -> &str {
    shown.lines().next().unwrap_or_default()
}

#[test]
fn several_frameworks_are_offered_and_the_rest_of_the_question_is_kept() {
    let content = Content::baked().unwrap();
    for (service, framework, title, offered) in [
        ("", "pci and hipaa", "## PCI DSS · HIPAA", ["pci-dss", "hipaa"].as_slice()),
        ("", "hipaa/gdpr", "## HIPAA · GDPR", &["hipaa", "gdpr"]),
        ("", "soc 1, soc 2 and soc 3", "## SOC 1 · SOC 2 · SOC 3", &["soc-1", "soc-2", "soc-3"]),
        ("shield dynos", "pci + hipaa", "## Shield Dynos · PCI DSS · HIPAA", &["pci-dss", "hipaa"]),
        ("shield dynos pci and hipaa", "", "## Shield Dynos · PCI DSS · HIPAA", &["pci-dss", "hipaa"]),
        ("pci and hipaa", "soc 2", "## PCI DSS · HIPAA · SOC 2", &["pci-dss", "hipaa", "soc-2"]),
        ("pci and hipaa", "soc 1 and soc 2", "## PCI DSS · HIPAA · SOC 1 · SOC 2", &["pci-dss", "hipaa", "soc-1", "soc-2"]),
        ("shield dynos", "pci and hipaa on shield dynos", "## Shield Dynos · PCI DSS · HIPAA", &["pci-dss", "hipaa"]),
    ] {
        let response = respond(&content, None, &compliance(service, framework, ""));
        let shown = text(&response);
        assert_eq!(heading(&shown), title);
        assert!(shown.contains("Choose one below:"), "{shown}");
        let [(id, choices)] = menus(&response).try_into().unwrap();
        let mut sorted = choices.clone();
        sorted.sort_unstable();
        let mut wanted = offered.to_vec();
        wanted.sort_unstable();
        assert_eq!(sorted, wanted, "{title}");
        let answer = text(&respond(&content, None, &chosen(id, "hipaa")));
        let with_service = title.contains("Shield Dynos");
        let expected = if with_service { "## Shield Dynos · HIPAA" } else { "## HIPAA (" };
        assert!(!offered.contains(&"hipaa") || heading(&answer).starts_with(expected), "{answer}");
    }
    // One name of several frameworks is one question.
    for iso in ["iso", "iso and iso 27001"] {
        let iso = text(&respond(&content, None, &compliance("", iso, "")));
        assert_eq!(heading(&iso), "## ISO 27001 · ISO 27017 · ISO 27018");
    }
    let pci = text(&respond(&content, None, &compliance("", "pci and pci dss", "")));
    assert!(!pci.contains("Choose one below:") && heading(&pci).contains("PCI DSS"), "{pci}");
    let excluded = text(&respond(&content, None, &compliance("", "pci but not hipaa", "")));
    assert!(heading(&excluded).starts_with("## Nothing found"), "{excluded}");
}

/// A choice of frameworks would drop one of the services.
#[test]
fn several_frameworks_on_another_service_than_the_options_are_not_understood() {
    let content = Content::baked().unwrap();
    let shown = text(&respond(&content, None, &compliance("redis", "pci and hipaa on shield dynos", "")));
    assert!(heading(&shown).starts_with("## Nothing found") && shown.contains("- Shield Dynos"), "{shown}");
    assert!(!shown.contains("Choose one below:"), "{shown}");
}

#[test]
fn privacy_offers_several_frameworks_as_compliance_does() {
    let content = Content::baked().unwrap();
    for (asked, offered) in [
        ("is heroku pci and hipaa compliant", ["pci-dss", "hipaa"]),
        ("hipaa and gdpr", ["gdpr", "hipaa"]),
        ("are shield dynos pci and hipaa compliant", ["pci-dss", "hipaa"]),
    ] {
        let response = respond(&content, None, &privacy(asked));
        let shown = text(&response);
        assert!(shown.contains("Choose one below:"), "{asked}: {shown}");
        let offers = |choices: &[&str]| offered.iter().all(|id| choices.contains(id)) && choices.len() == offered.len();
        assert!(menus(&response).iter().any(|(_, choices)| offers(choices)), "{asked}: {response}");
    }
    let own = text(&respond(&content, None, &privacy("do you comply with gdpr and hipaa")));
    assert!(!own.contains("Choose one below:"), "{own}");
}

#[test]
fn a_name_with_other_known_words_is_understood_beside_another_option() {
    let content = Content::baked().unwrap();
    let shown = text(&respond(&content, None, &compliance("kafka on shield", "", "card data")));
    assert_eq!(heading(&shown), "## Apache Kafka on Heroku Shield · Payment card data");
}

#[test]
fn a_second_question_beside_a_pair_is_named_and_offered() {
    let content = Content::baked().unwrap();
    for (locale, asked, named) in [
        ("en-US", "is shield postgres pci compliant, and do you sell my data", "You also asked: “Is my data sold?”."),
        ("en-US", "how long do you keep my data? is shield redis hipaa compliant?", "You also asked: “How long is it kept?”."),
        ("fr", "est-ce que shield postgres est conforme PCI, et vous vendez mes données ?", "« Mes données sont-elles vendues ? »"),
    ] {
        let response = respond(&content, None, &from(locale, privacy(asked)));
        let shown = text(&response).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(shown.contains(named), "{asked}: {shown}");
    }
    let response = respond(&content, None, &privacy("is shield postgres pci compliant, and do you sell my data"));
    assert!(menus(&response).iter().any(|(_, choices)| choices.contains(&"sale")), "{response}");
    let alone = text(&respond(&content, None, &privacy("is shield postgres pci compliant")));
    assert!(!alone.contains("You also asked"), "{alone}");
}

/// The longer one of the two says that health data is barred with an exception.
#[test]
fn the_overview_of_hipaa_shows_both_conditions() {
    let content = Content::baked().unwrap();
    for (locale, conditions) in [
        ("en-US", ["business associate addendum", "expressly permitted it by contract"]),
        ("fr", ["avenant d’associé commercial", "expressément permis par contrat"]),
    ] {
        for service in ["", "shield-dynos", "shield-redis"] {
            let shown = text(&respond(&content, None, &from(locale, compliance(service, "hipaa", ""))));
            assert!(conditions.iter().all(|condition| shown.contains(condition)), "{shown}");
        }
    }
}

#[test]
fn conditions_that_are_all_left_out_are_no_further_ones() {
    let content = Content::baked().unwrap();
    let shown = text(&respond(&content, None, &compliance("common-runtime", "", "health data")));
    assert!(shown.contains("- 3 conditions: see Details") && !shown.contains("more condition"), "{shown}");
}

/// The statuses of services are the host's, and would read as the bot's.
#[test]
fn a_compliance_question_about_the_bot_is_answered_by_its_policy() {
    let content = Content::baked().unwrap();
    for (asked, title) in [
        ("is the bot soc2 certified", "## Does the bot say that it complies with GDPR or other laws and standards?"),
        ("are you hipaa compliant", "## Does the bot say that it complies with GDPR or other laws and standards?"),
        ("do you sell my data", "## Is my data sold?"),
        ("is heroku soc2 certified", "## SOC 2"),
        ("data privacy framework for us", "## Data Privacy Framework"),
        ("soc 2", "## SOC 2"),
    ] {
        for (service, framework) in [(asked, ""), ("", asked)] {
            let shown = text(&respond(&content, None, &compliance(service, framework, "")));
            assert_eq!(heading(&shown).split(" (").next().unwrap(), title, "{asked}");
        }
    }
}

#[test]
fn suggestions_begin_with_the_names_that_the_text_has() {
    let content = Content::baked().unwrap();
    for (asked, name, menu) in [
        ("what frameworks cover private spaces", "Heroku Private Spaces", "private-spaces"),
        ("binding corporate rules uk", "BCR", "bcr"),
        ("soc 2 paper trail how do i get one", "SOC 2", "soc-2"),
    ] {
        let response = respond(&content, None, &compliance(asked, "", ""));
        let shown = text(&response);
        assert!(heading(&shown).starts_with("## Nothing found"), "{shown}");
        let suggested = shown.lines().find_map(|line| line.strip_prefix("- "));
        assert_eq!(suggested, Some(name), "{shown}");
        let (_, choices) = menus(&response).into_iter().next().unwrap();
        assert!(choices.contains(&menu), "{asked}: {choices:?}");
    }
}

/// "Are my card details safe" supposes that they are collected.
#[test]
fn a_kind_of_data_beside_a_topic_gets_a_line() {
    let content = Content::baked().unwrap();
    for (locale, asked, line) in [
        (
            "en-US",
            "are my card details safe",
            "**Payment data:** not in the policy's list. The policy says that this list is not complete.",
        ),
        ("en-US", "how long do you keep my messages", "**Messages:** the policy lists this as collected."),
        (
            "fr",
            "ma carte bancaire est en sécurité ?",
            "**Données de paiement\u{a0}:** pas dans la liste de la politique. La politique dit que cette liste n’est pas complète.",
        ),
    ] {
        let shown = text(&respond(&content, None, &from(locale, privacy(asked))));
        assert_eq!(shown.lines().nth(1), Some(line), "{shown}");
    }
}

#[test]
fn the_hosts_statement_that_a_question_is_about_comes_first() {
    let content = Content::baked().unwrap();
    for (asked, heading_of, statement) in [
        ("is there a firewall", "## How is my data protected?", "firewalls-default-deny"),
        ("can other apps on the same machine peek at its memory", "## How is my data protected?", "applications-lxc"),
        ("ddos", "## DDoS", "ddos-mitigation"),
        // The word "data" is in many titles.
        ("how do you keep my data safe", "## How is my data protected?", "built-in-protections"),
        // Statements of other sections are about something else.
        ("is my account id considered private", "## Who holds my data, and who sees it?", "aws-infrastructure"),
    ] {
        let shown = text(&respond(&content, Some(&page()), &privacy(asked)));
        assert_eq!(heading(&shown), heading_of);
        assert!(shown.contains(&format!("#{statement}>")) || shown.contains(&format!("#{statement})")), "{asked}: {shown}");
    }
}

#[test]
fn the_hosts_name_means_all_of_its_services() {
    let content = Content::baked().unwrap();
    for (framework, data, expected) in [("soc 2", "", "## SOC 2"), ("", "credit cards", "## Payment card data")] {
        let shown = text(&respond(&content, None, &compliance("Heroku", framework, data)));
        assert_eq!(heading(&shown), expected);
    }
    // A section of the host is found by its name, too.
    let shown = text(&respond(&content, None, &compliance("encryption", "", "")));
    assert_eq!(heading(&shown), "## Encryption");
}
