//! Finds the meaning of a person's text: a topic of the policy, or a service, a framework or a kind
//! of data.

pub mod asking;
pub mod kinds;
mod mention;
pub mod things;
pub mod topic;

use crate::{Policy, search::Index};
use asking::QuestionVocabulary;

/// The content in one language, with the indexes for lookups.
#[derive(Debug, Clone, Copy)]
pub struct Catalog<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The index over its words.
    pub index: &'a Index,
    /// The vocabulary by which questions are understood.
    pub asking: &'a QuestionVocabulary,
    /// The names of its topics.
    pub names: &'a topic::Names,
}

/// The content in a person's language and in its original language.
#[derive(Debug, Clone, Copy)]
pub struct Languages<'a> {
    /// The content in the language that is nearest to the person's.
    pub own: Catalog<'a>,
    /// The content in its original language, which may be the same.
    pub original: Catalog<'a>,
}

/// The way in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedBy {
    /// By its id or its own name.
    Exact,
    /// By another name.
    Alias,
    /// By the subject of a question.
    Question,
    /// By any of these, after a typo was corrected.
    Typo,
    /// By its text, which has all the words.
    Text,
}
