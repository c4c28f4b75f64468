//! What a person can ask about the bot's own policy: core's topics ([`carrot_core::lookup::topic`]), looked up in a person's language.

use std::borrow::Cow;

use carrot_core::lookup::topic;
pub use carrot_core::lookup::{
    How,
    topic::{Meant, OVERVIEW, Topic, UNSAID, ids, is_bots_section, is_own, other_sections, questions, readings, sections},
};

use super::languages;
use crate::Spoken;

/// Finds what a person means by a text.
pub fn meant<'a>(spoken: Spoken<'a>, text: &str) -> Meant<'a> {
    topic::meant(languages(spoken), spoken.words, text)
}

/// What to suggest while a person types.
pub fn suggested<'a>(spoken: Spoken<'a>, text: &str) -> Vec<Topic<'a>> {
    topic::suggested(languages(spoken), spoken.words, text)
}

/// How a suggestion is written, so that [`meant`] finds it again: its id; behind a `#` if the id itself means something else.
pub fn written<'a>(spoken: Spoken<'a>, topic: Topic<'a>) -> Cow<'a, str> {
    match meant(spoken, topic.id()) {
        Meant::Topic { topic: other, .. } if other.id() == topic.id() => Cow::Borrowed(topic.id()),
        _ => Cow::Owned(format!("#{}", topic.id())),
    }
}

/// How a topic is shown among others: by its name, and by its id too if another topic has that name or that id.
pub fn label(spoken: Spoken<'_>, topic: Topic<'_>) -> String {
    topic::label(languages(spoken).own, spoken.words, topic)
}
