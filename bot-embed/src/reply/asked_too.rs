//! Names the other questions of a text that has several. The reply answers only the first.

use super::{Reply, composer::Composer};
use crate::{
    LocalizedContent,
    limits::shorten,
    lookup::topic::{self, Topic},
};

/// Maximum number of other questions that a reply names.
const MAX_QUESTIONS: usize = 2;
/// Maximum length of the name of a question, in UTF-16 units.
const MAX_NAME: usize = 60;

/// Composes the reply about a topic, and names the other questions of the text. They are the first choices of the menu.
pub(super) fn with_others<'a>(localized: LocalizedContent<'a>, text: &str, topic: Topic<'a>, also: &[Topic<'a>]) -> Reply {
    let others = topic::asked_too(localized, text, Some(topic));
    let of_kind = matches!(topic, Topic::Kind(_));
    // The reply about a kind of data answers about all kinds of the question.
    let is_answered = |other: &Topic<'_>| of_kind && also.iter().any(|one| one.id() == other.id());
    let others: Vec<Topic<'a>> = others.into_iter().filter(|other| !is_answered(other)).collect();
    let rest = also.iter().filter(|topic| others.iter().all(|other| other.id() != topic.id()));
    // A kind's other topics are further kinds to answer.
    let all: Vec<Topic<'a>> = if of_kind { also.to_vec() } else { others.iter().chain(rest).copied().collect() };
    let mut composer = Composer::new(localized, topic);
    composer.of_others = topic::is_about_others_data(localized, text);
    composer.found = topic::titled_alike(localized, text);
    let kinds = if of_kind { Vec::new() } else { composer.kinds_named(also) };
    let mut reply = composer.topic(&all);
    reply.brief.body.splice(0..0, kinds);
    if others.is_empty() {
        return reply;
    }
    if of_kind {
        offer(localized, &mut reply, &others);
    }
    reply.brief.asked_too = Some(named(localized, &others));
    reply
}

/// Names the other questions of a text in the reply about the host's services, whose menu then offers them.
pub(super) fn beside_compliance(localized: LocalizedContent<'_>, text: &str, mut reply: Reply) -> Reply {
    let others = topic::asked_too(localized, text, None);
    if !others.is_empty() {
        offer(localized, &mut reply, &others);
        reply.brief.asked_too = Some(named(localized, &others));
    }
    reply
}

/// Puts the menu of the other questions in front of the menus of a reply.
fn offer<'a>(localized: LocalizedContent<'a>, reply: &mut Reply, others: &[Topic<'a>]) {
    let menu = Composer::new(localized, Topic::Overview).related(localized.messages.menu_other_results(), others);
    reply.menus.retain(|other| other.id != menu.id);
    reply.brief.menu = Some(menu.clone());
    reply.menus.insert(0, menu);
}

/// Returns the line that names the other questions.
fn named(localized: LocalizedContent<'_>, others: &[Topic<'_>]) -> String {
    let name = |topic: &Topic<'_>| {
        let name = match topic {
            Topic::Kind(kind) => localized.messages.kind_asked(&kind.name),
            topic => topic.name(localized.messages).to_owned(),
        };
        localized.messages.quoted(&shorten(&name, MAX_NAME))
    };
    let names: Vec<String> = others.iter().take(MAX_QUESTIONS).map(name).collect();
    localized.messages.asked_too(&names.join(", "))
}
