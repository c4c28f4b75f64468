//! The changes between editions, as texts.

use std::collections::BTreeMap;

use carrot_core::{Date, words::Words};

/// The editions of the content in the words of one language. The program that reads the history composes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangesText {
    /// The heading of the reply.
    pub title: String,
    /// The editions, the newest first.
    pub editions: Vec<EditionText>,
    /// The note about recent editions that promise less.
    pub note: NoteText,
}

/// The texts of the note in replies after editions that promise less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteText {
    /// The changes that promise less, the newest first, of all editions: the day of the caller decides which of them are noted.
    pub weaker: Vec<WeakerText>,
    /// The end: a sentence that leads to all changes.
    pub see: String,
}

/// A change that promises less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakerText {
    /// The day of its edition.
    pub day: Date,
    /// The beginning of the note, with that day: "Changed on 3 March 2026".
    pub lead: String,
    /// The ids of what changed, and of the statement that grounds it. Replies about one of them have the note.
    pub ids: Vec<String>,
    /// The change in one line, with its new and its old value.
    pub line: String,
}

/// The changes in one edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionText {
    /// Its number and day.
    pub heading: String,
    /// Its release note; empty: none.
    pub note: String,
    /// Its changes, each with the name of its direction; empty for the first edition.
    pub changes: Vec<(String, String)>,
    /// The sentence of an edition without changes.
    pub without: String,
}

/// The changes as texts in each language of the interface, and the successors of retired ids.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The text in each language.
    pub text: Vec<(Words, ChangesText)>,
    /// Retired ids, each with the id that replaces it.
    pub retired: BTreeMap<String, Option<String>>,
}

impl Changes {
    pub(crate) fn text(&self, words: Words) -> Option<&ChangesText> {
        self.text.iter().find(|(of, _)| *of == words).map(|(_, text)| text).filter(|text| !text.editions.is_empty())
    }
}
