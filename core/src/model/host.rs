//! The host's services, the frameworks that they are compared with, and the documents' facts about them.

use serde::{Deserialize, Serialize};

use super::Citation;
use crate::CitedText;
use crate::id::*;

/// A regulation, standard, audit scheme or program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Framework {
    /// Its id, which is also that of its section.
    pub id: FrameworkId,
    /// Its name.
    pub name: String,
    /// A name short enough for a column.
    pub short: String,
    /// Its kind.
    pub kind: FrameworkKind,
    /// Words that people type for it. They are used for lookup only: no document uses them as names.
    pub aliases: Vec<String>,
    /// Its other names in documents, each with its source.
    pub names: Vec<Alias>,
    /// The first statement of the section that describes it; `None` if that section has no statement.
    pub described_in: Option<StatementId>,
}

/// The kind of a framework. A law is never a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FrameworkKind {
    /// A law or something with the force of one.
    Regulation,
    /// A standard.
    Standard,
    /// A scheme under which auditors report.
    AuditScheme,
    /// A program that organizations join.
    Programme,
}

/// A service of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The name used here.
    pub name: String,
    /// The main group, by its own name. The grouping is ours and says nothing about the service's isolation.
    pub group: ServiceGroup,
    /// Other groups to which its name assigns it.
    pub also_in: Vec<ServiceGroup>,
    /// The interpretation that assigns the groups.
    pub grouping: Option<StatementId>,
    /// The places in sources that use that name.
    pub cites: Vec<Citation>,
    /// All its other names.
    pub aliases: Vec<Alias>,
}

/// The group of a service. It rests on the service's name and says nothing else about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ServiceGroup {
    /// The name contains "common".
    Common,
    /// The name contains "private".
    Private,
    /// The name contains "shield".
    Shield,
    /// The name contains none of these words.
    Other,
}

/// Another name of a service or a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The places in sources that define it.
    pub cites: Vec<Citation>,
    /// The reading that assigns the name, if no document does.
    pub reading: Option<StatementId>,
}

/// A region of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Region {
    /// Its id.
    pub id: RegionId,
    /// Its name as written in the source.
    pub name: String,
    /// The places in sources that name it.
    pub cites: Vec<Citation>,
    /// The reading that corrects the name, if there is one.
    pub reading: Option<StatementId>,
}

/// A statement that something is attested (OSCAL: evidence for an inherited control). Our conclusion from claims is coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The statement that makes the claim.
    pub statement: StatementId,
    /// The frameworks.
    pub frameworks: Vec<FrameworkId>,
    /// The holder of the attestation; `None` if it is not stated.
    pub holder: Option<PartyId>,
    /// The kind of attestation.
    pub attestation: Attestation,
    /// True if the document states that the scope is *not* covered.
    pub denies: bool,
    /// The scope.
    pub scope: Scope,
    /// Conditions of the claim.
    pub conditions: Vec<String>,
    /// Further conditions, which other statements set.
    pub further: Vec<CitedText>,
    /// The way to get the evidence; `None` if it is not stated.
    pub evidence: Option<String>,
    /// The framework's edition, as written.
    pub edition: Option<String>,
    /// The reading that names the newer edition.
    pub superseded: Option<StatementId>,
    /// Readings that qualify it.
    pub notes: Vec<StatementId>,
}

/// The kind of an attestation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Attestation {
    /// A certificate.
    Certificate,
    /// An auditor's report.
    AuditReport,
    /// An attestation of compliance.
    AttestationOfCompliance,
    /// A certification by the holder itself.
    SelfCertification,
    /// A contract.
    Agreement,
    /// An entry in a register.
    Registration,
    /// An assessment by another party.
    Assessment,
    /// The source does not say.
    Unspecified,
}

/// The scope of an attestation, as the document states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Services, possibly only in some regions or on some plans. Empty lists mean that no limit is stated.
    Services {
        /// The services.
        services: Services,
        /// The regions.
        regions: Vec<RegionId>,
        /// The plans.
        plans: Vec<String>,
    },
    /// The infrastructure under the services. Services inherit the attestation, but never have one of their own by it.
    Infrastructure,
    /// A company or its own business. The claim says nothing about a service.
    Company,
}

/// A set of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Services {
    /// Every service of the host.
    All,
    /// These services.
    Only(Vec<ServiceId>),
}

impl Services {
    /// Returns whether the set contains a service.
    pub fn contains(&self, service: &ServiceId) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.contains(service),
        }
    }
}

/// A rule for the placement of a kind of data. It is separate from claims: an attestation never permits data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct DataRule {
    /// Its id.
    pub id: DataRuleId,
    /// The kind of data, and whose data it is if the rule depends on that.
    pub name: String,
    /// Other words for that kind of data. A word for several kinds is listed at each.
    pub aliases: Vec<String>,
    /// The statement of the rule.
    pub statement: StatementId,
    /// The services that the document allows it in.
    pub allowed_in: Services,
    /// The conditions.
    pub conditions: Vec<String>,
    /// Further conditions, which other statements set for every placement of the data.
    pub further: Vec<CitedText>,
    /// The services for which the document states neither that they may hold the data nor that they may not.
    pub unstated_in: Vec<ServiceId>,
    /// True if the data is barred from all other services.
    pub barred_elsewhere: bool,
    /// Exceptions from the bar. With exceptions, the data is allowed under these conditions, and not barred.
    pub exceptions: Vec<String>,
    /// The interpretation by which it is *not barred* from all others. No document says that it is allowed there.
    pub interpretation: Option<StatementId>,
    /// Readings, or other statements, that qualify it.
    pub notes: Vec<StatementId>,
}

/// A recovery objective of the host for the time after a disaster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Objective {
    /// Its id.
    pub id: ObjectiveId,
    /// The statement of the objective.
    pub statement: StatementId,
    /// The services that it holds for.
    pub services: Services,
    /// The plans that it is limited to. Empty: no limit stated.
    pub plans: Vec<String>,
    /// Hours until the service is restored.
    pub restore_hours: Option<u32>,
    /// The event that those hours count from.
    pub restore_note: Option<String>,
    /// Hours of data that may be lost.
    pub loss_hours: Option<u32>,
    /// A note on these hours.
    pub loss_note: Option<String>,
    /// An exclusion from the objective.
    pub excludes: Option<String>,
    /// Readings that qualify it.
    pub notes: Vec<StatementId>,
}
