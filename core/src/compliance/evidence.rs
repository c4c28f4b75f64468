//! Evidence for an answer: its statements, their parties and sources, and the conditions.
//!
//! Coverage, the solver and recovery share these types, so that each part of an answer has its source in the same form.

use std::{collections::HashMap, sync::Arc};

use serde::Serialize;

use crate::{
    Citation, Cited, CitedText, ClaimId, DataRuleId, Facts, FrameworkId, ObjectiveId, PartyId, RegionId, ServiceId, StatementHead,
    StatementId,
};

/// A statement as evidence: its id, its party, and its places in sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct SourceRef<'a> {
    /// The statement; `None` if the source only mentions a name.
    pub statement: Option<&'a StatementId>,
    /// The party whose statement it is.
    pub party: Option<&'a PartyId>,
    /// The places in sources, with their dates. They are shared, because a thousand findings may rest on one statement.
    pub places: Arc<[Cited<'a>]>,
}

/// The item of content that grounds a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis<'a> {
    /// A claim that something is attested, or that it is not.
    Claim(&'a ClaimId),
    /// A rule on where data may be placed.
    DataRule(&'a DataRuleId),
    /// A recovery objective.
    Objective(&'a ObjectiveId),
    /// The statement that describes a framework in general.
    Framework(&'a FrameworkId),
    /// The source that names a region.
    Region(&'a RegionId),
    /// A service's own name.
    Service(&'a ServiceId),
}

/// A condition of an answer, and the statement that sets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Condition<'a> {
    /// The condition.
    pub clause: Clause<'a>,
    /// The statement that it comes from.
    pub statement: &'a StatementId,
}

/// A condition, in the words of content. Its kind decides which words introduce it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Clause<'a> {
    /// A sentence.
    Text(&'a str),
    /// A sentence from another statement than the one that grounds the answer.
    Stated {
        /// The sentence.
        text: &'a str,
        /// The statement that sets it.
        by: &'a StatementId,
    },
    /// It holds on these plans only.
    Plans(Vec<&'a str>),
    /// It holds in these regions only.
    Regions(Vec<&'a RegionId>),
    /// It is denied in these regions and on these plans (empty: in all, on all).
    NotOn {
        /// The regions.
        regions: &'a [RegionId],
        /// The plans.
        plans: &'a [String],
    },
    /// A note on the hours until a service is restored, such as the event that they count from.
    Restore(&'a str),
    /// A note on the hours of data that may be lost.
    Loss(&'a str),
    /// An exclusion from the promise.
    Outside(&'a str),
}

impl<'a> Condition<'a> {
    /// Creates a condition that another statement states.
    pub(crate) fn stated(cited: &'a CitedText) -> Self {
        Self { clause: Clause::Stated { text: &cited.text, by: &cited.statement }, statement: &cited.statement }
    }
}

impl Facts {
    /// Returns the party and the sources of a statement. The statement must be one that facts cite.
    pub fn source_ref<'a>(&'a self, id: &'a StatementId) -> SourceRef<'a> {
        SourceRef::of(id, self.head(id), |cite| self.cited(cite))
    }
}

impl<'a> SourceRef<'a> {
    fn of(id: &'a StatementId, head: Option<&'a StatementHead>, cited: impl Fn(&'a Citation) -> Cited<'a>) -> Self {
        let places = head.into_iter().flat_map(|head| &head.cites).map(cited).collect();
        Self { statement: Some(id), party: head.map(|head| &head.party), places }
    }
}

/// Statement heads and sources by id, for callers that look up many: a linear search for each would take quadratic time.
pub(crate) struct Register<'a> {
    facts: &'a Facts,
    heads: HashMap<&'a str, usize>,
    sources: HashMap<&'a str, usize>,
}

impl<'a> Register<'a> {
    pub(crate) fn new(facts: &'a Facts) -> Self {
        Self {
            facts,
            heads: positions(&mut facts.statements.iter().map(|head| head.id.as_str())),
            sources: positions(&mut facts.sources.iter().map(|source| source.id.as_str())),
        }
    }

    /// Does the same as [`Facts::source_ref`].
    pub(crate) fn source_ref(&self, id: &'a StatementId) -> SourceRef<'a> {
        let head = self.heads.get(id.as_str()).and_then(|at| self.facts.statements.get(*at));
        SourceRef::of(id, head, |cite| self.cited(cite))
    }

    /// Returns the places in sources that use a name.
    pub(crate) fn named(&self, cites: &'a [Citation]) -> SourceRef<'a> {
        SourceRef { statement: None, party: None, places: cites.iter().map(|cite| self.cited(cite)).collect() }
    }

    fn cited(&self, cite: &'a Citation) -> Cited<'a> {
        Cited::new(cite, self.sources.get(cite.source.as_str()).and_then(|at| self.facts.sources.get(*at)))
    }
}

/// Returns the position of each id.
pub(crate) fn positions<'a>(ids: &mut dyn Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}

/// Adds an item if it is not there yet.
pub(crate) fn add<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if !list.contains(&new) {
        list.push(new);
    }
}
