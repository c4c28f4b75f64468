//! Reads and writes editions (dated copies of the content) as files, and checks that a history is complete.
//!
//! Each edition is a file such as `0003-2026-03-03.json.gz` in the folder `history/`: a small JSON object that contains the whole
//! `policy.json`. The number and the date are in the object, too, so that a renamed file is detected.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{Diff, Snapshot, StatementChange, diff, wording};
use crate::{Date, Policy, PolicyJson};

/// The version of the format of an edition's file.
pub const FORMAT: u32 = 1;

/// The content as it was released on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its number, from 1.
    pub number: u32,
    /// The day of its release.
    pub date: Date,
    /// The release note, as its author wrote it.
    pub note: String,
    /// Ids that this edition retires, each with the id that replaces it.
    pub retired: BTreeMap<String, String>,
    /// The content.
    pub policy: Snapshot,
}

/// The file of an edition, for writing.
#[derive(Debug, Serialize)]
struct EditionFile<'a> {
    format: u32,
    edition: u32,
    date: Date,
    note: &'a str,
    retired: &'a BTreeMap<String, String>,
    policy: PolicyJson<'a>,
}

/// The file of an edition, for reading. A field may be missing, so that the error can name it.
#[derive(Debug, Deserialize)]
struct ReadEditionFile {
    edition: Option<u32>,
    date: Option<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    retired: BTreeMap<String, String>,
    policy: Option<Snapshot>,
}

/// The field that must be read first, because in a newer format the other fields may have other types.
#[derive(Debug, Deserialize)]
struct FormatVersion {
    format: Option<u32>,
}

/// The error if a history cannot be read. Its text is one sentence that names the file, the problem and the fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryError {
    /// The name of the file with the problem; `None` if a whole edition is missing, because its date, and so the name, is unknown.
    pub file: Option<String>,
    message: String,
}

impl HistoryError {
    fn of(file: &str, message: impl Into<String>) -> Self {
        Self { file: Some(file.to_owned()), message: message.into() }
    }

    /// Creates the error for a file that cannot be read or unpacked. It is public, because the caller reads the files.
    pub fn unreadable(file: &str, why: impl fmt::Display) -> Self {
        Self::of(file, format!("it is damaged ({why}): restore it from a backup or from version control"))
    }

    /// Creates the error for an edition whose file is missing although its summary is there.
    pub fn missing(file: &str, summary: &str) -> Self {
        Self::of(file, format!("it is missing, but its summary `{summary}` is there: restore it, or remove the summary"))
    }
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "the history cannot be used: `history/{file}`: {}", self.message),
            None => write!(f, "the history cannot be used: {}", self.message),
        }
    }
}

impl std::error::Error for HistoryError {}

impl Edition {
    /// Returns the name of an edition's file.
    pub fn file_name(number: u32, date: Date) -> String {
        format!("{number:04}-{date}.json.gz")
    }

    /// Returns the text of an edition's file. The same content always gives the same bytes.
    ///
    /// # Errors
    /// If the policy has a value that JSON cannot express. No type of the model allows one today.
    pub fn text(
        number: u32,
        date: Date,
        note: &str,
        retired: &BTreeMap<String, String>,
        policy: &Policy,
    ) -> Result<String, serde_json::Error> {
        let written = EditionFile { format: FORMAT, edition: number, date, note, retired, policy: PolicyJson::from(policy) };
        Ok(serde_json::to_string_pretty(&written)? + "\n")
    }

