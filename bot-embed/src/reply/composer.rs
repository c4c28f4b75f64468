//! Builds replies: passages for statements, each with its party and source, and the title, menus and note around them.

use carrot_core::{
    Citation, Extent, Part, Policy, Question, Statement, group_by_key,
    i18n::Messages,
    text::{Inline, spans},
};

use super::{
    Brief, Menu, MenuId, Passage, PassageKind, Reply, ReplySubject, View,
    text::{compact, strong},
};
use crate::{
    LocalizedContent,
    content::{Choice, choice, cited},
    lookup::topic::Topic,
};

pub(super) struct Composer<'a> {
    pub(super) localized: LocalizedContent<'a>,
    pub(super) policy: &'a Policy,
    pub(super) messages: Messages,
    pub(super) topic: Topic<'a>,
    pub(super) brief: Brief,
    pub(super) passages: Vec<Passage>,
    /// True if the question is about data of somebody else than the person who asks.
    pub(super) of_others: bool,
    /// The ids of what the search finds for the question, the best first. Empty if no question was typed.
    pub(super) found: Vec<&'a str>,
    /// True if a part of it is in another language than the interface.
    pub(super) foreign: bool,
}

impl<'a> Composer<'a> {
    pub(super) fn new(localized: LocalizedContent<'a>, topic: Topic<'a>) -> Self {
        let foreign = localized.is_foreign(topic.id());
        Self {
            localized,
            policy: localized.policy(),
            messages: localized.messages,
            topic,
            brief: Brief::default(),
            passages: Vec::new(),
            of_others: false,
            found: Vec::new(),
            foreign,
        }
    }

    /// Marks the reply as partly untranslated if the item with this id is in another language.
    pub(super) fn mark_if_foreign(&mut self, id: &str) {
        self.foreign |= self.localized.is_foreign(id);
    }

    /// Marks the short answer as partly untranslated if a statement is in another language.
    pub(super) fn mark_brief_if_foreign(&mut self, statements: &[&Statement]) {
        self.brief.foreign |= statements.iter().any(|statement| self.localized.is_foreign(statement.id.as_str()));
    }

