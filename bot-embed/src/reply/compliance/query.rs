//! Looks up the texts of a question about compliance: a service, a framework and a kind of data.

use std::collections::BTreeSet;

use carrot_core::{DataRule, Framework, Part, Service, lookup::MatchedBy, name::OfKind};

use super::{
    super::{
        MenuId, NOTHING, Reply,
        composer::Composer,
        query_text,
        text::{bullets, paragraph, shown, text},
    },
    ComplianceQuery, unique,
};
use crate::lookup::{
    name::{self, NamedThings, ThingMatch, code},
    topic::{self, Topic, TopicMatch},
};

/// Maximum number of suggestions for a text that is not understood.
const MAX_SUGGESTED: usize = 5;

/// The error for a text that names no single thing.
pub(super) enum NotNamed<'a> {
    /// An unknown name: the typed text, the menu with the known names, and the suggestions.
    Unknown { typed: String, menu: MenuId, near: Vec<String> },
    /// Several frameworks, and the rest of the question.
    Several { frameworks: Vec<&'a Framework>, rest: Box<ComplianceQuery<'a>> },
}

impl<'a> Composer<'a> {
    /// Looks up the texts of the three options: service, framework, kind of data. If a text is unknown for its option, but known for an
    /// option without a text, it moves there.
    pub(super) fn resolve(&self, asked: [Option<&str>; 3]) -> Result<ComplianceQuery<'a>, NotNamed<'a>> {
        let mut asked = asked.map(|text| text.map(str::trim).filter(|text| !text.is_empty() && *text != NOTHING));
        // The name of the host means all of its services: "service:Heroku framework:SOC 2".
        let [service, others @ ..] = &mut asked;
        if others.iter().any(Option::is_some) && service.is_some_and(|text| self.policy.is_host(text)) {
            *service = None;
        }
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
        let typed = asked;
        let mut several: Vec<(usize, NamedThings<'a>)> = Vec::new();
        for (at, option) in asked.iter_mut().enumerate() {
            let Some(text) = option.filter(|text| !known(at, text)) else { continue };
            if let Some(found) = name::find_all(self.localized, text).filter(|found| found.several_frameworks) {
                several.push((at, found));
                *option = None;
            }
        }
        if !several.is_empty() {
            return Err(self.several_frameworks(self.looked_up(asked)?, several, typed));
        }
        if let Some(text) = only(asked)
            && let Some(question) = self.resolve_alone(text)
        {
            return question;
        }
        self.looked_up(asked)
    }

    /// Adds what the texts with several frameworks name to the rest of a question. If a text names another service or kind of data than
    /// the rest, the question is not understood: no reply is about two services.
    fn several_frameworks(
        &self,
        mut rest: ComplianceQuery<'a>,
        several: Vec<(usize, NamedThings<'a>)>,
        asked: [Option<&str>; 3],
    ) -> NotNamed<'a> {
        let mut frameworks: Vec<&'a Framework> = Vec::new();
        for (at, found) in several {
            let narrowed = narrowed(&rest.services, &found.services).zip(narrowed(&rest.data, &found.data));
            let Some((services, data)) = narrowed else {
                let names = rest.services.iter().chain(&found.services).map(|it| &it.name);
                let names = names.chain(rest.data.iter().chain(&found.data).map(|it| &it.name));
                let names = names.chain(found.frameworks.iter().map(|it| &it.short));
                let typed = shown(asked.get(at).copied().flatten().unwrap_or_default());
                return NotNamed::Unknown { typed, menu: MenuId::Frameworks, near: unique(names.cloned().collect()) };
            };
            (rest.services, rest.data) = (services, data);
            frameworks.extend(found.frameworks);
        }
        frameworks.append(&mut rest.frameworks);
        let mut seen = BTreeSet::new();
        frameworks.retain(|it| seen.insert(it.id.as_str()));
        rest.codes = [self.code_of(&rest.services), String::new(), self.code_of(&rest.data)];
        NotNamed::Several { frameworks, rest: Box::new(rest) }
    }

    /// Looks up each text as that of its option.
    fn looked_up(&self, [service, framework, data]: [Option<&str>; 3]) -> Result<ComplianceQuery<'a>, NotNamed<'a>> {
        let mut question = ComplianceQuery::default();
        let [service_code, framework_code, data_code] = &mut question.codes;
        question.services = self.resolve_option(service, MenuId::Services, service_code)?;
        question.frameworks = self.resolve_option(framework, MenuId::Frameworks, framework_code)?;
        question.data = self.resolve_option(data, MenuId::Data, data_code)?;
        Ok(question)
    }

    /// Looks up the only text of a question, whatever option it is in: "redis hipaa" names a service and a framework, and "hippa" is a
    /// typo of a framework. `None` if the text is not found, or is found by the option itself.
    fn resolve_alone(&self, typed: &str) -> Option<Result<ComplianceQuery<'a>, NotNamed<'a>>> {
        let known = self.knows::<Service>(typed) || self.knows::<Framework>(typed) || self.knows::<DataRule>(typed);
        if known {
            return None;
        }
        if let Some(NamedThings { services, frameworks, data, .. }) = name::find_all(self.localized, typed) {
            let codes = [self.code_of(&services), self.code_of(&frameworks), self.code_of(&data)];
            return Some(Ok(ComplianceQuery { services, frameworks, data, codes }));
        }
        let found = |query: ComplianceQuery<'a>| Some(Ok(query));
        if let ThingMatch::Things { things, .. } = name::find_things::<Service>(self.localized, typed) {
            let codes = [code(self.localized, &things, typed), String::new(), String::new()];
            return found(ComplianceQuery { services: things, codes, ..ComplianceQuery::default() });
        }
        if let ThingMatch::Things { things, .. } = name::find_things::<Framework>(self.localized, typed) {
            let codes = [String::new(), code(self.localized, &things, typed), String::new()];
            return found(ComplianceQuery { frameworks: things, codes, ..ComplianceQuery::default() });
        }
        // The texts of rules have words that are not about data, such as the names of services.
        if let ThingMatch::Things { things, how } = name::find_things::<DataRule>(self.localized, typed)
            && how != MatchedBy::Text
        {
            let codes = [String::new(), String::new(), code(self.localized, &things, typed)];
            return found(ComplianceQuery { data: things, codes, ..ComplianceQuery::default() });
        }
        None
    }

    /// Returns the reply to a text that asks about the bot: "is the bot SOC 2 certified". The services' statuses would be
    /// the host's, and read as the bot's.
    pub(super) fn question_about_bot(&self, asked: [Option<&str>; 3]) -> Option<Reply> {
        let text = only(asked).filter(|text| topic::names_bot(self.localized, text))?;
        match topic::find_topic(self.localized, text) {
            TopicMatch::Topic { topic: topic @ (Topic::Question(_) | Topic::General(_)), how: MatchedBy::Question, also } => {
                Some(Composer::new(self.localized, topic).topic(&also))
            }
            _ => None,
        }
    }

    /// Returns the reply about the section of the host that a question alone asks for: "RTO under 6 hours" asks for the recovery objectives,
    /// which are no service, framework or kind of data.
    pub(super) fn section_asked(&self, asked: [Option<&str>; 3]) -> Option<Reply> {
        match topic::find_topic(self.localized, only(asked)?) {
            TopicMatch::Topic { topic: topic @ Topic::Section(section), how, also }
                if how != MatchedBy::Text && matches!(section.part, Part::Hosting | Part::Coverage) =>
            {
                Some(Composer::new(self.localized, topic).topic(&also))
            }
            _ => None,
        }
    }

    fn code_of<T: OfKind>(&self, things: &[&'a T]) -> String {
        query_text(things).map(|text| code(self.localized, things, text)).unwrap_or_default()
    }

    fn knows<T: OfKind>(&self, text: &str) -> bool {
        name::is_code::<T>(self.localized, text) || name::things_named::<T>(self.localized, text).is_ok()
    }

    fn resolve_option<T: OfKind>(
        &self,
        typed: Option<&str>,
        menu: MenuId,
        found_code: &mut String,
    ) -> Result<Vec<&'a T>, NotNamed<'a>> {
        let Some(typed) = typed else { return Ok(Vec::new()) };
        match name::find_things::<T>(self.localized, typed) {
            ThingMatch::Things { things, .. } => {
                *found_code = code(self.localized, &things, typed);
                Ok(things)
            }
            ThingMatch::Unknown(near) => {
                if let Some(thing) = self.only_named(typed) {
                    *found_code = code(self.localized, &[thing], typed);
                    return Ok(vec![thing]);
                }
                let NamedThings { services, frameworks, data, .. } = name::mentioned(self.localized, typed);
                // Suggest what the text names before what has a similar name.
                let mentioned = services.iter().map(|it| it.name.clone());
                let mentioned =
                    mentioned.chain(frameworks.iter().map(|it| it.short.clone())).chain(data.iter().map(|it| it.name.clone()));
                let near = mentioned.chain(near.into_iter().map(|thing| thing.name().to_owned())).take(MAX_SUGGESTED).collect();
                let menu = match (services.is_empty(), frameworks.is_empty(), data.is_empty()) {
                    (true, false, _) => MenuId::Frameworks,
                    (true, true, false) => MenuId::Data,
                    _ => menu,
                };
                Err(NotNamed::Unknown { typed: shown(typed), menu, near: unique(near) })
            }
        }
    }

    /// Returns the only thing that a text of known words names: "kafka on shield".
    fn only_named<T: OfKind>(&self, typed: &str) -> Option<&'a T> {
        let NamedThings { services, frameworks, data, .. } = name::find_all(self.localized, typed)?;
        let of_service = services.iter().map(|it| it.id.as_str());
        let ids = of_service.chain(frameworks.iter().map(|it| it.id.as_str())).chain(data.iter().map(|it| it.id.as_str()));
        let ids: Vec<&str> = ids.collect();
        let [only] = ids.as_slice() else { return None };
        T::all(self.policy).iter().find(|thing| thing.id() == *only)
    }

    pub(super) fn not_named(mut self, unknown: NotNamed<'a>) -> Reply {
        let (typed, menu, near) = match unknown {
            NotNamed::Unknown { typed, menu, near } => (typed, menu, near),
            NotNamed::Several { frameworks, rest } => return self.choose_framework(&frameworks, &rest),
        };
        let names = near.iter().map(|name| vec![text(&crate::limits::shorten(name, 120))]);
        // A text of several words may name something, and ask for more.
        let several = !near.is_empty() && typed.trim().contains(' ');
        let not_understood = self.messages.not_understood(&typed);
        let help = if several { not_understood.as_str() } else { self.messages.not_named_help() };
        let mut body = vec![paragraph(vec![text(help)])];
        if !near.is_empty() {
            body.push(bullets(names));
        }
        self.brief.body = body;
        let mut reply = self.finish_compliance(&ComplianceQuery::default());
        reply.title = reply.messages.nothing_found(&typed);
        reply.brief.menu = reply.menus.iter().find(|other| other.id == menu).cloned();
        reply
    }

    /// Offers the frameworks of a question that names several: the answers do not fit one reply.
    fn choose_framework(mut self, frameworks: &[&'a Framework], rest: &ComplianceQuery<'a>) -> Reply {
        let names: Vec<&str> = frameworks.iter().map(|it| it.short.as_str()).collect();
        self.brief.body =
            vec![paragraph(vec![text(self.messages.several_frameworks())]), bullets(names.iter().map(|name| vec![text(name)]))];
        let mut reply = self.finish_compliance(rest);
        let before = rest.services.iter().map(|it| it.name.as_str()).chain(rest.data.iter().map(|it| it.name.as_str()));
        reply.title = before.chain(names).collect::<Vec<_>>().join(" · ");
        let is_named = |id: &str| frameworks.iter().any(|it| it.id.as_str() == id);
        reply.brief.menu = reply.menus.iter().find(|menu| menu.id == MenuId::Frameworks).cloned();
        if let Some(menu) = &mut reply.brief.menu {
            menu.choices = menu.choices.iter().filter(|choice| is_named(&choice.id)).cloned().collect();
        }
        reply
    }
}

/// Returns the things that two texts name, if one of them names only things of the other: the name of a group is the wider one.
fn narrowed<'a, T: OfKind>(some: &[&'a T], others: &[&'a T]) -> Option<Vec<&'a T>> {
    let within = |few: &[&T], many: &[&T]| few.iter().all(|it| many.iter().any(|other| other.id() == it.id()));
    match (some, others) {
        (all, []) | ([], all) => Some(all.to_vec()),
        _ if within(some, others) => Some(some.to_vec()),
        _ if within(others, some) => Some(others.to_vec()),
        _ => None,
    }
}

/// Returns the text of the only option that has one.
fn only(asked: [Option<&str>; 3]) -> Option<&str> {
    let mut given = asked.into_iter().flatten();
    given.next().filter(|_| given.next().is_none())
}