    /// Reads the unpacked text of an edition's file.
    fn read(file: &str, text: &str) -> Result<Self, HistoryError> {
        let damaged = |error: serde_json::Error| HistoryError::unreadable(file, error);
        let head: FormatVersion = serde_json::from_str(text).map_err(damaged)?;
        match head.format {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => {
                let message =
                    format!("a newer version of carrot has written it (format {newer}, this one reads {FORMAT}): update carrot");
                return Err(HistoryError::of(file, message));
            }
            _ => {
                return Err(HistoryError::of(
                    file,
                    "it has no valid `format`, so it is not an edition: remove it, or restore the file",
                ));
            }
        }
        let read: ReadEditionFile = serde_json::from_str(text).map_err(damaged)?;
        let Some(date) = read.date else {
            return Err(HistoryError::of(
                file,
                "the edition has no date: add the day of its release, for example \"date\": \"2026-03-03\"",
            ));
        };
        let date: Date = serde_json::from_value(date.clone().into())
            .map_err(|_| HistoryError::of(file, format!("the edition's date `{date}` is invalid: write it like 2026-03-03")))?;
        let (Some(number), Some(policy)) = (read.edition, read.policy) else {
            return Err(HistoryError::unreadable(file, "it has no `edition` or no `policy`"));
        };
        Ok(Self { number, date, note: read.note, retired: read.retired, policy })
    }
}

/// An edition with its changes.
#[derive(Debug, Clone, Copy)]
pub struct EditionChanges<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The changes since the edition before it; `None` for the first edition.
    pub diff: Option<&'a Diff>,
}

/// All editions of a content folder, the oldest first. It is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    editions: Vec<Edition>,
    /// The changes from each edition to the next. So there is one less than editions.
    diffs: Vec<Diff>,
}

impl History {
    /// Reads the unpacked files of a history, in any order. Each has its name and its text. Returns `None` if there are no files.
    ///
    /// # Errors
    /// Reports the first problem: a file that is missing, damaged, renamed or in a newer format, editions in the wrong order, or an
    /// id that is used again with another meaning.
    pub fn read(files: &[(String, String)]) -> Result<Option<Self>, HistoryError> {
        let mut files: Vec<_> = files.iter().collect();
        files.sort();
        let mut editions: Vec<Edition> = Vec::new();
        for (file, text) in files {
            let edition = Edition::read(file, text)?;
            let expected = Edition::file_name(edition.number, edition.date);
            if *file != expected {
                let message = format!("it contains edition {} of {}: name it `{expected}`", edition.number, edition.date);
                return Err(HistoryError::of(file, message));
            }
            let number = editions.last().map_or(1, |last| last.number + 1);
            if edition.number > number {
                let message = format!("edition {number} is missing before edition {}: restore its file", edition.number);
                return Err(HistoryError { file: None, message });
            }
            if edition.number < number {
                let message = format!("there are two editions {}: remove the one that was not released", edition.number);
                return Err(HistoryError::of(file, message));
            }
            if let Some(last) = editions.last().filter(|last| edition.date < last.date) {
                let message = format!("edition {number} is dated {}, before edition {} of {}", edition.date, last.number, last.date);
                return Err(HistoryError::of(file, message + ": correct the date, or the order"));
            }
            if let Some(Reuse { id, was, is, .. }) = reused(&editions, &edition.policy).into_iter().find(|it| it.certain) {
                let message = format!("the id `{id}` was {was} and is now {is}: an id never changes its meaning, so use a new one");
                return Err(HistoryError::of(file, message));
            }
            editions.push(edition);
        }
        Ok((!editions.is_empty()).then(|| Self::of(editions)))
    }

    fn of(editions: Vec<Edition>) -> Self {
        let diffs = editions.iter().zip(editions.iter().skip(1)).map(|(old, new)| diff(&old.policy, &new.policy)).collect();
        Self { editions, diffs }
    }

    /// Returns all editions, the oldest first.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// Returns the newest edition.
    pub fn last(&self) -> Option<&Edition> {
        self.editions.last()
    }