    pub(super) fn bot(&self) -> &'a str {
        &self.policy.bot.name
    }

    pub(super) fn finish(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        let menus = self.localized.language_version.menus(self.messages).cloned();
        let id = self.topic.id().to_owned();
        let questions = self.localized.language_version.menus(self.messages).find(|menu| menu.id == MenuId::Questions).cloned();
        let mut brief = self.brief.clone();
        // If there is no short answer, use a compact form of the first passage.
        if let Some(first) = self.passages.first().filter(|_| brief.body.is_empty()) {
            brief.body = compact(&first.body);
            brief.foreign |= self.foreign;
        }
        let anchor = self.anchor(&id);
        // The title is in the topic's language.
        brief.foreign |= self.localized.is_foreign(&id);
        let menu = brief.menu.filter(|menu| !menu.choices.is_empty()).or(questions);
        Reply {
            messages: self.messages,
            title: title.into(),
            untranslated: self.untranslated(),
            brief: Brief { menu, ..brief },
            passages: self.passages,
            note: self.policy.bot.disclaimer.clone(),
            menus: related.into_iter().chain(menus).filter(|menu| !menu.choices.is_empty()).collect(),
            anchor: Some(anchor),
            subject: ReplySubject::Topic(id),
        }
    }

    /// Returns the anchor of an id: on the page, or in the document of the terms.
    fn anchor(&self, id: &str) -> String {
        match self.policy.is_in_terms(id) {
            true if id == Part::Terms.id() => format!("{id}/"),
            true => format!("{}/#{id}", Part::Terms.id()),
            false => id.to_owned(),
        }
    }

    pub(super) fn untranslated(&self) -> Option<&'static str> {
        self.messages.notice(&self.localized.language_version.text).filter(|_| self.foreign || self.brief.foreign)
    }

    pub(super) fn choice(&self, topic: Topic<'_>) -> Choice {
        choice(self.messages, topic)
    }

    pub(super) fn related(&self, placeholder: &'static str, topics: &[Topic<'_>]) -> Menu {
        Menu { id: MenuId::Related, placeholder, choices: topics.iter().map(|topic| self.choice(*topic)).collect() }
    }

    pub(super) fn extent(&self, question: &Question) -> Extent {
        let at = self.policy.questions.iter().position(|other| other.id == question.id);
        at.and_then(|at| self.localized.language_version.extents.get(at)).copied().unwrap_or(Extent::Missing)
    }

    /// Returns the name of a framework, service, region or topic; the id itself if it is unknown.
    pub(super) fn name_of<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let service = || self.policy.services.iter().find(|service| service.id == *id).map(|service| service.name.as_str());
        let framework = || self.policy.frameworks.iter().find(|framework| framework.id == *id).map(|framework| framework.name.as_str());
        let region = || self.policy.regions.iter().find(|region| region.id == *id).map(|region| region.name.as_str());
        let topic = || Topic::by_id(self.policy, id).map(|topic| topic.name(self.messages));
        framework().or_else(service).or_else(region).or_else(topic).unwrap_or(id)
    }

    pub(super) fn add_statements_under(&mut self, kind: PassageKind, heading: &str, statements: &[&Statement]) {
        self.add_statements(kind, Some(heading), statements);
    }

    /// Adds statements as passages of the evidence view.
    pub(super) fn add_evidence(&mut self, kind: PassageKind, heading: &str, statements: &[&Statement]) {
        let before = self.passages.len();
        self.add_statements_under(kind, heading, statements);
        self.passages.iter_mut().skip(before).for_each(|passage| passage.view = View::Evidence);
    }

    /// Adds a passage for each statement, with its party and source. Another party's statement also gets a line that names its
    /// audience.
    pub(super) fn add_statements(&mut self, kind: PassageKind, heading: Option<&str>, statements: &[&Statement]) {
        for statement in statements {
            self.passages.push(Passage {
                kind,
                heading: heading.map(str::to_owned),
                introduction: self.introduction_of(statement),
                title: Some(statement.title.clone()),
                byline: Some(self.byline(statement)),
                body: statement.text.clone(),
                ..Passage::default()
            });
            self.mark_if_foreign(statement.id.as_str());
        }
    }

    /// Returns the introduction of a statement that is not the bot's.
    pub(super) fn introduction_of(&self, statement: &Statement) -> Option<String> {
        self.localized.language_version.attribution(self.messages, &statement.id)?.lead.clone()
    }

    pub(super) fn byline(&self, statement: &Statement) -> String {
        self.localized
            .language_version
            .attribution(self.messages, &statement.id)
            .map(|attribution| attribution.byline.clone())
            .unwrap_or_default()
    }

    pub(super) fn cited(&self, cites: &[Citation]) -> String {
        cited(self.policy, self.messages, cites)
    }

    /// Returns the cited documents and sections without dates, for the short answer's source line.
    pub(super) fn cited_in_short(&self, cites: &[Citation]) -> String {
        let cited = cites.iter().map(|cite| self.policy.cited(cite)).map(|cited| (cited.title, cited.section));
        let sources = group_by_key(cited).into_iter().map(|(title, sections)| format!("{title}, {}", sections.join(", ")));
        sources.collect::<Vec<_>>().join(self.messages.semicolon())
    }

    /// Adds statements that are related to a gap but do not fill it: first the host's, then all others.
    pub(super) fn add_related_statements(&mut self, statements: impl Iterator<Item = &'a Statement>) {
        let (hosts, others): (Vec<&Statement>, Vec<&Statement>) = statements.partition(|statement| self.is_by_host(statement));
        self.add_statements_under(PassageKind::Related, self.messages.heading_hosts_promises(), &hosts);
        self.add_statements_under(PassageKind::Related, self.messages.heading_other_statements(), &others);
    }

    pub(super) fn is_by_host(&self, statement: &Statement) -> bool {
        self.policy.is_by_host(statement)
    }

    pub(super) fn labeled(&self, name: &str, value: &str) -> Vec<Inline> {
        let colon = self.messages.colon();
        [vec![strong(&format!("{name}{}", colon.trim_end()))], spans(&format!(" {value}"))].concat()
    }

    /// Finishes a reply that has no anchor on the page.
    pub(super) fn finish_without_anchor(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        Reply { anchor: None, ..self.finish(title, related) }
    }
}
