//! The solver: which services meet a set of requirements, and what stands in the way of each other.
//!
//! Each requirement is compared with each service on its own, and every finding keeps its grounds. The outcome is the worst finding:
//! Excluded > NotStated > NotBarred > QualifiesUnder > Qualifies. So a requirement more never makes a service qualify that did not
//! before. Regions are the exception: documents name them for some frameworks only, so a region is not stated without such a framework.
//!
//! Only claims about services count. What is inherited from the infrastructure, and what a company has for its own business, never
//! makes a service qualify; a certificate never permits data that a rule bars.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    Claim, DataRule, DataRuleId, Facts, Framework, FrameworkId, Objective, Region, RegionId, Scope, Service, ServiceGroup, ServiceId,
    Services, StatementId,
    coverage::{Attested, Weighed, reaches},
    grounds::{Basis, Condition, Register, Said, add},
    name::{OfKind, Unknown, unknown},
    placement::Permission,
    recovery::{Figure, Recovery, Shared, share},
};

/// What services are held against. What is left out is not asked for; an id that is there twice counts once.
///
/// Kinds of data are ids of data rules: where a rule depends on who the customer is, as for health data, content has a rule for each.
///
/// ```
/// use carrot_core::qualify::{Isolation, Requirements};
/// let asked: Requirements = serde_json::from_str(r#"{ "frameworks": ["soc-2"], "loss-hours": 4, "isolation": "shield" }"#)?;
/// assert_eq!((asked.loss_hours, asked.isolation), (Some(4), vec![Isolation::Shield]));
/// assert!(serde_json::from_str::<Requirements>(r#"{ "framework": "soc-2" }"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Requirements {
    /// Covered by all of these frameworks.
    pub frameworks: Vec<FrameworkId>,
    /// May hold all of these kinds of data.
    pub data: Vec<DataRuleId>,
    /// In all of these regions; they count together with a framework whose claims name regions, and are not stated by themselves.
    pub regions: Vec<RegionId>,
    /// Restored after so many hours at most (RTO).
    pub restore_hours: Option<u32>,
    /// With so many hours of data lost at most (RPO).
    pub loss_hours: Option<u32>,
    /// In all of these groups, by the service's own name; one of them can be given without a list.
    #[serde(deserialize_with = "one_or_more")]
    pub isolation: Vec<Isolation>,
}

fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Isolation>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        One(Isolation),
        More(Vec<Isolation>),
    }
    Ok(match Option::<Given>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(Given::One(one)) => vec![one],
        Some(Given::More(more)) => more,
    })
}

/// A group of services that is asked for. It rests on their own names: no document says how far a service is isolated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Isolation {
    /// Named "private".
    Private,
    /// Named "shield".
    Shield,
}

impl Isolation {
    fn group(self) -> ServiceGroup {
        match self {
            Self::Private => ServiceGroup::Private,
            Self::Shield => ServiceGroup::Shield,
        }
    }
}

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
    fn new(service: &'a ServiceId, findings: Vec<Arc<Finding<'a>>>) -> Self {
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

impl Facts {
    /// Every service, in the order of content, held against requirements.
    ///
    /// # Errors
    /// Where the policy has nothing with one of the ids.
    pub fn qualify(&self, requirements: &Requirements) -> Result<Vec<Verdict<'_>>, Unknown> {
        let mut asked = Asked::new(self, requirements)?;
        Ok(self.services.iter().map(|service| asked.of(service)).collect())
    }

    /// A stack of services, held against requirements: all of them must meet each.
    ///
    /// # Errors
    /// Where the policy has nothing with one of the ids.
    pub fn qualify_stack(&self, services: &[ServiceId], requirements: &Requirements) -> Result<StackVerdict<'_>, Unknown> {
        let mut asked = Asked::new(self, requirements)?;
        let recovery = self.stack(services)?;
        let chosen = recovery.services.iter().filter_map(|id| self.service(id));
        let verdicts: Vec<_> = chosen.map(|service| asked.of(service)).collect();
        let mut conditions = Vec::new();
        for verdict in &verdicts {
            share(&mut conditions, verdict.service, verdict.conditions().cloned());
        }
        let outcome = verdicts.iter().map(|verdict| verdict.outcome).max().unwrap_or(Outcome::Qualifies);
        Ok(StackVerdict { outcome, verdicts, conditions, recovery })
    }
}

/// Requirements with everything that bears on them looked up once, not once for each service.
struct Asked<'a> {
    roster: Roster<'a>,
    register: Register<'a>,
    frameworks: Vec<AskedFramework<'a>>,
    data: Vec<AskedData<'a>>,
    regions: Vec<AskedRegion<'a>>,
    isolation: Vec<Isolation>,
    hours: Vec<AskedHours<'a>>,
}

