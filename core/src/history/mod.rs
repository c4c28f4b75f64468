//! Editions of a policy, and the changes between them, by direction.
//!
//! An [`Edition`] is the content as it was released on a day, in the form of `policy.json`. [`diff`] compares two [`Snapshot`]s by
//! statement id and by typed fact. It decides for each change whether the policy now promises less ([`Direction::Weaker`]) or more
//! ([`Direction::Stronger`]) to the people whose data it is. Everything here is pure: no clock, no files. Programs on build
//! machines and servers use it (feature `history`). It is never in the page's wasm.

mod bot_facts;
mod claims;
mod comparison;
mod declared_facts;
mod diff;
mod edition;
mod features;
mod feed;
mod json;
mod labels;
mod snapshot;
mod statements;
mod summary;
mod tokens;
mod values;
mod vocabulary;
mod weakened;
mod wording;
mod words;

use serde::Serialize;

use crate::Date;
pub use diff::diff;
pub use edition::{Edition, EditionChanges, FORMAT, History, HistoryError, Reuse};
pub use feed::{Feed, atom};
#[cfg(feature = "export")]
pub use json::policy_schema;
pub use json::{history_json, policy_json};
pub use labels::Labels;
pub use snapshot::{Party, Snapshot, Source, Statement};
pub use summary::markdown;
pub use weakened::Weakened;

/// The effect of a change on the people whose data it is. It is a reading aid, not a legal judgment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The new edition promises less: for example, data is kept longer or shared with more parties, or a right is missing.
    Weaker,
    /// Neither the facts nor the wording decide whether the promise is weaker or stronger.
    Unclear,
    /// The new edition promises more.
    Stronger,
    /// The promise is the same.
    Neutral,
}

impl Direction {
    /// All directions, the most important for readers first.
    pub const ALL: [Self; 4] = [Self::Weaker, Self::Unclear, Self::Stronger, Self::Neutral];

    /// Returns the direction of the same change in reverse.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Weaker => Self::Stronger,
            Self::Stronger => Self::Weaker,
            other => other,
        }
    }

    /// Returns the direction's name in exports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Weaker => "weaker",
            Self::Unclear => "unclear",
            Self::Stronger => "stronger",
            Self::Neutral => "neutral",
        }
    }

    /// Returns the direction of several changes together. Neutral changes do not count. If the others differ, the result is
    /// `Unclear`.
    fn together(all: impl IntoIterator<Item = Self>) -> Self {
        let mut all: Vec<Self> = all.into_iter().filter(|it| *it != Self::Neutral).collect();
        all.dedup();
        match all.as_slice() {
            [] => Self::Neutral,
            [one] => *one,
            _ => Self::Unclear,
        }
    }
}

/// The kind of change between two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Only the new edition contains it.
    Added,
    /// Only the old edition contains it.
    Removed,
    /// Its content changed.
    Changed,
    /// It is in another section.
    Moved,
    /// Its id changed, and nothing else.
    Renamed,
}

/// The part of the model that a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is named after the field of the model")]
pub enum Aspect {
    Statement,
    Section,
    Party,
    Source,
    DataItem,
    OpenEnded,
    Origin,
    Purpose,
    Recipients,
    Storage,
    Retention,
    Deletion,
    Claim,
    Frameworks,
    Scope,
    Conditions,
    Attestation,
    FrameworkEdition,
    DataRule,
    AllowedIn,
    Bar,
    Exceptions,
    Objective,
    Restore,
    Loss,
    Answer,
    PromisedTo,
    Stack,
    Recipient,
    RecipientTerms,
    LegalBasis,
    Contact,
    Right,
}

/// The basis on which the direction of a change was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Basis"))]
#[serde(rename_all = "kebab-case")]
pub enum DirectionBasis {
    /// A typed fact of the content, such as a retention.
    Fact,
    /// The wording of a statement, compared by rules.
    Wording,
}

/// A party, and the people to whom it makes its promises.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Speaker {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The people to whom its statements are a promise; `None` if they are not a promise.
    pub promises_to: Option<String>,
}

/// A section of a document, with the document's date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "CitedPlace"))]
pub struct CitedPlace {
    /// The source's id.
    pub source: String,
    /// The source's title.
    pub title: String,
    /// The section's title.
    pub section: String,
    /// The source's date.
    pub as_of: Option<Date>,
}

/// One change between two editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Change {
    /// The id of the changed item, such as a statement, a data item or a claim. A release note acknowledges a change by naming this
    /// id.
    pub id: String,
    /// The part of the model that changed.
    pub aspect: Aspect,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The effect on the people whose data it is.
    pub direction: Direction,
    /// The basis on which the direction was decided.
    pub basis: DirectionBasis,
    /// The name of the changed item.
    pub title: String,
    /// The old value; `None` if the old edition does not state one.
    pub old: Option<String>,
    /// The new value; `None` if the new edition does not state one.
    pub new: Option<String>,
    /// The party whose statement it is.
    pub party: Option<Speaker>,
    /// The places in documents that state it, as the new edition cites them. If it is only in the old edition, as that edition
    /// does.
    pub cites: Vec<CitedPlace>,
    /// The id of the statement that the changed item is based on. `None` if it is based on none, or is a statement itself.
    pub statement: Option<String>,
}

impl Change {
    /// Returns whether a release note names the change, by its id or by the id of its statement.
    pub fn is_named_in(&self, note: &str) -> bool {
        let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let mut words = note.split(|c| !is_id(c)).map(|word| word.trim_matches('-'));
        words.any(|word| !word.is_empty() && (word == self.id || self.statement.as_deref() == Some(word)))
    }
}

/// The change of a statement between two editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementChange {
    /// Both editions contain it, and it did not change.
    Same,
    /// Both editions contain it, and its text, party, section or sources changed.
    Changed,
    /// Only the new edition contains it.
    Added,
    /// Only the old edition contains it.
    Removed,
    /// The new edition contains it under this id.
    RenamedTo(String),
}

/// All changes from one edition to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The changes, sorted by direction in the order of [`Direction::ALL`]: weaker ones first.
    pub changes: Vec<Change>,
    /// The change of every statement of both editions, by id.
    pub statements: std::collections::BTreeMap<String, StatementChange>,
}

impl Diff {
    /// Returns whether there is no change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the changes of one direction.
    pub fn of(&self, direction: Direction) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.direction == direction)
    }

    /// Returns the number of changes of one direction.
    pub fn count(&self, direction: Direction) -> usize {
        self.of(direction).count()
    }

    /// Returns the weaker changes that a release note does not name. A fact and the statement that grounds it are one promise, so
    /// it is enough if the note names one of the two.
    pub fn unacknowledged(&self, note: &str) -> Vec<&Change> {
        let named: Vec<&Change> = self.of(Direction::Weaker).filter(|change| change.is_named_in(note)).collect();
        let grounded = |change: &Change| named.iter().any(|it| it.statement.as_deref() == Some(change.id.as_str()));
        self.of(Direction::Weaker).filter(|change| !change.is_named_in(note) && !grounded(change)).collect()
    }
}
