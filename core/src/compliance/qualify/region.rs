//! Checks the need for a region. It counts only together with a framework, if a claim about the framework names the region for the
//! service.

use std::sync::Arc;

use super::{
    Finding, Ground, Missing, Need, Outcome, Stance, claim_ground,
    service_index::{ByService, FindingCache, ServiceIndex},
    services,
};
use crate::{
    Claim, Facts, Framework, Region, Scope,
    coverage::Attested,
    evidence::{Basis, Register},
};

pub(super) struct RegionCheck<'a> {
    pub(super) region: &'a Region,
    /// The claims that name the region, for one of the required frameworks.
    pub(super) claims: ByService<Attested<'a>>,
    /// The source that names the region.
    named: Ground<'a>,
    /// The closest passages, if no claim counts.
    silence: Vec<Ground<'a>>,
    cache: FindingCache<'a>,
}

impl<'a> RegionCheck<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        index: &ServiceIndex<'_>,
        register: &Register<'a>,
        region: &'a Region,
        frameworks: &[&'a Framework],
    ) -> Self {
        let names =
            |claim: &&Claim| !claim.denies && matches!(&claim.scope, Scope::Services { regions, .. } if regions.contains(&region.id));
        let naming: Vec<_> = facts.claims.iter().filter(names).map(|claim| register.attested(claim)).collect();
        let mut silence: Vec<_> = naming.iter().map(|attested| claim_ground(attested, Stance::Silent)).collect();
        let source = register.named(&region.cites);
        let named = Ground { basis: Basis::Region(&region.id), stance: Stance::Silent, source, notes: region.reading.as_slice() };
        if silence.is_empty() || region.reading.is_some() {
            silence.push(named.clone());
        }
        let is_needed = |attested: &Attested<'_>| frameworks.iter().any(|framework| attested.claim.frameworks.contains(&framework.id));
        let claims = naming.into_iter().filter(is_needed).collect();
        let claims = ByService::new(index, claims, |attested: &Attested<'_>| services(attested.claim));
        Self { region, claims, named, silence, cache: FindingCache::default() }
    }

    /// Returns the finding for a service. The region counts only if a claim under a required
    /// framework names it for the service.
    pub(super) fn finding(&mut self, number: usize) -> Arc<Finding<'a>> {
        let (region, claims, named, silence) = (self.region, &self.claims, &self.named, &self.silence);
        let places = claims.places(number);
        self.cache.get_or_insert_with(places, || {
            let mut finding = Finding::new(Need::Region(&region.id));
            finding.grounds.extend(claims.items_at(places).map(|attested| claim_ground(attested, Stance::Names)));
            if finding.grounds.is_empty() {
                finding.grounds.clone_from(silence);
                finding.missing.push(Missing::Silence);
                finding.merge_outcome(Outcome::NotStated);
            } else if region.reading.is_some() {
                finding.grounds.push(named.clone());
            }
            finding
        })
    }
}