struct AskedFramework<'a> {
    framework: &'a Framework,
    /// The claims about services.
    claims: ByService<Attested<'a>>,
    /// Where one would look for a claim about a service that has none.
    silence: Option<Ground<'a>>,
    found: Found<'a>,
}

struct AskedData<'a> {
    rule: &'a DataRule,
    said: Said<'a>,
    /// Where the editors interpret it, if they do.
    interpreted: Option<Said<'a>>,
    /// The numbers of the services on the rule's two lists, in order.
    allowed: Vec<usize>,
    unstated: Vec<usize>,
    found: Found<'a>,
}

struct AskedRegion<'a> {
    region: &'a Region,
    /// The claims that name the region, under one of the frameworks that are asked for with it.
    claims: ByService<Attested<'a>>,
    /// Where the region is named.
    named: Ground<'a>,
    /// The closest passages, where no claim counts.
    silence: Vec<Ground<'a>>,
    found: Found<'a>,
}

struct AskedHours<'a> {
    figure: Figure,
    most: u32,
    /// The objectives that state the figure.
    objectives: ByService<(&'a Objective, Said<'a>)>,
    /// Where one would look for that of a service that has none.
    silence: Option<Ground<'a>>,
    found: Found<'a>,
}

/// What has been found for a requirement, by the places of what is said of a service: where the same is said, the same is found.
#[derive(Default)]
struct Found<'a>(HashMap<Vec<usize>, Arc<Finding<'a>>>);

impl<'a> Found<'a> {
    fn or(&mut self, said: &[usize], find: impl FnOnce() -> Finding<'a>) -> Arc<Finding<'a>> {
        if let Some(found) = self.0.get(said) {
            return Arc::clone(found);
        }
        let found = Arc::new(find());
        self.0.insert(said.to_vec(), Arc::clone(&found));
        found
    }
}

/// The services by number, in the order of content.
struct Roster<'a> {
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Roster<'a> {
    fn new(facts: &'a Facts) -> Self {
        Self { numbers: facts.services.iter().enumerate().map(|(number, service)| (service.id.as_str(), number)).collect() }
    }

