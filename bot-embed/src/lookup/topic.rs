//! Looks up topics of the bot's own policy ([`carrot_core::lookup::topic`]) in a person's language and the original language.

use std::borrow::Cow;

pub use carrot_core::lookup::{
    MatchedBy,
    topic::{CHANGES, GAPS, OVERVIEW, Topic, TopicMatch, ids, is_bots_section, is_own, other_sections, questions, readings, sections},
};
use carrot_core::{Policy, Requirement, Statement, lookup::topic};

use super::languages;
use crate::LocalizedContent;

/// Finds the topic of a typed text or of a suggestion's value.
pub fn find_topic<'a>(localized: LocalizedContent<'a>, text: &str) -> TopicMatch<'a> {
    topic::find_topic(languages(localized), localized.messages, text)
}

/// Returns suggestions for a text that a person is typing.
pub fn suggested<'a>(localized: LocalizedContent<'a>, text: &str) -> Vec<Topic<'a>> {
    topic::suggested(languages(localized), localized.messages, text)
}

/// Returns the value of a suggestion, for which [`find_topic`] finds the same topic: the topic's id, or `#` and the id if the id alone would
/// find another topic.
pub fn written<'a>(localized: LocalizedContent<'a>, topic: Topic<'a>) -> Cow<'a, str> {
    match find_topic(localized, topic.id()) {
        TopicMatch::Topic { topic: other, .. } if other.id() == topic.id() => Cow::Borrowed(topic.id()),
        _ => Cow::Owned(format!("#{}", topic.id())),
    }
}

/// Returns the name of a topic, with its id if another topic has that name or id.
pub fn label(localized: LocalizedContent<'_>, topic: Topic<'_>) -> String {
    topic::label(languages(localized).own, localized.messages, topic)
}

/// Returns the ids of the requirements and statements that a topic shows.
pub(crate) fn shown_ids<'a>(policy: &'a Policy, topic: &str) -> Vec<&'a str> {
    let question = policy.questions.iter().find(|question| question.id == *topic);
    let asked = question.into_iter().flat_map(|question| &question.requirements).map(|id| id.as_str());
    let answer = question.map(|question| policy.answer(question).statements).unwrap_or_default();
    let requirement = policy.requirements.iter().find(|requirement| requirement.id == *topic);
    let gap = requirement.map(|requirement| policy.gap(requirement).statements).unwrap_or_default();
    let section = policy.sections.iter().find(|section| section.id == *topic);
    let section = section.into_iter().flat_map(|section| &section.statements);
    let own = policy.statements().filter(|statement| statement.id == *topic);
    asked.chain(answer.into_iter().chain(gap).chain(section).chain(own).map(|statement| statement.id.as_str())).collect()
}

/// Returns the requirements of a topic: the requirement itself, those of a question, and those that declared facts answer, if one of their
/// statements is in the section or is the topic.
pub(crate) fn requirements_of<'a>(policy: &'a Policy, topic: &str) -> Vec<&'a Requirement> {
    let question = policy.questions.iter().find(|question| question.id == *topic);
    let asked = question.map(|question| question.requirements.as_slice()).unwrap_or_default();
    let section = policy.sections.iter().find(|section| section.id == *topic);
    let statements = section.into_iter().flat_map(|section| &section.statements);
    let shown: Vec<&Statement> = statements.chain(policy.statements().filter(|statement| statement.id == *topic)).collect();
    let is_answered = |requirement: &Requirement| {
        let has = |answer: &&Statement| shown.iter().any(|statement| statement.id == answer.id);
        let is_declared = !shown.is_empty() && requirement.answered_by.is_some_and(|kind| policy.declares(kind));
        is_declared && policy.gap(requirement).statements.iter().any(has)
    };
    let is_asked = |it: &&Requirement| it.id == *topic || asked.contains(&it.id) || is_answered(it);
    policy.requirements.iter().filter(is_asked).collect()
}
