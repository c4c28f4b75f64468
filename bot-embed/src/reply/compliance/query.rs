//! Looks up the texts of a question about compliance: a service, a framework and a kind of data.

use carrot_core::{DataRule, Framework, Service, lookup::MatchedBy, name::OfKind};

use super::{
    super::{
        MenuId, NOTHING, Reply,
        composer::Composer,
        query_text,
        text::{bullets, paragraph, shown, text},
    },
    ComplianceQuery,
};
use crate::lookup::name::{self, NamedThings, ThingMatch, code};

/// The error for an unknown name: the typed text, the menu with the known names, and the suggestions.
pub(super) struct NotNamed {
    typed: String,
    menu: MenuId,
    near: Vec<String>,
}

impl<'a> Composer<'a> {
    /// Looks up the texts of the three options: service, framework, kind of data. If a text is unknown for its option, but known for an
    /// option without a text, it moves there.
    pub(super) fn resolve(&self, asked: [Option<&str>; 3]) -> Result<ComplianceQuery<'a>, NotNamed> {
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
        if let Some(text) = only(asked)
            && let Some(question) = self.resolve_alone(text)
        {
            return question;
        }
        let [service, framework, data] = asked;
        let mut question = ComplianceQuery::default();
        let [service_code, framework_code, data_code] = &mut question.codes;
        question.services = self.resolve_option(service, MenuId::Services, service_code)?;
        question.frameworks = self.resolve_option(framework, MenuId::Frameworks, framework_code)?;
        question.data = self.resolve_option(data, MenuId::Data, data_code)?;
        Ok(question)
    }

    /// Looks up the only text of a question, whatever option it is in: "redis hipaa" names a service and a framework, and "hippa" is a
    /// typo of a framework. `None` if the text is not found, or is found by the option itself.
    fn resolve_alone(&self, typed: &str) -> Option<Result<ComplianceQuery<'a>, NotNamed>> {
        let known = self.knows::<Service>(typed) || self.knows::<Framework>(typed) || self.knows::<DataRule>(typed);
        if known {
            return None;
        }
        if let Some(NamedThings { services, frameworks, data }) = name::find_all(self.localized, typed) {
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

    fn code_of<T: OfKind>(&self, things: &[&'a T]) -> String {
        query_text(things).map(|text| code(self.localized, things, text)).unwrap_or_default()
    }

    fn knows<T: OfKind>(&self, text: &str) -> bool {
        name::is_code::<T>(self.localized, text) || name::things_named::<T>(self.localized, text).is_ok()
    }

    fn resolve_option<T: OfKind>(&self, typed: Option<&str>, menu: MenuId, found_code: &mut String) -> Result<Vec<&'a T>, NotNamed> {
        let Some(typed) = typed else { return Ok(Vec::new()) };
        match name::find_things::<T>(self.localized, typed) {
            ThingMatch::Things { things, .. } => {
                *found_code = code(self.localized, &things, typed);
                Ok(things)
            }
            ThingMatch::Unknown(near) => {
                let near = near.into_iter().map(|thing| thing.name().to_owned()).collect();
                Err(NotNamed { typed: shown(typed), menu, near })
            }
        }
    }

    pub(super) fn not_named(mut self, unknown: &NotNamed) -> Reply {
        let names = unknown.near.iter().map(|name| vec![text(&crate::limits::shorten(name, 120))]);
        // A text of several words may name something, and ask for more.
        let several = !unknown.near.is_empty() && unknown.typed.trim().contains(' ');
        let not_understood = self.messages.not_understood(&unknown.typed);
        let help = if several { not_understood.as_str() } else { self.messages.not_named_help() };
        let mut body = vec![paragraph(vec![text(help)])];
        if !unknown.near.is_empty() {
            body.push(bullets(names));
        }
        self.brief.body = body;
        let mut reply = self.finish_compliance(&ComplianceQuery::default());
        reply.title = reply.messages.nothing_found(&unknown.typed);
        reply.brief.menu = reply.menus.iter().find(|menu| menu.id == unknown.menu).cloned();
        reply
    }
}

/// Returns the text of the only option that has one.
fn only(asked: [Option<&str>; 3]) -> Option<&str> {
    let mut given = asked.into_iter().flatten();
    given.next().filter(|_| given.next().is_none())
}
