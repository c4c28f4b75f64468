//! Composes replies about one service (a row of the coverage table) or one framework (a column),
//! and about recovery objectives.

use carrot_core::{
    Alias, Claim, Framework, Objective, Scope, Service, Services, StatementId,
    coverage::{Attested, Coverage, Status},
    group_by_key,
    text::Block,
};

use super::{
    super::{
        Passage, PassageKind,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    stated_by, unique,
};

impl<'a> Composer<'a> {
    pub(super) fn service_details(&mut self, service: &&'a Service) {
        let service: &'a Service = service;
        let messages = self.messages;
        let mut body = vec![paragraph(self.labeled(messages.group_of(), messages.group(service.group)))];
        body.extend(self.also_called(&service.aliases));
        self.passages.push(Passage { byline: Some(self.cited(&service.cites)), body, ..Passage::default() });
        let cells =
            self.policy.frameworks.iter().map(|framework| (framework.short.as_str(), self.policy.coverage(&service.id, &framework.id)));
        self.add_grouped_cells(messages.coverage(), cells.collect());
        for rule in &self.policy.data_rules {
            self.add_permission(service, rule, messages.data_rules());
        }
        self.add_objectives(|services| services.contains(&service.id));
        let claims = self
            .policy
            .claims
            .iter()
            .filter(|claim| matches!(&claim.scope, Scope::Services { services, .. } if services.contains(&service.id)));
        let objectives = self.policy.objectives_of(&service.id).flat_map(|it| &it.notes);
        let rules = self.policy.data_rules.iter().flat_map(stated_by);
        let about = self.policy.readings_about(service.id.as_str()).map(|it| &it.id);
        let aliases = service.aliases.iter().filter_map(|alias| alias.reading.as_ref());
        let notes: Vec<_> = aliases
            .chain(about)
            .chain(claims.flat_map(|claim| claim.notes.iter().chain(&claim.superseded)))
            .chain(objectives)
            .chain(rules)
            .collect();
        self.notes(notes.into_iter());
    }

    /// Returns a list of other names, each with its source; `None` without other names.
    pub(super) fn also_called(&self, aliases: &[Alias]) -> Option<Block> {
        let messages = self.messages;
        let names = aliases.iter().map(|alias| {
            vec![text(&format!("{}{}{} – {}", messages.also_called(), messages.colon(), alias.name, self.cited(&alias.cites)))]
        });
        (!aliases.is_empty()).then(|| bullets(names))
    }

    pub(super) fn framework_details(&mut self, framework: &&'a Framework) {
        let framework: &'a Framework = framework;
        let messages = self.messages;
        let mut body = vec![paragraph(vec![text(&upper_first(messages.framework_kind(framework.kind)))])];
        body.extend(self.also_called(&framework.names));
        self.passages.push(Passage { body, ..Passage::default() });
        let cells =
            self.policy.services.iter().map(|service| (service.name.as_str(), self.policy.coverage(&service.id, &framework.id)));
        self.add_grouped_cells(messages.coverage(), cells.collect());
        let claims: Vec<&'a Claim> = self.policy.claims.iter().filter(|claim| claim.frameworks.contains(&framework.id)).collect();
        for claim in &claims {
            self.add_claim(PassageKind::Answer, messages.claims(), claim, false);
        }
        if let Some(section) = self.policy.sections.iter().find(|section| section.id.as_str() == framework.id.as_str()) {
            let statements: Vec<_> = section.statements.iter().collect();
            self.add_statements_under(PassageKind::Related, &section.title, &statements);
            let about = |id: &'a str| self.policy.readings_about(id).map(|it| &it.id).collect::<Vec<_>>();
            let mut notes: Vec<_> = claims.iter().flat_map(|claim| claim.notes.iter().chain(&claim.superseded)).collect();
            notes.extend(about(framework.id.as_str()));
            notes.extend(statements.iter().flat_map(|statement| about(statement.id.as_str())));
            self.notes(notes.into_iter());
        } else {
            self.notes(claims.iter().flat_map(|claim| claim.notes.iter().chain(&claim.superseded)));
        }
    }

    /// Groups cells of the coverage table that have the same status, source and conditions, and adds a passage for each group.
    pub(super) fn add_grouped_cells(&mut self, heading: &str, cells: Vec<(&str, Coverage<'a>)>) {
        let mut groups = group_by_key(cells.iter().map(|(name, coverage)| {
            let mut body = vec![paragraph(vec![strong(&format!("{}.", upper_first(&self.messages.cell(coverage))))])];
            body.extend(self.conditions(coverage));
            let attributions = coverage.claims.iter().map(|claim| self.attribution_of(claim)).collect();
            let passage = Passage {
                kind: if coverage.status == Status::Unstated { PassageKind::Gap } else { PassageKind::Answer },
                heading: Some(heading.to_owned()),
                introduction: self.introductions(coverage.claims.iter().filter_map(|claim| claim.source.statement)),
                byline: Some(unique(attributions).join(self.messages.semicolon())).filter(|byline| !byline.is_empty()),
                body,
                ..Passage::default()
            };
            (passage, *name)
        }));
        // Stated facts come before those that are not stated.
        groups.sort_by_key(|(passage, _)| passage.kind == PassageKind::Gap);
        self.passages.extend(groups.into_iter().map(|(passage, names)| Passage { title: Some(names.join(", ")), ..passage }));
    }

    /// Returns the party of a claim, its source, and the kind of attestation, in one line.
    pub(super) fn attribution_of(&self, attested: &Attested<'_>) -> String {
        let claim = attested.claim;
        let byline = self.policy.statement(&claim.statement).map(|statement| self.byline(statement)).unwrap_or_default();
        format!("{byline} · {}", self.attestation(claim))
    }

    /// Returns the distinct introductions of statements by other parties, one on each line.
    pub(super) fn introductions<'s>(&self, statements: impl Iterator<Item = &'s StatementId>) -> Option<String> {
        let leads =
            statements.filter_map(|id| self.policy.statement(id)).filter_map(|statement| self.introduction_of(statement)).collect();
        Some(unique(leads).join("\n")).filter(|leads| !leads.is_empty())
    }

    pub(super) fn add_objectives(&mut self, of: impl Fn(&Services) -> bool) {
        let messages = self.messages;
        let of: Vec<&Objective> = self.policy.objectives.iter().filter(|objective| of(&objective.services)).collect();
        for objective in &of {
            let statement = self.policy.statement(&objective.statement);
            let mut facts = vec![
                self.labeled(messages.restore(), &messages.objective_hours(objective.restore_hours, objective.restore_note.as_deref())),
                self.labeled(messages.loss(), &messages.objective_hours(objective.loss_hours, objective.loss_note.as_deref())),
            ];
            facts.extend(
                (!objective.plans.is_empty()).then(|| self.labeled(messages.plans(), &objective.plans.join(messages.semicolon()))),
            );
            facts.extend(objective.excludes.as_ref().map(|exclusion| self.labeled(messages.excludes(), exclusion)));
            self.passages.push(Passage {
                kind: PassageKind::Answer,
                heading: Some(messages.objectives().to_owned()),
                introduction: statement.and_then(|statement| self.introduction_of(statement)),
                title: Some(self.service_names(&objective.services)),
                byline: statement.map(|statement| self.byline(statement)),
                body: std::iter::once(bullets(facts.into_iter()))
                    .chain(self.readings_line(objective.notes.iter()).map(paragraph))
                    .collect(),
                ..Passage::default()
            });
        }
        let rest = if of.is_empty() { format!("{}.", messages.not_stated()) } else { messages.other_objectives().to_owned() };
        let body = vec![paragraph(vec![text(&rest)])];
        self.passages.push(Passage {
            kind: PassageKind::Gap,
            heading: Some(messages.objectives().to_owned()),
            body,
            ..Passage::default()
        });
    }
}
