//! Composes replies about changes between editions (dated copies of the content). `/privacy
//! topic:changes` lists them, the newest edition first. A retired id leads to its replacement, or
//! without one, to this list.

use carrot_core::Date;

use super::{
    ChangeNote, Passage, PassageKind, Reply, ReplySubject,
    composer::Composer,
    text::{bullets, paragraph, strong, text},
};
use crate::{
    LocalizedContent,
    content::{ChangeHistory, WeakenedPromise},
    lookup::topic::{CHANGES, OVERVIEW, Topic, shown_ids},
};

/// Number of days after an edition for which replies note a change.
const NOTE_DAYS: i64 = 30;

/// Returns whether replies note a change on a day: its edition is at most [`NOTE_DAYS`] days old, and not in the future.
fn is_recent(weaker: &WeakenedPromise, today: Date) -> bool {
    (0..=NOTE_DAYS).contains(&today.days_since(weaker.day))
}

/// Returns the caller's date if replies may have a note on that date, else `None`. Cached replies depend on it.
pub(crate) fn change_note_date(localized: LocalizedContent<'_>) -> Option<Date> {
    let text = localized.original.changes.as_ref()?.text(localized.messages)?;
    localized.today.filter(|today| text.note.weaker.iter().any(|it| is_recent(it, *today)))
}

/// Adds a note to a reply if a recent edition promises less about its topic. The overview gets a note about any such change.
pub(super) fn with_change_note(localized: LocalizedContent<'_>, mut reply: Reply) -> Reply {
    let text = localized.original.changes.as_ref().and_then(|changes| changes.text(localized.messages));
    let (Some(text), Some(today), Some(topic)) = (text, localized.today, reply.topic()) else { return reply };
    let shown = Topic::by_id(localized.policy(), topic).map(|topic| shown_ids(localized.policy(), topic)).unwrap_or_default();
    let is_shown = |it: &&WeakenedPromise| topic == OVERVIEW || it.ids.iter().any(|id| id == topic || shown.contains(&id.as_str()));
    let mut weaker = text.note.weaker.iter().filter(|it| is_recent(it, today)).filter(is_shown);
    let Some(first) = weaker.next() else { return reply };
    let more = match weaker.count() {
        0 => String::new(),
        more => localized.messages.and_more(more),
    };
    let see = text.note.see.clone();
    reply.brief.changed = Some(ChangeNote { lead: first.lead.clone(), line: first.line.clone(), more, see });
    // The note quotes the content's original language, so the reply may be partly untranslated.
    let lang = &localized.original.text.lang;
    if !localized.messages.matches_lang(lang) {
        reply.brief.foreign = true;
        reply.untranslated = reply.untranslated.or_else(|| Some(localized.messages.untranslated(Some(lang))));
    }
    reply
}

/// Returns the reply to a retired id; `None` for any other topic.
pub(super) fn reply_to_retired_id(localized: LocalizedContent<'_>, topic: &str) -> Option<Reply> {
    let changes = localized.original.changes.as_ref()?;
    let topic = topic.trim().trim_start_matches('#').to_lowercase();
    if Topic::by_id(localized.policy(), &topic).is_some() {
        return None;
    }
    let successor = changes.retired.get(&topic)?;
    match successor.as_deref().and_then(|id| Topic::by_id(localized.policy(), id)) {
        Some(topic) => Some(Composer::new(localized, topic).topic(&[])),
        None => changes_reply(localized, changes),
    }
}

impl Composer<'_> {
    /// Returns the reply that lists the changes of each edition, or says that no edition is stored.
    pub(super) fn changes(mut self) -> Reply {
        if let Some(reply) = self.localized.original.changes.as_ref().and_then(|changes| changes_reply(self.localized, changes)) {
            return reply;
        }
        self.brief.body = vec![paragraph(vec![text(&self.messages.no_editions(self.bot()))])];
        let title = self.messages.what_changed();
        self.finish_without_anchor(title, None)
    }
}

fn changes_reply(localized: LocalizedContent<'_>, changes: &ChangeHistory) -> Option<Reply> {
    let shown = changes.text(localized.messages)?;
    let mut composer = Composer::new(localized, Topic::Overview);
    composer.foreign |= !localized.messages.matches_lang(&localized.original.text.lang);
    for (index, edition) in shown.editions.iter().enumerate() {
        let mut body = Vec::new();
        if !edition.note.is_empty() {
            body.push(paragraph(vec![text(&edition.note)]));
        }
        if edition.changes.is_empty() {
            body.push(paragraph(vec![text(&edition.no_changes)]));
        } else {
            let colon = localized.messages.colon();
            let line = |(direction, change): &(String, String)| vec![strong(direction), text(&format!("{colon}{change}"))];
            body.push(bullets(edition.changes.iter().map(line)));
        }
        if index == 0 {
            // The short answer is the newest edition. The renderer shortens it to its first changes.
            composer.brief.body = std::iter::once(paragraph(vec![strong(&edition.heading)])).chain(body.clone()).collect();
        }
        composer.passages.push(Passage {
            kind: PassageKind::Answer,
            heading: Some(edition.heading.clone()),
            body,
            ..Passage::default()
        });
    }
    let reply = composer.finish_without_anchor(&shown.title, None);
    Some(Reply { subject: ReplySubject::Topic(CHANGES.to_owned()), ..reply })
}
