//! What a person can ask about, and what they mean by what they typed.
//!
//! A topic is anything of the bot's own policy that has an id: the questions that people ask, what rules ask, sections, statements,
//! data items, terms, and our readings of these; and the parts of the page that gather such things. Free text is understood in steps: an id; the very words of a question or a title; what search
//! finds; and where nothing does, what is nearest. Each step looks in the person's language first, and then in that of the original.

use std::borrow::Cow;

use carrot_core::{
    DataItem, Framework, Part, PartyKind, Policy, Question, Requirement, Section, SourceKind, Statement, StatementId, Term,
    words::Words,
};

use crate::{Edition, Spoken};

/// The id of the overview: the page's own anchor for the same.
pub const OVERVIEW: &str = "at-a-glance";
/// The id of what the policy does not say: the page's own anchor for the same.
pub const UNSAID: &str = "not-stated";

/// The longest text that is looked at, in characters; no topic's name comes near it.
const MAX_TEXT: usize = 200;

/// Something that a reply can be about.
#[derive(Debug, Clone, Copy)]
pub enum Topic<'a> {
    /// The policy as a whole.
    Overview,
    /// What the policy does not say, rule by rule.
    Unsaid,
    /// What is told of the host and of how to read all this, section by section.
    Hosting,
    /// The sources with their dates, and who speaks in them.
    Sources,
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
}

impl<'a> Topic<'a> {
    /// Its id: an anchor on the page, a value in menus and suggestions.
    pub fn id(self) -> &'a str {
        match self {
            Self::Overview => OVERVIEW,
            Self::Unsaid => UNSAID,
            Self::Hosting => Part::Hosting.id(),
            Self::Sources => Part::Sources.id(),
            Self::Question(question) => question.id.as_str(),
            Self::Requirement(requirement) => requirement.id.as_str(),
            Self::Section(section) => section.id.as_str(),
            Self::Statement(statement) => statement.id.as_str(),
            Self::Data(item) => item.id.as_str(),
            Self::Term(term) => term.id.as_str(),
        }
    }

    /// Its name, as a person would say it; those of the page's parts are the interface's.
    pub fn name(self, words: Words) -> &'a str {
        match self {
            Self::Overview => words.at_a_glance(),
            Self::Unsaid => words.not_said(),
            Self::Hosting => words.hosting(),
            Self::Sources => words.sources(),
            Self::Question(question) => &question.ask,
            Self::Requirement(requirement) => &requirement.title,
            Self::Section(section) => &section.title,
            Self::Statement(statement) => &statement.title,
            Self::Data(item) => &item.name,
            Self::Term(term) => &term.name,
        }
    }

    /// The topic with that id. Everything that has a page of its own can be opened by its id, also what is the host's alone.
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
        if let Some(part) = [Self::Unsaid, Self::Hosting, Self::Sources].into_iter().find(|part| part.id() == id) {
            return Some(part);
        }
        question().or_else(requirement).or_else(section).or_else(statement).or_else(data).or_else(term)
    }
}

/// What a text means.
#[derive(Debug, Clone)]
pub enum Meant<'a> {
    /// This topic; and what it may mean besides.
    Topic(Topic<'a>, Vec<Topic<'a>>),
    /// Nothing that is known; the nearest topics, if any is near.
    Unknown(Vec<Topic<'a>>),
}

/// How a suggestion is written, so that [`meant`] finds it again: its id; behind a `#`, where by the id itself people mean something
/// else.
pub fn written<'a>(spoken: Spoken<'a>, topic: Topic<'a>) -> Cow<'a, str> {
    match meant(spoken, topic.id()) {
        Meant::Topic(other, _) if other.id() == topic.id() => Cow::Borrowed(topic.id()),
        _ => Cow::Owned(format!("#{}", topic.id())),
    }
}

/// What a person means by a text.
pub fn meant<'a>(spoken: Spoken<'a>, text: &str) -> Meant<'a> {
    let policy = spoken.policy();
    let text = normal(text);
    if text.is_empty() {
        return Meant::Topic(Topic::Overview, Vec::new());
    }
    let anchor = || Topic::by_id(policy, text.strip_prefix('#')?);
    if let Some(topic) = anchor().or_else(|| part_called(&text)) {
        return Meant::Topic(topic, Vec::new());
    }
    // An id of the bot's own, as menus and suggestions send it; then what people call a question, before an id of the host's that is
    // spelt alike: «encryption» is both.
    let by_id = || Topic::by_id(policy, &text).or_else(|| Topic::by_id(policy, &text.replace(' ', "-")));
    if let Some(topic) = by_id().filter(|topic| is_bots(policy, *topic)) {
        return Meant::Topic(topic, Vec::new());
    }
    let exactly = either(spoken, |edition| called(&edition.text.policy, &text));
    if let Some((first, others)) = exactly.split_first() {
        return Meant::Topic(*first, others.to_vec());
    }
    if let Some(topic) = by_id() {
        return Meant::Topic(topic, Vec::new());
    }
    if let Some(topic) = policy.misspelt::<Framework>(&text).and_then(|framework| Topic::by_id(policy, framework.id.as_str())) {
        return Meant::Topic(topic, Vec::new());
    }
    let found = either(spoken, |edition| found(edition, &text));
    match found.split_first() {
        Some((first, others)) => Meant::Topic(*first, others.to_vec()),
        None => Meant::Unknown(either(spoken, |edition| near(edition, &text))),
    }
}

