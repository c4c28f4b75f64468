//! Coverage of services by frameworks: our conclusions from the claims in content.
//!
//! A missing claim never means "no": the cell is unstated. Only a claim that *denies* excludes; if one claim denies what another one
//! states, the cell is disputed, and both are shown. Claims about the infrastructure are inherited and never a service's own; claims
//! about the company itself do not apply to services.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use crate::{
    Claim, ClaimId, Facts, Framework, FrameworkId, RegionId, Scope, Service, ServiceId, StatementId,
    evidence::{Clause, Condition, Register, SourceRef, add},
};

/// The status of one service under one framework, with the claims behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Coverage<'a> {
    /// The conclusion.
    pub status: Status<'a>,
    /// The regions in which it is covered, if every claim is limited to some. In all other regions it is unstated.
    pub only_in: Option<Condition<'a>>,
    /// The claims about this service that decide the status, each with its own scope and party.
    pub claims: Vec<Attested<'a>>,
    /// Claims about the infrastructure below the service: inherited, never the service's own.
    pub inherited: Vec<Attested<'a>>,
}

/// A cell of the coverage table: a service, a framework, and the conclusion about them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Cell<'a> {
    /// The service.
    pub service: &'a ServiceId,
    /// The framework.
    pub framework: &'a FrameworkId,
    /// The conclusion, and its claims.
    #[cfg_attr(feature = "export", schemars(flatten))]
    pub coverage: Coverage<'a>,
}

/// Writes one object with the fields of the coverage beside service and framework. Serde's `flatten` would write a map instead, and a
/// serializer that renames fields cannot distinguish a map's keys from ids.
impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Coverage { status, only_in, claims, inherited } = &self.coverage;
        let mut cell = serializer.serialize_struct("Cell", 6)?;
        cell.serialize_field("service", self.service)?;
        cell.serialize_field("framework", self.framework)?;
        cell.serialize_field("status", status)?;
        cell.serialize_field("only_in", only_in)?;
        cell.serialize_field("claims", claims)?;
        cell.serialize_field("inherited", inherited)?;
        cell.end()
    }
}

/// A claim, with its party and source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Attested<'a> {
    /// Holder, kind of attestation, scope, conditions, evidence, edition and notes.
    pub claim: &'a Claim,
    /// The party that makes the claim, with its source and date.
    #[serde(rename = "said")]
    pub source: SourceRef<'a>,
}

/// The conclusion for one service and one framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status<'a> {
    /// Claimed without a condition. If claims are limited to regions, it is covered in those and unstated elsewhere.
    Covered,
    /// Claimed, under conditions.
    Conditional {
        /// The conditions of all claims together, each once.
        conditions: Vec<Condition<'a>>,
    },
    /// Denied, and not claimed.
    Excluded,
    /// No claim states anything about it.
    Unstated,
    /// Some claims state it, others deny it.
    Disputed {
        /// The contradicting claims.
        claims: Vec<&'a ClaimId>,
    },
}

impl Status<'_> {
    /// Returns its name in exports and style sheets.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Conditional { .. } => "conditional",
            Self::Excluded => "excluded",
            Self::Unstated => "unstated",
            Self::Disputed { .. } => "disputed",
        }
    }
}

impl<'a> Coverage<'a> {
    /// Returns the conditions of the status, and the limit to regions.
    pub fn all_conditions(&self) -> impl Iterator<Item = &Condition<'a>> {
        let conditions = match &self.status {
            Status::Conditional { conditions } => conditions.as_slice(),
            _ => &[],
        };
        conditions.iter().chain(&self.only_in)
    }
}

impl Facts {
    /// Returns the whole table, service by service, in the order of content.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        self.services.iter().flat_map(|service| self.frameworks.iter().map(|framework| self.cell(service, framework)))
    }

    /// Returns one cell of the table.
    pub fn cell<'a>(&'a self, service: &'a Service, framework: &'a Framework) -> Cell<'a> {
        Cell { service: &service.id, framework: &framework.id, coverage: self.coverage(&service.id, &framework.id) }
    }

    /// Concludes from the claims whether a framework covers a service.
    pub fn coverage(&self, service: &ServiceId, framework: &FrameworkId) -> Coverage<'_> {
        self.cover(service, framework, None)
    }

    /// Does the same within one region: claims that are limited to other regions do not count.
    pub fn coverage_in(&self, service: &ServiceId, framework: &FrameworkId, region: &RegionId) -> Coverage<'_> {
        self.cover(service, framework, Some(region))
    }

    fn cover(&self, service: &ServiceId, framework: &FrameworkId, region: Option<&RegionId>) -> Coverage<'_> {
        let (mut claims, mut inherited) = (Vec::new(), Vec::new());
        for claim in self.claims.iter().filter(|claim| claim.frameworks.contains(framework)) {
            match &claim.scope {
                Scope::Services { services, .. } if services.contains(service) && reaches(claim, region) => {
                    claims.push(self.attested(claim));
                }
                Scope::Infrastructure => inherited.push(self.attested(claim)),
                Scope::Services { .. } | Scope::Company => {}
            }
        }
        let weighed = Weighed::new(claims.iter().map(|claim| claim.claim), region);
        let status = weighed.status();
        let covered = matches!(status, Status::Covered | Status::Conditional { .. });
        let only_in = covered.then(|| weighed.regions()).flatten();
        Coverage { status, only_in, claims, inherited }
    }

    pub(crate) fn attested<'a>(&'a self, claim: &'a Claim) -> Attested<'a> {
        Attested { claim, source: self.source_ref(&claim.statement) }
    }
}

