//! Searches topics in a person's language and in the original one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Topic, is_offered};
use crate::{
    Policy,
    lookup::{Catalog, Languages},
    normalize::normalize,
    search::{Hit, stem},
};

/// Maximum number of titles with a word that tells what a text is about.
const MAX_TITLES_ALIKE: usize = 8;

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

/// Returns the ids of what the search finds for a text, the best first, if the title has a word of the text that few other titles have.
/// "Is there a firewall" finds the statements about firewalls, "is my data safe" does not find all statements about data.
pub fn titled_alike<'a>(catalog: Catalog<'a>, text: &str) -> Vec<&'a str> {
    // The space ends the last word, so that it does not match longer words.
    let hits = catalog.index.search(&format!("{text} "));
    let words = |hit: &Hit<'a>| {
        let marked = hit.marks.iter().filter_map(|mark| hit.title.get(mark.clone()));
        marked.map(|word| stem(&normalize(word))).collect::<BTreeSet<_>>()
    };
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    hits.iter().flat_map(words).for_each(|word| *titles.entry(word).or_default() += 1);
    let is_rare = |word: &String| titles.get(word).is_some_and(|count| *count <= MAX_TITLES_ALIKE);
    hits.iter().filter(|hit| words(hit).iter().any(is_rare)).map(|hit| hit.id).collect()
}
