//! The facts about the host, from which coverage, placement, recovery and the solver's verdicts are computed.
//!
//! A [`Policy`] contains them beside its text. They are small, so a browser can load them without the text, and compute the same
//! answers by the same functions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Citation, Cited, Claim, DataRule, Framework, Objective, Party, Policy, Region, Scope, Section, Service, Source, Statement,
};
use crate::id::{DataRuleId, FrameworkId, PartyId, RegionId, ServiceId, SourceId, StatementId};

/// The facts about the host: claims of attestations, data rules, and recovery objectives, with their sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The companies, projects and people that make statements, or are mentioned.
    pub parties: Vec<Party>,
    /// The documents that statements cite.
    pub sources: Vec<Source>,
    /// Regulations, standards, audit schemes and programs.
    pub frameworks: Vec<Framework>,
    /// The host's services.
    pub services: Vec<Service>,
    /// The host's regions that claims name.
    pub regions: Vec<Region>,
    /// The claims that something is attested.
    pub claims: Vec<Claim>,
    /// The rules for the placement of kinds of data.
    pub data_rules: Vec<DataRule>,
    /// Recovery objectives.
    pub objectives: Vec<Objective>,
    /// The statements that the facts above cite, in reading order. [`Policy::ground`] fills it.
    pub statements: Vec<StatementHead>,
}

impl Facts {
    /// Returns whether there are services or frameworks. A policy without a host has neither, and then the page has no part about
    /// them.
    pub fn has_compliance(&self) -> bool {
        !(self.services.is_empty() && self.frameworks.is_empty())
    }
}

/// A [`Statement`] without its text: enough to name and cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementHead {
    /// Its id.
    pub id: StatementId,
    /// Its title.
    pub title: String,
    /// The party whose statement it is.
    pub party: PartyId,
    /// Its places in sources.
    pub cites: Vec<Citation>,
    /// The ids of its subjects, if it is an interpretation.
    pub about: Vec<crate::AnyId>,
}

impl From<&Statement> for StatementHead {
    fn from(statement: &Statement) -> Self {
        let Statement { id, title, party, cites, about, .. } = statement.clone();
        Self { id, title, party, cites, about }
    }
}

impl Facts {
    /// Returns the party with this id.
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == *id)
    }

    /// Returns the source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// Returns the framework with this id.
    pub fn framework(&self, id: &FrameworkId) -> Option<&Framework> {
        self.frameworks.iter().find(|framework| framework.id == *id)
    }

    /// Returns the service with this id.
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// Returns the region with this id.
    pub fn region(&self, id: &RegionId) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == *id)
    }

    /// Returns the frameworks whose claims name regions. A region counts only together with one of these.
    pub fn regional_frameworks(&self) -> impl Iterator<Item = &Framework> {
        let regional = |claim: &&Claim| matches!(&claim.scope, Scope::Services { regions, .. } if !regions.is_empty());
        let names = move |id: &FrameworkId| self.claims.iter().filter(regional).any(|claim| claim.frameworks.contains(id));
        self.frameworks.iter().filter(move |framework| names(&framework.id))
    }

    /// Returns the data rule with this id.
    pub fn data_rule(&self, id: &DataRuleId) -> Option<&DataRule> {
        self.data_rules.iter().find(|rule| rule.id == *id)
    }

    /// Returns the name of a party. If content has no such party, returns its id.
    pub fn party_name<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.party(id).map_or(id.as_str(), |party| &party.name)
    }

    /// Returns the head of the statement with this id, if a fact cites it.
    pub fn head(&self, id: &StatementId) -> Option<&StatementHead> {
        self.statements.iter().find(|statement| statement.id == *id)
    }

    /// Returns the heads of the interpretations of an item.
    pub fn heads_about<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a StatementHead> {
        self.statements.iter().filter(move |statement| statement.about.iter().any(|about| about == id))
    }

    /// Returns a citation in words: the source's title, the section's title, and the source's date.
    pub fn cited<'a>(&'a self, citation: &'a Citation) -> Cited<'a> {
        Cited::new(citation, self.source(&citation.source))
    }

    /// Returns the ids of all statements that facts cite.
    fn cited_ids(&self) -> BTreeSet<&str> {
        let claims = self.claims.iter().flat_map(|claim| {
            let further = claim.further.iter().map(|cited| &cited.statement);
            std::iter::once(&claim.statement).chain(further).chain(&claim.notes).chain(&claim.superseded)
        });
        let rules = self.data_rules.iter().flat_map(|rule| {
            let further = rule.further.iter().map(|cited| &cited.statement);
            std::iter::once(&rule.statement).chain(further).chain(&rule.notes).chain(&rule.interpretation)
        });
        let objectives = self.objectives.iter().flat_map(|objective| std::iter::once(&objective.statement).chain(&objective.notes));
        let regions = self.regions.iter().filter_map(|region| region.reading.as_ref());
        let aliases = self.services.iter().flat_map(|service| &service.aliases).filter_map(|alias| alias.reading.as_ref());
        let names = self.frameworks.iter().flat_map(|framework| &framework.names).filter_map(|alias| alias.reading.as_ref());
        let groupings = self.services.iter().filter_map(|service| service.grouping.as_ref());
        let frameworks = self.frameworks.iter().filter_map(|framework| framework.described_in.as_ref());
        let all = claims.chain(rules).chain(objectives).chain(regions).chain(aliases).chain(names).chain(groupings).chain(frameworks);
        all.map(StatementId::as_str).collect()
    }

    /// Returns the same facts without the parts that only the page's static text shows: notes on sources and parties, and sections
    /// of sources that no fact cites.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let mut facts = self.clone();
        let aliases =
            facts.services.iter().flat_map(|service| service.cites.iter().chain(service.aliases.iter().flat_map(|alias| &alias.cites)));
        let cites =
            facts.statements.iter().flat_map(|statement| &statement.cites).chain(facts.regions.iter().flat_map(|region| &region.cites));
        let names = facts.frameworks.iter().flat_map(|framework| framework.names.iter().flat_map(|alias| &alias.cites));
        let cites: BTreeSet<Citation> = cites.chain(aliases).chain(names).cloned().collect();
        facts.sources.retain(|source| cites.iter().any(|cite| cite.source == source.id));
        for source in &mut facts.sources {
            (source.note, source.link, source.version, source.authoritative) = (None, None, None, None);
            source.sections.retain(|key, _| cites.iter().any(|cite| cite.source == source.id && cite.section == *key));
        }
        for party in &mut facts.parties {
            (party.about, party.role_note) = (None, None);
        }
        facts
    }
}

impl Policy {
    /// Fills [`Facts::statements`] and [`Framework::described_in`]. Call it when all sections and facts are in the policy.
    pub fn ground(&mut self) {
        for framework in &mut self.facts.frameworks {
            let section = self.sections.iter().find(|section| section.id.as_str() == framework.id.as_str());
            framework.described_in = section.and_then(|section| section.statements.first()).map(|statement| statement.id.clone());
        }
        let cited = self.facts.cited_ids();
        let about = |statement: &Statement| {
            statement.about.iter().any(|id| self.facts.frameworks.iter().any(|framework| framework.id.as_str() == id.as_str()))
        };
        let all = self.sections.iter().flat_map(|section: &Section| &section.statements);
        let heads = all.filter(|it| cited.contains(it.id.as_str()) || about(it)).map(StatementHead::from).collect();
        self.facts.statements = heads;
    }
}