/// The part of the page that is called that, in any language of the interface.
fn part_called(text: &str) -> Option<Topic<'static>> {
    let is = |also: &'static str, name: &'static str| also.split('|').chain([name]).any(|name| normal(name) == text);
    let called = |words: Words| {
        let parts = [
            (Topic::Unsaid, words.unsaid_also()),
            (Topic::Hosting, words.hosting()),
            (Topic::Sources, words.sources_also()),
            (Topic::Overview, words.overview_also()),
        ];
        parts.into_iter().find(|(topic, also)| is(also, topic.name(words))).map(|(topic, _)| topic)
    };
    Words::ALL.into_iter().find_map(called)
}

/// What to suggest while a person types; where nothing is typed or near, the questions that people ask.
pub fn suggested<'a>(spoken: Spoken<'a>, text: &str) -> Vec<Topic<'a>> {
    let policy = spoken.policy();
    let text = normal(text);
    if text.is_empty() {
        return questions(policy);
    }
    let mut found: Vec<_> = part_called(&text).into_iter().collect();
    for topic in either(spoken, |edition| called(&edition.text.policy, &text)) {
        add(&mut found, topic);
    }
    if let Some(topic) = Topic::by_id(policy, &text) {
        add(&mut found, topic);
    }
    for topic in either(spoken, |edition| self::found(edition, &text)) {
        add(&mut found, topic);
    }
    if found.is_empty() {
        found = either(spoken, |edition| near(edition, &text));
    }
    if found.is_empty() { questions(policy) } else { found }
}

/// All questions, those of the first screen first.
pub fn questions(policy: &Policy) -> Vec<Topic<'_>> {
    let (first, rest): (Vec<_>, Vec<_>) = policy.questions.iter().partition(|question| question.glance);
    first.into_iter().chain(rest).map(Topic::Question).collect()
}

/// The sections of the bot's own policy, in reading order.
pub fn sections(policy: &Policy) -> Vec<Topic<'_>> {
    policy.sections.iter().filter(|section| is_bots_section(policy, section)).map(Topic::Section).collect()
}

/// Whether something in a section belongs to the bot's own policy.
pub(crate) fn is_bots_section(policy: &Policy, section: &Section) -> bool {
    section.statements.iter().any(|s| is_own(policy, section.part, s))
}

/// Every id that a menu, a button or a suggestion can have.
pub(crate) fn ids(policy: &Policy) -> impl Iterator<Item = String> {
    let parts = [Topic::Overview, Topic::Unsaid, Topic::Hosting, Topic::Sources].into_iter().map(|topic| topic.id().to_owned());
    let questions = policy.questions.iter().map(|it| it.id.to_string()).chain(policy.requirements.iter().map(|it| it.id.to_string()));
    let text = policy.sections.iter().map(|it| it.id.to_string()).chain(policy.statements().map(|it| it.id.to_string()));
    let data = policy.inventory.items.iter().map(|it| it.id.to_string()).chain(policy.terms.iter().map(|it| it.id.to_string()));
    let host = policy.services.iter().map(|it| it.id.to_string()).chain(policy.frameworks.iter().map(|it| it.id.to_string()));
    parts.chain(questions).chain(text).chain(data).chain(host).chain(policy.data_rules.iter().map(|it| it.id.to_string()))
}

/// The readings about a statement, and about the data that it names.
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

/// The sections that are not the bot's own policy and no framework's: the host's, and our readings.
pub fn other_sections(policy: &Policy) -> Vec<Topic<'_>> {
    let framework = |section: &Section| policy.frameworks.iter().any(|framework| framework.id.as_str() == section.id.as_str());
    policy.sections.iter().filter(|section| !framework(section) && !is_bots_section(policy, section)).map(Topic::Section).collect()
}

/// Whether a statement belongs to the bot's own policy: it stands in one of the policy's parts, or cites a document of the bot's.
pub fn is_own(policy: &Policy, part: Part, statement: &Statement) -> bool {
    let by_bot = |source: &carrot_core::Source| source.kind == SourceKind::Document && source.by.as_ref() == Some(&policy.bot.party);
    matches!(part, Part::CollectedData | Part::Policy) || statement.cites.iter().any(|c| policy.source(&c.source).is_some_and(by_bot))
}

/// Whether a topic is the bot's own, and not something that its host or the glossary has under that id.
fn is_bots(policy: &Policy, topic: Topic<'_>) -> bool {
    match topic {
        Topic::Overview | Topic::Unsaid | Topic::Question(_) | Topic::Requirement(_) | Topic::Data(_) => true,
        Topic::Section(section) => is_bots_section(policy, section),
        Topic::Statement(statement) => is_offered(policy, &statement.id),
        Topic::Hosting | Topic::Sources | Topic::Term(_) => false,
    }
}

