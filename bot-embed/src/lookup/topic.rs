//! Topics of the bot's own policy ([`carrot_core::lookup::topic`]), looked up in a person's language.

use std::borrow::Cow;

use carrot_core::lookup::topic;
pub use carrot_core::lookup::{
    MatchedBy,
    topic::{OVERVIEW, Topic, TopicMatch, UNSAID, ids, is_bots_section, is_own, other_sections, questions, readings, sections},
};

use super::languages;
use crate::Spoken;

/// Finds what a person means by a text.
pub fn meant<'a>(spoken: Spoken<'a>, text: &str) -> TopicMatch<'a> {
    topic::meant(languages(spoken), spoken.words, text)
}

/// Returns suggestions while a person types.
pub fn suggested<'a>(spoken: Spoken<'a>, text: &str) -> Vec<Topic<'a>> {
    topic::suggested(languages(spoken), spoken.words, text)
}

/// Writes a suggestion so that [`meant`] finds it again: its id, with a `#` if the id itself means something else.
pub fn written<'a>(spoken: Spoken<'a>, topic: Topic<'a>) -> Cow<'a, str> {
    match meant(spoken, topic.id()) {
        TopicMatch::Topic { topic: other, .. } if other.id() == topic.id() => Cow::Borrowed(topic.id()),
        _ => Cow::Owned(format!("#{}", topic.id())),
    }
}

/// Returns the name of a topic, with its id if another topic has that name or id.
pub fn label(spoken: Spoken<'_>, topic: Topic<'_>) -> String {
    topic::label(languages(spoken).own, spoken.words, topic)
}
