//! Composes the solver's answers: the services that may hold a kind of data and meet frameworks.

use carrot_core::{
    DataRule, Framework, Service, ServiceId, StatementId,
    evidence::Condition,
    qualify::{Finding, Ground, Group, Need, Needs, Outcome, Stance, grouped},
    text::{Block, Inline},
};

use super::{
    super::{
        Passage, PassageKind,
        composer::Composer,
        text::{bullets, emphasis, paragraph, text, upper_first},
    },
    stated_by, unique,
};

impl<'a> Composer<'a> {
    /// Adds the solver's verdicts for frameworks and a kind of data, grouped by outcome. They are about the services in `only`, or about
    /// all services if it is empty.
    pub(super) fn add_verdicts(&mut self, frameworks: &[&'a Framework], rule: Option<&'a DataRule>, only: &[&'a Service]) {
        let needs = Needs {
            frameworks: frameworks.iter().map(|framework| framework.id.clone()).collect(),
            data: rule.iter().map(|rule| rule.id.clone()).collect(),
            ..Needs::default()
        };
        // This cannot fail: all ids come from this policy.
        let verdicts = self.policy.qualify(&needs).unwrap_or_default();
        let chosen =
            verdicts.into_iter().filter(|verdict| only.is_empty() || only.iter().any(|service| service.id == *verdict.service));
        let mut groups = grouped(chosen.collect());
        groups.sort_by_key(|group| group.outcome);
        let mut notes: Vec<&StatementId> = Vec::new();
        for group in &groups {
            self.add_group(group);
            notes.extend(group.findings.iter().flat_map(|finding| &finding.grounds).flat_map(|ground| ground.notes));
        }
        // If the question names services, the parts of the reply about these services have the statements and notes.
        if only.is_empty() {
            if let Some(statement) = rule.and_then(|rule| self.policy.statement(&rule.statement)) {
                self.add_statements_under(PassageKind::Answer, self.messages.data_rules(), &[statement]);
            }
            notes.extend(rule.into_iter().flat_map(stated_by));
            self.notes(notes.into_iter());
        }
    }

    /// Adds the services with the same outcome and findings.
    fn add_group(&mut self, group: &Group<'a>) {
        let several = group.findings.len() > 1;
        let mut body = Vec::new();
        for finding in &group.findings {
            body.extend(self.finding(finding, several));
        }
        let name = |id: &&'a ServiceId| self.policy.service(id).map_or(id.as_str(), |service| &service.name);
        let names: Vec<&str> = group.services.iter().map(name).collect();
        let grounds = group.findings.iter().flat_map(|finding| &finding.grounds);
        self.passages.push(Passage {
            kind: if group.outcome == Outcome::NotStated { PassageKind::Gap } else { PassageKind::Answer },
            heading: Some(upper_first(self.messages.outcome(group.outcome))),
            introduction: self.introductions(grounds.filter_map(|ground| ground.source.statement)),
            title: Some(names.join(", ")),
            byline: None,
            body,
            ..Passage::default()
        });
    }

    /// Describes a finding and its sources. If it is one of `several`, its need is above it.
    pub(super) fn finding(&self, finding: &Finding<'a>, several: bool) -> Vec<Block> {
        let messages = self.messages;
        let mut body = Vec::new();
        if several {
            let need = match finding.need {
                Need::Framework(id) => self.name_of(id.as_str()).to_owned(),
                need => messages.need(self.policy, need),
            };
            body.push(paragraph(self.labeled(&need, messages.outcome(finding.outcome))));
        }
        let clause = |condition: &Condition<'_>| vec![text(&messages.clause(self.policy, &condition.clause))];
        let mut lines: Vec<Vec<Inline>> = finding.conditions.iter().map(clause).collect();
        lines.extend(messages.excluded_because(finding).map(|reason| vec![text(&reason)]));
        lines.extend(finding.missing.iter().map(|missing| vec![text(&messages.missing(self.policy, *missing))]));
        for lead in [messages.stated_in(), messages.readings(), messages.denied_in(), messages.closest_passages()] {
            let has_label = |ground: &&Ground<'_>| lead == self.grounds_label(ground.stance);
            let statements = finding
                .grounds
                .iter()
                .filter(has_label)
                .filter_map(|ground| ground.source.statement)
                .filter_map(|id| self.policy.statement(id));
            let bylines = unique(statements.map(|statement| self.byline(statement)).collect());
            if !bylines.is_empty() {
                lines.push(vec![emphasis(&format!("{lead}{}{}", messages.colon(), bylines.join(messages.semicolon())))]);
            }
        }
        lines.extend(self.readings_line(finding.grounds.iter().flat_map(|ground| ground.notes)));
        if !lines.is_empty() {
            body.push(bullets(lines.into_iter()));
        }
        body
    }

    /// Returns the line with the titles of the readings that an answer rests on, so that they are not taken for the host's statements.
    pub(super) fn readings_line<'s>(&self, ids: impl Iterator<Item = &'s StatementId>) -> Option<Vec<Inline>> {
        let readings = ids.filter_map(|id| self.policy.statement(id)).filter(|statement| self.policy.is_reading(statement));
        let titles = unique(readings.map(|reading| reading.title.clone()).collect());
        (!titles.is_empty()).then(|| vec![emphasis(&format!("{}{}", self.messages.see_reading(), titles.join(" · ")))])
    }

    /// Returns the label of the statements with a stance.
    pub(super) fn grounds_label(&self, stance: Stance<'_>) -> &'static str {
        match stance {
            Stance::Denies => self.messages.denied_in(),
            Stance::Silent => self.messages.closest_passages(),
            Stance::NotBarred => self.messages.readings(),
            Stance::Covers | Stance::Allows | Stance::Bars { .. } | Stance::Aims { .. } | Stance::Names => self.messages.stated_in(),
        }
    }
}
