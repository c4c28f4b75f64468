//! Tests promises: the party and the audience of each, the promises that a bot inherits from its
//! host, and lookups by name.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::common;

use carrot_core::{
    PartyKind, Policy, Role, Service,
    evidence::Basis,
    i18n::Messages,
    name::{NamedKind, Unknown},
    promise::{Inheritance, NotInherited, Promise, PromiseKind},
};
use common::{content, id, with_bot_keys, with_host_facts};
use expect_test::expect;

fn promise(statement: &str) -> Promise<'static> {
    content().promise(content().statement(&id(statement)).unwrap()).unwrap()
}

#[test]
fn only_the_bots_statements_are_promises_to_its_users() {
    let policy = content();
    for statement in policy.statements() {
        let promise = policy.promise(statement).unwrap();
        assert_eq!(promise.kind == PromiseKind::Bot, promise.party.kind == PartyKind::Bot, "{}", statement.id);
        if promise.kind != PromiseKind::Bot {
            assert_ne!(promise.to, policy.party(&policy.bot.party).unwrap().promises_to.as_deref(), "{}", statement.id);
        }
        if matches!(promise.kind, PromiseKind::Reading | PromiseKind::Description) {
            assert_eq!(promise.to, None, "{}", statement.id);
        }
    }
}

#[test]
fn promise_is_made_to_its_audience_only() {
    for (statement, party, kind, reported_by) in [
        ("data-source", "carrot-bot", PromiseKind::Bot, None),
        ("deletion-within-30-days", "salesforce", PromiseKind::Host, None),
        ("incident-notice", "salesforce", PromiseKind::Host, None),
        ("ddos-mitigation", "heroku", PromiseKind::Host, Some("carrot-bot")),
        ("salesforce-sox", "salesforce", PromiseKind::Host, Some("carrot-bot")),
        ("amazon-accreditations", "amazon", PromiseKind::Infrastructure, Some("carrot-bot")),
        ("notes-soc-services", "notes-author", PromiseKind::Description, None),
        ("reading-hipaa-law", "editors", PromiseKind::Reading, None),
    ] {
        let promise = promise(statement);
        assert_eq!((promise.party.id.as_str(), promise.kind), (party, kind), "{statement}");
        assert_eq!(promise.reported_by.map(|by| by.as_str()), reported_by, "{statement}");
        if kind == PromiseKind::Host {
            assert!(
                promise.to.unwrap().contains("customers"),
                "{statement}: a host promises to its customers, not to the people who use the bot"
            );
        }
    }
    assert_eq!(promise("processing-on-instructions").role, Some(Role::Processor));
    assert_eq!(
        promise("aws-infrastructure").role,
        Some(Role::Processor),
        "the statement is Salesforce's, which is a processor, although it is about Amazon"
    );
}

fn why<'a>(policy: &'a Policy, of: &str) -> Vec<NotInherited<'a>> {
    match inheritance(policy, of) {
        Inheritance::Not { why } => why,
        applies @ Inheritance::Applies { .. } => panic!("{of}: {applies:?}"),
    }
}

fn inheritance<'a>(policy: &'a Policy, of: &str) -> Inheritance<'a> {
    let all = policy.inherited();
    let named = |basis: &Basis<'_>| match basis {
        Basis::Claim(claim) => claim.as_str() == of,
        Basis::Objective(objective) => objective.as_str() == of,
        _ => false,
    };
    all.into_iter().find(|it| named(&it.basis)).unwrap().inheritance
}

