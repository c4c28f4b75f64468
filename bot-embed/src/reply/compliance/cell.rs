//! A cell of the coverage table: what is concluded, who claims what, and the passages to look in.

use carrot_core::{
    Claim, Framework, FrameworkKind, Scope, Service, Services,
    coverage::{Coverage, Status},
    text::{Block, Inline},
};

use super::{
    super::{
        Kind, Passage,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    joined,
};

impl<'a> Composer<'a> {
    pub(super) fn cell(&mut self, service: &'a Service, framework: &'a Framework) {
        let coverage = self.policy.coverage(&service.id, &framework.id);
        let words = self.words;
        let means = match &coverage.status {
            Status::Covered => words.means_covered(),
            Status::Conditional { .. } => words.means_conditional(),
            Status::Excluded => words.means_excluded(),
            Status::Disputed { .. } => words.means_disputed(),
            Status::Unstated => words.means_unstated(),
        };
        let mut body = vec![paragraph(vec![strong(&format!("{}.", upper_first(&words.cell(&coverage)))), text(&format!(" {means}"))])];
        body.extend(self.conditions(&coverage));
        let kind = if coverage.status == Status::Unstated { Kind::Silence } else { Kind::Answer };
        self.passages.push(Passage { kind, title: Some(joined([&service.name, &framework.name])), body, ..Passage::default() });
        for attested in &coverage.claims {
            self.claim(Kind::Answer, words.claims(), attested.claim, true);
        }
        let law = self.policy.sections.iter().find(|it| it.id.as_str() == framework.id.as_str());
        match law.filter(|_| framework.kind == FrameworkKind::Regulation) {
            _ if !coverage.claims.is_empty() => {}
            // No service is certified under a law: what it asks, and of whom, is the answer.
            Some(law) => self.evidence(Kind::Beside, words.looked_in(), &law.statements.iter().collect::<Vec<_>>()),
            None => self.silence(service, framework),
        }
        let company = self.policy.claims.iter().filter(|it| it.scope == Scope::Company && it.frameworks.contains(&framework.id));
        let company: Vec<&Claim> = company.collect();
        for claim in coverage.inherited.iter().map(|it| it.claim).chain(company.iter().copied()) {
            self.claim(Kind::Beside, words.not_its_own(), claim, true);
        }
        let claims: Vec<&Claim> = coverage.claims.iter().chain(&coverage.inherited).map(|it| it.claim).chain(company).collect();
        let about = self.policy.readings_about(framework.id.as_str()).map(|it| &it.id);
        self.notes(about.chain(claims.iter().flat_map(|claim| claim.notes.iter().chain(&claim.superseded))));
    }

    /// Lists the conditions of a cell, and the regions that limit it.
    pub(super) fn conditions(&self, coverage: &Coverage<'_>) -> Option<Block> {
        let conditions = match &coverage.status {
            Status::Conditional { conditions } => conditions.as_slice(),
            _ => &[],
        };
        let all: Vec<_> =
            conditions.iter().chain(&coverage.only_in).map(|it| vec![text(&self.words.clause(self.policy, &it.clause))]).collect();
        (!all.is_empty()).then(|| bullets(all.into_iter()))
    }

    /// Shows the closest passages for a pair without a claim.
    pub(super) fn silence(&mut self, service: &Service, framework: &Framework) {
        let at_service = self.policy.services.iter().position(|it| it.id == service.id);
        let at_framework = self.policy.frameworks.iter().position(|it| it.id == framework.id);
        let edition = self.spoken.edition;
        let cell = at_service.zip(at_framework).and_then(|(service, framework)| edition.cell(service, framework));
        for statement in cell.into_iter().flat_map(|cell| &cell.looked_in).filter_map(|id| self.policy.statement(id)) {
            self.evidence(Kind::Beside, self.words.looked_in(), &[statement]);
        }
    }

    /// A claim: the statement in which it is made, and what it says of holder, kind, scope, conditions and evidence.
    pub(super) fn claim(&mut self, kind: Kind, heading: &str, claim: &'a Claim, whole: bool) {
        let Some(statement) = self.policy.statement(&claim.statement) else { return };
        let before = self.passages.len();
        self.evidence(kind, heading, &[statement]);
        let facts = bullets(self.facts(claim).into_iter());
        if let Some(passage) = self.passages.get_mut(before) {
            if !whole {
                passage.body.clear();
            }
            passage.body.push(facts);
        }
    }

    pub(super) fn facts(&self, claim: &Claim) -> Vec<Vec<Inline>> {
        let words = self.words;
        let attested = self.attestation(claim);
        let mut facts = Vec::new();
        let mut add = |name: &str, told: String| facts.push(self.labelled(name, &told));
        add(if claim.denies { words.claim_denies() } else { words.claim() }, attested);
        match &claim.scope {
            Scope::Services { services, regions, plans } => {
                add(words.covers(), self.service_names(services));
                if !regions.is_empty() {
                    let names: Vec<_> = regions.iter().map(|id| self.name_of(id.as_str())).collect();
                    add(words.regions(), names.join(", "));
                }
                if !plans.is_empty() {
                    add(words.plans(), plans.join(words.semicolon()));
                }
            }
            Scope::Infrastructure => add(words.covers(), words.infrastructure().to_owned()),
            Scope::Company => add(words.covers(), words.company().to_owned()),
        }
        for condition in words.conditions_of(self.policy, &claim.conditions, &claim.further) {
            add(words.conditions(), condition);
        }
        if let Some(edition) = &claim.edition {
            add(words.edition(), edition.clone());
        }
        add(words.evidence(), claim.evidence.clone().unwrap_or_else(|| words.not_stated().to_lowercase()));
        facts
    }

    /// Describes the kind of evidence and its holder.
    pub(super) fn attestation(&self, claim: &Claim) -> String {
        let words = self.words;
        let holder = claim.holder.as_ref().map(|id| self.policy.party(id).map_or(id.as_str(), |party| &party.name));
        let holder = holder.map_or_else(|| words.holder_not_stated().to_owned(), |holder| format!("{}{holder}", words.held_by()));
        format!("{}{holder}", words.attestation(claim.attestation))
    }

    pub(super) fn service_names(&self, services: &Services) -> String {
        match services {
            Services::All => self.words.all_services().to_owned(),
            Services::Only(list) if list.is_empty() => self.words.no_service().to_owned(),
            Services::Only(list) => list.iter().map(|id| self.name_of(id.as_str())).collect::<Vec<_>>().join(", "),
        }
    }
}
