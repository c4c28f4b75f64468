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
    /// Collects the names of a policy's topics.
    pub fn new(policy: &Policy) -> Self {
        let mut names = Self::default();
        let mut exact = |name: &str, id: &str| add_id(&mut names.exact, name, id);
        for question in &policy.questions {
            [&question.ask, &question.title].into_iter().for_each(|name| exact(name, question.id.as_str()));
        }
        for question in &policy.vocabulary.general {
            [&question.ask, &question.title].into_iter().for_each(|name| exact(name, question.id.as_str()));
        }
        policy.inventory.items.iter().for_each(|item| exact(&item.name, item.id.as_str()));
        policy.vocabulary.kinds.iter().for_each(|kind| exact(&kind.name, kind.id.as_str()));
        policy.requirements.iter().for_each(|requirement| exact(&requirement.title, requirement.id.as_str()));
        policy.sections.iter().for_each(|section| exact(&section.title, section.id.as_str()));
        policy.statements().for_each(|statement| exact(&statement.title, statement.id.as_str()));
        policy.terms.iter().for_each(|term| exact(&term.name, term.id.as_str()));
        for question in &policy.questions {
            question.words.iter().for_each(|word| add_id(&mut names.others, word, question.id.as_str()));
        }
        for term in &policy.terms {
            term.aliases.iter().for_each(|alias| add_id(&mut names.others, alias, term.id.as_str()));
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
