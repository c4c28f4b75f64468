//! Checks whether services meet the need for a framework, by the claims about them.

use std::sync::Arc;

use super::{
    Finding, Ground, Missing, Need, Outcome, Stance, claim_ground, is_regional,
    region::RegionCheck,
    service_index::{ByService, FindingCache, ServiceIndex},
    services,
};
use crate::{
    Claim, Facts, Framework, Region,
    coverage::{Attested, Weighed, reaches},
    evidence::{Basis, Register, add},
};

pub(super) struct FrameworkCheck<'a> {
    framework: &'a Framework,
    /// The claims about services.
    claims: ByService<Attested<'a>>,
    /// The closest passage, for a service without a claim.
    silence: Option<Ground<'a>>,
    cache: FindingCache<'a>,
}

impl<'a> FrameworkCheck<'a> {
    pub(super) fn new(facts: &'a Facts, index: &ServiceIndex<'_>, register: &Register<'a>, framework: &'a Framework) -> Self {
        let of_services = |claim: &&Claim| services(claim).is_some() && claim.frameworks.contains(&framework.id);
        let claims: Vec<_> = facts.claims.iter().filter(of_services).map(|claim| register.attested(claim)).collect();
        // The closest passage is a claim about other services; if there is no claim, the description of the framework.
        let silence = claims.first().map(|first| claim_ground(first, Stance::Silent)).or_else(|| {
            let source = register.source_ref(framework.described_in.as_ref()?);
            Some(Ground { basis: Basis::Framework(&framework.id), stance: Stance::Silent, source, notes: &[] })
        });
        let claims = ByService::new(index, claims, |attested| services(attested.claim));
        Self { framework, claims, silence, cache: FindingCache::default() }
    }

    /// Returns the finding for the service with this number in the [`ServiceIndex`].
    pub(super) fn finding(&mut self, number: usize, regions: &[RegionCheck<'a>]) -> Arc<Finding<'a>> {
        // `find` borrows `self`, so take the cache out of it.
        let mut cache = std::mem::take(&mut self.cache);
        let places = self.claims.places(number);
        let finding = cache.get_or_insert_with(places, || self.find(places, regions));
        self.cache = cache;
        finding
    }

    fn find(&self, places: &[usize], regions: &[RegionCheck<'a>]) -> Finding<'a> {
        let about: Vec<&Attested<'a>> = self.claims.items_at(places).collect();
        let mut finding = Finding::new(Need::Framework(&self.framework.id));
        // If no claim is limited to regions, the result is the same in all regions.
        if regions.is_empty() || !about.iter().any(|attested| is_regional(attested.claim)) {
            self.weigh(&about, None, &mut finding);
            return finding;
        }
        for asked in regions {
            self.weigh(&about, Some(asked.region), &mut finding);
        }
        finding
    }

    /// Adds the result of the claims about a service, in one region or in any.
    fn weigh(&self, about: &[&Attested<'a>], region: Option<&'a Region>, finding: &mut Finding<'a>) {
        let weighed = Weighed::new(about.iter().map(|attested| attested.claim), region.map(|region| &region.id));
        let outcome = if !weighed.upheld.is_empty() {
            for condition in weighed.conditions().into_iter().chain(weighed.regions()) {
                add(&mut finding.conditions, condition);
            }
            Outcome::Qualifies
        } else if !weighed.overruled.is_empty() {
            add(&mut finding.missing, Missing::Agreement);
            Outcome::NotStated
        } else if !weighed.denying.is_empty() {
            Outcome::Excluded
        } else {
            let elsewhere = region.filter(|_| !about.is_empty()).map(|region| Missing::InRegion(&region.id));
            add(&mut finding.missing, elsewhere.unwrap_or(Missing::Silence));
            Outcome::NotStated
        };
        finding.grounds.reserve_exact(about.len().max(1));
        for attested in about {
            let stance = match attested.claim {
                claim if !reaches(claim, region.map(|region| &region.id)) => Stance::Silent,
                claim if claim.denies => Stance::Denies,
                _ => Stance::Covers,
            };
            // The claim may apply in one of the regions only. Its ground then has the stance of that region.
            match finding.grounds.iter_mut().find(|ground| ground.basis == Basis::Claim(&attested.claim.id)) {
                Some(before) if before.stance == Stance::Silent => before.stance = stance,
                Some(_) => {}
                None => finding.grounds.push(claim_ground(attested, stance)),
            }
        }
        if about.is_empty() && finding.grounds.is_empty() {
            finding.grounds.extend(self.silence.clone());
        }
        finding.merge_outcome(outcome);
    }
}
