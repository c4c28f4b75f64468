//! Decides between the topics of a question whose combination of notions no intent lists.
//!
//! The listed combinations show which of two topics people mean if they name both: "will the operator notify the authorities of a
//! breach" asks about the breach, as "do you notify us of a breach" does.

use std::collections::BTreeMap;

use super::{
    QuestionVocabulary,
    spans::{Means, Span},
    way::Way,
};
use crate::NotionRole;

/// The topics that prevail over others, as the listed combinations of notions show it.
#[derive(Debug, Clone, Default)]
pub(super) struct Prevalence {
    /// The topic of each notion that asks for one by itself.
    alone: BTreeMap<String, String>,
    /// The number of combinations that ask for the first topic and have a notion that by itself asks for the second.
    wins: BTreeMap<(String, String), usize>,
}

impl Prevalence {
    /// Returns whether a topic is asked for more often than another where both are named.
    fn prevails(&self, one: &str, other: &str) -> bool {
        let wins = |one: &str, other: &str| self.wins.get(&(one.to_owned(), other.to_owned())).copied().unwrap_or(0);
        one == other || wins(one, other) > wins(other, one)
    }
}

impl QuestionVocabulary {
    /// Returns which topics prevail in the listed combinations.
    pub(super) fn prevalence(&self) -> Prevalence {
        let mut found = Prevalence::default();
        for way in &self.ways {
            let mut telling = way.notions.iter().filter(|name| self.tells(name));
            if let (Some(one), None) = (telling.next(), telling.next()) {
                found.alone.entry(one.clone()).or_insert_with(|| way.topic.clone());
            }
        }
        for way in &self.ways {
            for other in way.notions.iter().filter_map(|name| found.alone.get(name)) {
                *found.wins.entry((way.topic.clone(), other.clone())).or_default() += 1;
            }
        }
        found
    }

    /// Returns the topic, among those of some ways, that prevails over all others that a question names. `None` if the question has a
    /// word that decides, and asks for none of the topics.
    pub(super) fn prevailing<'a>(&self, ways: impl Iterator<Item = &'a Way>, spans: &[Span]) -> Option<String> {
        let decides = |it: &Means| matches!(it, Means::Notion(_)) && self.role(it).tells();
        let topic = |it: &Means| match it {
            Means::Notion(at) => self.prevalence.alone.get(&self.notions[*at].0),
            _ => None,
        };
        let named: Vec<&Span> = spans.iter().filter(|span| span.means.iter().all(decides)).collect();
        let is_strong =
            |way: &&Way| way.notions.iter().any(|name| self.has_name_and_role(name, NotionRole::Telling) || self.is_firm(name));
        let in_way = |way: &Way, it: &Means| way.notions.iter().any(|name| self.is(it, name));
        let yields = |way: &Way, it: &Means| topic(it).is_some_and(|other| self.prevalence.prevails(&way.topic, other));
        // "Can Google encrypt my messages" asks what Google does.
        let first = self.first_named(spans);
        let acts = |span: &Span| {
            first.is_some_and(|first| std::ptr::eq(first, span)) && span.means.iter().any(|it| self.role(it) == NotionRole::Participant)
        };
        let prevails = |way: &&Way| {
            let is_explained = |span: &&Span| span.means.iter().any(|it| in_way(way, it) || (!acts(span) && yields(way, it)));
            named.iter().all(is_explained)
        };
        ways.filter(is_strong).find(prevails).map(|way| way.topic.clone())
    }
}