    /// Returns each edition with its changes, the oldest first.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = EditionChanges<'_>> + ExactSizeIterator {
        let diff = |index: usize| index.checked_sub(1).and_then(|index| self.diffs.get(index));
        self.editions.iter().enumerate().map(move |(index, edition)| EditionChanges { edition, diff: diff(index) })
    }

    /// Returns the ids that earlier editions had and the content `now` lacks, each with the id that replaces it, if there is one.
    /// `now` may be newer than the last edition.
    pub fn retired(&self, now: &Snapshot) -> BTreeMap<String, Option<String>> {
        let ids = now.ids();
        let unreleased = self.last().map(|last| diff(&last.policy, now));
        let diffs = self.diffs.iter().chain(&unreleased);
        let policies: Vec<&Snapshot> = self.editions.iter().map(|edition| &edition.policy).chain([now]).collect();
        let mut direct: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (at, (pair, diff)) in policies.windows(2).zip(diffs).enumerate() {
            let [before, after] = pair else { continue };
            let left = after.ids();
            direct.extend(before.ids().into_keys().filter(|id| !left.contains_key(id)).map(|id| (id, None)));
            direct.extend(diff.statements.iter().filter_map(|(id, change)| match change {
                StatementChange::RenamedTo(to) => Some((id.as_str(), Some(to.as_str()))),
                _ => None,
            }));
            let named = self.editions.get(at + 1).into_iter().flat_map(|edition| &edition.retired);
            direct.extend(named.map(|(id, to)| (id.as_str(), Some(to.as_str()))));
        }
        // Follow the replacements, because a replacement may be retired, too. The number of steps is limited, in case they form a
        // circle.
        let last = |first: Option<&str>| {
            let next = |to: &&str| direct.get(to).copied().flatten().filter(|_| !ids.contains_key(to));
            let mut steps = std::iter::successors(first, |to| next(to)).take(direct.len() + 1);
            steps.find(|id| ids.contains_key(id)).map(str::to_owned)
        };
        direct.iter().filter(|(id, _)| !ids.contains_key(*id)).map(|(id, to)| ((*id).to_owned(), last(*to))).collect()
    }

    /// Returns the ids of the content `now` that earlier editions used with another meaning.
    pub fn reused(&self, now: &Snapshot) -> Vec<Reuse> {
        reused(&self.editions, now)
    }
}

/// An id that has another meaning than in an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reuse {
    /// The id.
    pub id: String,
    /// The old meaning: a kind of item, such as `a statement`, or the statement's title in quotation marks if the kind is the same.
    pub was: String,
    /// The new meaning, in the same form.
    pub is: String,
    /// True if the meaning has certainly changed: the kind of item is another, or an edition in between lacked the id and the texts
    /// differ. False if the texts of two consecutive versions have few words in common: that may be a rewording.
    certain: bool,
}

/// Minimum share of common words of the old and the new text of an id, in percent. Below it, the id is reported as used with
/// another meaning.
const SAME_MEANING: usize = 10;

fn reused(editions: &[Edition], now: &Snapshot) -> Vec<Reuse> {
    let mut before: BTreeMap<&str, (&Edition, &str)> = BTreeMap::new();
    for edition in editions {
        before.extend(edition.policy.ids().into_iter().map(|(id, kind)| (id, (edition, kind))));
    }
    let last = editions.last().map(|edition| edition.number);
    let mut found = Vec::new();
    for (id, kind) in now.ids() {
        let Some((edition, was)) = before.get(id) else { continue };
        if *was != kind {
            found.push(Reuse { id: id.to_owned(), was: format!("a {was}"), is: format!("a {kind}"), certain: true });
            continue;
        }
        let (Some(old), Some(new)) = (edition.policy.statement(id), now.statement(id)) else { continue };
        let text = |it: &super::Statement| format!("{}. {}", it.title, it.plain());
        if wording::similarity(&text(old), &text(new)) < SAME_MEANING {
            let certain = Some(edition.number) != last;
            found.push(Reuse { id: id.to_owned(), was: format!("\"{}\"", old.title), is: format!("\"{}\"", new.title), certain });
        }
    }
    found
}
