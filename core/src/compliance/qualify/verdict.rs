//! Verdicts: the findings for a service, one for each requirement, with their grounds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Isolation;
use crate::{
    DataRuleId, FrameworkId, RegionId, ServiceId, StatementId,
    grounds::{Basis, Condition, Said},
    recovery::{Recovery, Shared},
};

/// What a service is worth under a set of requirements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Verdict<'a> {
    /// The service.
    pub service: &'a ServiceId,
    /// What the findings come to.
    pub outcome: Outcome,
    /// One for each requirement, in the order in which [`Requirements`] has them; those on hours after those on lists. Services of
    /// which the same is said share one, so that ten thousand of them take little more room than their names.
    pub findings: Vec<Arc<Finding<'a>>>,
}

/// What a requirement, or all of them, come to for a service; the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is met.
    Qualifies,
    /// It is met under conditions.
    QualifiesUnder,
    /// No document bars it, and none says that it is met. This is an interpretation of the editors.
    NotBarred,
    /// Nobody states whether it is met, or statements about it disagree.
    NotStated,
    /// A document excludes it, or states less than was asked.
    Excluded,
}

impl Outcome {
    /// All of them, from the best to the worst.
    pub const ALL: [Self; 5] = [Self::Qualifies, Self::QualifiesUnder, Self::NotBarred, Self::NotStated, Self::Excluded];

    /// Its name for other programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Qualifies => "qualifies",
            Self::QualifiesUnder => "qualifies-under",
            Self::NotBarred => "not-barred",
            Self::NotStated => "not-stated",
            Self::Excluded => "excluded",
        }
    }
}

/// What one requirement comes to for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Finding<'a> {
    /// What was asked.
    pub need: Need<'a>,
    /// What it comes to.
    pub outcome: Outcome,
    /// What must be true.
    pub conditions: Vec<Condition<'a>>,
    /// What is not stated; also beside an exclusion, where that does not reach everywhere.
    pub missing: Vec<Missing<'a>>,
    /// What it rests on; where nobody says anything, where one would look.
    pub grounds: Vec<Ground<'a>>,
}

/// A single requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Need<'a> {
    /// To be covered by a framework.
    Framework(&'a FrameworkId),
    /// To be allowed to hold a kind of data.
    Data(&'a DataRuleId),
    /// To be in a region.
    Region(&'a RegionId),
    /// To be in a group of services.
    Isolation(Isolation),
    /// To be restored after so many hours at most.
    RestoreHours(u32),
    /// To lose so many hours of data at most.
    LossHours(u32),
}

/// What is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Missing<'a> {
    /// Nobody says anything about it.
    Silence,
    /// Some claim it and some deny it; nothing is decided between them.
    Agreement,
    /// It is claimed for other regions.
    InRegion(&'a RegionId),
    /// It is stated for some plans only, and not for the others.
    OnOtherPlans,
}

/// Something that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Ground<'a> {
    /// What in content it is.
    pub basis: Basis<'a>,
    /// What it says of the service.
    pub says: Says<'a>,
    /// Who says so, and where.
    pub said: Said<'a>,
    /// Readings that qualify it.
    pub notes: &'a [StatementId],
}

/// What a ground says of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Says<'a> {
    /// That it is covered.
    Covers,
    /// That it is not covered.
    Denies,
    /// That the data may be placed there.
    Allows,
    /// That no document bars the data from it: an interpretation.
    NotBarred,
    /// That it may not.
    Bars {
        /// Empty: a bar with exceptions is a condition. It stays for programs that read it.
        exceptions: &'a [String],
    },
    /// That so many hours are aimed at.
    Aims {
        /// The hours.
        hours: u32,
    },
    /// It names the service for that region, or the service's own name puts it in that group.
    Names,
    /// Nothing of this service, or nothing of it in this region; it is where one would look.
    Silent,
}

impl<'a> Verdict<'a> {
    pub(super) fn new(service: &'a ServiceId, findings: Vec<Arc<Finding<'a>>>) -> Self {
        let outcome = findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Qualifies);
        Self { service, outcome, findings }
    }

    /// Why it is excluded.
    pub fn reasons(&self) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().map(Arc::as_ref).filter(|finding| finding.outcome == Outcome::Excluded)
    }

    /// What is not stated.
    pub fn missing(&self) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().map(Arc::as_ref).filter(|finding| !finding.missing.is_empty())
    }

    /// What must be true.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition<'a>> {
        self.findings.iter().flat_map(|finding| &finding.conditions)
    }
}

/// What a stack of services is worth together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct StackVerdict<'a> {
    /// The worst that any of its services comes to.
    pub outcome: Outcome,
    /// Each service's own verdict.
    pub verdicts: Vec<Verdict<'a>>,
    /// What must be true for any of them, each once, with the services that it comes with.
    pub conditions: Vec<Shared<'a>>,
    /// What is stated of their recovery, whether it was asked for or not.
    pub recovery: Recovery<'a>,
}

impl<'a> Finding<'a> {
    pub(super) fn new(need: Need<'a>) -> Self {
        Self { need, outcome: Outcome::Qualifies, conditions: Vec::new(), missing: Vec::new(), grounds: Vec::new() }
    }

    /// The worst outcome stays; with a condition, nothing simply holds.
    pub(super) fn come_to(&mut self, outcome: Outcome) {
        let least = if self.conditions.is_empty() { Outcome::Qualifies } else { Outcome::QualifiesUnder };
        self.outcome = self.outcome.max(outcome).max(least);
    }
}
