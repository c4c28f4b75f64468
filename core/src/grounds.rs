//! What an answer rests on: where it is said and by whom, and what must be true for it.
//!
//! Coverage, the solver and recovery share these types, so that each part of an answer has its source in the same form.

use serde::Serialize;

use crate::{
    Citation, ClaimId, DataRuleId, FrameworkId, ObjectiveId, PartyId, Policy, RegionId, ServiceId, StatementId, answer::Cited,
};

/// Where something is said: the statement, whose it is, and its places in sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Said<'a> {
    /// The statement; none where a name in a document is all there is.
    pub statement: Option<&'a StatementId>,
    /// Whose statement it is.
    pub party: Option<&'a PartyId>,
    /// The places, with the dates of their sources.
    pub places: Vec<Cited<'a>>,
}

/// What in content a part of an answer rests on.
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
    /// What is told of a framework in general.
    Framework(&'a FrameworkId),
    /// Where a region is named.
    Region(&'a RegionId),
    /// What a service is called.
    Service(&'a ServiceId),
}

/// What must be true for an answer, and the statement that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Condition<'a> {
    /// What must be true.
    pub clause: Clause<'a>,
    /// The statement that it comes from.
    pub statement: &'a StatementId,
}

/// What must be true, in the words of content; the kinds differ in how one would introduce them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Clause<'a> {
    /// A sentence.
    Text(&'a str),
    /// It holds on these plans only.
    Plans(Vec<&'a str>),
    /// It holds in these regions only.
    Regions(Vec<&'a RegionId>),
    /// It is denied in these regions and on these plans (empty: in all, on all).
    NotOn {
        /// In which regions.
        regions: &'a [RegionId],
        /// On which plans.
        plans: &'a [String],
    },
    /// What qualifies the hours until a service is restored, such as what they count from.
    Restore(&'a str),
    /// What qualifies the hours of data that may be lost.
    Loss(&'a str),
    /// What lies outside of the promise.
    Outside(&'a str),
}

impl Policy {
    /// Where a statement stands.
    pub fn said<'a>(&'a self, id: &'a StatementId) -> Said<'a> {
        match self.statement(id) {
            Some(statement) => Said { statement: Some(id), party: Some(&statement.party), places: self.places(&statement.cites) },
            None => Said { statement: Some(id), party: None, places: Vec::new() },
        }
    }

    /// Where a name stands.
    pub(crate) fn named<'a>(&'a self, cites: &'a [Citation]) -> Said<'a> {
        Said { statement: None, party: None, places: self.places(cites) }
    }

    fn places<'a>(&'a self, cites: &'a [Citation]) -> Vec<Cited<'a>> {
        cites.iter().map(|cite| self.cited(cite)).collect()
    }
}

/// Adds what is not there yet.
pub(crate) fn add<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if !list.contains(&new) {
        list.push(new);
    }
}
