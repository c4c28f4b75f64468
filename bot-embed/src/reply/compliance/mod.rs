//! Composes replies to `/compliance` from the documents' statements about the host's services, frameworks, and the placement of data.
//!
//! A question names a service, a framework, a kind of data, or any combination of them. The answer to a service alone is its row of the
//! coverage table; to a framework, its column; to a kind of data, the permission in each service. The answer to a service with a
//! framework is their cell, to a service with a kind of data, the data rule's permission. The answer to a framework with a kind of data
//! is the solver's verdict on each service. The host addresses its statements to its customers, and each passage says so.

mod brief;
mod cell;
mod placement;
mod query;
mod solver;
mod table;
mod variants;

use carrot_core::{DataRule, Framework, Service, Statement, StatementId, name::OfKind};

use self::query::NotNamed;
use super::{
    Brief, Choice, Menu, MenuId, NOTHING, Passage, PassageKind, Reply, ReplySubject,
    composer::Composer,
    text::{bullets, emphasis, paragraph, strong, text},
};

/// The question, with its names looked up. The name of a group, such as "ISO", means all things of the group.
#[derive(Default)]
struct ComplianceQuery<'a> {
    services: Vec<&'a Service>,
    frameworks: Vec<&'a Framework>,
    data: Vec<&'a DataRule>,
    codes: [String; 3],
}

