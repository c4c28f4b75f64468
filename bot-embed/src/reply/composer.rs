//! Parts of all replies: passages for statements, each with its party and source, and the frame around them.

use carrot_core::{Citation, Extent, Part, PartyKind, Policy, Question, Statement, text::Inline, words::Words};

use super::{
    Brief, Kind, Menu, MenuId, Passage, Place, Reply, View,
    brief::compact,
    text::{strong, text},
};
use crate::{
    Spoken,
    content::{Choice, choice, cited},
    lookup::topic::Topic,
};

pub(super) struct Composer<'a> {
    pub(super) spoken: Spoken<'a>,
    pub(super) policy: &'a Policy,
    pub(super) words: Words,
    pub(super) topic: Topic<'a>,
    pub(super) brief: Brief,
    pub(super) passages: Vec<Passage>,
    /// True if a part of it is in another language than the interface.
    pub(super) foreign: bool,
}

impl<'a> Composer<'a> {
    pub(super) fn new(spoken: Spoken<'a>, topic: Topic<'a>) -> Self {
        let foreign = spoken.is_foreign(topic.id());
        Self { spoken, policy: spoken.policy(), words: spoken.words, topic, brief: Brief::default(), passages: Vec::new(), foreign }
    }

    /// Takes note of the language in which something stands that the reply shows.
    pub(super) fn shows(&mut self, id: &str) {
        self.foreign |= self.spoken.is_foreign(id);
    }

    /// Takes note of the language of statements that the short answer shows.
    pub(super) fn shows_in_short(&mut self, statements: &[&Statement]) {
        self.brief.foreign |= statements.iter().any(|statement| self.spoken.is_foreign(statement.id.as_str()));
    }

    pub(super) fn bot(&self) -> &'a str {
        &self.policy.bot.name
    }

    pub(super) fn finish(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        let menus = self.spoken.edition.menus(self.words).cloned();
        let id = self.topic.id().to_owned();
        let questions = self.spoken.edition.menus(self.words).find(|menu| menu.id == MenuId::Questions).cloned();
        let mut brief = self.brief.clone();
        // Without a short answer of its own, a reply begins with its first text.
        if let Some(first) = self.passages.first().filter(|_| brief.body.is_empty()) {
            brief.body = compact(&first.body);
            brief.foreign |= self.foreign;
        }
        let anchor = self.anchor(&id);
        // The title is the topic's.
        brief.foreign |= self.spoken.is_foreign(&id);
        let menu = brief.menu.filter(|menu| !menu.choices.is_empty()).or(questions);
        Reply {
            words: self.words,
            title: title.into(),
            untranslated: self.untranslated(),
            brief: Brief { menu, ..brief },
            passages: self.passages,
            note: self.policy.bot.disclaimer.clone(),
            menus: related.into_iter().chain(menus).filter(|menu| !menu.choices.is_empty()).collect(),
            anchor: Some(anchor),
            place: Place::Topic(id),
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
        (self.foreign || self.brief.foreign).then(|| self.words.untranslated(&self.policy.bot.lang))
    }

    pub(super) fn choice(&self, topic: Topic<'_>) -> Choice {
        choice(self.words, topic)
    }

    pub(super) fn related(&self, placeholder: &'static str, topics: &[Topic<'_>]) -> Menu {
        Menu { id: MenuId::Related, placeholder, choices: topics.iter().map(|topic| self.choice(*topic)).collect() }
    }

    pub(super) fn extent(&self, question: &Question) -> Extent {
        let at = self.policy.questions.iter().position(|other| other.id == question.id);
        at.and_then(|at| self.spoken.edition.extents.get(at)).copied().unwrap_or(Extent::Missing)
    }

    /// The name of anything that a reading can be about.
    pub(super) fn name_of<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let service = || self.policy.services.iter().find(|service| service.id == *id).map(|service| service.name.as_str());
        let framework = || self.policy.frameworks.iter().find(|framework| framework.id == *id).map(|framework| framework.name.as_str());
        let region = || self.policy.regions.iter().find(|region| region.id == *id).map(|region| region.name.as_str());
        let topic = || Topic::by_id(self.policy, id).map(|topic| topic.name(self.words));
        framework().or_else(service).or_else(region).or_else(topic).unwrap_or(id)
    }

    pub(super) fn headed(&mut self, kind: Kind, heading: &str, statements: &[&Statement]) {
        self.statements(kind, Some(heading), statements);
    }

    /// Statements as evidence: on the pages of that view.
    pub(super) fn evidence(&mut self, kind: Kind, heading: &str, statements: &[&Statement]) {
        let before = self.passages.len();
        self.headed(kind, heading, statements);
        self.passages.iter_mut().skip(before).for_each(|passage| passage.view = View::Evidence);
    }

    /// Statements one after the other, each with to whom it is a promise, where it is not the bot's, whose it is and where it is from.
    pub(super) fn statements(&mut self, kind: Kind, heading: Option<&str>, statements: &[&Statement]) {
        for statement in statements {
            self.passages.push(Passage {
                kind,
                heading: heading.map(str::to_owned),
                lead: self.whose(statement),
                title: Some(statement.title.clone()),
                byline: Some(self.byline(statement)),
                body: statement.text.clone(),
                ..Passage::default()
            });
            self.shows(statement.id.as_str());
        }
    }

    /// Returns the introduction of a statement that is not the bot's.
    pub(super) fn whose(&self, statement: &Statement) -> Option<String> {
        self.spoken.edition.said(self.words, &statement.id)?.lead.clone()
    }

    pub(super) fn byline(&self, statement: &Statement) -> String {
        self.spoken.edition.said(self.words, &statement.id).map(|said| said.byline.clone()).unwrap_or_default()
    }

    pub(super) fn cited(&self, cites: &[Citation]) -> String {
        cited(self.policy, self.words, cites)
    }

    /// Places in words without dates, for the small line of the short answer.
    pub(super) fn cited_in_short(&self, cites: &[Citation]) -> String {
        let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
        for cited in cites.iter().map(|cite| self.policy.cited(cite)) {
            match sources.iter_mut().find(|(title, _)| *title == cited.title) {
                Some((_, sections)) => sections.push(cited.section),
                None => sources.push((cited.title, vec![cited.section])),
            }
        }
        let sources = sources.into_iter().map(|(title, sections)| format!("{title}, {}", sections.join(", ")));
        sources.collect::<Vec<_>>().join(self.words.semicolon())
    }

    /// Adds statements that are related to a gap but do not fill it: the host's promises, then statements that are not promises, or the
    /// bot's own.
    pub(super) fn beside(&mut self, statements: impl Iterator<Item = &'a Statement>) {
        let (hosts, others): (Vec<&Statement>, Vec<&Statement>) = statements.partition(|statement| self.is_hosts(statement));
        self.headed(Kind::Beside, self.words.beside_hosts(), &hosts);
        self.headed(Kind::Beside, self.words.beside_others(), &others);
    }

    pub(super) fn is_hosts(&self, statement: &Statement) -> bool {
        self.policy.party(&statement.party).is_some_and(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure))
    }

    pub(super) fn labelled(&self, name: &str, told: &str) -> Vec<Inline> {
        let colon = self.words.colon();
        vec![strong(&format!("{name}{}", colon.trim_end())), text(&format!(" {told}"))]
    }

    /// A reply that is about nothing on the page.
    pub(super) fn nowhere(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        Reply { anchor: None, ..self.finish(title, related) }
    }
}