#[test]
fn a_bot_that_declares_no_stack_inherits_nothing_specific_to_a_service() {
    let policy = content();
    assert!(policy.bot.services.is_empty() && policy.bot.plan.is_none() && policy.bot.region.is_none());
    assert_eq!(policy.inherited().len(), policy.claims.len() + policy.objectives.len());
    for of in ["claim-sparc-pci", "objective-private-spaces", "objective-shield"] {
        assert!(matches!(why(policy, of)[..], [NotInherited::NoServices(_)]), "{of}");
    }
    assert!(matches!(why(policy, "claim-sparc-ismap")[..], [NotInherited::NoServices(_), NotInherited::NoRegion(_)]));
    assert!(matches!(why(policy, "objective-high-availability")[..], [NotInherited::NoServices(_), NotInherited::NoPlan(_)]));
    for of in ["claim-notes-iso", "claim-notes-hipaa", "claim-notes-pci", "claim-notes-soc"] {
        assert!(matches!(why(policy, of)[0], NotInherited::MakesNoPromises(party) if party.as_str() == "notes-author"), "{of}");
    }
    for of in ["claim-salesforce-sox", "claim-braintree-pci"] {
        assert_eq!(why(policy, of), [NotInherited::Company], "{of}");
    }
    // A claim about every service, or about the infrastructure, is inherited without a declared service.
    let everything = Inheritance::Applies { to: Vec::new(), without: Vec::new() };
    for of in ["claim-sparc-iso", "claim-sparc-soc-2", "claim-sparc-hds", "claim-sparc-aws-iso", "claim-amazon-pci"] {
        assert_eq!(inheritance(policy, of), everything, "{of}");
    }
    for it in policy.inherited() {
        assert!(!it.source.places.is_empty());
        if let Inheritance::Not { why } = it.inheritance {
            assert!(!why.is_empty() && why.iter().all(|why| Messages::En.not_inherited(why).ends_with('.')));
        }
    }
}

#[test]
fn a_declared_stack_inherits_claims_about_it() {
    let policy = with_bot_keys("services = [\"shield-dynos\", \"key-value-store\"]\nregion = \"us-east-1\"");
    let ids = |inheritance: Inheritance<'_>| match inheritance {
        Inheritance::Applies { to, without } => {
            [to, without].map(|ids| ids.into_iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" "))
        }
        not @ Inheritance::Not { .. } => panic!("{not:?}"),
    };
    assert_eq!(ids(inheritance(&policy, "claim-sparc-pci")), ["shield-dynos", "key-value-store"]);
    assert_eq!(ids(inheritance(&policy, "claim-sparc-ismap")), ["shield-dynos key-value-store", ""]);
    assert_eq!(ids(inheritance(&policy, "objective-shield")), ["shield-dynos", "key-value-store"]);
    assert!(matches!(why(&policy, "objective-private-spaces")[..], [NotInherited::OtherServices(_)]));
    assert!(matches!(why(&policy, "objective-high-availability")[..], [NotInherited::NoPlan(_)]));

    let denying = with_host_facts(
        "[[claim]]\nid = \"denial\"\nstatement = \"pci-evidence\"\nholder = \"salesforce\"\nattestation = \"unspecified\"\ndenies = true\nservices = \"all\"\nframeworks = [\"pci-dss\"]",
    );
    assert_eq!(why(&denying, "denial"), [NotInherited::Denies]);

    let other = with_bot_keys("services = [\"key-value-store\"]\nplan = \"Mini\"");
    assert!(matches!(why(&other, "objective-high-availability")[..], [NotInherited::OtherPlans(_)]));
    assert!(matches!(why(&other, "claim-sparc-ismap")[..], [NotInherited::NoRegion(_)]));
    // The bot declares its plan with the same words as the claim.
    let same = with_bot_keys("services = [\"key-value-store\"]\nplan = 'Plans that include the \"High Availability\" option'");
    assert_eq!(ids(inheritance(&same, "objective-high-availability")), ["key-value-store", ""]);
}

