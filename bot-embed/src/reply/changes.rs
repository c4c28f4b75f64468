//! `/privacy topic:changes`: what changed in each edition, the newest first, and where ids lead that are gone.

use carrot_core::Date;

use super::{
    Kind, Passage, Place, Reply,
    composer::Composer,
    text::{bullets, paragraph, strong, text},
};
use crate::{
    Spoken,
    content::{Changes, WeakerText},
    lookup::topic::{OVERVIEW, Topic, shown_ids},
};

/// The topic's id. Content that has this id itself keeps it.
pub const CHANGES: &str = "changes";

/// A note below a short answer: a recent edition promises less about its subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeNote {
    /// The beginning, with the day of the first change.
    pub lead: String,
    /// The first change, which is the newest. A renderer cuts it, or leaves it out where there is no room.
    pub line: String,
    /// The number of other changes, in words; empty: none.
    pub more: String,
    /// The sentence that leads to all changes.
    pub see: String,
}

/// The days for which replies note a change, after the day of its edition.
const DAYS: i64 = 30;

/// Returns whether a change is noted on a day: its edition is at most [`DAYS`] days old, and not of a day to come.
fn is_recent(weaker: &WeakerText, today: Date) -> bool {
    (0..=DAYS).contains(&today.days_since(weaker.day))
}

/// Returns the day of the caller, if replies may have a note on it. Without a clock they never have one.
pub(crate) fn noted_on(spoken: Spoken<'_>) -> Option<Date> {
    let text = spoken.original.changes.as_ref()?.text(spoken.words)?;
    spoken.today.filter(|today| text.note.weaker.iter().any(|it| is_recent(it, *today)))
}

/// Adds the note to a reply about the policy as a whole, or about something of which a recent edition promises less.
pub(super) fn noted(spoken: Spoken<'_>, mut reply: Reply) -> Reply {
    let text = spoken.original.changes.as_ref().and_then(|changes| changes.text(spoken.words));
    let (Some(text), Some(today), Some(topic)) = (text, spoken.today, reply.topic()) else { return reply };
    let shown = shown_ids(spoken.policy(), topic);
    let is_shown = |it: &&WeakerText| topic == OVERVIEW || it.ids.iter().any(|id| id == topic || shown.contains(&id.as_str()));
    let mut weaker = text.note.weaker.iter().filter(|it| is_recent(it, today)).filter(is_shown);
    let Some(first) = weaker.next() else { return reply };
    let more = match weaker.count() {
        0 => String::new(),
        more => spoken.words.and_more(more),
    };
    let see = text.note.see.clone();
    reply.brief.changed = Some(ChangeNote { lead: first.lead.clone(), line: first.line.clone(), more, see });
    // The change quotes the content as it was written.
    let lang = &spoken.original.text.lang;
    if !spoken.words.speak(lang) {
        reply.brief.foreign = true;
        reply.untranslated = reply.untranslated.or_else(|| Some(spoken.words.untranslated(lang)));
    }
    reply
}

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
