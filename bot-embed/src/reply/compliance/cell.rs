//! Composes replies about a cell of the coverage table: its status, the claims and their parties,
//! and the closest passages.

use carrot_core::{
    Claim, Framework, FrameworkKind, Scope, Section, Service, Services,
    coverage::{Coverage, Status},
    text::{Block, Inline},
};

use super::{
    super::{
        Passage, PassageKind,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    joined,
};

impl<'a> Composer<'a> {
    /// Adds the answer to whether a framework covers a service.
    pub(super) fn add_cell(&mut self, service: &'a Service, framework: &'a Framework) {
        let coverage = self.policy.coverage(&service.id, &framework.id);
        let messages = self.messages;
        let meaning = messages.meaning(&coverage.status);
        let mut body =
            vec![paragraph(vec![strong(&format!("{}.", upper_first(&messages.cell(&coverage)))), text(&format!(" {meaning}"))])];
        body.extend(self.conditions(&coverage));
        let kind = if coverage.status == Status::Unstated { PassageKind::Gap } else { PassageKind::Answer };
        self.passages.push(Passage { kind, title: Some(joined([&service.name, &framework.name])), body, ..Passage::default() });
        for attested in &coverage.claims {
            self.add_claim(PassageKind::Answer, messages.claims(), attested.claim, true);
        }
        match self.law_section(framework) {
            _ if !coverage.claims.is_empty() => {}
            // No service is certified under a law, so answer with the statements about the law.
            Some(law) => {
                self.add_evidence(PassageKind::Related, messages.closest_passages(), &law.statements.iter().collect::<Vec<_>>())
            }
            None => self.add_closest_passages(service, framework),
        }
        let company =
            self.policy.claims.iter().filter(|claim| claim.scope == Scope::Company && claim.frameworks.contains(&framework.id));
        let company: Vec<&Claim> = company.collect();
        for claim in coverage.inherited.iter().map(|attested| attested.claim).chain(company.iter().copied()) {
            self.add_claim(PassageKind::Related, messages.not_its_own(), claim, true);
        }
        let claims: Vec<&Claim> =
            coverage.claims.iter().chain(&coverage.inherited).map(|attested| attested.claim).chain(company).collect();
        let readings = self.policy.readings_about(framework.id.as_str()).map(|reading| &reading.id);
        self.notes(readings.chain(claims.iter().flat_map(|claim| claim.notes.iter().chain(&claim.superseded))));
    }

    /// Lists the conditions of a cell, and the regions that limit it.
    pub(super) fn conditions(&self, coverage: &Coverage<'_>) -> Option<Block> {
        let all: Vec<_> =
            coverage.all_conditions().map(|condition| vec![text(&self.messages.clause(self.policy, &condition.clause))]).collect();
        (!all.is_empty()).then(|| bullets(all.into_iter()))
    }

    /// Returns the section about a framework if it is a law. No service is certified under a law.
    pub(super) fn law_section(&self, framework: &Framework) -> Option<&'a Section> {
        let section = self.policy.sections.iter().find(|section| section.id.as_str() == framework.id.as_str());
        section.filter(|_| framework.kind == FrameworkKind::Regulation)
    }

    /// Adds the closest passages for a service and a framework without a claim.
    pub(super) fn add_closest_passages(&mut self, service: &Service, framework: &Framework) {
        let row = self.policy.services.iter().position(|other| other.id == service.id);
        let column = self.policy.frameworks.iter().position(|other| other.id == framework.id);
        let version = self.localized.language_version;
        let cell = row.zip(column).and_then(|(row, column)| version.cell(row, column));
        for statement in cell.into_iter().flat_map(|cell| &cell.closest_passages).filter_map(|id| self.policy.statement(id)) {
            self.add_evidence(PassageKind::Related, self.messages.closest_passages(), &[statement]);
        }
    }

    /// Adds a claim: the statement that makes it, then its holder, kind, scope, conditions and evidence. If `with_text` is false, the
    /// statement's text is left out.
    pub(super) fn add_claim(&mut self, kind: PassageKind, heading: &str, claim: &'a Claim, with_text: bool) {
        let Some(statement) = self.policy.statement(&claim.statement) else { return };
        let index = self.passages.len();
        self.add_evidence(kind, heading, &[statement]);
        let facts = bullets(self.claim_facts(claim).into_iter());
        if let Some(passage) = self.passages.get_mut(index) {
            if !with_text {
                passage.body.clear();
            }
            passage.body.push(facts);
        }
    }

    /// Describes a claim in lines: holder and kind, scope, conditions, version of the framework, and evidence.
    pub(super) fn claim_facts(&self, claim: &Claim) -> Vec<Vec<Inline>> {
        let messages = self.messages;
        let attested = self.attestation(claim);
        let mut facts = Vec::new();
        let mut add = |name: &str, value: String| facts.push(self.labeled(name, &value));
        add(if claim.denies { messages.claim_denies() } else { messages.claim() }, attested);
        match &claim.scope {
            Scope::Services { services, regions, plans } => {
                add(messages.covers(), self.service_names(services));
                if !regions.is_empty() {
                    let names: Vec<_> = regions.iter().map(|id| self.name_of(id.as_str())).collect();
                    add(messages.regions(), names.join(", "));
                }
                if !plans.is_empty() {
                    add(messages.plans(), plans.join(messages.semicolon()));
                }
            }
            Scope::Infrastructure => add(messages.covers(), messages.infrastructure().to_owned()),
            Scope::Company => add(messages.covers(), messages.company().to_owned()),
        }
        for condition in messages.conditions_of(self.policy, &claim.conditions, &claim.further) {
            add(messages.conditions(), condition);
        }
        if let Some(framework_version) = &claim.edition {
            add(messages.edition(), framework_version.clone());
        }
        add(messages.evidence(), claim.evidence.clone().unwrap_or_else(|| messages.not_stated().to_lowercase()));
        facts
    }

    /// Describes the kind of a claim's attestation and its holder.
    pub(super) fn attestation(&self, claim: &Claim) -> String {
        format!("{}{}", self.messages.attestation(claim.attestation), self.messages.holder(self.policy, claim))
    }

    pub(super) fn service_names(&self, services: &Services) -> String {
        match services {
            Services::All => self.messages.all_services().to_owned(),
            Services::Only(list) if list.is_empty() => self.messages.no_service().to_owned(),
            Services::Only(list) => list.iter().map(|id| self.name_of(id.as_str())).collect::<Vec<_>>().join(", "),
        }
    }
}