#[test]
fn another_bot_on_another_host_inherits_by_the_same_rules() {
    let policy = carrot_testing::example();
    let outcome = |of: &str| match inheritance(policy, of) {
        Inheritance::Applies { to, without } => format!("to {to:?} without {without:?}").replace("ServiceId", ""),
        Inheritance::Not { why } => why.iter().map(|why| Messages::En.not_inherited(why)).collect::<Vec<_>>().join(" "),
    };
    let ids = [
        "claim-bramble-north",
        "claim-watch-winter",
        "claim-watch-meadow",
        "claim-neighbour-watch",
        "claim-ground-bramble",
        "claim-acorn-company",
        "objective-pantry",
    ];
    expect![[r#"
        claim-bramble-north: to [] without []
        claim-watch-winter: to [("pantry")] without [("cells")]
        claim-watch-meadow: It applies to regions that the bot's policy does not name. It applies to plans that the bot's policy does not name in these words.
        claim-neighbour-watch: It is a description, not a promise.
        claim-ground-bramble: to [] without []
        claim-acorn-company: It is about the company itself, not its services.
        objective-pantry: to [("pantry")] without [("cells")]"#]].assert_eq(&ids.map(|id| format!("{id}: {}", outcome(id))).join("\n"));
    assert_eq!(policy.find_service("larder").map(|found| found.all().len()).map_err(|error| error.nearest.len()), Err(2));
    assert_eq!(policy.find_service("the larder").unwrap().one().unwrap().id.as_str(), "pantry");
    assert_eq!(policy.find_service("Cell").unwrap().one().unwrap().id.as_str(), "cells");
}

#[test]
fn services_are_found_by_every_name_and_usual_spelling() {
    for (text, service) in [
        ("shield-redis", "shield-redis"),
        ("Heroku Redis", "key-value-store"),
        ("heroku redis", "key-value-store"),
        ("Redis", "key-value-store"),
        ("key value store", "key-value-store"),
        ("Heroku Key-Value Store", "key-value-store"),
        ("Shield Connect", "shield-connect"),
        ("SHIELD  heroku-connect", "shield-connect"),
        ("Heroku Shield Postgres", "shield-postgres"),
        ("Shield Postgres", "shield-postgres"),
        ("Heroku Shield Dynos", "shield-dynos"),
        ("shield dyno", "shield-dynos"),
        ("private space", "private-spaces"),
        ("Heroku Shield Private Space", "shield-private-spaces"),
        ("postgres", "heroku-postgres"),
        ("kafka", "heroku-kafka"),
        ("Apache Kafka on Heroku Shield", "shield-kafka"),
        ("functions", "salesforce-functions"),
        ("common runtime", "common-runtime"),
    ] {
        let found = content().find_service(text).map(|found| found.one().map(|it| it.id.as_str()));
        assert_eq!(found, Ok(Some(service)), "{text}");
    }
}

#[test]
fn frameworks_are_found_alone_or_as_a_group() {
    for (text, frameworks) in [
        ("PCI-DSS", "pci-dss"),
        ("pci", "pci-dss"),
        ("PCI DSS Level 1", "pci-dss"),
        ("ISO27001", "iso-27001"),
        ("iso 27001", "iso-27001"),
        ("ISO/IEC 27017", "iso-27017"),
        ("SOC2", "soc-2"),
        ("soc 2", "soc-2"),
        ("hipaa", "hipaa"),
        ("Hebergeur de donnees de sante", "hds"),
        ("gdpr", "gdpr"),
        ("Sarbanes Oxley", "sox"),
        ("ISO", "iso-27001 iso-27017 iso-27018"),
        ("soc", "soc-1 soc-2 soc-3"),
    ] {
        let found = content().find_framework(text).unwrap();
        assert_eq!(found.all().iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(" "), frameworks, "{text}");
        assert_eq!(found.one().is_some(), !frameworks.contains(' '), "{text}");
    }
}

#[test]
fn a_filter_finds_services_by_parts_of_their_names() {
    let like = |text: &str| {
        let found = content().services.iter().filter(|service| content().facts.is_named_like(*service, text));
        found.map(|service| service.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    for text in ["postgres", "postgr\u{e9}s", "Postgres,", "heroku-postgres", "POSTGR"] {
        assert_eq!(like(text), "shield-postgres heroku-postgres", "{text}");
    }
    for text in ["keyvalue", "key-value", "value key", "Key.Value Stores"] {
        assert_eq!(like(text), "key-value-store", "{text}");
    }
    assert_eq!(like("SHIELD post"), "shield-postgres");
    assert_eq!(like("postgres kafka"), "");
    let all = like("");
    assert_eq!((like(" , - "), like("heroku")), (all.clone(), all), "the host is no part of a name");
    let street = Service { name: "Stra\u{df}e".to_owned(), ..content().services[0].clone() };
    assert!(content().facts.is_named_like(&street, "STRASSE"));
}

#[test]
fn everything_is_found_by_its_own_names() {
    let policy = content();
    for service in &policy.services {
        for name in [service.id.as_str(), &service.name].into_iter().chain(service.aliases.iter().map(|alias| alias.name.as_str())) {
            assert!(policy.find_service(name).unwrap().all().iter().any(|it| it.id == service.id), "{name}");
        }
    }
    for framework in &policy.frameworks {
        let names = [framework.id.as_str(), &framework.name, &framework.short];
        for name in names.into_iter().chain(framework.aliases.iter().map(String::as_str)) {
            let upper = name.to_uppercase();
            for name in [name, &upper] {
                assert!(policy.find_framework(name).unwrap().all().iter().any(|it| it.id == framework.id), "{name}");
            }
        }
    }
}

#[test]
fn regions_and_kinds_of_data_are_found_too() {
    let policy = content();
    let region = policy.find_region("us-east-2").unwrap().one().unwrap();
    assert_eq!((region.name.as_str(), region.reading.as_ref().unwrap().as_str()), ("us-east2", "reading-us-east2"), "as written");
    let data = |text: &str| policy.find_data(text).unwrap().all().iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!(data("credit card"), "card-data");
    assert_eq!(data("government IDs"), "government-ids");
    assert_eq!(data("bank account number"), "bank-accounts");
    assert_eq!(data("PHI"), "health-data health-data-of-others", "it depends on who the customer is");
    assert_eq!(data("health data"), "health-data health-data-of-others health-data-french");
    assert_eq!(data("health-data"), "health-data", "an id is an id");
}

#[test]
fn unknown_names_get_suggestions() {
    let policy = content();
    let error = policy.find_framework("GDRP").unwrap_err();
    assert_eq!(error.kind, NamedKind::Framework);
    assert_eq!(error.nearest[0], "GDPR (General Data Protection Regulation)");
    expect![
        "no service is called `Shield Kafka Connect`; the nearest are `Shield Heroku Connect`, `Apache Kafka on Heroku Shield` and `Heroku Connect`"
    ]
    .assert_eq(&policy.find_service("Shield Kafka Connect").unwrap_err().to_string());
    for (text, nearest) in [
        ("Redis on Heroku Shield", "Heroku Shield for Redis"),
        ("postgers", "Heroku Postgres"),
        ("comon runtime", "Common Runtime"),
        ("dynos", "Shield Dynos"),
    ] {
        assert_eq!(policy.find_service(text).unwrap_err().nearest[0], nearest, "{text}");
    }
    for (text, nearest) in [("HIPA", "hipaa"), ("iso 2701", "iso-27001"), ("soc 2 type II", "soc-2"), ("PCI DSS 4.0", "pci-dss")] {
        let error = policy.find_framework(text).unwrap_err();
        assert_eq!(Some(&error.nearest[0]), policy.framework(&id(nearest)).map(|framework| &framework.name), "{text}");
    }
    let Unknown { nearest, given, .. } = policy.find_service(&"x".repeat(100_000)).unwrap_err();
    assert!(nearest.len() == 3 && given.chars().count() == 81);
    for nothing in ["", "  ", "-", "Heroku", "\u{0}"] {
        assert!(policy.find_service(nothing).is_err(), "{nothing:?}");
    }
    let without_regions = carrot_core::Facts { regions: Vec::new(), ..policy.facts.clone() };
    expect!["no region is called `mars`"].assert_eq(&without_regions.find_region("mars").unwrap_err().to_string());
}