    /// The numbers of services, in order.
    fn numbers(&self, services: &[ServiceId]) -> Vec<usize> {
        let mut numbers: Vec<usize> = services.iter().filter_map(|id| self.numbers.get(id.as_str()).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The numbers of services of which something is said, in order, and beside each the place of what is said.
    fn places(&self, said: &mut dyn Iterator<Item = Option<&Services>>) -> (Vec<usize>, Vec<usize>) {
        let mut pairs = Vec::new();
        for (place, services) in said.enumerate().filter_map(|(place, services)| Some((place, services?))) {
            pairs.extend(self.of(services).into_iter().map(|number| (number, place)));
        }
        pairs.sort_unstable();
        pairs.into_iter().unzip()
    }

    fn of(&self, services: &Services) -> Vec<usize> {
        match services {
            Services::All => (0..self.numbers.len()).collect(),
            Services::Only(list) => self.numbers(list),
        }
    }
}

/// Things that are said of services, so that for a service only those are gone through that are said of it.
struct ByService<T> {
    things: Vec<T>,
    /// The numbers of services, in order, once for each thing that is said of them; and beside each, the place of that thing.
    numbers: Vec<usize>,
    places: Vec<usize>,
}

impl<T> ByService<T> {
    fn new(roster: &Roster<'_>, things: Vec<T>, services: impl Fn(&T) -> Option<&Services>) -> Self {
        let (numbers, places) = roster.places(&mut things.iter().map(services));
        Self { things, numbers, places }
    }

    /// The places of what is said of a service.
    fn places(&self, number: usize) -> &[usize] {
        let start = self.numbers.partition_point(|other| *other < number);
        let said = self.numbers.iter().skip(start).take_while(|other| **other == number).count();
        self.places.get(start..start + said).unwrap_or_default()
    }

    fn at<'p>(&'p self, places: &'p [usize]) -> impl Iterator<Item = &'p T> {
        places.iter().filter_map(|place| self.things.get(*place))
    }
}

impl<'a> Asked<'a> {
    fn new(facts: &'a Facts, requirements: &Requirements) -> Result<Self, Unknown> {
        let frameworks = known(&facts.frameworks, requirements.frameworks.iter().map(FrameworkId::as_str))?;
        let data = known(&facts.data_rules, requirements.data.iter().map(DataRuleId::as_str))?;
        let regions = known(&facts.regions, requirements.regions.iter().map(RegionId::as_str))?;
        let restore = requirements.restore_hours.map(|most| (Figure::Restore, most));
        let loss = requirements.loss_hours.map(|most| (Figure::Loss, most));
        let (roster, register) = (Roster::new(facts), Register::new(facts));
        let mut isolation = Vec::new();
        requirements.isolation.iter().for_each(|it| add(&mut isolation, *it));
        Ok(Self {
            data: data.into_iter().map(|rule| AskedData::new(&roster, &register, rule)).collect(),
            regions: regions.into_iter().map(|it| AskedRegion::new(facts, &roster, &register, it, &frameworks)).collect(),
            frameworks: frameworks.into_iter().map(|it| AskedFramework::new(facts, &roster, &register, it)).collect(),
            isolation,
            hours: restore.into_iter().chain(loss).map(|(it, most)| AskedHours::new(facts, &roster, &register, it, most)).collect(),
            roster,
            register,
        })
    }

    fn of(&mut self, service: &'a Service) -> Verdict<'a> {
        let number = self.roster.numbers.get(service.id.as_str()).copied().unwrap_or(usize::MAX);
        let asked = self.frameworks.len() + self.data.len() + self.regions.len() + self.isolation.len() + self.hours.len();
        let mut findings = Vec::with_capacity(asked);
        let regions = &self.regions;
        findings.extend(self.frameworks.iter_mut().map(|asked| asked.of(number, regions)));
        findings.extend(self.data.iter_mut().map(|asked| asked.of(number)));
        findings.extend(self.regions.iter_mut().map(|asked| asked.of(number)));
        findings.extend(self.isolation.iter().map(|asked| Arc::new(grouped(&self.register, *asked, service))));
        findings.extend(self.hours.iter_mut().map(|asked| asked.of(number)));
        Verdict::new(&service.id, findings)
    }
}

/// What has these ids, each once.
fn known<'a, 'i, T: OfKind + PartialEq>(all: &'a [T], ids: impl Iterator<Item = &'i str>) -> Result<Vec<&'a T>, Unknown> {
    let mut known: Vec<&T> = Vec::new();
    for id in ids {
        let one = all.iter().find(|one| one.id() == id).ok_or_else(|| unknown(T::KIND, all, id))?;
        if !known.iter().any(|other| other.id() == id) {
            known.push(one);
        }
    }
    Ok(known)
}

impl<'a> AskedFramework<'a> {
    fn new(facts: &'a Facts, roster: &Roster<'_>, register: &Register<'a>, framework: &'a Framework) -> Self {
        let of_services = |claim: &&Claim| services(claim).is_some() && claim.frameworks.contains(&framework.id);
        let claims: Vec<_> = facts.claims.iter().filter(of_services).map(|claim| register.attested(claim)).collect();
        // The claims name the services that they cover; without any, there is what is told of the framework.
        let silence = claims.first().map(|first| ground(first, Says::Silent)).or_else(|| {
            let said = register.said(framework.described_in.as_ref()?);
            Some(Ground { basis: Basis::Framework(&framework.id), says: Says::Silent, said, notes: &[] })
        });
        Self { framework, claims: ByService::new(roster, claims, |it| services(it.claim)), silence, found: Found::default() }
    }

    fn of(&mut self, number: usize, regions: &[AskedRegion<'a>]) -> Arc<Finding<'a>> {
        let mut found = std::mem::take(&mut self.found);
        let places = self.claims.places(number);
        let finding = found.or(places, || self.find(places, regions));
        self.found = found;
        finding
    }

    fn find(&self, places: &[usize], regions: &[AskedRegion<'a>]) -> Finding<'a> {
        let about: Vec<&Attested<'a>> = self.claims.at(places).collect();
        let mut finding = Finding::new(Need::Framework(&self.framework.id));
        // Where no claim is limited to regions, all regions come to the same.
        if regions.is_empty() || !about.iter().any(|it| in_regions(it.claim)) {
            self.weigh(&about, None, &mut finding);
            return finding;
        }
        for asked in regions {
            self.weigh(&about, Some(asked.region), &mut finding);
        }
        finding
    }

    /// Adds what the claims about a service come to, in a region or wherever they hold.
    fn weigh(&self, about: &[&Attested<'a>], region: Option<&'a Region>, finding: &mut Finding<'a>) {
        let weighed = Weighed::new(about.iter().map(|it| it.claim), region.map(|region| &region.id));
        let outcome = if !weighed.standing.is_empty() {
            for condition in weighed.conditions().into_iter().chain(weighed.regions()) {
                add(&mut finding.conditions, condition);
            }
            Outcome::Qualifies
        } else if !weighed.fallen.is_empty() {
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
        for it in about {
            let says = match it.claim {
                claim if !reaches(claim, region.map(|region| &region.id)) => Says::Silent,
                claim if claim.denies => Says::Denies,
                _ => Says::Covers,
            };
            // Of two regions, one may have it and the other not.
            match finding.grounds.iter_mut().find(|ground| ground.basis == Basis::Claim(&it.claim.id)) {
                Some(before) if before.says == Says::Silent => before.says = says,
                Some(_) => {}
                None => finding.grounds.push(ground(it, says)),
            }
        }
        if about.is_empty() && finding.grounds.is_empty() {
            finding.grounds.extend(self.silence.clone());
        }
        finding.come_to(outcome);
    }
}

fn ground<'a>(it: &Attested<'a>, says: Says<'a>) -> Ground<'a> {
    Ground { basis: Basis::Claim(&it.claim.id), says, said: it.said.clone(), notes: &it.claim.notes }
}

fn in_regions(claim: &Claim) -> bool {
    matches!(&claim.scope, Scope::Services { regions, .. } if !regions.is_empty())
}

/// The services that a claim is about.
fn services(claim: &Claim) -> Option<&Services> {
    match &claim.scope {
        Scope::Services { services, .. } => Some(services),
        Scope::Infrastructure | Scope::Company => None,
    }
}

impl<'a> AskedData<'a> {
    fn new(roster: &Roster<'_>, register: &Register<'a>, rule: &'a DataRule) -> Self {
        let said = register.said(&rule.statement);
        let interpreted = rule.interpretation.as_ref().map(|id| register.said(id));
        let unstated = roster.numbers(&rule.unstated_in);
        Self { rule, said, interpreted, allowed: roster.of(&rule.allowed_in), unstated, found: Found::default() }
    }

    fn of(&mut self, number: usize) -> Arc<Finding<'a>> {
        let on = |list: &[usize]| list.binary_search(&number).is_ok();
        let (allowed, unstated) = (on(&self.allowed), on(&self.unstated));
        let (rule, said, interpreted) = (self.rule, &self.said, &self.interpreted);
        self.found.or(&[usize::from(allowed), usize::from(unstated)], || {
            let permission = rule.permits(allowed, unstated);
            let said = interpreted.as_ref().filter(|_| matches!(permission, Permission::NotBarred { .. })).unwrap_or(said);
            placed(rule, said, permission)
        })
    }
}

fn placed<'a>(rule: &'a DataRule, said: &Said<'a>, permission: Permission<'a>) -> Finding<'a> {
    let mut finding = Finding::new(Need::Data(&rule.id));
    let (says, outcome) = match permission {
        Permission::Allowed => (Says::Allows, Outcome::Qualifies),
        Permission::Conditional { conditions } => {
            finding.conditions = conditions;
            (Says::Allows, Outcome::QualifiesUnder)
        }
        Permission::NotBarred { conditions } => {
            finding.conditions = conditions;
            (Says::NotBarred, Outcome::NotBarred)
        }
        Permission::Barred { exceptions } => (Says::Bars { exceptions }, Outcome::Excluded),
        Permission::NotStated => {
            finding.missing.push(Missing::Silence);
            (Says::Silent, Outcome::NotStated)
        }
    };
    finding.grounds = vec![Ground { basis: Basis::DataRule(&rule.id), says, said: said.clone(), notes: &rule.notes }];
    finding.come_to(outcome);
    finding
}

impl<'a> AskedRegion<'a> {
    fn new(facts: &'a Facts, roster: &Roster<'_>, register: &Register<'a>, region: &'a Region, frameworks: &[&'a Framework]) -> Self {
        let names =
            |claim: &&Claim| !claim.denies && matches!(&claim.scope, Scope::Services { regions, .. } if regions.contains(&region.id));
        let naming: Vec<_> = facts.claims.iter().filter(names).map(|claim| register.attested(claim)).collect();
        let mut silence: Vec<_> = naming.iter().map(|it| ground(it, Says::Silent)).collect();
        let said = register.named(&region.cites);
        let named = Ground { basis: Basis::Region(&region.id), says: Says::Silent, said, notes: region.reading.as_slice() };
        if silence.is_empty() || region.reading.is_some() {
            silence.push(named.clone());
        }
        let asked = |it: &Attested<'_>| frameworks.iter().any(|framework| it.claim.frameworks.contains(&framework.id));
        let claims = naming.into_iter().filter(asked).collect();
        let claims = ByService::new(roster, claims, |it: &Attested<'_>| services(it.claim));
        Self { region, claims, named, silence, found: Found::default() }
    }

    /// A region counts as far as a claim names it for the service, under a framework that is asked for.
    fn of(&mut self, number: usize) -> Arc<Finding<'a>> {
        let (region, claims, named, silence) = (self.region, &self.claims, &self.named, &self.silence);
        let places = claims.places(number);
        self.found.or(places, || {
            let mut finding = Finding::new(Need::Region(&region.id));
            finding.grounds.extend(claims.at(places).map(|it| ground(it, Says::Names)));
            if finding.grounds.is_empty() {
                finding.grounds.clone_from(silence);
                finding.missing.push(Missing::Silence);
                finding.come_to(Outcome::NotStated);
            } else if region.reading.is_some() {
                finding.grounds.push(named.clone());
            }
            finding
        })
    }
}

fn grouped<'a>(register: &Register<'a>, asked: Isolation, service: &'a Service) -> Finding<'a> {
    let mut finding = Finding::new(Need::Isolation(asked));
    let group = asked.group();
    let says = if service.group == group || service.also_in.contains(&group) {
        Says::Names
    } else {
        // No document says of a service that it is *not* isolated.
        finding.missing.push(Missing::Silence);
        finding.come_to(Outcome::NotStated);
        Says::Silent
    };
    let said = register.named(&service.cites);
    finding.grounds.push(Ground { basis: Basis::Service(&service.id), says, said, notes: service.grouping.as_slice() });
    finding
}

impl<'a> AskedHours<'a> {
    fn new(facts: &'a Facts, roster: &Roster<'_>, register: &Register<'a>, figure: Figure, most: u32) -> Self {
        let stating = facts.objectives.iter().filter(|it| figure.of(it).is_some());
        let objectives = stating.map(|it| (it, register.said(&it.statement))).collect();
        let silence = facts.objectives.first().map(|it| aim(it, Says::Silent, &register.said(&it.statement)));
        let objectives = ByService::new(roster, objectives, |(it, _): &(&'a Objective, _)| Some(&it.services));
        Self { figure, most, objectives, silence, found: Found::default() }
    }

    fn of(&mut self, number: usize) -> Arc<Finding<'a>> {
        let mut found = std::mem::take(&mut self.found);
        let places = self.objectives.places(number);
        let finding = found.or(places, || self.find(places));
        self.found = found;
        finding
    }

    fn find(&self, places: &[usize]) -> Finding<'a> {
        let mut finding = Finding::new(match self.figure {
            Figure::Restore => Need::RestoreHours(self.most),
            Figure::Loss => Need::LossHours(self.most),
        });
        let hours = |objective: &Objective| self.figure.of(objective);
        let stating: Vec<&(&'a Objective, Said<'a>)> = self.objectives.at(places).collect();
        let meeting: Vec<&'a Objective> =
            stating.iter().map(|(it, _)| *it).filter(|it| hours(it).is_some_and(|hours| hours <= self.most)).collect();
        for (objective, said) in &stating {
            let says = hours(objective).map_or(Says::Silent, |hours| Says::Aims { hours });
            finding.grounds.push(aim(objective, says, said));
        }
        if stating.is_empty() {
            finding.grounds.extend(self.silence.clone());
            finding.missing.push(Missing::Silence);
            finding.come_to(Outcome::NotStated);
        } else if meeting.is_empty() {
            if stating.iter().all(|(objective, _)| !objective.plans.is_empty()) {
                finding.missing.push(Missing::OnOtherPlans);
            }
            finding.come_to(Outcome::Excluded);
        } else {
            finding.conditions = self.figure.conditions(&meeting);
            finding.come_to(Outcome::Qualifies);
        }
        finding
    }
}

fn aim<'a>(objective: &'a Objective, says: Says<'a>, said: &Said<'a>) -> Ground<'a> {
    Ground { basis: Basis::Objective(&objective.id), says, said: said.clone(), notes: &objective.notes }
}

impl<'a> Finding<'a> {
    fn new(need: Need<'a>) -> Self {
        Self { need, outcome: Outcome::Qualifies, conditions: Vec::new(), missing: Vec::new(), grounds: Vec::new() }
    }

    /// The worst outcome stays; with a condition, nothing simply holds.
    fn come_to(&mut self, outcome: Outcome) {
        let least = if self.conditions.is_empty() { Outcome::Qualifies } else { Outcome::QualifiesUnder };
        self.outcome = self.outcome.max(outcome).max(least);
    }
}
