//! `/compliance`: what the documents say of the host's services, of frameworks, and of where data may be placed.
//!
//! What is asked is any mix of a service, a framework and a kind of data. A service alone is told with its whole row, a framework with
//! its column, a kind of data with what the solver finds; a pair with its cell or its rule; frameworks and data together, with every
//! service held against both. What a host says of its services it says to its customers, and each passage says so.

use carrot_core::{
    Alias, Claim, DataRule, Framework, FrameworkKind, Objective, PartyKind, Scope, Service, Services, Statement, StatementId,
    coverage::{Attested, Coverage, Status},
    grounds::Condition,
    name::OfKind,
    placement::Permission,
    qualify::{Finding, Ground, Need, Outcome, Requirements, Says, Verdict},
    text::{Block, Inline},
};

use super::{
    Choice, Kind, Menu, MenuId, NOTHING, Passage, Place, Reply,
    composer::Composer,
    text::{bullets, emphasis, paragraph, shown, strong, text, upper_first},
};
use crate::lookup::name::{self, Named, code};

/// What was asked, as far as it is known: several of a kind where a group was named.
#[derive(Default)]
struct Question<'a> {
    services: Vec<&'a Service>,
    frameworks: Vec<&'a Framework>,
    data: Vec<&'a DataRule>,
    place: [String; 3],
}

/// What goes by no name: what was typed, the menu in which to choose instead, and the nearest.
struct NotNamed {
    typed: String,
    menu: MenuId,
    near: Vec<String>,
}

impl<'a> Composer<'a> {
    pub(super) fn compliance(mut self, asked: [Option<&str>; 3]) -> Reply {
        let question = match self.understood(asked) {
            Ok(question) => question,
            Err(unknown) => return self.not_named(&unknown),
        };
        let Question { services, frameworks, data, .. } = &question;
        match (services.is_empty(), frameworks.is_empty(), data.is_empty()) {
            (true, true, true) => self.compliance_overview(),
            (false, true, true) => self.each(services, |it| it.name.clone(), Self::row),
            (true, false, true) => self.each(frameworks, |it| it.name.clone(), Self::column),
            (true, true, false) => self.each(data, |it| it.name.clone(), |this, rule| this.solved(&[], Some(rule), &[])),
            (false, false, true) => {
                let pairs: Vec<_> = services.iter().flat_map(|s| frameworks.iter().map(move |f| (*s, *f))).collect();
                self.each(&pairs, |(s, f)| joined([&s.name, &f.short]), |this, (s, f)| this.cell(s, f));
            }
            (false, true, false) => {
                let pairs: Vec<_> = services.iter().flat_map(|s| data.iter().map(move |d| (*s, *d))).collect();
                self.each(&pairs, |(s, d)| joined([&s.name, &d.name]), |this, (s, d)| this.placed(s, d));
            }
            (true, false, false) => {
                let pairs: Vec<_> = frameworks.iter().flat_map(|f| data.iter().map(move |d| (*f, *d))).collect();
                self.each(&pairs, |(f, d)| joined([&f.short, &d.name]), |this, (f, d)| this.solved(&[f], Some(d), &[]));
            }
            (false, false, false) => {
                let mut all = Vec::new();
                for service in services {
                    for framework in frameworks {
                        all.extend(data.iter().map(|rule| (*service, *framework, *rule)));
                    }
                }
                self.each(
                    &all,
                    |(s, f, d)| joined([&s.name, &f.short, &d.name]),
                    |this, (s, f, d)| {
                        this.solved(&[f], Some(d), &[s]);
                        this.cell(s, f);
                        this.placed(s, d);
                    },
                );
            }
        }
        self.finish_compliance(&question)
    }

    // --- what was asked

