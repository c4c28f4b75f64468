//! The names of topics by which texts are looked up. They are normalized once, because each look-up compares with all of them.

use std::collections::BTreeMap;

use super::{Topic, find::add};
use crate::{Policy, normalize::normalize};

/// The names of all topics of a policy.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The ids of topics by their normalized names, in the order in which they are offered.
    exact: BTreeMap<String, Vec<String>>,
    /// The ids of topics by other words for them (aliases), normalized.
    others: BTreeMap<String, Vec<String>>,
}

impl Names {
    /// Collects the names of a policy's topics. The names in its other languages are only
    /// aliases: they are understood, but never suggested.
    pub fn new<'a>(policy: &Policy, others: impl IntoIterator<Item = &'a Policy>) -> Self {
        let mut names = Self::default();
        each_name(policy, |name, id| add_id(&mut names.exact, name, id));
        each_alias(policy, |alias, id| add_id(&mut names.others, alias, id));
        for other in others {
            each_name(other, |name, id| add_id(&mut names.others, name, id));
            each_alias(other, |alias, id| add_id(&mut names.others, alias, id));
        }
        names
    }

    /// Returns the topics with a normalized name. With `begins`, returns those whose names begin with it.
    pub(super) fn named<'a>(&self, policy: &'a Policy, name: &str, begins: bool) -> Vec<Topic<'a>> {
        if begins { self.beginning(policy, name) } else { topics(policy, self.exact.get(name).into_iter().flatten()) }
    }

    /// Returns the topics with a normalized alias.
    pub(super) fn also_called<'a>(&self, policy: &'a Policy, name: &str) -> Vec<Topic<'a>> {
        topics(policy, self.others.get(name).into_iter().flatten())
    }

    /// Returns the topics whose normalized names begin with a text.
    pub(super) fn beginning<'a>(&self, policy: &'a Policy, start: &str) -> Vec<Topic<'a>> {
        let names = self.exact.range(start.to_owned()..).take_while(|(name, _)| name.starts_with(start));
        topics(policy, names.flat_map(|(_, ids)| ids))
    }

    /// Returns whether the name of a topic other than `id` begins with a text.
    pub(super) fn is_shared(&self, start: &str, id: &str) -> bool {
        let mut names = self.exact.range(start.to_owned()..).take_while(|(name, _)| name.starts_with(start));
        names.any(|(_, ids)| ids.iter().any(|other| other != id))
    }

    /// Returns whether a topic other than `id` has a name.
    pub(super) fn is_anothers(&self, name: &str, id: &str) -> bool {
        self.exact.get(name).is_some_and(|ids| ids.iter().any(|other| other != id))
    }
}

fn each_name(policy: &Policy, mut add: impl FnMut(&str, &str)) {
    for question in &policy.questions {
        [&question.ask, &question.title].into_iter().for_each(|name| add(name, question.id.as_str()));
    }
    for question in &policy.vocabulary.general {
        [&question.ask, &question.title].into_iter().for_each(|name| add(name, question.id.as_str()));
    }
    policy.inventory.items.iter().for_each(|item| add(&item.name, item.id.as_str()));
    policy.vocabulary.kinds.iter().for_each(|kind| add(&kind.name, kind.id.as_str()));
    policy.requirements.iter().for_each(|requirement| add(&requirement.title, requirement.id.as_str()));
    policy.sections.iter().for_each(|section| add(&section.title, section.id.as_str()));
    policy.statements().for_each(|statement| add(&statement.title, statement.id.as_str()));
    policy.terms.iter().for_each(|term| add(&term.name, term.id.as_str()));
}

fn each_alias(policy: &Policy, mut add: impl FnMut(&str, &str)) {
    for question in &policy.questions {
        question.words.iter().for_each(|word| add(word, question.id.as_str()));
    }
    for term in &policy.terms {
        term.aliases.iter().for_each(|alias| add(alias, term.id.as_str()));
    }
}

fn add_id(names: &mut BTreeMap<String, Vec<String>>, name: &str, id: &str) {
    let ids = names.entry(normalize(name)).or_default();
    if !ids.iter().any(|other| other == id) {
        ids.push(id.to_owned());
    }
}

fn topics<'a, 'i>(policy: &'a Policy, ids: impl Iterator<Item = &'i String>) -> Vec<Topic<'a>> {
    let mut found = Vec::new();
    ids.filter_map(|id| Topic::by_id(policy, id)).for_each(|topic| add(&mut found, topic));
    found
}
