//! What is replied from the content that is really baked in: all of the bot's own policy can be reached by clicking alone, from
//! `/privacy`, and every reply on the way is one that Discord takes.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

mod common;

use std::collections::{BTreeMap, VecDeque};

use bot_embed::{Content, Page, markdown, topic};
use carrot_core::{PartyKind, Statement, words};
use common::{chosen, menus, page, privacy, respond, text};
use serde_json::{Value, json};

/// The text of every reply that clicking leads to, by topic.
fn clicked(content: &Content, page: Option<&Page>) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    let mut open: VecDeque<(String, Value)> = VecDeque::new();
    open.push_back((String::new(), json!({ "type": 2, "data": { "name": "privacy" } })));
    while let Some((topic, interaction)) = open.pop_front() {
        if seen.contains_key(&topic) {
            continue;
        }
        let response = respond(content, page, &interaction);
        for (custom_id, values) in menus(&response) {
            open.extend(values.into_iter().map(|value| (value.to_owned(), chosen(custom_id, value))));
        }
        seen.insert(topic, text(&response));
    }
    seen
}

fn own(content: &Content) -> impl Iterator<Item = &Statement> {
    let sections = content.policy().sections.iter();
    sections.flat_map(|section| section.statements.iter().filter(|s| topic::is_own(content.policy(), section.part, s)))
}

#[test]
fn every_statement_of_the_policy_and_every_reading_about_it_can_be_clicked_to() {
    let content = Content::baked().unwrap();
    for page in [None, Some(page())] {
        let replies = clicked(&content, page.as_ref());
        let shown = |statement: &Statement| {
            let (title, body) = (markdown::line(&statement.title), markdown::blocks(&statement.text));
            assert!(
                replies.values().any(|reply| reply.contains(&title) && reply.contains(&body)),
                "{} is nowhere in full",
                statement.id
            );
        };
        assert!(own(&content).count() > 0);
        own(&content).for_each(shown);
        let about_own =
            |id: &str| own(&content).any(|s| s.id == *id) || content.policy().inventory.items.iter().any(|item| item.id == *id);
        let readings = content.policy().statements().filter(|statement| {
            let editors = content.policy().party(&statement.party).is_some_and(|party| party.kind == PartyKind::Editor);
            editors && statement.about.iter().any(|about| about_own(about.as_str()))
        });
        readings.for_each(shown);
    }
}

#[test]
fn every_question_says_what_is_stated_and_what_is_not() {
    let content = Content::baked().unwrap();
    let policy = content.policy();
    for question in &policy.questions {
        let answer = policy.answer(question);
        let text = text(&respond(&content, None, &privacy(question.id.as_str())));
        assert!(text.starts_with(&format!("## {}", markdown::line(&question.ask))), "{text}");
        assert!(!text.contains("more than fits here"), "{} does not fit: {text}", question.id);
        for statement in &answer.statements {
            assert!(text.contains(&markdown::blocks(&statement.text)), "{} lacks {}", question.id, statement.id);
        }
        if !answer.statements.iter().any(|statement| policy.is_bots(statement)) {
            assert!(text.contains(words::NOT_STATED_BY_BOT), "{text}");
        }
        for gap in &answer.open {
            assert!(text.contains(&markdown::line(&gap.requirement.title)), "{} does not say who asks: {text}", question.id);
        }
        // Nothing of the host's before it is said to be the host's.
        let foreign = answer.statements.iter().chain(&answer.beside).filter(|statement| !policy.is_bots(statement));
        for statement in foreign {
            let party = policy.party(&statement.party).unwrap();
            let promise = policy.promises_to(statement).map_or_else(|| words::no_promise(party.kind).to_owned(), str::to_owned);
            let said = text.find(&markdown::line(&promise)[1..]).unwrap_or(usize::MAX);
            let told = text.find(&markdown::blocks(&statement.text)).unwrap_or(usize::MAX);
            assert!(said < told, "{}: {} is told before it is said whose it is: {text}", question.id, statement.id);
        }
    }
}

#[test]
fn every_topic_opens_by_its_id_and_fits() {
    let content = Content::baked().unwrap();
    let policy = content.policy();
    let mut ids: Vec<String> = Vec::new();
    ids.extend(policy.questions.iter().map(|question| question.id.to_string()));
    ids.extend(policy.sections.iter().map(|section| section.id.to_string()));
    ids.extend(policy.statements().map(|statement| statement.id.to_string()));
    ids.extend(policy.inventory.items.iter().map(|item| item.id.to_string()));
    ids.extend(policy.terms.iter().map(|term| term.id.to_string()));
    for page in [None, Some(page())] {
        for id in &ids {
            let text = text(&respond(&content, page.as_ref(), &privacy(id)));
            assert!(!text.starts_with("## Nothing found"), "{id}");
            assert!(text.contains(&markdown::line(&policy.bot.disclaimer)), "{id}");
        }
    }
}

#[test]
fn what_is_collected_is_all_in_the_overview() {
    let content = Content::baked().unwrap();
    let text = text(&respond(&content, None, &json!({ "type": 2, "data": { "name": "privacy" } }))).to_lowercase();
    for item in content.policy().inventory.items {
        assert!(text.contains(&markdown::line(&item.name).to_lowercase()), "{}", item.name);
    }
}
