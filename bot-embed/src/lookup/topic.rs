//! Looks up topics of the bot's own policy ([`carrot_core::lookup::topic`]) in a person's language and the original language.

use std::borrow::Cow;

pub use carrot_core::lookup::{
    MatchedBy,
    topic::{CHANGES, GAPS, OVERVIEW, Topic, TopicMatch, ids, is_bots_section, is_own, other_sections, questions, readings, sections},
};
use carrot_core::{Policy, Requirement, RequirementId, Statement, lookup::topic};

use super::languages;
use crate::LocalizedContent;

/// Finds the topic of a typed text or of a suggestion's value.
pub fn find_topic<'a>(localized: LocalizedContent<'a>, text: &str) -> TopicMatch<'a> {
    topic::find_topic(languages(localized), localized.messages, text)
}

/// Returns the topics that a text asks for besides the answered one; `None` if that is about the host's services.
pub fn asked_too<'a>(localized: LocalizedContent<'a>, text: &str, answered: Option<Topic<'_>>) -> Vec<Topic<'a>> {
    topic::asked_too(languages(localized), text, answered)
}

/// Returns whether a question is about data of somebody else than the person who asks.
pub fn is_about_others_data(localized: LocalizedContent<'_>, text: &str) -> bool {
    languages(localized).own.asking.is_about_others_data(text)
}

/// Returns the ids of what the search finds for a text, the best first, if the title has a word of the text that few other titles have.
pub(crate) fn titled_alike<'a>(localized: LocalizedContent<'a>, text: &str) -> Vec<&'a str> {
    topic::titled_alike(languages(localized).own, text)
}

/// Returns whether a text names the bot: "you", or its name.
pub fn names_bot(localized: LocalizedContent<'_>, text: &str) -> bool {
    languages(localized).own.asking.names_bot(text)
}

/// Returns suggestions for a text that a person is typing.
pub fn suggested<'a>(localized: LocalizedContent<'a>, text: &str) -> Vec<Topic<'a>> {
    topic::suggested(languages(localized), localized.messages, text)
}

/// Returns the value of a suggestion, for which [`find_topic`] finds the same topic: the topic's id, or `#` and the id if the id alone would
/// find another topic.
pub fn suggestion_value<'a>(localized: LocalizedContent<'a>, topic: Topic<'a>) -> Cow<'a, str> {
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
pub(crate) fn shown_ids<'a>(policy: &'a Policy, topic: Topic<'a>) -> Vec<&'a str> {
    let (requirements, statements): (&[_], Vec<&Statement>) = match topic {
        Topic::Question(question) => (&question.requirements, policy.answer(question).statements),
        Topic::Requirement(requirement) => (&[], policy.gap(requirement).statements),
        Topic::Section(section) => (&[], section.statements.iter().collect()),
        Topic::Statement(statement) => (&[], vec![statement]),
        _ => return Vec::new(),
    };
    let statements = statements.into_iter().map(|statement| statement.id.as_str());
    requirements.iter().map(|id: &RequirementId| id.as_str()).chain(statements).collect()
}

/// Returns the requirements of a topic: the requirement itself, those of a question, and those that declared facts answer, if one of their
/// statements is in the section or is the topic.
pub(crate) fn requirements_of<'a>(policy: &'a Policy, topic: Topic<'a>) -> Vec<&'a Requirement> {
    let shown: &[Statement] = match topic {
        Topic::Requirement(requirement) => return vec![requirement],
        Topic::Question(question) => {
            return policy.requirements.iter().filter(|requirement| question.requirements.contains(&requirement.id)).collect();
        }
        Topic::Section(section) => &section.statements,
        Topic::Statement(statement) => std::slice::from_ref(statement),
        _ => return Vec::new(),
    };
    let is_answered = |requirement: &&Requirement| {
        let has = |answer: &&Statement| shown.iter().any(|statement| statement.id == answer.id);
        let is_declared = requirement.answered_by.is_some_and(|kind| policy.declares(kind));
        is_declared && policy.gap(requirement).statements.iter().any(has)
    };
    policy.requirements.iter().filter(is_answered).collect()
}
