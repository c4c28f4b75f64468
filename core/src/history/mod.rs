//! Editions of a policy, and the changes between them, by direction.
//!
//! An [`Edition`] is the content as it was released on a day, in the form of `policy.json`. [`diff`] compares two [`Snapshot`]s by
//! statement id and by typed fact, and says of each change whether it promises less ([`Direction::Weaker`]) or more
//! ([`Direction::Stronger`]) to the people whose data it is. Everything here is pure: no clock, no files. Only build machines use it
//! (feature `history`): none of it is in a reader's program.

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
mod vocabulary;
mod weakened;
mod wording;

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
    /// The new edition promises less: kept longer, shared with more, a right gone.
    Weaker,
    /// Neither the facts nor the wording decide it.
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

    /// Returns its name in exports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Weaker => "weaker",
            Self::Unclear => "unclear",
            Self::Stronger => "stronger",
            Self::Neutral => "neutral",
        }
    }

    /// Returns the direction of several changes together: that of all that are not neutral, if they
    /// agree.
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
    /// It has another id and is otherwise the same.
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
}

/// The ground on which a direction was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A typed fact of the content, such as a retention.
    Fact,
    /// The wording of a statement, compared by rules.
    Wording,
}

/// A party, and the people to whom its statements are a promise.
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

/// A place in a document, with the date that the document bears.
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
    /// The id of what changed: a statement, a data item, a claim. A release note acknowledges a change by it.
    pub id: String,
    /// The part of the model.
    pub aspect: Aspect,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The effect on the people whose data it is.
    pub direction: Direction,
    /// The ground on which the direction was decided.
    pub basis: Basis,
    /// The name of what changed.
    pub title: String,
    /// The old value; `None`: not stated.
    pub old: Option<String>,
    /// The new value; `None`: not stated.
    pub new: Option<String>,
    /// The party whose statement it is.
    pub party: Option<Speaker>,
    /// The places that state it: in the new edition if it is there, otherwise in the old one.
    pub cites: Vec<CitedPlace>,
    /// The statement that grounds it, if that is not the thing itself.
    pub statement: Option<String>,
}

impl Change {
    /// Returns whether a text names the change by its id, or by the id of its statement.
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
    /// Both editions contain it, and something of it changed.
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
    /// The changes: weaker ones first, then in the order of the content.
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

    /// Returns the weaker changes that a release note does not name. A fact and the statement that grounds it are one promise: a note that
    /// names the one names the other.
    pub fn unacknowledged(&self, note: &str) -> Vec<&Change> {
        let named: Vec<&Change> = self.of(Direction::Weaker).filter(|change| change.is_named_in(note)).collect();
        let grounded = |change: &Change| named.iter().any(|it| it.statement.as_deref() == Some(change.id.as_str()));
        self.of(Direction::Weaker).filter(|change| !change.is_named_in(note) && !grounded(change)).collect()
    }
}
