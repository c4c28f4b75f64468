//! What is replied from the content that is really baked in: all of the bot's own policy can be reached by clicking alone, from
//! `/privacy`, and every reply on the way is one that Discord takes.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

mod common;

use std::collections::{BTreeMap, VecDeque};

use bot_embed::{Content, Page, markdown, topic};
use carrot_core::{PartyKind, Policy, Statement};
use common::{chosen, from, menus, page, privacy, respond, text};
use serde_json::{Value, json};

/// One for each language of the interface.
const LOCALES: [&str; 2] = ["en-US", "fr"];

/// The text of every reply that clicking leads to, by topic.
fn clicked(content: &Content, page: Option<&Page>, locale: &str) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    let mut open: VecDeque<(String, Value)> = VecDeque::new();
    open.push_back((String::new(), json!({ "type": 2, "data": { "name": "privacy" } })));
    while let Some((topic, interaction)) = open.pop_front() {
        if seen.contains_key(&topic) {
            continue;
        }
        let response = respond(content, page, &from(locale, interaction));
        for (custom_id, values) in menus(&response) {
            open.extend(values.into_iter().map(|value| (value.to_owned(), chosen(custom_id, value))));
        }
        seen.insert(topic, text(&response));
    }
    seen
}

fn own(policy: &Policy) -> impl Iterator<Item = &Statement> {
    let sections = policy.sections.iter();
    sections.flat_map(|section| section.statements.iter().filter(|s| topic::is_own(policy, section.part, s)))
}

#[test]
fn every_statement_of_the_policy_and_every_reading_about_it_can_be_clicked_to() {
    let content = Content::baked().unwrap();
    for (page, locale) in [None, Some(page())].into_iter().zip(LOCALES) {
        let policy = content.spoken(Some(locale)).policy();
        let replies = clicked(&content, page.as_ref(), locale);
        let shown = |statement: &Statement| {
            let (title, body) = (markdown::line(&statement.title), markdown::blocks(&statement.text));
            assert!(
                replies.values().any(|reply| reply.contains(&title) && reply.contains(&body)),
                "{} is nowhere in full",
                statement.id
            );
        };
        assert!(own(policy).count() > 0);
        own(policy).for_each(shown);
        let about_own = |id: &str| own(policy).any(|s| s.id == *id) || policy.inventory.items.iter().any(|item| item.id == *id);
        let readings = policy.statements().filter(|statement| {
            let editors = policy.party(&statement.party).is_some_and(|party| party.kind == PartyKind::Editor);
            editors && statement.about.iter().any(|about| about_own(about.as_str()))
        });
        readings.for_each(shown);
    }
}

#[test]
fn every_question_says_what_is_stated_and_what_is_not() {
    let content = Content::baked().unwrap();
    for locale in LOCALES {
        let spoken = content.spoken(Some(locale));
        let (policy, words) = (spoken.policy(), spoken.words);
        for question in &policy.questions {
            let answer = policy.answer(question);
            let text = text(&respond(&content, None, &from(locale, privacy(question.id.as_str()))));
            assert!(text.starts_with(&format!("## {}", markdown::line(&question.ask))), "{text}");
            assert!(!text.contains(words.more_in_menus()), "{} does not fit: {text}", question.id);
            for statement in &answer.statements {
                assert!(text.contains(&markdown::blocks(&statement.text)), "{} lacks {}", question.id, statement.id);
            }
            if !answer.statements.iter().any(|statement| policy.is_bots(statement)) {
                assert!(text.contains(words.not_stated_by_bot()), "{text}");
            }
            for gap in &answer.open {
                assert!(text.contains(&markdown::line(&gap.requirement.title)), "{} does not say who asks: {text}", question.id);
            }
            // Nothing of the host's before it is said to be the host's.
            let foreign = answer.statements.iter().chain(&answer.beside).filter(|statement| !policy.is_bots(statement));
            for statement in foreign {
                let party = policy.party(&statement.party).unwrap();
                let promise = policy.promises_to(statement).unwrap_or_else(|| words.no_promise(party.kind));
                // It may begin a sentence.
                let promise: String = promise.chars().skip(1).collect();
                let said = text.find(&markdown::line(&promise)).unwrap_or(usize::MAX);
                let told = text.find(&markdown::blocks(&statement.text)).unwrap_or(usize::MAX);
                assert!(said < told, "{}: {} is told before it is said whose it is: {text}", question.id, statement.id);
            }
        }
    }
}

#[test]
fn every_topic_opens_by_its_id_and_fits() {
    let content = Content::baked().unwrap();
    for locale in LOCALES {
        let spoken = content.spoken(Some(locale));
        let policy = spoken.policy();
        let mut ids: Vec<String> = Vec::new();
        ids.extend(policy.questions.iter().map(|question| question.id.to_string()));
        ids.extend(policy.sections.iter().map(|section| section.id.to_string()));
        ids.extend(policy.statements().map(|statement| statement.id.to_string()));
        ids.extend(policy.inventory.items.iter().map(|item| item.id.to_string()));
        ids.extend(policy.terms.iter().map(|term| term.id.to_string()));
        for page in [None, Some(page())] {
            for id in &ids {
                let text = text(&respond(&content, page.as_ref(), &from(locale, privacy(id))));
                assert!(!text.contains(&markdown::line(&spoken.words.nothing_found(id))), "{id}");
                assert!(text.contains(&markdown::line(&policy.bot.disclaimer)), "{id}");
                let typing = json!({ "type": 4, "data": { "name": "privacy", "options": [{ "name": "topic", "value": id }] } });
                respond(&content, page.as_ref(), &from(locale, typing));
            }
        }
    }
}

#[test]
fn what_is_collected_is_all_in_the_overview() {
    let content = Content::baked().unwrap();
    for locale in LOCALES {
        let asked = from(locale, json!({ "type": 2, "data": { "name": "privacy" } }));
        let text = text(&respond(&content, None, &asked)).to_lowercase();
        for item in &content.spoken(Some(locale)).policy().inventory.items {
            assert!(text.contains(&markdown::line(&item.name).to_lowercase()), "{}", item.name);
        }
    }
}
