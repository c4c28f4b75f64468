//! Prepares the editions of the content for the page, with the targets of old links.

use std::collections::{BTreeMap, BTreeSet};

use carrot_core::{
    Policy,
    history::{History, Snapshot},
};

/// The editions of the content, and the successors of retired ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The editions.
    pub history: History,
    /// Ids of earlier editions that the content no longer has, each with the id that replaces it.
    pub retired: BTreeMap<String, Option<String>>,
    /// The ids of the content, which links from the changes can lead to.
    pub(super) ids: BTreeSet<String>,
    /// Old links to the page that lead to the terms of service now.
    pub(super) to_terms: Vec<Redirect>,
    /// Old links to the terms of service that lead to the page now.
    pub(super) to_page: Vec<Redirect>,
    /// Ids of old links to the terms of service that lead to nothing.
    pub(super) gone_from_terms: Vec<String>,
}

/// An old link to an id that another document contains now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Redirect {
    /// The id in the link.
    pub(super) from: String,
    /// The id that it leads to.
    pub(super) to: String,
}

impl Changes {
    /// Creates the changes from a history and the present content.
    ///
    /// # Errors
    /// If the policy cannot be written as JSON.
    pub fn new(history: History, policy: &Policy) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let now = Snapshot::of(policy)?;
        let retired = history.retired(&now);
        let ids: BTreeSet<String> = now.ids().into_keys().map(str::to_owned).collect();
        let in_terms = now.terms_ids();
        let (mut were_in_terms, mut were_on_page) = (BTreeSet::new(), BTreeSet::new());
        for edition in history.editions() {
            let terms = edition.policy.terms_ids();
            were_on_page.extend(edition.policy.ids().into_keys().filter(|id| !terms.contains(id)));
            were_in_terms.extend(terms);
        }
        let successors = || retired.iter().filter_map(|(from, to)| Some((from.as_str(), to.as_deref()?)));
        let redirects = |all: &mut dyn Iterator<Item = (&str, &str)>| {
            all.map(|(from, to)| Redirect { from: from.to_owned(), to: to.to_owned() }).collect::<Vec<_>>()
        };
        // A link to the page may be older than the terms, so all successors in them count.
        let moved = in_terms.iter().filter(|id| were_on_page.contains(*id)).map(|id| (*id, *id));
        let to_terms = redirects(&mut successors().filter(|(_, to)| in_terms.contains(to)).chain(moved));
        let moved = were_in_terms.iter().filter(|id| ids.contains(**id)).map(|id| (*id, *id));
        let all = successors().filter(|(from, _)| were_in_terms.contains(from)).chain(moved);
        let to_page = redirects(&mut all.filter(|(_, to)| !in_terms.contains(to)));
        let is_gone = |id: &&&str| matches!(retired.get(**id), Some(None));
        let gone_from_terms = were_in_terms.iter().filter(is_gone).map(|id| (*id).to_owned()).collect();
        Ok(Self { history, retired, ids, to_terms, to_page, gone_from_terms })
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}
