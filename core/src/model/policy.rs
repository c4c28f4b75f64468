//! Looks up parts of a [`Policy`].

use super::{AnyId, Part, Party, Policy, Requirement, RequirementId, Section, Source, SourceKind, Statement, StatementId};
use crate::{
    Lang, PartyKind,
    model::baked::{BakedError, from_bytes, to_bytes},
    sentence::lower_first,
};

impl Policy {
    /// Serializes the policy, to bake it into programs.
    ///
    /// # Errors
    /// As [`to_bytes`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        to_bytes(self)
    }

    /// Reads a policy that [`Policy::to_bytes`] wrote.
    ///
    /// # Errors
    /// If the bytes are not of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        from_bytes(bytes)
    }

    /// Returns the original language of an item: that of the content, or of the rules.
    pub fn original_lang_of(&self, id: &str) -> &Lang {
        if self.in_rules_lang.contains(id) { &self.rules_lang } else { &self.bot.lang }
    }

    /// Returns the id of the item that a reason for a partial answer comes from: the requirement or general question whose rule names
    /// the missing part, or `bot` if the author of the content has written it. The item's language is that of the reason.
    pub fn author_of_reason(&self, why: &str) -> &str {
        let requirements = self.requirements.iter().map(|requirement| (requirement.id.as_str(), &requirement.answered_but));
        let general = self.vocabulary.general.iter().map(|question| (question.id.as_str(), &question.answered_but));
        requirements.chain(general).find(|(_, text)| text.as_deref() == Some(why)).map_or("bot", |(id, _)| id)
    }

    /// Returns the requirement with this id.
    pub fn requirement(&self, id: &RequirementId) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id == *id)
    }

    /// Returns all statements, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.sections.iter().flat_map(|section| &section.statements)
    }

    /// Returns the statement with this id.
    pub fn statement(&self, id: &StatementId) -> Option<&Statement> {
        self.statements().find(|statement| statement.id == *id)
    }

    /// Returns the sections of a part, in reading order.
    pub fn sections_of(&self, part: Part) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| section.part == part)
    }

    /// Returns whether content has the bot's terms of service.
    pub fn has_terms(&self) -> bool {
        self.sections_of(Part::Terms).next().is_some()
    }

    /// Returns whether an id is that of the terms of service, or of a section or statement of them.
    pub fn is_in_terms(&self, id: &str) -> bool {
        let mut sections = self.sections_of(Part::Terms).peekable();
        let any = sections.peek().is_some();
        any && id == Part::Terms.id()
            || sections.any(|section| section.id == *id || section.statements.iter().any(|statement| statement.id == *id))
    }

    /// Returns the title of the item with this id, or the id itself if it is unknown.
    pub fn title_of<'a>(&'a self, id: &'a AnyId) -> &'a str {
        let id = id.as_str();
        let sections = self.sections.iter().map(|section| (section.id.as_str(), section.title.as_str()));
        let statements = self.statements().map(|statement| (statement.id.as_str(), statement.title.as_str()));
        let data = self.inventory.items.iter().map(|item| (item.id.as_str(), item.name.as_str()));
        let services = self.services.iter().map(|service| (service.id.as_str(), service.name.as_str()));
        let regions = self.regions.iter().map(|region| (region.id.as_str(), region.name.as_str()));
        let parties = self.parties.iter().map(|party| (party.id.as_str(), party.name.as_str()));
        let sources = self.sources.iter().map(|source| (source.id.as_str(), source.title.as_str()));
        let rules = self.data_rules.iter().map(|rule| (rule.id.as_str(), rule.name.as_str()));
        let terms = self.terms.iter().map(|term| (term.id.as_str(), term.name.as_str()));
        let requirements = self.requirements.iter().map(|requirement| (requirement.id.as_str(), requirement.title.as_str()));
        let questions = self.questions.iter().map(|question| (question.id.as_str(), question.title.as_str()));
        let all = sections.chain(statements).chain(data).chain(services).chain(regions).chain(parties).chain(sources);
        let kinds = self.vocabulary.kinds.iter().map(|kind| (kind.id.as_str(), kind.name.as_str()));
        let general = self.vocabulary.general.iter().map(|question| (question.id.as_str(), question.title.as_str()));
        let mut all = all.chain(rules).chain(terms).chain(requirements).chain(questions).chain(kinds).chain(general);
        all.find(|(other, _)| *other == id).map_or(id, |(_, title)| title)
    }

    /// Returns the readings about the item with this id.
    pub fn readings_about<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.statements().filter(move |statement| statement.about.iter().any(|about| about == id))
    }

    /// Returns whether the bot itself makes the statement, or another controller of the bot's data.
    pub fn is_bots(&self, statement: &Statement) -> bool {
        statement.party == self.bot.party || self.other_controllers().any(|party| party.id == statement.party)
    }

    /// Returns the parties that decide about the bot's data together with the bot's own party.
    pub fn other_controllers(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| party.is_other_controller())
    }

    /// Returns whether the statement is our own interpretation, and not a document's statement.
    pub fn is_reading(&self, statement: &Statement) -> bool {
        self.party(&statement.party).is_some_and(|party| party.kind == PartyKind::Editor)
    }

    /// Returns the documents of the bot itself, such as its privacy policy.
    pub fn own_documents(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| source.kind == SourceKind::Document && source.by.as_ref() == Some(&self.bot.party))
    }

    /// Returns a text of the content for the middle of a sentence: it begins with a small letter, as [`lower_first`] decides. A party's
    /// name keeps its capital letter, and so does any German text, because German nouns have capital letters.
    pub fn within_sentence(&self, text: &str) -> String {
        let begins_with = |name: &str| text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let is_name = self.parties.iter().any(|party| begins_with(&party.name));
        if is_name || self.bot.lang.as_str().starts_with("de") { text.to_owned() } else { lower_first(text) }
    }
}
