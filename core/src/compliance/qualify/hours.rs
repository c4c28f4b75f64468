//! Compares a maximum number of hours (until a service is restored, or of lost data) with the
//! recovery objectives.

use std::sync::Arc;

use super::{
    Finding, Ground, Missing, Need, Outcome, Stance,
    service_index::{ByService, FindingCache, ServiceIndex},
};
use crate::{
    Facts, Objective,
    evidence::{Basis, Register, SourceRef},
    recovery::Figure,
};

pub(super) struct HoursCheck<'a> {
    figure: Figure,
    max_hours: u32,
    /// The objectives that state the figure.
    objectives: ByService<(&'a Objective, SourceRef<'a>)>,
    /// The closest passage, for a service without an objective.
    closest: Option<Ground<'a>>,
    cache: FindingCache<'a>,
}

impl<'a> HoursCheck<'a> {
    pub(super) fn new(facts: &'a Facts, index: &ServiceIndex<'_>, register: &Register<'a>, figure: Figure, max_hours: u32) -> Self {
        let stating = facts.objectives.iter().filter(|objective| figure.of(objective).is_some());
        let objectives = stating.map(|objective| (objective, register.source_ref(&objective.statement))).collect();
        let closest = facts
            .objectives
            .first()
            .map(|objective| objective_ground(objective, Stance::Silent, &register.source_ref(&objective.statement)));
        let objectives = ByService::new(index, objectives, |(objective, _): &(&'a Objective, _)| Some(&objective.services));
        Self { figure, max_hours, objectives, closest, cache: FindingCache::default() }
    }

    /// Returns the finding for the service with this number in the [`ServiceIndex`].
    pub(super) fn finding(&mut self, number: usize) -> Arc<Finding<'a>> {
        // `find` borrows `self`, so take the cache out of it.
        let mut cache = std::mem::take(&mut self.cache);
        let places = self.objectives.places(number);
        let finding = cache.get_or_insert_with(places, || self.find(places));
        self.cache = cache;
        finding
    }

    /// Computes the finding for services that the objectives at these positions are about.
    fn find(&self, places: &[usize]) -> Finding<'a> {
        let mut finding = Finding::new(match self.figure {
            Figure::Restore => Need::RestoreHours(self.max_hours),
            Figure::Loss => Need::LossHours(self.max_hours),
        });
        let hours = |objective: &Objective| self.figure.of(objective);
        let stating: Vec<&(&'a Objective, SourceRef<'a>)> = self.objectives.items_at(places).collect();
        let meets_need = |objective: &&'a Objective| hours(objective).is_some_and(|hours| hours <= self.max_hours);
        let meeting: Vec<&'a Objective> = stating.iter().map(|(objective, _)| *objective).filter(meets_need).collect();
        for (objective, source) in &stating {
            let stance = hours(objective).map_or(Stance::Silent, |hours| Stance::Aims { hours });
            finding.grounds.push(objective_ground(objective, stance, source));
        }
        if stating.is_empty() {
            finding.grounds.extend(self.closest.clone());
            finding.missing.push(Missing::Silence);
            finding.merge_outcome(Outcome::NotStated);
        } else if meeting.is_empty() {
            if stating.iter().all(|(objective, _)| !objective.plans.is_empty()) {
                finding.missing.push(Missing::OnOtherPlans);
            }
            finding.merge_outcome(Outcome::Excluded);
        } else {
            finding.conditions = self.figure.conditions(&meeting);
            finding.merge_outcome(Outcome::Qualifies);
        }
        finding
    }
}

/// Returns an objective as the ground of a finding.
fn objective_ground<'a>(objective: &'a Objective, stance: Stance<'a>, source: &SourceRef<'a>) -> Ground<'a> {
    Ground { basis: Basis::Objective(&objective.id), stance, source: source.clone(), notes: &objective.notes }
}
