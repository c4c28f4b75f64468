//! Answers whether the bot's list of collected data names a kind of data.

use super::asking::QuestionVocabulary;
use crate::{DataItem, DataKind, Policy, Statement, text};

/// The answer to the question whether a kind of data is collected, from the bot's own list of collected data.
#[derive(Debug, Clone)]
pub struct AnsweredKind<'a> {
    /// The kind.
    pub kind: &'a DataKind,
    /// The items of the list that are of this kind. Empty if the list does not name it.
    pub items: Vec<&'a DataItem>,
    /// If the list does not name the kind: the items of the wider kind that may include it.
    pub wider: Vec<&'a DataItem>,
    /// If the list does not name the kind: the bot's own statements that mention it. They may say that it is not collected.
    pub mentions: Vec<&'a Statement>,
}

impl<'a> AnsweredKind<'a> {
    /// Answers from `policy`. `original` is the same policy in its original language: an item is also found by its name there.
    pub fn new(asking: &QuestionVocabulary, policy: &'a Policy, original: &Policy, kind: &'a DataKind) -> Self {
        let items = items_of(asking, policy, original, kind);
        if !items.is_empty() {
            return Self { kind, items, wider: Vec::new(), mentions: Vec::new() };
        }
        let wider = policy.vocabulary.kinds.iter().find(|other| Some(&other.id) == kind.within.as_ref());
        let wider = wider.map(|wider| items_of(asking, policy, original, wider)).unwrap_or_default();
        let mentions = |statement: &&Statement| {
            [statement.title.clone(), text::plain(&statement.text)].iter().any(|text| asking.mentions(text, kind))
        };
        let mentions = policy.statements().filter(|statement| policy.is_bots(statement)).filter(mentions).collect();
        Self { kind, items, wider, mentions }
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
