//! The changes between editions, as texts.

use std::collections::BTreeMap;

use carrot_core::{Date, i18n::Messages};

/// The change history in one language of the interface. The CLI composes it from the history file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeHistoryText {
    /// The heading of the reply.
    pub title: String,
    /// The editions, the newest first.
    pub editions: Vec<EditionText>,
    /// The note about recent editions that promise less.
    pub note: ChangeNoteText,
}

/// The texts of the note in replies after editions that promise less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeNoteText {
    /// The changes that promise less in all editions, the newest first. The caller's date decides which of them are noted.
    pub weaker: Vec<WeakenedPromise>,
    /// The last sentence, which points to the list of all changes.
    pub see: String,
}

/// A change that weakens a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakenedPromise {
    /// The day of its edition.
    pub day: Date,
    /// The beginning of the note, with that day: "Changed on 3 March 2026".
    pub lead: String,
    /// Ids of the changed item and of its statement. Replies about any of them contain the note.
    pub ids: Vec<String>,
    /// The change in one line, with its new and its old value.
    pub line: String,
}

/// The changes in one edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionText {
    /// Its number and day.
    pub heading: String,
    /// Its release note. It may be empty.
    pub note: String,
    /// The changes as (direction, text), for example ("Weaker", ...). Empty for the first edition and for one without changes.
    pub changes: Vec<(String, String)>,
    /// The sentence to show if `changes` is empty.
    pub no_changes: String,
}

/// The changes as texts in each language of the interface, and the successors of retired ids.
#[derive(Debug, Clone, Default)]
pub struct ChangeHistory {
    /// The text in each language.
    pub text: Vec<(Messages, ChangeHistoryText)>,
    /// Retired ids, each with its replacement; `None` if nothing replaces it.
    pub retired: BTreeMap<String, Option<String>>,
}

impl ChangeHistory {
    pub(crate) fn text(&self, messages: Messages) -> Option<&ChangeHistoryText> {
        self.text.iter().find(|(of, _)| *of == messages).map(|(_, text)| text).filter(|text| !text.editions.is_empty())
    }
}
