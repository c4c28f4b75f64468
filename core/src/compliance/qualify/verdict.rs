//! Verdicts: the findings for a service, one for each need, with their grounds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Isolation;
use crate::{
    DataRuleId, FrameworkId, RegionId, ServiceId, StatementId,
    evidence::{Basis, Condition, SourceRef},
    recovery::{Recovery, Shared},
};

/// The result of comparing a service with a set of needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Verdict<'a> {
    /// The service.
    pub service: &'a ServiceId,
    /// The worst outcome of the findings.
    pub outcome: Outcome,
    /// The findings, one for each need, in this order: frameworks, data, regions, isolation, hours. Services with equal findings share
    /// them, so that ten thousand services take little memory.
    pub findings: Vec<Arc<Finding<'a>>>,
}

/// The outcome of one need, or of all together, for a service. Later variants are worse.
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
    /// No document states whether it is met, or statements about it disagree.
    NotStated,
    /// A document excludes it, or states less than was asked.
    Excluded,
}

impl Outcome {
    /// All of them, from the best to the worst.
    pub const ALL: [Self; 5] = [Self::Qualifies, Self::QualifiesUnder, Self::NotBarred, Self::NotStated, Self::Excluded];

    /// Returns its kebab-case name, as in exports.
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

/// The result of one need for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Finding<'a> {
    /// The need.
    pub need: Need<'a>,
    /// The outcome.
    pub outcome: Outcome,
    /// The conditions.
    pub conditions: Vec<Condition<'a>>,
    /// The facts that are not stated. An exclusion has them too if it does not apply everywhere.
    pub missing: Vec<Missing<'a>>,
    /// The evidence; for a need that no document mentions, the closest passages.
    pub grounds: Vec<Ground<'a>>,
}

/// A single need.
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

/// A fact that is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Missing<'a> {
    /// No document mentions it.
    Silence,
    /// Some claim it and some deny it; nothing is decided between them.
    Agreement,
    /// It is claimed for other regions.
    InRegion(&'a RegionId),
    /// It is stated for some plans only, and not for the others.
    OnOtherPlans,
}

/// The item that grounds a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Ground<'a> {
    /// The item of content.
    pub basis: Basis<'a>,
    /// Its stance on the service.
    #[serde(rename = "says")]
    pub stance: Stance<'a>,
    /// The party and sources of its statement.
    #[serde(rename = "said")]
    pub source: SourceRef<'a>,
    /// Readings that qualify it.
    pub notes: &'a [StatementId],
}

/// The stance of a ground on a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stance<'a> {
    /// It is covered.
    Covers,
    /// It is not covered.
    Denies,
    /// The data may be placed there.
    Allows,
    /// No document bars the data from it. This is an interpretation.
    NotBarred,
    /// The data may not be placed there.
    Bars {
        /// Always empty, because a bar with exceptions is a condition. The field stays for programs that read it.
        exceptions: &'a [String],
    },
    /// The objective is this many hours.
    Aims {
        /// The hours.
        hours: u32,
    },
    /// It names the service for that region, or the service's own name puts it in that group.
    Names,
    /// It does not mention this service, or this region of it. It is the closest passage.
    Silent,
}

impl<'a> Verdict<'a> {
    pub(super) fn new(service: &'a ServiceId, findings: Vec<Arc<Finding<'a>>>) -> Self {
        let outcome = findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Qualifies);
        Self { service, outcome, findings }
    }

    /// Returns the findings that exclude the service.
    pub fn reasons(&self) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().map(Arc::as_ref).filter(|finding| finding.outcome == Outcome::Excluded)
    }

    /// Returns the findings with a fact that is not stated.
    pub fn missing(&self) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().map(Arc::as_ref).filter(|finding| !finding.missing.is_empty())
    }

    /// Returns the conditions of all findings.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition<'a>> {
        self.findings.iter().flat_map(|finding| &finding.conditions)
    }
}

/// The result of comparing a stack of services with a set of needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct StackVerdict<'a> {
    /// The worst outcome of its services.
    pub outcome: Outcome,
    /// Each service's own verdict.
    pub verdicts: Vec<Verdict<'a>>,
    /// The conditions of all services, each once, with the services that it applies to.
    pub conditions: Vec<Shared<'a>>,
    /// The stated recovery figures, whether or not the needs have hours.
    pub recovery: Recovery<'a>,
}

impl<'a> Finding<'a> {
    pub(super) fn new(need: Need<'a>) -> Self {
        Self { need, outcome: Outcome::Qualifies, conditions: Vec::new(), missing: Vec::new(), grounds: Vec::new() }
    }

    /// Keeps the worst outcome. With a condition, `Qualifies` becomes `QualifiesUnder`.
    pub(super) fn merge_outcome(&mut self, outcome: Outcome) {
        let least = if self.conditions.is_empty() { Outcome::Qualifies } else { Outcome::QualifiesUnder };
        self.outcome = self.outcome.max(outcome).max(least);
    }
}
