//! Every single requirement that the solver can be asked for, and what it comes to for each service.
//!
//! For whoever answers any mix of them without carrying the policy along, as the page does: a mix is worth, for a service, the worst
//! outcome of what applies of these, under all of their conditions ([`Policy::needs`] tells what applies).

use std::{ops::RangeInclusive, sync::Arc};

use crate::{
    FrameworkId, Policy, RegionId, ServiceId,
    grounds::Basis,
    qualify::{Finding, Ground, Isolation, Need, Requirements},
    recovery::Figure,
};

/// A single requirement, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single<'a> {
    /// The requirement; where it is about hours, the least that come to the same.
    pub need: Need<'a>,
    /// The hours that come to the same, where it is about hours.
    pub hours: Option<RangeInclusive<u32>>,
    /// What it comes to, and for which services.
    pub alike: Vec<Alike<'a>>,
}

/// A finding, and the services for which it is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike<'a> {
    /// The services, in the order of content.
    pub services: Vec<&'a ServiceId>,
    /// When it is the finding.
    pub when: When<'a>,
    /// The finding. Where documents name each service for itself, its grounds are those of all these services.
    pub finding: Finding<'a>,
}

/// With which regions a finding goes. A framework may be claimed for some regions only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When<'a> {
    /// With any, and with none.
    Always,
    /// Where no region is asked for.
    Anywhere,
    /// Where one of these is asked for.
    In(Vec<&'a RegionId>),
}

impl<'a> Alike<'a> {
    /// The finding for one of its services.
    pub fn of(&self, service: &ServiceId) -> Finding<'a> {
        let mut finding = self.finding.clone();
        finding.grounds.retain(|ground| !matches!(ground.basis, Basis::Service(other) if other != service));
        finding
    }
}

impl Policy {
    /// All single requirements in the order of content: kinds of data, frameworks, hours to restore, hours of loss, regions, isolation.
    ///
    /// A mix of requirements is worth, for a service, what these come to together that it asks for: of hours those of the range that
    /// holds what is asked, and of the findings of a framework those that go with the regions that are asked.
    pub fn needs(&self) -> Vec<Single<'_>> {
        let data = self.data_rules.iter().map(|it| Requirements { data: vec![it.id.clone()], ..Requirements::default() });
        let regions = self.regions.iter().map(|it| Requirements { regions: vec![it.id.clone()], ..Requirements::default() });
        let isolations = [Isolation::Private, Isolation::Shield];
        let isolation = isolations.map(|it| Requirements { isolation: Some(it), ..Requirements::default() });
        let simple = |asked: Requirements| {
            let findings = self.first_findings(&asked);
            Some(Single { need: findings.first()?.1.need, hours: None, alike: alike(findings.into_iter().map(always)) })
        };
        let mut needs: Vec<Single<'_>> = data.filter_map(simple).collect();
        needs.extend(self.frameworks.iter().map(|framework| self.framework_need(&framework.id)));
        needs.extend([Figure::Restore, Figure::Loss].into_iter().flat_map(|figure| self.hours_needs(figure)));
        needs.extend(regions.chain(isolation).filter_map(simple));
        needs
    }

    /// Of a service whose claims are limited to regions, it comes to what it comes to in each region that is asked for.
    fn framework_need<'a>(&'a self, framework: &'a FrameworkId) -> Single<'a> {
        let within = |regions: Vec<RegionId>| {
            self.first_findings(&Requirements { frameworks: vec![framework.clone()], regions, ..Requirements::default() })
        };
        let in_regions: Vec<_> = self.regions.iter().map(|region| (&region.id, within(vec![region.id.clone()]))).collect();
        let mut found = Vec::new();
        for (index, (service, anywhere)) in within(Vec::new()).into_iter().enumerate() {
            let here = || in_regions.iter().filter_map(|(region, all)| Some((*region, &all.get(index)?.1)));
            if here().all(|(_, finding)| *finding == anywhere) {
                found.push((service, When::Always, anywhere));
                continue;
            }
            found.push((service, When::Anywhere, anywhere));
            let mut apart: Vec<(Vec<&'a RegionId>, &Finding<'a>)> = Vec::new();
            for (region, finding) in here() {
                match apart.iter_mut().find(|(_, other)| *other == finding) {
                    Some((regions, _)) => regions.push(region),
                    None => apart.push((vec![region], finding)),
                }
            }
            found.extend(apart.into_iter().map(|(regions, finding)| (service, When::In(regions), finding.clone())));
        }
        Single { need: Need::Framework(framework), hours: None, alike: alike(found) }
    }

    /// What is asked changes its answer at the hours that content states.
    fn hours_needs(&self, figure: Figure) -> impl Iterator<Item = Single<'_>> {
        let mut starts: Vec<u32> = self.objectives.iter().filter_map(|objective| figure.of(objective)).collect();
        starts.push(0);
        starts.sort_unstable();
        starts.dedup();
        let ends: Vec<u32> = starts.iter().skip(1).map(|next| next - 1).chain([u32::MAX]).collect();
        starts.into_iter().zip(ends).filter_map(move |(from, to)| {
            let asked = match figure {
                Figure::Restore => Requirements { restore_hours: Some(from), ..Requirements::default() },
                Figure::Loss => Requirements { loss_hours: Some(from), ..Requirements::default() },
            };
            let findings = self.first_findings(&asked);
            Some(Single { need: findings.first()?.1.need, hours: Some(from..=to), alike: alike(findings.into_iter().map(always)) })
        })
    }

    /// What the first of some requirements comes to, for each service.
    fn first_findings(&self, asked: &Requirements) -> Vec<(&ServiceId, Finding<'_>)> {
        // Only ids of this very policy are asked for.
        let verdicts = self.qualify(asked).unwrap_or_default();
        let first = verdicts.into_iter().filter_map(|verdict| Some((verdict.service, verdict.findings.into_iter().next()?)));
        first.map(|(service, finding)| (service, Arc::unwrap_or_clone(finding))).collect()
    }
}

fn always<'a>((service, finding): (&'a ServiceId, Finding<'a>)) -> (&'a ServiceId, When<'a>, Finding<'a>) {
    (service, When::Always, finding)
}

/// Services with the same finding, together.
fn alike<'a>(found: impl IntoIterator<Item = (&'a ServiceId, When<'a>, Finding<'a>)>) -> Vec<Alike<'a>> {
    let mut groups: Vec<Alike<'a>> = Vec::new();
    for (service, when, finding) in found {
        match groups.iter_mut().find(|group| group.when == when && same(&group.finding, &finding)) {
            Some(group) => {
                group.services.push(service);
                for ground in finding.grounds {
                    if !group.finding.grounds.contains(&ground) {
                        group.finding.grounds.push(ground);
                    }
                }
            }
            None => groups.push(Alike { services: vec![service], when, finding }),
        }
    }
    groups
}

/// Whether two findings are the same, wherever documents name the services themselves.
fn same(one: &Finding<'_>, other: &Finding<'_>) -> bool {
    let own = |ground: &&Ground<'_>| matches!(ground.basis, Basis::Service(_));
    let shared = |finding| Finding::<'_>::clone(finding).grounds.into_iter().filter(|it| !own(&it)).collect::<Vec<_>>();
    (one.outcome, &one.conditions, &one.missing) == (other.outcome, &other.conditions, &other.missing)
        && one.grounds.iter().any(|it| own(&it)) == other.grounds.iter().any(|it| own(&it))
        && shared(one) == shared(other)
}
