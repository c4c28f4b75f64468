//! `/privacy topic:changes`: what changed in each edition, the newest first, and where ids lead that are gone.

use super::{
    Kind, Passage, Place, Reply,
    composer::Composer,
    text::{bullets, paragraph, strong, text},
};
use crate::{Spoken, content::Changes, lookup::topic::Topic};

/// The topic's id. Content that has this id itself keeps it.
pub const CHANGES: &str = "changes";

/// Returns the reply to a topic that only the history knows: the changes, or an id that is gone.
pub(super) fn reply(spoken: Spoken<'_>, topic: &str) -> Option<Reply> {
    let changes = spoken.original.changes.as_ref()?;
    let topic = topic.trim().trim_start_matches('#').to_lowercase();
    if Topic::by_id(spoken.policy(), &topic).is_some() {
        return None;
    }
    if let Some(successor) = changes.retired.get(&topic) {
        let successor = successor.as_deref().and_then(|id| Topic::by_id(spoken.policy(), id));
        return match successor {
            Some(topic) => Some(Composer::new(spoken, topic).topic(&[])),
            None => composed(spoken, changes),
        };
    }
    // The word itself in each language of the interface; all other words are looked up in the content.
    if matches!(topic.as_str(), CHANGES | "changement" | "changements") { composed(spoken, changes) } else { None }
}

fn composed(spoken: Spoken<'_>, changes: &Changes) -> Option<Reply> {
    let shown = changes.text(spoken.words)?;
    let mut composer = Composer::new(spoken, Topic::Overview);
    composer.foreign |= !spoken.words.speak(&spoken.original.text.lang);
    for (index, edition) in shown.editions.iter().enumerate() {
        let mut body = Vec::new();
        if !edition.note.is_empty() {
            body.push(paragraph(vec![text(&edition.note)]));
        }
        if edition.changes.is_empty() {
            body.push(paragraph(vec![text(&edition.without)]));
        } else {
            let colon = spoken.words.colon();
            let line = |(direction, change): &(String, String)| vec![strong(direction), text(&format!("{colon}{change}"))];
            body.push(bullets(edition.changes.iter().map(line)));
        }
        if index == 0 {
            // The short answer: the newest edition with its first changes.
            composer.brief.body = std::iter::once(paragraph(vec![strong(&edition.heading)])).chain(body.clone()).collect();
        }
        composer.passages.push(Passage { kind: Kind::Answer, heading: Some(edition.heading.clone()), body, ..Passage::default() });
    }
    let reply = composer.nowhere(&shown.title, None);
    Some(Reply { place: Place::Topic(CHANGES.to_owned()), ..reply })
}
