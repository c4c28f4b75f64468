//! The solver: compares services with a set of needs, and explains each result.
//!
//! Each need is compared with each service on its own, and every finding keeps its grounds.
//! The outcome is the worst finding: Excluded > NotStated > NotBarred > QualifiesUnder > Qualifies.
//! So a service that does not qualify never qualifies after a need is added. Regions are the
//! exception: documents name them for some frameworks only, so a region is not stated without
//! such a framework.
//!
//! Only claims about services count. A claim about the infrastructure below the services, or about a company's own business, never makes a
//! service qualify. A certificate never permits data that a rule bars.

mod data;
mod framework;
mod groups;
mod hours;
mod needs;
mod region;
mod service_index;
mod verdict;

use std::sync::Arc;

pub use groups::{Group, grouped};
pub use needs::{Isolation, Needs};
pub use verdict::{Finding, Ground, Missing, Need, Outcome, StackVerdict, Stance, Verdict};

use crate::{
    Claim, DataRuleId, Facts, FrameworkId, RegionId, Scope, Service, ServiceId, Services,
    coverage::Attested,
    evidence::{Basis, Register, add},
    name::{OfKind, Unknown, unknown},
    recovery::{Figure, share},
};
use data::DataCheck;
use framework::FrameworkCheck;
use hours::HoursCheck;
use region::RegionCheck;
use service_index::ServiceIndex;

impl Facts {
    /// Compares every service with needs, in the order of content.
    ///
    /// # Errors
    /// [`Unknown`] if the policy has no item with one of the ids.
    pub fn qualify(&self, needs: &Needs) -> Result<Vec<Verdict<'_>>, Unknown> {
        let mut checks = Checks::new(self, needs)?;
        Ok(self.services.iter().map(|service| checks.verdict(service)).collect())
    }

    /// Compares a stack of services with needs: every service must meet every need.
    ///
    /// # Errors
    /// [`Unknown`] if the policy has no item with one of the ids.
    pub fn qualify_stack(&self, services: &[ServiceId], needs: &Needs) -> Result<StackVerdict<'_>, Unknown> {
        let mut checks = Checks::new(self, needs)?;
        let recovery = self.stack(services)?;
        let chosen = recovery.services.iter().filter_map(|id| self.service(id));
        let verdicts: Vec<_> = chosen.map(|service| checks.verdict(service)).collect();
        let mut conditions = Vec::new();
        for verdict in &verdicts {
            share(&mut conditions, verdict.service, verdict.conditions().cloned());
        }
        let outcome = verdicts.iter().map(|verdict| verdict.outcome).max().unwrap_or(Outcome::Qualifies);
        Ok(StackVerdict { outcome, verdicts, conditions, recovery })
    }
}

/// The needs, with everything about them looked up once instead of once for each service.
struct Checks<'a> {
    index: ServiceIndex<'a>,
    register: Register<'a>,
    frameworks: Vec<FrameworkCheck<'a>>,
    data: Vec<DataCheck<'a>>,
    regions: Vec<RegionCheck<'a>>,
    isolation: Vec<Isolation>,
    hours: Vec<HoursCheck<'a>>,
}

impl<'a> Checks<'a> {
    fn new(facts: &'a Facts, needs: &Needs) -> Result<Self, Unknown> {
        let frameworks = known(&facts.frameworks, needs.frameworks.iter().map(FrameworkId::as_str))?;
        let data = known(&facts.data_rules, needs.data.iter().map(DataRuleId::as_str))?;
        let regions = known(&facts.regions, needs.regions.iter().map(RegionId::as_str))?;
        let restore = needs.restore_hours.map(|max_hours| (Figure::Restore, max_hours));
        let loss = needs.loss_hours.map(|max_hours| (Figure::Loss, max_hours));
        let (index, register) = (ServiceIndex::new(facts), Register::new(facts));
        let mut isolation = Vec::new();
        needs.isolation.iter().for_each(|needed| add(&mut isolation, *needed));
        Ok(Self {
            data: data.into_iter().map(|rule| DataCheck::new(&index, &register, rule)).collect(),
            regions: regions.into_iter().map(|region| RegionCheck::new(facts, &index, &register, region, &frameworks)).collect(),
            frameworks: frameworks.into_iter().map(|framework| FrameworkCheck::new(facts, &index, &register, framework)).collect(),
            isolation,
            hours: restore
                .into_iter()
                .chain(loss)
                .map(|(figure, max_hours)| HoursCheck::new(facts, &index, &register, figure, max_hours))
                .collect(),
            index,
            register,
        })
    }

    fn verdict(&mut self, service: &'a Service) -> Verdict<'a> {
        let number = self.index.numbers.get(service.id.as_str()).copied().unwrap_or(usize::MAX);
        let count = self.frameworks.len() + self.data.len() + self.regions.len() + self.isolation.len() + self.hours.len();
        let mut findings = Vec::with_capacity(count);
        let regions = &self.regions;
        findings.extend(self.frameworks.iter_mut().map(|check| check.finding(number, regions)));
        findings.extend(self.data.iter_mut().map(|check| check.finding(number)));
        findings.extend(self.regions.iter_mut().map(|check| check.finding(number)));
        findings.extend(self.isolation.iter().map(|needed| Arc::new(isolation_finding(&self.register, *needed, service))));
        findings.extend(self.hours.iter_mut().map(|check| check.finding(number)));
        Verdict::new(&service.id, findings)
    }
}

/// Finds the items with these ids, each once, or returns the first unknown id.
fn known<'a, 'i, T: OfKind + PartialEq>(all: &'a [T], ids: impl Iterator<Item = &'i str>) -> Result<Vec<&'a T>, Unknown> {
    let mut known: Vec<&T> = Vec::new();
    for id in ids {
        let item = all.iter().find(|item| item.id() == id).ok_or_else(|| unknown(T::KIND, all, id))?;
        if !known.iter().any(|item| item.id() == id) {
            known.push(item);
        }
    }
    Ok(known)
}

/// Returns a claim as the ground of a finding.
fn claim_ground<'a>(attested: &Attested<'a>, stance: Stance<'a>) -> Ground<'a> {
    let Attested { claim, source, .. } = attested;
    Ground { basis: Basis::Claim(&claim.id), stance, source: source.clone(), notes: &claim.notes }
}

/// Returns whether a claim is limited to regions.
fn is_regional(claim: &Claim) -> bool {
    matches!(&claim.scope, Scope::Services { regions, .. } if !regions.is_empty())
}

/// Returns the services that a claim is about; `None` for a claim about the infrastructure or a company.
fn services(claim: &Claim) -> Option<&Services> {
    match &claim.scope {
        Scope::Services { services, .. } => Some(services),
        Scope::Infrastructure | Scope::Company => None,
    }
}

/// Compares the isolation of a service with the needed one.
fn isolation_finding<'a>(register: &Register<'a>, needed: Isolation, service: &'a Service) -> Finding<'a> {
    let mut finding = Finding::new(Need::Isolation(needed));
    let group = needed.group();
    let stance = if service.group == group || service.also_in.contains(&group) {
        Stance::Names
    } else {
        // The result is never Excluded: no document says that a service is *not* isolated.
        finding.missing.push(Missing::Silence);
        finding.merge_outcome(Outcome::NotStated);
        Stance::Silent
    };
    let source = register.named(&service.cites);
    finding.grounds.push(Ground { basis: Basis::Service(&service.id), stance, source, notes: service.grouping.as_slice() });
    finding
}