    /// What each text means. One that stands where it means nothing may name something of another kind that was not asked for.
    fn understood(&self, asked: [Option<&str>; 3]) -> Result<Question<'a>, NotNamed> {
        let mut asked = asked.map(|text| text.map(str::trim).filter(|text| !text.is_empty() && *text != NOTHING));
        let known = |at: usize, text: &str| match at {
            0 => self.knows::<Service>(text),
            1 => self.knows::<Framework>(text),
            _ => self.knows::<DataRule>(text),
        };
        for from in 0..asked.len() {
            let Some(text) = asked.get(from).copied().flatten().filter(|text| !known(from, text)) else { continue };
            if let Some(to) = (0..asked.len()).find(|to| asked.get(*to) == Some(&None) && known(*to, text)) {
                asked.swap(from, to);
            }
        }
        let [service, framework, data] = asked;
        let mut question = Question::default();
        let [at_service, at_framework, at_data] = &mut question.place;
        question.services = self.slot(service, MenuId::Services, at_service)?;
        question.frameworks = self.slot(framework, MenuId::Frameworks, at_framework)?;
        question.data = self.slot(data, MenuId::Data, at_data)?;
        Ok(question)
    }

    fn knows<T: OfKind>(&self, text: &str) -> bool {
        name::is_code::<T>(self.spoken, text) || name::exactly::<T>(self.spoken, text).is_ok()
    }

    fn slot<T: OfKind>(&self, typed: Option<&str>, menu: MenuId, place: &mut String) -> Result<Vec<&'a T>, NotNamed> {
        let Some(typed) = typed else { return Ok(Vec::new()) };
        match name::named::<T>(self.spoken, typed) {
            Named::Things(things) => {
                *place = code(self.spoken, &things, typed);
                Ok(things)
            }
            Named::Unknown(near) => {
                let near = near.into_iter().map(|thing| thing.name().to_owned()).collect();
                Err(NotNamed { typed: shown(typed), menu, near })
            }
        }
    }

    fn not_named(mut self, unknown: &NotNamed) -> Reply {
        let names = unknown.near.iter().map(|name| vec![text(&crate::render::limits::shorten(name, 120))]);
        let mut body = vec![paragraph(vec![text(self.words.not_named_help())])];
        if !unknown.near.is_empty() {
            body.push(bullets(names));
        }
        self.passages.push(Passage { kind: Kind::Silence, body, ..Passage::default() });
        let mut reply = self.finish_compliance(&Question::default());
        reply.title = reply.words.nothing_found(&unknown.typed);
        // The menu to choose from stands first.
        reply.menus.sort_by_key(|menu| menu.id != unknown.menu);
        reply
    }

    /// Composes an answer to each; where there are several, each under its name.
    fn each<T>(&mut self, all: &[T], name: impl Fn(&T) -> String, compose: impl Fn(&mut Self, &T)) {
        for one in all {
            let before = self.passages.len();
            compose(self, one);
            if all.len() > 1 {
                let name = Passage { heading: Some(name(one)), ..Passage::default() };
                self.passages.insert(before, name);
            }
        }
    }

    // --- everything

    fn compliance_overview(&mut self) {
        let words = self.words;
        let counted = |label: &str, names: Vec<String>| {
            vec![strong(&format!("{label}{}", words.colon().trim_end())), text(&format!(" {}", names.join(", ")))]
        };
        let services = self.policy.services.iter().map(|it| it.name.clone()).collect();
        let frameworks = self.policy.frameworks.iter().map(|it| it.short.clone()).collect();
        let body = vec![
            paragraph(vec![text(&words.compliance_lead(self.bot()))]),
            bullets([counted(words.services(), services), counted(words.frameworks(), frameworks)].into_iter()),
            paragraph(vec![emphasis(words.matrix_note())]),
        ];
        self.passages.push(Passage { body, ..Passage::default() });
        let names = self.policy.data_rules.iter().map(|it| vec![text(&it.name)]);
        if !self.policy.data_rules.is_empty() {
            let heading = Some(words.kind_of_data().to_owned());
            self.passages.push(Passage { heading, body: vec![bullets(names)], ..Passage::default() });
        }
        self.objectives(|_| true);
    }

    // --- a cell

    fn cell(&mut self, service: &'a Service, framework: &'a Framework) {
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
            Some(law) => self.headed(Kind::Beside, words.looked_in(), &law.statements.iter().collect::<Vec<_>>()),
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

    /// What must be true for a cell, and in which regions alone it holds.
    fn conditions(&self, coverage: &Coverage<'_>) -> Option<Block> {
        let conditions = match &coverage.status {
            Status::Conditional { conditions } => conditions.as_slice(),
            _ => &[],
        };
        let all: Vec<_> =
            conditions.iter().chain(&coverage.only_in).map(|it| vec![text(&self.words.clause(self.policy, &it.clause))]).collect();
        (!all.is_empty()).then(|| bullets(all.into_iter()))
    }

    /// Where one would look for a claim that nobody makes.
    fn silence(&mut self, service: &Service, framework: &Framework) {
        let at_service = self.policy.services.iter().position(|it| it.id == service.id);
        let at_framework = self.policy.frameworks.iter().position(|it| it.id == framework.id);
        let edition = self.spoken.edition;
        let cell = at_service.zip(at_framework).and_then(|(service, framework)| edition.cell(service, framework));
        for statement in cell.into_iter().flat_map(|cell| &cell.looked_in).filter_map(|id| self.policy.statement(id)) {
            self.headed(Kind::Beside, self.words.looked_in(), &[statement]);
        }
    }

    /// A claim: the statement in which it is made, and what it says of holder, kind, scope, conditions and evidence.
    fn claim(&mut self, kind: Kind, heading: &str, claim: &'a Claim, whole: bool) {
        let Some(statement) = self.policy.statement(&claim.statement) else { return };
        let before = self.passages.len();
        self.headed(kind, heading, &[statement]);
        let facts = bullets(self.facts(claim).into_iter());
        if let Some(passage) = self.passages.get_mut(before) {
            if !whole {
                passage.body.clear();
            }
            passage.body.push(facts);
        }
    }

    fn facts(&self, claim: &Claim) -> Vec<Vec<Inline>> {
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

    /// What kind of evidence there is, and who holds it.
    fn attestation(&self, claim: &Claim) -> String {
        let words = self.words;
        let holder = claim.holder.as_ref().map(|id| self.policy.party(id).map_or(id.as_str(), |party| &party.name));
        let holder = holder.map_or_else(|| words.holder_not_stated().to_owned(), |holder| format!("{}{holder}", words.held_by()));
        format!("{}{holder}", words.attestation(claim.attestation))
    }

    fn service_names(&self, services: &Services) -> String {
        match services {
            Services::All => self.words.all_services().to_owned(),
            Services::Only(list) if list.is_empty() => self.words.no_service().to_owned(),
            Services::Only(list) => list.iter().map(|id| self.name_of(id.as_str())).collect::<Vec<_>>().join(", "),
        }
    }

    // --- a row and a column

    fn row(&mut self, service: &&'a Service) {
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
    fn also_called(&self, aliases: &[Alias]) -> Option<Block> {
        let words = self.words;
        let names = aliases
            .iter()
            .map(|alias| vec![text(&format!("{}{}{} – {}", words.also_called(), words.colon(), alias.name, self.cited(&alias.cites)))]);
        (!aliases.is_empty()).then(|| bullets(names))
    }

    fn column(&mut self, framework: &&'a Framework) {
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
    fn grouped(&mut self, heading: &str, cells: Vec<(&str, Coverage<'a>)>) {
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
        // What is said before what is not.
        groups.sort_by_key(|(_, passage)| passage.kind == Kind::Silence);
        self.passages.extend(groups.into_iter().map(|(names, passage)| Passage { title: Some(names.join(", ")), ..passage }));
    }

    /// Who attests something, who says so, and where.
    fn attested(&self, attested: &Attested<'_>) -> String {
        let claim = attested.claim;
        let said = self.policy.statement(&claim.statement).map(|it| self.byline(it)).unwrap_or_default();
        format!("{said} · {}", self.attestation(claim))
    }

    /// To whom statements are a promise, each once.
    fn leads<'s>(&self, statements: impl Iterator<Item = &'s StatementId>) -> Option<String> {
        let leads = statements.filter_map(|id| self.policy.statement(id)).filter_map(|it| self.whose(it)).collect();
        Some(unique(leads).join(" ")).filter(|leads| !leads.is_empty())
    }

    // --- where data may be placed

    fn placed(&mut self, service: &'a Service, rule: &'a DataRule) {
        self.rule(service, rule, self.words.data_rules());
        if let Some(statement) = self.policy.statement(&rule.statement) {
            self.headed(Kind::Answer, self.words.data_rules(), &[statement]);
        }
        self.notes(stated_by(rule));
    }

    /// What a rule says of a service.
    fn rule(&mut self, service: &Service, rule: &DataRule, heading: &str) {
        let placement = self.policy.placement(rule, &service.id);
        let permission = placement.permission;
        let mut body = vec![paragraph(vec![strong(&format!("{}.", upper_first(self.words.permission(&permission))))])];
        let lines: Vec<Vec<Inline>> = match &permission {
            Permission::Conditional { conditions } | Permission::NotBarred { conditions } => {
                conditions.iter().map(|it| vec![text(&self.words.clause(self.policy, &it.clause))]).collect()
            }
            Permission::Allowed | Permission::Barred { .. } | Permission::NotStated => Vec::new(),
        };
        if !lines.is_empty() {
            body.push(bullets(lines.into_iter()));
        }
        body.extend(self.read(rule.notes.iter()).map(paragraph));
        // Where no document says anything, the interpretation is ours, and so is its byline.
        let statement = placement.said.statement.and_then(|id| self.policy.statement(id));
        self.shows(rule.id.as_str());
        self.passages.push(Passage {
            kind: if permission == Permission::NotStated { Kind::Silence } else { Kind::Answer },
            heading: Some(heading.to_owned()),
            lead: statement.and_then(|it| self.whose(it)),
            title: Some(rule.name.clone()),
            byline: statement.map(|it| self.byline(it)),
            body,
        });
    }

    fn objectives(&mut self, of: impl Fn(&Services) -> bool) {
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
            });
        }
        let rest = if of.is_empty() { format!("{}.", words.not_stated()) } else { words.other_objectives().to_owned() };
        let body = vec![paragraph(vec![text(&rest)])];
        self.passages.push(Passage { kind: Kind::Silence, heading: Some(words.objectives().to_owned()), body, ..Passage::default() });
    }

    // --- the solver

    /// Services held against requirements; all of them, or those given.
    fn solved(&mut self, frameworks: &[&'a Framework], rule: Option<&'a DataRule>, only: &[&'a Service]) {
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

    fn verdict_of(&mut self, names: &[&str], verdict: &Verdict<'a>) {
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
        });
    }

    /// What a finding says, and where that is said. Of several, each under what was asked.
    fn finding(&self, finding: &Finding<'a>, several: bool) -> Vec<Block> {
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
    fn read<'s>(&self, ids: impl Iterator<Item = &'s StatementId>) -> Option<Vec<Inline>> {
        let readings = ids.filter_map(|id| self.policy.statement(id)).filter(|it| self.is_reading(it));
        let titles = unique(readings.map(|it| it.title.clone()).collect());
        (!titles.is_empty()).then(|| vec![emphasis(&format!("{}{}", self.words.see_reading(), titles.join(" · ")))])
    }

    fn is_reading(&self, statement: &Statement) -> bool {
        self.policy.party(&statement.party).is_some_and(|party| party.kind == PartyKind::Editor)
    }

    fn place_of(&self, says: Says<'_>) -> &'static str {
        match says {
            Says::Denies => self.words.denied_in(),
            Says::Silent => self.words.looked_in(),
            Says::NotBarred => self.words.readings(),
            Says::Covers | Says::Allows | Says::Bars { .. } | Says::Aims { .. } | Says::Names => self.words.said_in(),
        }
    }

    // --- what goes with all of these

    /// Our readings, and what else is said, each once.
    fn notes<'s>(&mut self, ids: impl Iterator<Item = &'s StatementId>)
    where
        'a: 's,
    {
        let mut all: Vec<&Statement> = Vec::new();
        for statement in ids.filter_map(|id| self.policy.statement(id)) {
            if !all.iter().any(|other| other.id == statement.id) {
                all.push(statement);
            }
        }
        let (readings, others): (Vec<&Statement>, Vec<&Statement>) = all.into_iter().partition(|it| self.is_reading(it));
        self.headed(Kind::Beside, self.words.beside_others(), &others);
        self.headed(Kind::Reading, self.words.readings(), &readings);
    }

    fn finish_compliance(mut self, question: &Question<'a>) -> Reply {
        let Question { services, frameworks, data, place } = question;
        for id in services.iter().map(|it| it.id.as_str()).chain(frameworks.iter().map(|it| it.id.as_str())) {
            self.shows(id);
        }
        let names =
            services.iter().map(|it| &it.name).chain(frameworks.iter().map(|it| &it.short)).chain(data.iter().map(|it| &it.name));
        let names: Vec<&str> = names.map(String::as_str).collect();
        let title = match (names.as_slice(), frameworks.as_slice()) {
            ([], _) => self.words.compliance_title(self.host()),
            ([_], [framework]) => framework.name.clone(),
            _ => names.join(" · "),
        };
        let status = |service: Option<usize>, framework: Option<usize>| {
            let (service, framework) = service.zip(framework)?;
            self.spoken.edition.cell(service, framework).map(|cell| cell.status(self.words))
        };
        let the_service = self.policy.services.iter().position(|it| matches!(services.as_slice(), [one] if one.id == it.id));
        let the_framework = self.policy.frameworks.iter().position(|it| matches!(frameworks.as_slice(), [one] if one.id == it.id));
        let service_choices = self.policy.services.iter().enumerate();
        let service_choices = service_choices.map(|(at, it)| Choice { about: status(Some(at), the_framework), ..choice(it, services) });
        let framework_choices = self.policy.frameworks.iter().enumerate();
        let framework_choices =
            framework_choices.map(|(at, it)| Choice { about: status(the_service, Some(at)), ..choice(it, frameworks) });
        let data_choices = self.policy.data_rules.iter().map(|it| choice(it, data));
        let menus = [
            self.asking(MenuId::Services, self.words.menu_services(), services.is_empty(), service_choices.collect()),
            self.asking(MenuId::Frameworks, self.words.menu_frameworks(), frameworks.is_empty(), framework_choices.collect()),
            self.asking(MenuId::Data, self.words.menu_data(), data.is_empty(), data_choices.collect()),
            self.related(self.words.menu_hosting(), &self.spoken.edition.other_sections()),
        ];
        // What the reply is called needs no saying twice.
        if let Some(first) = self.passages.first_mut()
            && first.title.as_deref() == Some(title.as_str())
        {
            first.title = None;
        }
        let anchor = match (services.as_slice(), frameworks.as_slice(), data.as_slice()) {
            (_, [framework, ..], _) => framework.id.as_str(),
            (_, _, [rule, ..]) => rule.id.as_str(),
            ([service, ..], _, _) => service.id.as_str(),
            _ => carrot_core::Part::Coverage.id(),
        };
        let disclaimer = &self.policy.bot.disclaimer;
        let note =
            if self.policy.bot.services.is_empty() { format!("{} {disclaimer}", self.words.no_stack()) } else { disclaimer.clone() };
        Reply {
            words: self.words,
            title,
            untranslated: self.untranslated(),
            note,
            menus: menus.into_iter().filter(|menu| !menu.choices.is_empty()).collect(),
            anchor: Some(anchor.to_owned()),
            place: Place::Compliance(place.clone()),
            passages: self.passages,
        }
    }

    /// The name of the host, or of the bot where the policy names no host.
    fn host(&self) -> &'a str {
        let host = self.policy.bot.host.as_ref().and_then(|host| self.policy.party(host));
        host.map_or(self.bot(), |party| &party.name)
    }

    /// A menu of what can be asked, with the choice not to ask where something is.
    fn asking(&self, id: MenuId, placeholder: &'static str, nothing: bool, choices: Vec<Choice>) -> Menu {
        let none = Choice { id: NOTHING.to_owned(), name: self.words.every().to_owned(), about: None, chosen: false };
        let none = Some(none).filter(|_| !nothing && !choices.is_empty());
        Menu { id, placeholder, choices: none.into_iter().chain(choices).collect() }
    }
}

fn choice<T: OfKind>(thing: &T, chosen: &[&T]) -> Choice {
    let chosen = matches!(chosen, [one] if one.id() == thing.id());
    Choice { id: thing.id().to_owned(), name: thing.name().to_owned(), about: None, chosen }
}

/// Our readings of a data rule, and the statements of others that add conditions to it.
fn stated_by(rule: &DataRule) -> impl Iterator<Item = &StatementId> {
    let further = rule.further.iter().map(|it| &it.statement).filter(|it| **it != rule.statement);
    rule.notes.iter().chain(&rule.interpretation).chain(further)
}

fn joined<const N: usize>(names: [&str; N]) -> String {
    names.join(" · ")
}

fn unique(all: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in all {
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}
