//! Topics that people can ask about, and the meaning of typed text.
//!
//! A topic is anything in the bot's own policy that has an id: questions, requirements, sections, statements, data items, kinds of
//! data, terms, and our readings of these; and the parts of the page that contain them.

mod asked_too;
mod find;
mod names;
mod parties;
mod results;

pub use asked_too::asked_too;
pub use find::{TopicMatch, find_topic, label, suggested};
pub use names::Names;
pub use results::titled_alike;

use crate::{
    DataItem, DataKind, GeneralQuestion, Part, Policy, Question, Requirement, Section, Statement, StatementId, Term, i18n::Messages,
};

/// The id of the overview. The page uses it as the anchor of its summary.
pub const OVERVIEW: &str = "at-a-glance";
/// The id of the list of gaps. The page uses it as the anchor of its list.
pub const GAPS: &str = "not-stated";
/// The parts of the page that an intent can lead to.
pub const PARTS: [&str; 4] = [OVERVIEW, GAPS, Part::Hosting.id(), Part::Sources.id()];

/// The id of the list of changes. A topic of the content with this id comes first.
pub const CHANGES: &str = "changes";

/// Something that a reply can be about.
#[derive(Debug, Clone, Copy)]
pub enum Topic<'a> {
    /// The policy as a whole.
    Overview,
    /// The gaps of the policy, by rule.
    Gaps,
    /// The sections about the host and about reading the policy.
    Hosting,
    /// The sources with their dates, and the parties that make statements in them.
    Sources,
    /// The terms of service, if content has them.
    Terms,
    /// The changes from edition to edition.
    Changes,
    /// A question that people ask.
    Question(&'a Question),
    /// Something that a rule asks of a policy.
    Requirement(&'a Requirement),
    /// A section.
    Section(&'a Section),
    /// A statement or a reading.
    Statement(&'a Statement),
    /// One kind of data.
    Data(&'a DataItem),
    /// A term of the glossary.
    Term(&'a Term),
    /// The question whether a kind of data is collected.
    Kind(&'a DataKind),
    /// A question about the bot as a whole.
    General(&'a GeneralQuestion),
}

impl<'a> Topic<'a> {
    /// Returns its id: an anchor on the page, a value in menus and suggestions.
    pub fn id(self) -> &'a str {
        match self {
            Self::Overview => OVERVIEW,
            Self::Gaps => GAPS,
            Self::Hosting => Part::Hosting.id(),
            Self::Sources => Part::Sources.id(),
            Self::Terms => Part::Terms.id(),
            Self::Changes => CHANGES,
            Self::Question(question) => question.id.as_str(),
            Self::Requirement(requirement) => requirement.id.as_str(),
            Self::Section(section) => section.id.as_str(),
            Self::Statement(statement) => statement.id.as_str(),
            Self::Data(item) => item.id.as_str(),
            Self::Term(term) => term.id.as_str(),
            Self::Kind(kind) => kind.id.as_str(),
            Self::General(question) => question.id.as_str(),
        }
    }

    /// Returns its name, as a person would say it. The names of the page's parts are texts of the
    /// interface.
    pub fn name(self, messages: Messages) -> &'a str {
        match self {
            Self::Overview => messages.at_a_glance(),
            Self::Gaps => messages.policy_gaps(),
            Self::Hosting => messages.hosting(),
            Self::Sources => messages.sources(),
            Self::Terms => messages.terms_of_service(),
            Self::Changes => messages.what_changed(),
            Self::Question(question) => &question.ask,
            Self::Requirement(requirement) => &requirement.title,
            Self::Section(section) => &section.title,
            Self::Statement(statement) => &statement.title,
            Self::Data(item) => &item.name,
            Self::Term(term) => &term.name,
            Self::Kind(kind) => &kind.name,
            Self::General(question) => &question.ask,
        }
    }

    /// Returns the topic with that id. Everything that has an answer of its own can be opened by
    /// its id, also items of the host.
    pub fn by_id(policy: &'a Policy, id: &str) -> Option<Self> {
        let parts = [OVERVIEW, Part::CollectedData.id(), Part::Policy.id()];
        let question = || policy.questions.iter().find(|question| question.id == *id).map(Self::Question);
        let section = || policy.sections.iter().find(|section| section.id == *id).map(Self::Section);
        let statement = || policy.statements().find(|statement| statement.id == *id).map(Self::Statement);
        let data = || policy.inventory.items.iter().find(|item| item.id == *id).map(Self::Data);
        let term = || policy.terms.iter().find(|term| term.id == *id).map(Self::Term);
        let requirement = || policy.requirements.iter().find(|requirement| requirement.id == *id).map(Self::Requirement);
        if parts.contains(&id) {
            return Some(Self::Overview);
        }
        if let Some(part) = [Self::Gaps, Self::Hosting, Self::Sources].into_iter().find(|part| part.id() == id) {
            return Some(part);
        }
        if id == Part::Terms.id() && policy.has_terms() {
            return Some(Self::Terms);
        }
        let kind = || policy.vocabulary.kinds.iter().find(|kind| kind.id == *id).map(Self::Kind);
        let general = || policy.vocabulary.general.iter().find(|question| question.id == *id).map(Self::General);
        let found = question().or_else(kind).or_else(general).or_else(requirement).or_else(section).or_else(statement);
        found.or_else(data).or_else(term).or_else(|| (id == CHANGES).then_some(Self::Changes))
    }
}

/// Returns all questions, those of the first screen first.
pub fn questions(policy: &Policy) -> Vec<Topic<'_>> {
    let (first, rest): (Vec<_>, Vec<_>) = policy.questions.iter().partition(|question| question.glance);
    first.into_iter().chain(rest).map(Topic::Question).collect()
}

/// Returns the sections of the bot's own policy, in reading order.
pub fn sections(policy: &Policy) -> Vec<Topic<'_>> {
    let own = policy.sections.iter().filter(|section| section.part != Part::Terms && is_bots_section(policy, section));
    own.map(Topic::Section).collect()
}

/// Returns whether a section has something of the bot's own policy.
pub fn is_bots_section(policy: &Policy, section: &Section) -> bool {
    section.statements.iter().any(|s| is_own(policy, section.part, s))
}

/// Returns every id that a menu, a button or a suggestion can have.
pub fn ids(policy: &Policy) -> impl Iterator<Item = String> {
    let parts =
        [Topic::Overview, Topic::Gaps, Topic::Hosting, Topic::Sources, Topic::Changes].into_iter().map(|topic| topic.id().to_owned());
    let parts = parts.chain(policy.has_terms().then(|| Part::Terms.id().to_owned()));
    let questions = policy.questions.iter().map(|it| it.id.to_string());
    let questions = questions.chain(policy.vocabulary.general.iter().map(|it| it.id.to_string()));
    let data =
        policy.vocabulary.kinds.iter().map(|it| it.id.to_string()).chain(policy.inventory.items.iter().map(|it| it.id.to_string()));
    let text = policy.requirements.iter().map(|it| it.id.to_string()).chain(policy.sections.iter().map(|it| it.id.to_string()));
    let text = text.chain(policy.statements().map(|it| it.id.to_string())).chain(policy.terms.iter().map(|it| it.id.to_string()));
    let host = policy.services.iter().map(|it| it.id.to_string()).chain(policy.frameworks.iter().map(|it| it.id.to_string()));
    let host = host.chain(policy.data_rules.iter().map(|it| it.id.to_string()));
    parts.chain(questions).chain(data).chain(text).chain(host)
}

/// Returns the readings about a statement, and about the data that it names.
pub fn readings<'a>(policy: &'a Policy, statement: &'a Statement) -> Vec<&'a Statement> {
    let named = policy.inventory.items.iter().filter(|item| item.statement == statement.id).map(|item| item.id.as_str());
    let mut found: Vec<&Statement> = Vec::new();
    for id in std::iter::once(statement.id.as_str()).chain(named) {
        for reading in policy.readings_about(id) {
            if !found.iter().any(|other| other.id == reading.id) {
                found.push(reading);
            }
        }
    }
    found
}

/// Returns the sections that are not the bot's own policy and no framework's: the host's, and our
/// readings.
pub fn other_sections(policy: &Policy) -> Vec<Topic<'_>> {
    let framework = |section: &Section| policy.frameworks.iter().any(|framework| framework.id.as_str() == section.id.as_str());
    policy.sections.iter().filter(|section| !framework(section) && !is_bots_section(policy, section)).map(Topic::Section).collect()
}

/// Returns whether a statement belongs to the bot's own policy: it is in one of the policy's parts, or cites a document of the bot.
pub fn is_own(policy: &Policy, part: Part, statement: &Statement) -> bool {
    matches!(part, Part::CollectedData | Part::Policy)
        || policy.own_documents().any(|source| statement.cites.iter().any(|cited| cited.source == source.id))
}

/// Returns whether a topic is the bot's own, and not an item of its host or the glossary with that id.
fn is_bots(policy: &Policy, topic: Topic<'_>) -> bool {
    match topic {
        Topic::Overview | Topic::Gaps | Topic::Question(_) | Topic::Requirement(_) | Topic::Data(_) => true,
        Topic::Kind(_) | Topic::General(_) | Topic::Terms => true,
        Topic::Section(section) => is_bots_section(policy, section),
        Topic::Statement(statement) => is_offered(policy, &statement.id),
        Topic::Hosting | Topic::Sources | Topic::Changes | Topic::Term(_) => false,
    }
}

/// Returns whether a statement is in the bot's own policy, or is a reading of something in it.
fn is_offered(policy: &Policy, id: &StatementId) -> bool {
    let own = |id: &str| {
        policy.sections.iter().any(|section| section.statements.iter().any(|s| s.id == *id && is_own(policy, section.part, s)))
    };
    let data = |id: &str| policy.inventory.items.iter().any(|item| item.id == *id);
    let reading = policy.statement(id).filter(|statement| policy.is_reading(statement));
    own(id.as_str()) || reading.is_some_and(|reading| reading.about.iter().any(|about| own(about.as_str()) || data(about.as_str())))
}