impl<'a> Register<'a> {
    /// Does the same as [`Facts::attested`].
    pub(crate) fn attested(&self, claim: &'a Claim) -> Attested<'a> {
        Attested { claim, source: self.source_ref(&claim.statement) }
    }
}

/// Returns the regions and plans that a claim about services is limited to; empty: no limit stated.
fn limits(claim: &Claim) -> (&[RegionId], &[String]) {
    match &claim.scope {
        Scope::Services { regions, plans, .. } => (regions, plans),
        Scope::Infrastructure | Scope::Company => (&[], &[]),
    }
}

/// Returns true if a list that limits a claim contains a value, or is empty. `None` is a value that no list contains.
fn allows<T: PartialEq>(list: &[T], one: Option<&T>) -> bool {
    list.is_empty() || one.is_some_and(|one| list.contains(one))
}

/// Returns whether a claim applies to a region. Without a region, every claim about services applies.
pub(crate) fn reaches(claim: &Claim, region: Option<&RegionId>) -> bool {
    region.is_none() || allows(limits(claim).0, region)
}

/// The claims about one service and framework, weighed against each other.
pub(crate) struct Weighed<'a> {
    /// Claims that no other claim denies in all of their scope.
    pub(crate) upheld: Vec<&'a Claim>,
    /// Claims that are denied in all of their scope.
    pub(crate) overruled: Vec<&'a Claim>,
    /// Claims that deny coverage.
    pub(crate) denying: Vec<&'a Claim>,
    anywhere: bool,
}

impl<'a> Weighed<'a> {
    /// Weighs the claims about one service, in one region or in any.
    pub(crate) fn new(claims: impl Iterator<Item = &'a Claim>, region: Option<&RegionId>) -> Self {
        let (denying, covering): (Vec<_>, Vec<_>) = claims.filter(|claim| reaches(claim, region)).partition(|claim| claim.denies);
        let (upheld, overruled) = covering.into_iter().partition(|claim| is_upheld(claim, &denying, region));
        Self { upheld, overruled, denying, anywhere: region.is_none() }
    }

    fn status(&self) -> Status<'a> {
        if !self.overruled.is_empty() {
            return Status::Disputed { claims: self.overruled.iter().chain(&self.denying).map(|claim| &claim.id).collect() };
        }
        if self.upheld.is_empty() {
            return if self.denying.is_empty() { Status::Unstated } else { Status::Excluded };
        }
        let conditions = self.conditions();
        if conditions.is_empty() { Status::Covered } else { Status::Conditional { conditions } }
    }

    /// Returns the conditions of the claims that are not denied. A condition of one claim counts even if another claim has none,
    /// because the stricter document decides. A limit to plans is a condition only if every claim has one.
    pub(crate) fn conditions(&self) -> Vec<Condition<'a>> {
        let mut out: Vec<Condition<'a>> = Vec::new();
        for claim in &self.upheld {
            for text in &claim.conditions {
                let clause = Clause::Text(text);
                if !out.iter().any(|other| other.clause == clause) {
                    out.push(Condition { clause, statement: &claim.statement });
                }
            }
            claim.further.iter().for_each(|cited| add(&mut out, Condition::stated(cited)));
        }
        let mut plans = Vec::new();
        if let Some(statement) = self.limited(|claim| limits(claim).1, &mut plans) {
            out.push(Condition { clause: Clause::Plans(plans.into_iter().map(String::as_str).collect()), statement });
        }
        if !self.upheld.is_empty() {
            out.extend(self.denying.iter().map(|claim| {
                let (regions, plans) = limits(claim);
                Condition { clause: Clause::NotOn { regions, plans }, statement: &claim.statement }
            }));
        }
        out
    }

    /// Returns the limit to regions, if no region was asked for and every claim has one.
    pub(crate) fn regions(&self) -> Option<Condition<'a>> {
        let mut regions = Vec::new();
        let statement = self.limited(|claim| limits(claim).0, &mut regions).filter(|_| self.anywhere)?;
        Some(Condition { clause: Clause::Regions(regions), statement })
    }

    /// If each claim is limited, adds all regions or plans of these limits to `all`, and returns the statement of the first claim.
    fn limited<T: PartialEq>(&self, list: impl Fn(&'a Claim) -> &'a [T], all: &mut Vec<&'a T>) -> Option<&'a StatementId> {
        if self.upheld.iter().any(|claim| list(claim).is_empty()) {
            return None;
        }
        self.upheld.iter().flat_map(|claim| list(claim)).for_each(|one| add(all, one));
        self.upheld.first().map(|claim| &claim.statement)
    }
}

/// Returns whether a claim holds for some region and plan for which no other claim denies it.
fn is_upheld(claim: &Claim, denying: &[&Claim], region: Option<&RegionId>) -> bool {
    let (regions, plans) = limits(claim);
    let holds = |region: Option<&RegionId>, plan: Option<&String>| {
        !denying.iter().map(|claim| limits(claim)).any(|(regions, plans)| allows(regions, region) && allows(plans, plan))
    };
    let on_any_plan = |region| if plans.is_empty() { holds(region, None) } else { plans.iter().any(|plan| holds(region, Some(plan))) };
    match region {
        None if !regions.is_empty() => regions.iter().any(|region| on_any_plan(Some(region))),
        region => on_any_plan(region),
    }
}
