//! Turns the changes between editions into texts for the bot.

use bot_embed::{
    Content,
    reply::{ChangeHistory, ChangeHistoryText, ChangeNoteText, EditionText, WeakenedPromise},
};
use carrot_core::{
    history::{Change, EditionChanges, History, Labels, Snapshot, Weakened},
    i18n::Messages,
};

use crate::content::ContentArgs;

impl ContentArgs {
    /// Adds the history of the content, if there is one, so that the bot can answer questions about changes.
    pub(crate) fn with_changes(&self, content: Content) -> Content {
        match self.history().and_then(|history| change_history(&history, &content)) {
            Some(changes) => content.with_changes(changes),
            None => content,
        }
    }
}

/// Returns the history as texts in every language. `None` if the current content cannot be compared with the editions.
fn change_history(history: &History, content: &Content) -> Option<ChangeHistory> {
    let current = Snapshot::of(content.policy()).ok()?;
    let retired = history.retired(&current);
    let text = Messages::ALL.map(|messages| (messages, history_text(history, Labels(messages)))).into();
    Some(ChangeHistory { text, retired })
}

fn history_text(history: &History, labels: Labels) -> ChangeHistoryText {
    let edition = |changes: EditionChanges<'_>| EditionText {
        heading: labels.edition(changes.edition),
        note: changes.edition.note.clone(),
        changes: changes
            .diff
            .map(|diff| {
                diff.changes.iter().map(|change| (labels.direction(change.direction).to_owned(), labels.line(change))).collect()
            })
            .unwrap_or_default(),
        no_changes: if changes.diff.is_some() { labels.no_changes() } else { labels.first_edition() }.to_owned(),
    };
    ChangeHistoryText {
        title: labels.title().to_owned(),
        editions: history.changes().rev().map(edition).collect(),
        note: change_note(history, labels),
    }
}

/// Returns the texts for the note that an edition promises less.
fn change_note(history: &History, labels: Labels) -> ChangeNoteText {
    let ids = |change: &Change| std::iter::once(&change.id).chain(&change.statement).cloned().collect();
    let weaker = |Weakened { edition, change }: Weakened<'_>| WeakenedPromise {
        day: edition.date,
        lead: labels.changed_on(edition.date),
        ids: ids(&change),
        line: labels.named_line(&change),
    };
    ChangeNoteText { weaker: history.weakened().into_iter().map(weaker).collect(), see: labels.see_all() }
}
