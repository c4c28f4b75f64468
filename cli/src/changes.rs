//! Turns the changes between editions into texts for the bot.

use bot_embed::{
    Content,
    reply::{Changes, ChangesText, EditionText, NoteText, WeakerText},
};
use carrot_core::{
    history::{Change, Direction, EditionChanges, History, Labels, Snapshot},
    words::Words,
};

use crate::content::ContentArgs;

impl ContentArgs {
    /// Adds the history to content that the bot answers from, if there is one.
    pub(crate) fn with_changes(&self, content: Content) -> Content {
        match self.history().and_then(|history| changes(&history, &content)) {
            Some(changes) => content.with_changes(changes),
            None => content,
        }
    }
}

fn changes(history: &History, content: &Content) -> Option<Changes> {
    let now = Snapshot::of(content.policy()).ok()?;
    let retired = history.retired(&now).into_iter().map(|(id, (to, _))| (id.to_owned(), to.map(str::to_owned))).collect();
    let text = Words::ALL.map(|words| (words, text(history, Labels(words)))).into();
    Some(Changes { text, retired, newest: history.last().map(|edition| edition.date) })
}

fn text(history: &History, labels: Labels) -> ChangesText {
    let edition = |changes: EditionChanges<'_>| EditionText {
        heading: labels.edition(changes.edition),
        note: changes.edition.note.clone(),
        changes: changes
            .diff
            .map(|diff| diff.changes.iter().map(|it| (labels.direction(it.direction).to_owned(), labels.line(it))).collect())
            .unwrap_or_default(),
        without: if changes.diff.is_some() { labels.nothing() } else { labels.first() }.to_owned(),
    };
    ChangesText {
        title: labels.title().to_owned(),
        editions: history.changes().rev().map(edition).collect(),
        note: history.changes().next_back().map(|newest| note(newest, labels)).unwrap_or_default(),
    }
}

fn note(newest: EditionChanges<'_>, labels: Labels) -> NoteText {
    let ids = |change: &Change| std::iter::once(&change.id).chain(&change.statement).cloned().collect();
    let weaker = newest.diff.into_iter().flat_map(|diff| diff.of(Direction::Weaker));
    NoteText {
        lead: labels.changed_on(newest.edition.date),
        weaker: weaker.map(|change| WeakerText { ids: ids(change), line: labels.named_line(change) }).collect(),
        see: labels.see_all(),
    }
}
