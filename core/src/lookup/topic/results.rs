//! Searches topics in a person's language and in the original one.

use super::{Topic, is_offered};
use crate::{
    Policy,
    lookup::{Catalog, Languages},
};

/// Calls `find` in a person's language, and if it finds nothing, in the original language.
pub(super) fn either<'a>(languages: Languages<'a>, find: impl Fn(Catalog<'a>) -> Vec<Topic<'a>>) -> Vec<Topic<'a>> {
    let found = find(languages.own);
    if !found.is_empty() || std::ptr::eq(languages.own.policy, languages.original.policy) {
        return found;
    }
    find(languages.original).into_iter().filter_map(|topic| Topic::by_id(languages.own.policy, topic.id())).collect()
}

/// Searches the topics that replies offer, and returns questions first. With `all_words`, it returns only topics with all words of the
/// text.
pub(super) fn searched<'a>(catalog: Catalog<'a>, text: &str, all_words: bool) -> Vec<Topic<'a>> {
    let hits = catalog.index.search(text).into_iter().filter(|hit| !all_words || hit.complete);
    let mut found: Vec<_> = hits.filter_map(|hit| offered(catalog.policy, hit.id)).collect();
    // The bot's own statements come before requirements of rules; words of the glossary come last.
    found.sort_by_key(|topic| match topic {
        Topic::Question(_) => 0,
        Topic::Requirement(_) => 2,
        Topic::Term(_) => 3,
        _ => 1,
    });
    found
}

/// Returns the topic with an id, if replies offer it.
pub(super) fn offered<'a>(policy: &'a Policy, id: &str) -> Option<Topic<'a>> {
    match Topic::by_id(policy, id)? {
        Topic::Statement(statement) if !is_offered(policy, &statement.id) => None,
        topic => Some(topic),
    }
}
