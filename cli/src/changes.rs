//! Turns the changes between editions into texts for the bot.

use bot_embed::{
    Content,
    reply::{Changes, ChangesText, EditionText, NoteText, WeakerText},
};
use carrot_core::{
    history::{Change, EditionChanges, History, Labels, Snapshot, Weakened},
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
    Some(Changes { text, retired })
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
        note: note(history, labels),
    }
}

fn note(history: &History, labels: Labels) -> NoteText {
    let ids = |change: &Change| std::iter::once(&change.id).chain(&change.statement).cloned().collect();
    let weaker = |Weakened { edition, change }: Weakened<'_>| WeakerText {
        day: edition.date,
        lead: labels.changed_on(edition.date),
        ids: ids(&change),
        line: labels.named_line(&change),
    };
    NoteText { weaker: history.weakened().into_iter().map(weaker).collect(), see: labels.see_all() }
}
