//! Rows and columns of the coverage table, and the recovery objectives.

use carrot_core::{
    Alias, Claim, Framework, Objective, Scope, Service, Services, StatementId,
    coverage::{Attested, Coverage, Status},
    text::Block,
};

use super::{
    super::{
        Kind, Passage,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    stated_by, unique,
};

impl<'a> Composer<'a> {
    pub(super) fn row(&mut self, service: &&'a Service) {
        let service: &'a Service = service;
        let words = self.words;
        let mut body = vec![paragraph(self.labelled(words.group_of(), words.group(service.group)))];
        body.extend(self.also_called(&service.aliases));
        self.passages.push(Passage { byline: Some(self.cited(&service.cites)), body, ..Passage::default() });
        let cells = self.policy.frameworks.iter().map(|it| (it.short.as_str(), self.policy.coverage(&service.id, &it.id)));
        self.grouped(words.coverage(), cells.collect());
        for rule in &self.policy.data_rules {
            self.rule(service, rule, words.data_rules());
        }
        self.objectives(|services| services.contains(&service.id));
        let claims = self
            .policy
            .claims
            .iter()
            .filter(|it| matches!(&it.scope, Scope::Services { services, .. } if services.contains(&service.id)));
        let objectives = self.policy.objectives_of(&service.id).flat_map(|it| &it.notes);
        let rules = self.policy.data_rules.iter().flat_map(stated_by);
        let about = self.policy.readings_about(service.id.as_str()).map(|it| &it.id);
        let aliases = service.aliases.iter().filter_map(|it| it.reading.as_ref());
        let notes: Vec<_> = aliases
            .chain(about)
            .chain(claims.flat_map(|it| it.notes.iter().chain(&it.superseded)))
            .chain(objectives)
            .chain(rules)
            .collect();
        self.notes(notes.into_iter());
    }

    /// Other names, each with its source.
    pub(super) fn also_called(&self, aliases: &[Alias]) -> Option<Block> {
        let words = self.words;
        let names = aliases
            .iter()
            .map(|alias| vec![text(&format!("{}{}{} – {}", words.also_called(), words.colon(), alias.name, self.cited(&alias.cites)))]);
        (!aliases.is_empty()).then(|| bullets(names))
    }

    pub(super) fn column(&mut self, framework: &&'a Framework) {
        let framework: &'a Framework = framework;
        let words = self.words;
        let mut body = vec![paragraph(vec![text(&upper_first(words.framework_kind(framework.kind)))])];
        body.extend(self.also_called(&framework.names));
        self.passages.push(Passage { body, ..Passage::default() });
        let cells = self.policy.services.iter().map(|it| (it.name.as_str(), self.policy.coverage(&it.id, &framework.id)));
        self.grouped(words.coverage(), cells.collect());
        let claims: Vec<&'a Claim> = self.policy.claims.iter().filter(|it| it.frameworks.contains(&framework.id)).collect();
        for claim in &claims {
            self.claim(Kind::Answer, words.claims(), claim, false);
        }
        if let Some(section) = self.policy.sections.iter().find(|it| it.id.as_str() == framework.id.as_str()) {
            let statements: Vec<_> = section.statements.iter().collect();
            self.headed(Kind::Beside, &section.title, &statements);
            let about = |id: &'a str| self.policy.readings_about(id).map(|it| &it.id).collect::<Vec<_>>();
            let mut notes: Vec<_> = claims.iter().flat_map(|it| it.notes.iter().chain(&it.superseded)).collect();
            notes.extend(about(framework.id.as_str()));
            notes.extend(statements.iter().flat_map(|it| about(it.id.as_str())));
            self.notes(notes.into_iter());
        } else {
            self.notes(claims.iter().flat_map(|it| it.notes.iter().chain(&it.superseded)));
        }
    }

    /// Cells of which the same is said, told together: what is said, by whom and where, and what must be true.
    pub(super) fn grouped(&mut self, heading: &str, cells: Vec<(&str, Coverage<'a>)>) {
        let mut groups: Vec<(Vec<&str>, Passage)> = Vec::new();
        for (name, coverage) in &cells {
            let mut body = vec![paragraph(vec![strong(&format!("{}.", upper_first(&self.words.cell(coverage))))])];
            body.extend(self.conditions(coverage));
            let said = coverage.claims.iter().map(|it| self.attested(it)).collect();
            let passage = Passage {
                kind: if coverage.status == Status::Unstated { Kind::Silence } else { Kind::Answer },
                heading: Some(heading.to_owned()),
                lead: self.leads(coverage.claims.iter().filter_map(|it| it.said.statement)),
                byline: Some(unique(said).join(self.words.semicolon())).filter(|byline| !byline.is_empty()),
                body,
                ..Passage::default()
            };
            match groups.iter_mut().find(|(_, other)| *other == passage) {
                Some((names, _)) => names.push(name),
                None => groups.push((vec![name], passage)),
            }
        }
        // Stated facts come before those that are not stated.
        groups.sort_by_key(|(_, passage)| passage.kind == Kind::Silence);
        self.passages.extend(groups.into_iter().map(|(names, passage)| Passage { title: Some(names.join(", ")), ..passage }));
    }

    /// Names the party of a claim, the attestation, and the source.
    pub(super) fn attested(&self, attested: &Attested<'_>) -> String {
        let claim = attested.claim;
        let said = self.policy.statement(&claim.statement).map(|it| self.byline(it)).unwrap_or_default();
        format!("{said} · {}", self.attestation(claim))
    }

    /// To whom statements are a promise, each once.
    pub(super) fn leads<'s>(&self, statements: impl Iterator<Item = &'s StatementId>) -> Option<String> {
        let leads = statements.filter_map(|id| self.policy.statement(id)).filter_map(|it| self.whose(it)).collect();
        Some(unique(leads).join("\n")).filter(|leads| !leads.is_empty())
    }

    pub(super) fn objectives(&mut self, of: impl Fn(&Services) -> bool) {
        let words = self.words;
        let figure = |hours: Option<u32>, note: &Option<String>| {
            let hours = hours.map_or_else(|| words.not_stated().to_lowercase(), |hours| words.hours(hours));
            note.as_ref().map_or_else(|| hours.clone(), |note| format!("{hours}. {note}"))
        };
        let of: Vec<&Objective> = self.policy.objectives.iter().filter(|it| of(&it.services)).collect();
        for objective in &of {
            let statement = self.policy.statement(&objective.statement);
            let mut facts = vec![
                self.labelled(words.restore(), &figure(objective.restore_hours, &objective.restore_note)),
                self.labelled(words.loss(), &figure(objective.loss_hours, &objective.loss_note)),
            ];
            facts.extend((!objective.plans.is_empty()).then(|| self.labelled(words.plans(), &objective.plans.join(words.semicolon()))));
            facts.extend(objective.excludes.as_ref().map(|it| self.labelled(words.excludes(), it)));
            self.passages.push(Passage {
                kind: Kind::Answer,
                heading: Some(words.objectives().to_owned()),
                lead: statement.and_then(|it| self.whose(it)),
                title: Some(self.service_names(&objective.services)),
                byline: statement.map(|it| self.byline(it)),
                body: std::iter::once(bullets(facts.into_iter())).chain(self.read(objective.notes.iter()).map(paragraph)).collect(),
                ..Passage::default()
            });
        }
        let rest = if of.is_empty() { format!("{}.", words.not_stated()) } else { words.other_objectives().to_owned() };
        let body = vec![paragraph(vec![text(&rest)])];
        self.passages.push(Passage { kind: Kind::Silence, heading: Some(words.objectives().to_owned()), body, ..Passage::default() });
    }
}
