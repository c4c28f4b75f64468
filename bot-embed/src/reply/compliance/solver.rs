//! Services held against a kind of data and frameworks: the solver's findings.

use carrot_core::{
    DataRule, Framework, PartyKind, Service, Statement, StatementId,
    grounds::Condition,
    qualify::{Finding, Ground, Need, Outcome, Requirements, Stance, Verdict},
    text::{Block, Inline},
};

use super::{
    super::{
        Kind, Passage,
        composer::Composer,
        text::{bullets, emphasis, paragraph, text, upper_first},
    },
    stated_by, unique,
};

impl<'a> Composer<'a> {
    pub(super) fn solved(&mut self, frameworks: &[&'a Framework], rule: Option<&'a DataRule>, only: &[&'a Service]) {
        let asked = Requirements {
            frameworks: frameworks.iter().map(|it| it.id.clone()).collect(),
            data: rule.iter().map(|it| it.id.clone()).collect(),
            ..Requirements::default()
        };
        // Only ids of this very policy are asked for.
        let verdicts = self.policy.qualify(&asked).unwrap_or_default();
        let mut groups: Vec<(Vec<&str>, Verdict<'a>)> = Vec::new();
        for verdict in verdicts.into_iter().filter(|it| only.is_empty() || only.iter().any(|service| service.id == *it.service)) {
            let name = self.policy.service(verdict.service).map_or(verdict.service.as_str(), |it| &it.name);
            match groups.iter_mut().find(|(_, other)| other.findings == verdict.findings) {
                Some((names, _)) => names.push(name),
                None => groups.push((vec![name], verdict)),
            }
        }
        groups.sort_by_key(|(_, verdict)| verdict.outcome);
        let mut notes: Vec<&StatementId> = Vec::new();
        for (names, verdict) in &groups {
            self.verdict_of(names, verdict);
            notes.extend(verdict.findings.iter().flat_map(|it| &it.grounds).flat_map(|it| it.notes));
        }
        // With a service, what is read stands below its own cell and rule.
        if only.is_empty() {
            if let Some(statement) = rule.and_then(|rule| self.policy.statement(&rule.statement)) {
                self.headed(Kind::Answer, self.words.data_rules(), &[statement]);
            }
            notes.extend(rule.into_iter().flat_map(stated_by));
            self.notes(notes.into_iter());
        }
    }

    pub(super) fn verdict_of(&mut self, names: &[&str], verdict: &Verdict<'a>) {
        let several = verdict.findings.len() > 1;
        let mut body = Vec::new();
        for finding in &verdict.findings {
            body.extend(self.finding(finding, several));
        }
        let grounds = verdict.findings.iter().flat_map(|it| &it.grounds);
        self.passages.push(Passage {
            kind: if verdict.outcome == Outcome::NotStated { Kind::Silence } else { Kind::Answer },
            heading: Some(upper_first(self.words.outcome(verdict.outcome))),
            lead: self.leads(grounds.filter_map(|it| it.said.statement)),
            title: Some(names.join(", ")),
            byline: None,
            body,
            ..Passage::default()
        });
    }

    /// Shows a finding and its sources. Each of several findings is below its requirement.
    pub(super) fn finding(&self, finding: &Finding<'a>, several: bool) -> Vec<Block> {
        let words = self.words;
        let mut body = Vec::new();
        if several {
            let need = match finding.need {
                Need::Framework(id) => self.name_of(id.as_str()).to_owned(),
                Need::Data(id) => self.policy.data_rule(id).map_or(id.as_str(), |it| &it.name).to_owned(),
                _ => String::new(),
            };
            body.push(paragraph(self.labelled(&need, words.outcome(finding.outcome))));
        }
        let clause = |it: &Condition<'_>| vec![text(&words.clause(self.policy, &it.clause))];
        let mut lines: Vec<Vec<Inline>> = finding.conditions.iter().map(clause).collect();
        lines.extend(words.excluded_because(finding).map(|reason| vec![text(&reason)]));
        lines.extend(finding.missing.iter().map(|it| vec![text(&words.missing(self.policy, *it))]));
        for lead in [words.said_in(), words.readings(), words.denied_in(), words.looked_in()] {
            let of = |ground: &&Ground<'_>| lead == self.place_of(ground.says);
            let said = finding.grounds.iter().filter(of).filter_map(|it| it.said.statement).filter_map(|id| self.policy.statement(id));
            let said = unique(said.map(|it| self.byline(it)).collect());
            if !said.is_empty() {
                lines.push(vec![emphasis(&format!("{lead}{}{}", words.colon(), said.join(words.semicolon())))]);
            }
        }
        lines.extend(self.read(finding.grounds.iter().flat_map(|it| it.notes)));
        if !lines.is_empty() {
            body.push(bullets(lines.into_iter()));
        }
        body
    }

    /// Which readings of ours an answer rests on, by their titles: none of what they say is the host's own.
    pub(super) fn read<'s>(&self, ids: impl Iterator<Item = &'s StatementId>) -> Option<Vec<Inline>> {
        let readings = ids.filter_map(|id| self.policy.statement(id)).filter(|it| self.is_reading(it));
        let titles = unique(readings.map(|it| it.title.clone()).collect());
        (!titles.is_empty()).then(|| vec![emphasis(&format!("{}{}", self.words.see_reading(), titles.join(" · ")))])
    }

    pub(super) fn is_reading(&self, statement: &Statement) -> bool {
        self.policy.party(&statement.party).is_some_and(|party| party.kind == PartyKind::Editor)
    }

    pub(super) fn place_of(&self, says: Stance<'_>) -> &'static str {
        match says {
            Stance::Denies => self.words.denied_in(),
            Stance::Silent => self.words.looked_in(),
            Stance::NotBarred => self.words.readings(),
            Stance::Covers | Stance::Allows | Stance::Bars { .. } | Stance::Aims { .. } | Stance::Names => self.words.said_in(),
        }
    }
}