/// Whether a statement is of the bot's own policy, or a reading of something that is.
fn is_offered(policy: &Policy, id: &StatementId) -> bool {
    let own = |id: &str| {
        policy.sections.iter().any(|section| section.statements.iter().any(|s| s.id == *id && is_own(policy, section.part, s)))
    };
    let data = |id: &str| policy.inventory.items.iter().any(|item| item.id == *id);
    let reading = policy.statement(id).filter(|s| policy.party(&s.party).is_some_and(|party| party.kind == PartyKind::Editor));
    own(id.as_str()) || reading.is_some_and(|reading| reading.about.iter().any(|about| own(about.as_str()) || data(about.as_str())))
}

/// Lower case, single spaces, no question mark at the end, no longer than anything could be called.
fn normal(text: &str) -> String {
    let short: String = text.chars().take(MAX_TEXT).collect();
    let lower = short.to_lowercase();
    lower.trim_end_matches(|c: char| c.is_whitespace() || c == '?').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What somebody finds in their language; where that is nothing, what is found in the language of the original.
fn either<'a>(spoken: Spoken<'a>, find: impl Fn(&'a Edition) -> Vec<Topic<'a>>) -> Vec<Topic<'a>> {
    let found = find(spoken.edition);
    if !found.is_empty() || std::ptr::eq(spoken.edition, spoken.original) {
        return found;
    }
    find(spoken.original).into_iter().filter_map(|topic| Topic::by_id(spoken.policy(), topic.id())).collect()
}

/// What is called exactly that, and then what search finds.
fn found<'a>(edition: &'a Edition, text: &str) -> Vec<Topic<'a>> {
    let mut found = called(&edition.text.policy, text);
    for topic in searched(edition, text) {
        add(&mut found, topic);
    }
    found
}

/// What is called exactly that.
fn called<'a>(policy: &'a Policy, text: &str) -> Vec<Topic<'a>> {
    let is = |name: &str| normal(name) == text;
    let questions = policy.questions.iter().filter(|q| is(&q.ask) || is(&q.title)).map(Topic::Question);
    let data = policy.inventory.items.iter().filter(|item| is(&item.name)).map(Topic::Data);
    let words = policy.questions.iter().filter(|q| q.words.iter().any(|word| is(word))).map(Topic::Question);
    let sections = sections(policy).into_iter().filter(|topic| matches!(topic, Topic::Section(section) if is(&section.title)));
    let statements = policy.statements().filter(|s| is(&s.title) && is_offered(policy, &s.id)).map(Topic::Statement);
    let terms = policy.terms.iter().filter(|term| is(&term.name) || term.aliases.iter().any(|alias| is(alias))).map(Topic::Term);
    let mut found = Vec::new();
    for topic in questions.chain(data).chain(words).chain(sections).chain(statements).chain(terms) {
        add(&mut found, topic);
    }
    found
}

/// What search finds, as far as it is the bot's own: questions first.
fn searched<'a>(edition: &'a Edition, text: &str) -> Vec<Topic<'a>> {
    let mut found: Vec<_> = edition.index.search(text).into_iter().filter_map(|hit| offered(&edition.text.policy, hit.id)).collect();
    // What a rule asks says less of the bot than the bot itself, and a word of the glossary says nothing.
    found.sort_by_key(|topic| match topic {
        Topic::Question(_) => 0,
        Topic::Requirement(_) => 2,
        Topic::Term(_) => 3,
        _ => 1,
    });
    found
}

fn offered<'a>(policy: &'a Policy, id: &str) -> Option<Topic<'a>> {
    match Topic::by_id(policy, id)? {
        Topic::Statement(statement) if !is_offered(policy, &statement.id) => None,
        topic => Some(topic),
    }
}

/// What holds most of the words.
fn near<'a>(edition: &'a Edition, text: &str) -> Vec<Topic<'a>> {
    const WORDS: usize = 8;
    const NEAREST: usize = 8;
    // Short words stand in everything.
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3).take(WORDS);
    let mut counted: Vec<(Topic<'a>, usize)> = Vec::new();
    for word in words {
        for topic in searched(edition, word).into_iter().filter(|topic| !matches!(topic, Topic::Term(_))) {
            match counted.iter_mut().find(|(other, _)| other.id() == topic.id()) {
                Some((_, count)) => *count += 1,
                None => counted.push((topic, 1)),
            }
        }
    }
    counted.sort_by_key(|(topic, count)| (std::cmp::Reverse(*count), !matches!(topic, Topic::Question(_))));
    counted.into_iter().map(|(topic, _)| topic).take(NEAREST).collect()
}

fn add<'a>(topics: &mut Vec<Topic<'a>>, topic: Topic<'a>) {
    if !topics.iter().any(|other| other.id() == topic.id()) {
        topics.push(topic);
    }
}
