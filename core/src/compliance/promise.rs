//! Decides which statements are promises, which party makes them to which people, and which promises of its host a bot inherits.
//!
//! A host makes promises to its customers, the bot to the people who use it. A bot inherits a claim of its host if the claim is for at
//! least one of the services, and for the plan and the region, that the bot's own policy declares. A claim that is limited to services,
//! plans or regions is not inherited if the policy does not declare them.

use serde::Serialize;

use crate::{
    Citation, Party, PartyId, PartyKind, Policy, RegionId, Role, Scope, ServiceId, Services, Statement, StatementId,
    evidence::{Basis, SourceRef},
};

/// A statement as a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Promise<'a> {
    /// The party that makes it.
    pub party: &'a Party,
    /// The party's role in data protection, if content names one.
    pub role: Option<Role>,
    /// The people to whom it is made; `None` if it is not a promise, or the document does not say.
    pub to: Option<&'a str>,
    /// The kind of promise.
    pub kind: PromiseKind,
    /// The author of the document that reports it, if that is another party.
    pub reported_by: Option<&'a PartyId>,
}

/// The kinds of statements, by their promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PromiseKind {
    /// The bot's own.
    Bot,
    /// A promise of the host to its customers, never to the people who use the bot.
    Host,
    /// A promise of the infrastructure that the host runs on.
    Infrastructure,
    /// A description, not a promise.
    Description,
    /// Our reading, not a promise.
    Reading,
}

impl Policy {
    /// Classifies a statement of this policy as a promise; `None` for a statement of another policy.
    pub fn promise<'a>(&'a self, statement: &'a Statement) -> Option<Promise<'a>> {
        let party = self.party(&statement.party)?;
        let kind = match party.speaks_as() {
            PartyKind::Bot => PromiseKind::Bot,
            PartyKind::Host => PromiseKind::Host,
            PartyKind::Infrastructure => PromiseKind::Infrastructure,
            PartyKind::Editor => PromiseKind::Reading,
            PartyKind::Commentator | PartyKind::RuleMaker | PartyKind::Other => PromiseKind::Description,
        };
        let author = |cite: &Citation| self.source(&cite.source).and_then(|source| source.by.as_ref());
        let reported_by = statement.cites.first().and_then(author).filter(|by| **by != party.id);
        Some(Promise { party, role: party.role, to: self.promises_to(statement), kind, reported_by })
    }

    /// Returns the host's claims and recovery objectives in the order of content. Each has the services that inherit it, or the reasons
    /// why the bot does not inherit it.
    pub fn inherited(&self) -> Vec<Inherited<'_>> {
        let claims = self.claims.iter().map(|claim| {
            let inheritance = match &claim.scope {
                Scope::Company => Inheritance::Not { why: vec![NotInherited::Company] },
                _ if claim.denies => Inheritance::Not { why: vec![NotInherited::Denies] },
                Scope::Infrastructure => self.inherits(&claim.statement, &Services::All, &[], &[]),
                Scope::Services { services, regions, plans } => self.inherits(&claim.statement, services, regions, plans),
            };
            Inherited { basis: Basis::Claim(&claim.id), source: self.source_ref(&claim.statement), inheritance }
        });
        let objectives = self.objectives.iter().map(|objective| {
            let inheritance = self.inherits(&objective.statement, &objective.services, &[], &objective.plans);
            Inherited { basis: Basis::Objective(&objective.id), source: self.source_ref(&objective.statement), inheritance }
        });
        claims.chain(objectives).collect()
    }

    fn inherits<'a>(
        &'a self,
        statement: &'a StatementId,
        services: &'a Services,
        regions: &'a [RegionId],
        plans: &'a [String],
    ) -> Inheritance<'a> {
        let bot = &self.bot;
        let mut why = Vec::new();
        let party = self.statement(statement).and_then(|statement| self.party(&statement.party));
        if let Some(party) = party.filter(|party| !matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure)) {
            why.push(NotInherited::MakesNoPromises(&party.id));
        }
        let (to, without) = match services {
            Services::All => (Vec::new(), Vec::new()),
            Services::Only(_) => bot.services.iter().partition(|service| services.contains(service)),
        };
        if let (Services::Only(list), true) = (services, to.is_empty()) {
            why.push(if bot.services.is_empty() { NotInherited::NoServices(list) } else { NotInherited::OtherServices(list) });
        }
        match &bot.region {
            _ if regions.is_empty() => {}
            None => why.push(NotInherited::NoRegion(regions)),
            Some(region) if !regions.contains(region) => why.push(NotInherited::OtherRegions(regions)),
            Some(_) => {}
        }
        match &bot.plan {
            _ if plans.is_empty() => {}
            None => why.push(NotInherited::NoPlan(plans)),
            // A plan with another name does not count, although it may be the same plan: a program cannot know that.
            Some(plan) if !plans.contains(plan) => why.push(NotInherited::OtherPlans(plans)),
            Some(_) => {}
        }
        if why.is_empty() { Inheritance::Applies { to, without } } else { Inheritance::Not { why } }
    }
}

/// A promise of the host or its infrastructure, compared with the services that the bot declares to use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Inherited<'a> {
    /// The claim or the objective.
    pub basis: Basis<'a>,
    /// The party that makes it, with its source.
    #[serde(rename = "said")]
    pub source: SourceRef<'a>,
    /// The result of the comparison.
    pub inheritance: Inheritance<'a>,
}

/// The result of comparing a host's promise with a bot's declared stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Inheritance<'a> {
    /// The bot inherits it.
    Applies {
        /// The services that inherit it. Empty: any, because the promise holds for every service or for the infrastructure below.
        to: Vec<&'a ServiceId>,
        /// The declared services that do not inherit it.
        without: Vec<&'a ServiceId>,
    },
    /// The bot does not inherit it.
    Not {
        /// The reason.
        why: Vec<NotInherited<'a>>,
    },
}

/// The reason why a bot does not inherit a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NotInherited<'a> {
    /// It is about the business of a company itself.
    Company,
    /// It states that something is not covered.
    Denies,
    /// Its party makes no promises.
    MakesNoPromises(&'a PartyId),
    /// It is about these services, and the bot's policy names no service.
    NoServices(&'a [ServiceId]),
    /// It is about these services, and the bot's policy names others.
    OtherServices(&'a [ServiceId]),
    /// It holds in these regions only, and the bot's policy names no region.
    NoRegion(&'a [RegionId]),
    /// It holds in these regions only, and the bot's policy names another.
    OtherRegions(&'a [RegionId]),
    /// It holds on these plans only, and the bot's policy names no plan.
    NoPlan(&'a [String]),
    /// It holds on these plans only, and the bot's policy names another, or the same in other words.
    OtherPlans(&'a [String]),
}
