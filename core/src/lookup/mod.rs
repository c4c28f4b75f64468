//! Finding what a person means by a text: a topic of the policy, or a service, a framework or a kind of data.

pub mod asking;
pub mod things;
pub mod topic;

use crate::{Policy, search::Index};
use asking::QuestionVocabulary;

/// The content in one language, and what texts are looked up in.
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

/// The content in a person's language, and as it was written.
#[derive(Debug, Clone, Copy)]
pub struct Languages<'a> {
    /// In the language nearest to the person's.
    pub own: Catalog<'a>,
    /// As it was written; it may be the same.
    pub original: Catalog<'a>,
}

/// The way in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedBy {
    /// By its id or its very name.
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
