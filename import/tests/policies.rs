//! Imports the policies of `examples/policies`, and compares each with its expected result.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use carrot_core::{Extent, Policy, text};
use carrot_import::{Imported, words};
use common::{check, named, parsed, root};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    policy: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    file: String,
    lang: Option<String>,
    name: Option<String>,
    as_of: Option<String>,
    effective: Option<String>,
    #[serde(default)]
    shown: BTreeMap<String, Vec<String>>,
    /// A text of the first statement that answers a question: replies begin with it.
    #[serde(default)]
    first: BTreeMap<String, String>,
    #[serde(default)]
    ids: Vec<String>,
    /// Links within the policy, as in `bot/policy.md`.
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    data: Vec<String>,
    #[serde(default)]
    report: Vec<String>,
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(root().join("examples/policies/expected.toml")).unwrap();
    toml::from_str::<Expected>(&text).unwrap().policy
}

fn source(case: &Case) -> String {
    fs::read_to_string(root().join("examples/policies").join(&case.file)).unwrap()
}

fn imported(case: &Case) -> Imported {
    named(source(case).as_bytes(), &case.file, &BTreeMap::new()).unwrap()
}

/// Returns the titles and texts of the statements that answer a question.
fn shown(policy: &Policy, question: &str) -> String {
    let renamed = format!("topic-{question}");
    let question = policy.questions.iter().find(|it| it.id == *question || it.id == *renamed).unwrap();
    let statements = policy.answer(question).statements;
    statements.iter().map(|it| format!("{}\n{}\n\n", it.title, text::plain(&it.text).replace("\n\n", "\n"))).collect()
}

#[test]
fn every_policy_is_good_content_at_once() {
    for case in cases() {
        let imported = imported(&case);
        let reported: Vec<String> = check(&imported).into_iter().filter(|reported| !reported.contains("placeholder")).collect();
        assert_eq!(reported, Vec::<String>::new(), "{}\n{}", case.file, imported.files["bot/policy.md"]);
    }
}

#[test]
fn proposed_contacts_are_content_once_their_marks_are_gone() {
    let mut count = 0;
    for case in cases() {
        let mut imported = imported(&case);
        let bot = imported.files["bot/bot.toml"].clone();
        let Some((before, contacts)) = bot.split_once("\n# [[contact]]") else { continue };
        let contacts = contacts.replace("\n# ", "\n");
        imported.files.insert("bot/bot.toml".to_owned(), format!("{before}\n[[contact]]{contacts}"));
        let reported: Vec<String> = check(&imported).into_iter().filter(|reported| !reported.contains("placeholder")).collect();
        assert_eq!(reported, Vec::<String>::new(), "{}", case.file);
        let policy = parsed(&imported).policy.unwrap();
        assert!(!policy.contacts.is_empty() && policy.contacts.iter().all(|contact| contact.statement.is_some()), "{}", case.file);
        count += 1;
    }
    assert!(count >= 5, "{count} policies name a contact");
}

#[test]
fn stated_facts_are_found_and_unstated_ones_are_not_mapped() {
    for case in cases() {
        let imported = imported(&case);
        let policy = parsed(&imported).policy.unwrap();
        let asked: BTreeSet<&String> = case.first.keys().chain(case.shown.keys()).collect();
        for question in asked {
            let answer = shown(&policy, question);
            if let Some(text) = case.first.get(question) {
                let first = answer.split("\n\n").next().unwrap();
                assert!(first.contains(text), "{} {question}: {text:?} is not first in\n{answer}", case.file);
            }
            for text in case.shown.get(question).into_iter().flatten() {
                assert!(
                    answer.contains(text),
                    "{} {question}: no {text:?} in\n{answer}\n{}",
                    case.file,
                    imported.files["bot/policy.md"]
                );
            }
        }
        for question in &policy.questions {
            assert_eq!(policy.answer(question).extent, Extent::Unreviewed, "{}: {} is taken for a fact", case.file, question.id);
        }
        assert!(policy.inventory.unreviewed, "{}", case.file);
    }
}

#[test]
fn name_language_dates_ids_links_and_data_are_those_of_the_policy() {
    for case in cases() {
        let imported = imported(&case);
        let policy = parsed(&imported).policy.unwrap();
        let source = policy.sources.iter().find(|source| source.id == *"the-policy").unwrap();
        let date = |date: Option<carrot_core::Date>| date.map(|date| date.to_string());
        assert_eq!((date(source.as_of), date(source.effective)), (case.as_of, case.effective), "{}", case.file);
        if let Some(name) = &case.name {
            assert_eq!(&policy.bot.name, name, "{}", case.file);
        }
        if let Some(lang) = &case.lang {
            assert_eq!(policy.bot.lang.as_str(), lang, "{}", case.file);
        }
        let ids: BTreeSet<&str> = policy.sections.iter().map(|section| section.id.as_str()).collect();
        let ids: BTreeSet<&str> = ids.into_iter().chain(policy.statements().map(|statement| statement.id.as_str())).collect();
        for id in &case.ids {
            assert!(ids.contains(id.as_str()), "{}: no {id} in {ids:?}", case.file);
        }
        for link in &case.links {
            assert!(imported.files["bot/policy.md"].contains(link), "{}: no {link} in\n{}", case.file, imported.files["bot/policy.md"]);
        }
        let data: Vec<&str> = policy.inventory.items.iter().map(|item| item.name.as_str()).collect();
        for name in &case.data {
            assert!(data.contains(&name.as_str()), "{}: no {name} in {data:?}", case.file);
        }
    }
}

#[test]
fn every_loss_is_reported() {
    for case in cases() {
        let imported = imported(&case);
        let report: String = imported.report.losses.iter().map(|note| format!("{note}\n")).collect();
        for text in &case.report {
            assert!(report.contains(text), "{}: no {text:?} in\n{report}", case.file);
        }
        let unexplained: Vec<&str> = report.lines().filter(|line| line.contains("missing from the result")).collect();
        let known = |line: &&&str| case.report.iter().any(|text| line.contains(text.as_str()));
        let unexplained: Vec<&&str> = unexplained.iter().filter(|line| !known(line) && !line.contains("later")).collect();
        assert!(unexplained.is_empty(), "{}: {unexplained:#?}", case.file);
    }
}

#[test]
fn nothing_is_in_the_text_that_the_policy_does_not_say() {
    for case in cases() {
        let source = source(&case);
        let policy: BTreeSet<String> = words(&source).chain(words(&source.replace("<sup>", ""))).collect();
        let parsed = parsed(&imported(&case)).policy.unwrap();
        for statement in parsed.statements() {
            for word in words(&format!("{} {}", statement.title, text::plain(&statement.text))) {
                assert!(policy.contains(&word), "{}: {word:?} of {} is invented", case.file, statement.id);
            }
        }
        for item in &parsed.inventory.items {
            for word in words(&item.name) {
                assert!(policy.contains(&word), "{}: {word:?} of {} is invented", case.file, item.id);
            }
        }
    }
}
