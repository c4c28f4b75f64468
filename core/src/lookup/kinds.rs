//! Answers whether the bot's list of collected data names a kind of data.

use super::{asking::QuestionVocabulary, mention::first_mention};
use crate::{DataItem, DataKind, Policy, Statement, text};

/// The answer to the question whether a kind of data is collected, from the bot's own list of collected data.
#[derive(Debug, Clone)]
pub struct AnsweredKind<'a> {
    /// The kind.
    pub kind: &'a DataKind,
    /// The result of the comparison.
    pub verdict: KindVerdict,
    /// The items of the list that are of this kind. Empty if the list does not name it. If the verdict is [`KindVerdict::NotChecked`], they
    /// are proposals of an import.
    pub items: Vec<&'a DataItem>,
    /// If the list does not name the kind: the items of the wider kind that may include it.
    pub wider: Vec<&'a DataItem>,
    /// If the list does not name the kind: where the bot's own statements mention it. They may say that it is not collected.
    pub mentions: Vec<Mention<'a>>,
}

/// The result of comparing the bot's list of collected data with a kind of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindVerdict {
    /// The list names it.
    Named,
    /// The list does not name it.
    NotNamed,
    /// The list has no answer: the author has not checked it, so that its items are proposals, or it is in a language that the kinds
    /// have no words of.
    NotChecked,
    /// There is no list.
    NoList,
}

/// A statement that mentions a kind of data.
#[derive(Debug, Clone)]
pub struct Mention<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// The sentence that mentions it, because a title alone can say the opposite of its text. `None` if only the title mentions it.
    pub quote: Option<String>,
}

impl<'a> AnsweredKind<'a> {
    /// Answers from `policy`. `original` is the same policy in its original language: an item is also found by its name there.
    pub fn new(asking: &QuestionVocabulary, policy: &'a Policy, original: &Policy, kind: &'a DataKind) -> Self {
        let items = items_of(asking, policy, original, kind);
        if !items.is_empty() {
            let verdict = if policy.inventory.unreviewed { KindVerdict::NotChecked } else { KindVerdict::Named };
            return Self { kind, verdict, items, wider: Vec::new(), mentions: Vec::new() };
        }
        let verdict = if policy.inventory.unreviewed || !policy.has_language_of_kinds() {
            KindVerdict::NotChecked
        } else if policy.inventory.items.is_empty() {
            KindVerdict::NoList
        } else {
            KindVerdict::NotNamed
        };
        let wider = policy.vocabulary.kinds.iter().find(|other| Some(&other.id) == kind.within.as_ref());
        let wider = wider.map(|wider| items_of(asking, policy, original, wider)).unwrap_or_default();
        let has_mention = |statement: &&Statement| {
            [statement.title.clone(), text::plain(&statement.text)].iter().any(|text| asking.mentions(text, kind))
        };
        let mention = |statement: &'a Statement| Mention {
            statement,
            quote: first_mention(&statement.text, &|text: &str| asking.mentions(text, kind)),
        };
        let statements = policy.statements().filter(|statement| policy.is_bots(statement));
        Self { kind, verdict, items, wider, mentions: statements.filter(has_mention).map(mention).collect() }
    }
}

/// Returns the items of the list that are of a kind, by their names in either language.
fn items_of<'a>(asking: &QuestionVocabulary, policy: &'a Policy, original: &Policy, kind: &DataKind) -> Vec<&'a DataItem> {
    let is_named = |policy: &Policy, item: &DataItem| {
        let same = policy.inventory.items.iter().find(|other| other.id == item.id);
        same.is_some_and(|same| asking.is_of_kind(&same.name, kind))
    };
    policy.inventory.items.iter().filter(|item| is_named(policy, item) || is_named(original, item)).collect()
}