impl<'a> Composer<'a> {
    pub(super) fn compliance(mut self, asked: [Option<&str>; 3]) -> Reply {
        if !self.policy.facts.has_compliance() {
            return self.no_compliance();
        }
        if let Some(reply) = self.question_about_bot(asked) {
            return reply;
        }
        let question = match self.resolve(asked) {
            Ok(question) => question,
            Err(unknown @ NotNamed::Unknown { .. }) => return self.section_asked(asked).unwrap_or_else(|| self.not_named(unknown)),
            Err(several) => return self.not_named(several),
        };
        let ComplianceQuery { services, frameworks, data, .. } = &question;
        match (services.is_empty(), frameworks.is_empty(), data.is_empty()) {
            (true, true, true) => self.compliance_overview(),
            (false, true, true) => self.each(services, |service| service.name.clone(), Self::service_details),
            (true, false, true) => self.each(frameworks, |framework| framework.name.clone(), Self::framework_details),
            (true, true, false) => self.each(data, |it| it.name.clone(), |this, rule| this.add_verdicts(&[], Some(rule), &[])),
            (false, false, true) => {
                let pairs: Vec<_> = services.iter().flat_map(|s| frameworks.iter().map(move |f| (*s, *f))).collect();
                self.each(&pairs, |(s, f)| joined([&s.name, &f.short]), |this, (s, f)| this.add_cell(s, f));
            }
            (false, true, false) => {
                let pairs: Vec<_> = services.iter().flat_map(|s| data.iter().map(move |d| (*s, *d))).collect();
                self.each(&pairs, |(s, d)| joined([&s.name, &d.name]), |this, (s, d)| this.data_in_service(s, d));
            }
            (true, false, false) => {
                let pairs: Vec<_> = frameworks.iter().flat_map(|f| data.iter().map(move |d| (*f, *d))).collect();
                self.each(&pairs, |(f, d)| joined([&f.short, &d.name]), |this, (f, d)| this.add_verdicts(&[f], Some(d), &[]));
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
                        this.add_verdicts(&[f], Some(d), &[s]);
                        this.add_cell(s, f);
                        this.data_in_service(s, d);
                    },
                );
            }
        }
        self.compose_brief(&question);
        self.finish_compliance(&question)
    }

    /// Returns the reply for content without a host. It has no link, because the page has no part about coverage.
    fn no_compliance(mut self) -> Reply {
        self.brief.body = vec![paragraph(vec![text(self.messages.no_compliance())])];
        let title = self.messages.part(carrot_core::Part::Coverage).to_owned();
        let note = self.policy.bot.disclaimer.clone();
        Reply { title, note, anchor: None, ..self.finish_compliance(&ComplianceQuery::default()) }
    }

    /// Composes the passages about each item. If there are several items, each has its name as a heading.
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

    // --- the overview

    fn compliance_overview(&mut self) {
        let messages = self.messages;
        let counted = |label: &str, names: Vec<String>| {
            vec![strong(&format!("{label}{}", messages.colon().trim_end())), text(&format!(" {}", names.join(", ")))]
        };
        let services = self.policy.services.iter().map(|service| service.name.clone()).collect();
        let frameworks = self.policy.frameworks.iter().map(|framework| framework.short.clone()).collect();
        let body = vec![
            paragraph(vec![text(&messages.compliance_lead(self.bot()))]),
            bullets([counted(messages.services(), services), counted(messages.frameworks(), frameworks)].into_iter()),
            paragraph(vec![emphasis(messages.coverage_table_note())]),
        ];
        self.passages.push(Passage { body, ..Passage::default() });
        let names = self.policy.data_rules.iter().map(|rule| vec![text(&rule.name)]);
        if !self.policy.data_rules.is_empty() {
            let heading = Some(messages.kind_of_data().to_owned());
            self.passages.push(Passage { heading, body: vec![bullets(names)], ..Passage::default() });
        }
        self.add_objectives(|_| true);
    }

    // --- parts of all these replies

    /// Adds passages for our readings (interpretations) and for other related statements, each once.
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
        let (readings, others): (Vec<&Statement>, Vec<&Statement>) = all.into_iter().partition(|it| self.policy.is_reading(it));
        self.add_statements_under(PassageKind::Related, self.messages.heading_other_statements(), &others);
        self.add_statements_under(PassageKind::Reading, self.messages.readings(), &readings);
    }

    fn finish_compliance(mut self, question: &ComplianceQuery<'a>) -> Reply {
        let ComplianceQuery { services, frameworks, data, codes } = question;
        for id in services.iter().map(|service| service.id.as_str()).chain(frameworks.iter().map(|framework| framework.id.as_str())) {
            self.mark_if_foreign(id);
        }
        let names = services
            .iter()
            .map(|service| &service.name)
            .chain(frameworks.iter().map(|framework| &framework.short))
            .chain(data.iter().map(|it| &it.name));
        let names: Vec<&str> = names.map(String::as_str).collect();
        let title = match (names.as_slice(), frameworks.as_slice()) {
            ([], _) => self.messages.compliance_title(self.host()),
            ([_], [framework]) => framework.name.clone(),
            _ => names.join(" · "),
        };
        let status = |service: Option<usize>, framework: Option<usize>| {
            let (service, framework) = service.zip(framework)?;
            self.localized.language_version.cell(service, framework).map(|cell| cell.status(self.messages))
        };
        let the_service = self.policy.services.iter().position(|service| matches!(services.as_slice(), [one] if one.id == service.id));
        let the_framework =
            self.policy.frameworks.iter().position(|framework| matches!(frameworks.as_slice(), [one] if one.id == framework.id));
        let service_choices = self.policy.services.iter().enumerate();
        let service_choices = service_choices.map(|(at, it)| Choice { about: status(Some(at), the_framework), ..choice(it, services) });
        let framework_choices = self.policy.frameworks.iter().enumerate();
        let framework_choices =
            framework_choices.map(|(at, it)| Choice { about: status(the_service, Some(at)), ..choice(it, frameworks) });
        let data_choices = self.policy.data_rules.iter().map(|rule| choice(rule, data));
        let menus = [
            self.asking(MenuId::Services, self.messages.menu_services(), services.is_empty(), service_choices.collect()),
            self.asking(MenuId::Frameworks, self.messages.menu_frameworks(), frameworks.is_empty(), framework_choices.collect()),
            self.asking(MenuId::Data, self.messages.menu_data(), data.is_empty(), data_choices.collect()),
            self.related(self.messages.menu_hosting(), &self.localized.language_version.other_sections()),
        ];
        // Don't repeat the reply's title.
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
        let menus: Vec<Menu> = menus.into_iter().filter(|menu| !menu.choices.is_empty()).collect();
        // The menu of the short answer offers the most likely next question: another framework, or after a framework alone, a service.
        let next = if services.is_empty() && !frameworks.is_empty() { MenuId::Services } else { MenuId::Frameworks };
        let menu = menus.iter().find(|menu| menu.id == next).or(menus.first()).cloned();
        let disclaimer = &self.policy.bot.disclaimer;
        let note =
            if self.policy.bot.services.is_empty() { format!("{} {disclaimer}", self.messages.no_stack()) } else { disclaimer.clone() };
        Reply {
            messages: self.messages,
            title,
            untranslated: self.untranslated(),
            brief: Brief { menu, ..self.brief },
            note,
            menus,
            anchor: Some(anchor.to_owned()),
            subject: ReplySubject::Compliance(codes.clone()),
            passages: self.passages,
        }
    }

    pub(super) fn host(&self) -> &'a str {
        let host = self.policy.bot.host.as_ref().and_then(|host| self.policy.party(host));
        host.map_or(self.bot(), |party| &party.name)
    }

    /// Returns a menu of things to ask about. If one is chosen already (`nothing` is false), the first choice clears it.
    fn asking(&self, id: MenuId, placeholder: &'static str, nothing: bool, choices: Vec<Choice>) -> Menu {
        let none = Choice { id: NOTHING.to_owned(), name: self.messages.every().to_owned(), about: None, chosen: false };
        let none = Some(none).filter(|_| !nothing && !choices.is_empty());
        Menu { id, placeholder, choices: none.into_iter().chain(choices).collect() }
    }
}

fn choice<T: OfKind>(thing: &T, chosen: &[&T]) -> Choice {
    let chosen = matches!(chosen, [one] if one.id() == thing.id());
    Choice { id: thing.id().to_owned(), name: thing.name().to_owned(), about: None, chosen }
}

/// Returns the ids of our readings of a data rule, and of further statements that add conditions to it.
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
