//! What a person can ask about, and what they mean by what they typed.
//!
//! A topic is anything of the bot's own policy that has an id: the questions that people ask, what rules ask, sections, statements,
//! data items, kinds of data, terms, and our readings of these; and the parts of the page that gather such things. Free text is
//! understood in steps, and the first that finds something decides: an id; the name of a topic; a question in anybody's words
//! ([`super::asking`]); a word that people use for a question; what search finds, if it has every word that was typed. What is only
//! near is suggested, and never answered as if it had been asked for.

use super::asking::{Asked, Asking};
use crate::{
    DataItem, DataKind, DataRule, Framework, GeneralQuestion, Part, PartyKind, Policy, Question, Requirement, Section, Service,
    SourceKind, Statement, StatementId, Term, search::Index, words::Words,
};

/// The id of the overview: the page's own anchor for the same.
pub const OVERVIEW: &str = "at-a-glance";
/// The id of what the policy does not say: the page's own anchor for the same.
pub const UNSAID: &str = "not-stated";

/// The longest text that is looked at, in characters; no topic's name comes near it.
const MAX_TEXT: usize = 200;

/// How much of a name that was cut off must be there, in characters.
const LEAST_OF_A_NAME: usize = 40;

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
    /// Whether a kind of data is collected.
    Kind(&'a DataKind),
    /// A question about the bot as a whole.
    General(&'a GeneralQuestion),
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
            Self::Kind(kind) => kind.id.as_str(),
            Self::General(question) => question.id.as_str(),
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
            Self::Kind(kind) => &kind.name,
            Self::General(question) => &question.ask,
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
        let kind = || policy.vocabulary.kinds.iter().find(|kind| kind.id == *id).map(Self::Kind);
        let general = || policy.vocabulary.general.iter().find(|question| question.id == *id).map(Self::General);
        question().or_else(kind).or_else(general).or_else(requirement).or_else(section).or_else(statement).or_else(data).or_else(term)
    }
}

/// The content in one language, and what texts are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct Catalog<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The index over its words.
    pub index: &'a Index,
    /// The vocabulary by which questions are understood.
    pub asking: &'a Asking,
}

/// The content in a person's language, and as it was written.
#[derive(Debug, Clone, Copy)]
pub struct Languages<'a> {
    /// In the language nearest to the person's.
    pub own: Catalog<'a>,
    /// As it was written; it may be the same.
    pub original: Catalog<'a>,
}

/// How a topic was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By its id or its very name.
    Exact,
    /// By another name.
    Alias,
    /// By what a question asks.
    Asked,
    /// By any of these, after a typo was corrected.
    Typo,
    /// By its text, which has all the words.
    Text,
}

/// What a text means.
#[derive(Debug, Clone)]
pub enum Meant<'a> {
    /// This topic.
    Topic {
        /// The topic.
        topic: Topic<'a>,
        /// How it was found.
        how: How,
        /// What the text may mean besides.
        also: Vec<Topic<'a>>,
    },
    /// What is said of the host's services.
    Compliance {
        /// The services.
        services: Vec<&'a Service>,
        /// The frameworks.
        frameworks: Vec<&'a Framework>,
        /// The kinds of data.
        data: Vec<&'a DataRule>,
    },
    /// Nothing that is known; topics to suggest.
    Unknown(Vec<Topic<'a>>),
}

impl<'a> Meant<'a> {
    fn topic(topic: Topic<'a>, how: How, also: Vec<Topic<'a>>) -> Self {
        Self::Topic { topic, how, also }
    }
}

/// The most topics to suggest.
const MOST_SUGGESTED: usize = 8;

/// Finds what a person means by a text. Every name that [`suggested`] gives, and every id, opens what it names.
pub fn meant<'a>(languages: Languages<'a>, words: Words, text: &str) -> Meant<'a> {
    let policy = languages.own.policy;
    let text = normal(text);
    if text.is_empty() {
        return Meant::topic(Topic::Overview, How::Exact, Vec::new());
    }
    if let Some(topic) = text.strip_prefix('#').and_then(|id| Topic::by_id(policy, id)) {
        return Meant::topic(topic, How::Exact, Vec::new());
    }
    if let Some(topic) = part_called(&text) {
        return Meant::topic(topic, How::Exact, Vec::new());
    }
    // An id of the bot's own comes before a name; the name of anything, before an id of the host's that is spelled alike.
    let by_id = || Topic::by_id(policy, &text).or_else(|| Topic::by_id(policy, &text.replace(' ', "-")));
    if let Some(topic) = by_id().filter(|topic| is_bots(policy, *topic)) {
        return Meant::topic(topic, How::Exact, Vec::new());
    }
    if let Some(topic) = labelled_topic(policy, words, &text) {
        return Meant::topic(topic, How::Exact, Vec::new());
    }
    let named = either(languages, |catalog| named(catalog.policy, &text));
    if let Some((first, others)) = named.split_first() {
        return Meant::topic(*first, How::Exact, others.to_vec());
    }
    let understood = languages.own.asking.understand(&text);
    let topics = |ids: &[String]| {
        let mut topics = Vec::new();
        ids.iter().filter_map(|id| Topic::by_id(policy, id)).for_each(|topic| add(&mut topics, topic));
        topics
    };
    let how = if understood.typo { How::Typo } else { How::Asked };
    match &understood.asked {
        Asked::Topic(id) => {
            if let Some(topic) = Topic::by_id(policy, id) {
                return Meant::topic(topic, how, topics(&understood.also));
            }
        }
        Asked::Kinds(kinds) => {
            let kinds: Vec<_> = kinds.iter().filter_map(|at| policy.vocabulary.kinds.get(*at)).map(Topic::Kind).collect();
            if let Some((first, others)) = kinds.split_first() {
                return Meant::topic(*first, how, others.to_vec());
            }
        }
        Asked::Compliance { services, frameworks, data } => {
            return Meant::Compliance {
                services: services.iter().filter_map(|id| policy.service(id)).collect(),
                frameworks: frameworks.iter().filter_map(|id| policy.framework(id)).collect(),
                data: data.iter().filter_map(|id| policy.data_rules.iter().find(|rule| rule.id == *id)).collect(),
            };
        }
        Asked::Unclear => {}
    }
    let called = either(languages, |catalog| also_called(catalog.policy, &text));
    if let Some((first, others)) = called.split_first() {
        return Meant::topic(*first, How::Alias, others.to_vec());
    }
    if let Some(topic) = by_id() {
        return Meant::topic(topic, How::Exact, Vec::new());
    }
    if let Some(topic) = policy.misspelt::<Framework>(&text).and_then(|framework| Topic::by_id(policy, framework.id.as_str())) {
        return Meant::topic(topic, How::Typo, Vec::new());
    }
    // What a document says about others answers no question about the bot.
    if !understood.personal {
        // A space ends the last word: "hi" is not the beginning of another.
        let found = either(languages, |catalog| searched(catalog, &format!("{text} "), true));
        if let Some((first, others)) = found.split_first() {
            return Meant::topic(*first, How::Text, others.to_vec());
        }
    }
    let mut near = topics(&understood.also);
    for topic in
        either(languages, |catalog| searched(catalog, &text, false)).into_iter().filter(|topic| !matches!(topic, Topic::Term(_)))
    {
        add(&mut near, topic);
    }
    if near.is_empty() {
        near = either(languages, |catalog| self::near(catalog, &text));
    }
    near.truncate(MOST_SUGGESTED);
    Meant::Unknown(near)
}

/// How a topic is shown among others: by its name, and by its id too if another topic has that name or that id.
pub fn label(policy: &Policy, words: Words, topic: Topic<'_>) -> String {
    let name = topic.name(words);
    let wanted = normal(name);
    let mut same = all(policy).filter(|other| normal(other.name(words)) == wanted && other.id() != topic.id());
    let other_id = [wanted.clone(), wanted.replace(' ', "-")].iter().any(|id| id != topic.id() && Topic::by_id(policy, id).is_some());
    if other_id || same.next().is_some() { format!("{name} ({})", topic.id()) } else { name.to_owned() }
}

/// The topic that a label with an id names.
fn labelled_topic<'a>(policy: &'a Policy, words: Words, text: &str) -> Option<Topic<'a>> {
    let (name, id) = text.strip_suffix(')')?.rsplit_once(" (")?;
    Topic::by_id(policy, id).filter(|topic| normal(topic.name(words)) == name)
}

/// Everything that can be named.
fn all(policy: &Policy) -> impl Iterator<Item = Topic<'_>> {
    let parts = [Topic::Overview, Topic::Unsaid, Topic::Hosting, Topic::Sources].into_iter();
    let questions = policy.questions.iter().map(Topic::Question);
    let data = policy.inventory.items.iter().map(Topic::Data);
    let requirements = policy.requirements.iter().map(Topic::Requirement);
    let sections = policy.sections.iter().map(Topic::Section);
    let statements = policy.statements().map(Topic::Statement);
    let terms = policy.terms.iter().map(Topic::Term);
    let kinds = policy.vocabulary.kinds.iter().map(Topic::Kind);
    let general = policy.vocabulary.general.iter().map(Topic::General);
    parts.chain(questions).chain(data).chain(kinds).chain(general).chain(requirements).chain(sections).chain(statements).chain(terms)
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

/// What to suggest while a person types; if nothing is typed or near, the questions that people ask.
pub fn suggested<'a>(languages: Languages<'a>, words: Words, text: &str) -> Vec<Topic<'a>> {
    let policy = languages.own.policy;
    let text = normal(text);
    if text.is_empty() {
        return questions(policy);
    }
    let mut found: Vec<_> = part_called(&text).into_iter().collect();
    if let Meant::Topic { topic, how, also } = meant(languages, words, &text) {
        add(&mut found, topic);
        if how != How::Text {
            also.into_iter().for_each(|topic| add(&mut found, topic));
        }
    }
    if let Some(topic) = Topic::by_id(policy, &text) {
        add(&mut found, topic);
    }
    for find in [named, also_called] {
        either(languages, |catalog| find(catalog.policy, &text)).into_iter().for_each(|topic| add(&mut found, topic));
    }
    // Names that go on as was typed.
    let begun = |topic: &Topic<'a>| !matches!(topic, Topic::Statement(_)) && normal(topic.name(words)).starts_with(&text);
    for topic in all(policy).filter(begun).filter(|topic| offered(policy, topic.id()).is_some()) {
        add(&mut found, topic);
    }
    for topic in either(languages, |catalog| searched(catalog, &text, false)) {
        add(&mut found, topic);
    }
    if found.is_empty() {
        found = either(languages, |catalog| near(catalog, &text));
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
pub fn is_bots_section(policy: &Policy, section: &Section) -> bool {
    section.statements.iter().any(|s| is_own(policy, section.part, s))
}

/// Every id that a menu, a button or a suggestion can have.
pub fn ids(policy: &Policy) -> impl Iterator<Item = String> {
    let parts = [Topic::Overview, Topic::Unsaid, Topic::Hosting, Topic::Sources].into_iter().map(|topic| topic.id().to_owned());
    let questions = policy.questions.iter().map(|it| it.id.to_string()).chain(policy.requirements.iter().map(|it| it.id.to_string()));
    let text = policy.sections.iter().map(|it| it.id.to_string()).chain(policy.statements().map(|it| it.id.to_string()));
    let data = policy.inventory.items.iter().map(|it| it.id.to_string()).chain(policy.terms.iter().map(|it| it.id.to_string()));
    let host = policy.services.iter().map(|it| it.id.to_string()).chain(policy.frameworks.iter().map(|it| it.id.to_string()));
    let asked = policy.vocabulary.kinds.iter().map(|it| it.id.to_string());
    let asked = asked.chain(policy.vocabulary.general.iter().map(|it| it.id.to_string()));
    let all = parts.chain(questions).chain(text).chain(data).chain(host).chain(asked);
    all.chain(policy.data_rules.iter().map(|it| it.id.to_string()))
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
    let by_bot = |source: &crate::Source| source.kind == SourceKind::Document && source.by.as_ref() == Some(&policy.bot.party);
    matches!(part, Part::CollectedData | Part::Policy) || statement.cites.iter().any(|c| policy.source(&c.source).is_some_and(by_bot))
}

/// Whether a topic is the bot's own, and not something that its host or the glossary has under that id.
fn is_bots(policy: &Policy, topic: Topic<'_>) -> bool {
    match topic {
        Topic::Overview | Topic::Unsaid | Topic::Question(_) | Topic::Requirement(_) | Topic::Data(_) => true,
        Topic::Kind(_) | Topic::General(_) => true,
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

/// What is found in a person's language; if that is nothing, what is found in the language of the original.
fn either<'a>(languages: Languages<'a>, find: impl Fn(Catalog<'a>) -> Vec<Topic<'a>>) -> Vec<Topic<'a>> {
    let found = find(languages.own);
    if !found.is_empty() || std::ptr::eq(languages.own.policy, languages.original.policy) {
        return found;
    }
    find(languages.original).into_iter().filter_map(|topic| Topic::by_id(languages.own.policy, topic.id())).collect()
}

/// What has exactly that name.
fn named<'a>(policy: &'a Policy, text: &str) -> Vec<Topic<'a>> {
    // Discord shows no more than the beginning of a long name.
    let begin = text.strip_suffix('…').filter(|begin| begin.chars().count() > LEAST_OF_A_NAME);
    let is = |name: &str| {
        let name = normal(name);
        name == text || begin.is_some_and(|begin| name.starts_with(begin))
    };
    let questions = policy.questions.iter().filter(|q| is(&q.ask) || is(&q.title)).map(Topic::Question);
    let general = policy.vocabulary.general.iter().filter(|q| is(&q.ask) || is(&q.title)).map(Topic::General);
    let data = policy.inventory.items.iter().filter(|item| is(&item.name)).map(Topic::Data);
    let kinds = policy.vocabulary.kinds.iter().filter(|kind| is(&kind.name)).map(Topic::Kind);
    let requirements = policy.requirements.iter().filter(|requirement| is(&requirement.title)).map(Topic::Requirement);
    let sections = policy.sections.iter().filter(|section| is(&section.title)).map(Topic::Section);
    let statements = policy.statements().filter(|statement| is(&statement.title)).map(Topic::Statement);
    let terms = policy.terms.iter().filter(|term| is(&term.name)).map(Topic::Term);
    let mut found = Vec::new();
    let bots = questions.chain(general).chain(data).chain(kinds).chain(requirements);
    bots.chain(sections).chain(statements).chain(terms).for_each(|topic| add(&mut found, topic));
    found
}

/// What people call that: questions by their words, terms by their aliases.
fn also_called<'a>(policy: &'a Policy, text: &str) -> Vec<Topic<'a>> {
    let is = |name: &str| normal(name) == text;
    let words = policy.questions.iter().filter(|q| q.words.iter().any(|word| is(word))).map(Topic::Question);
    let terms = policy.terms.iter().filter(|term| term.aliases.iter().any(|alias| is(alias))).map(Topic::Term);
    let mut found = Vec::new();
    words.chain(terms).for_each(|topic| add(&mut found, topic));
    found
}

/// What search finds, as far as it is the bot's own: questions first. If all words are wanted, only what has them all.
fn searched<'a>(catalog: Catalog<'a>, text: &str, all_words: bool) -> Vec<Topic<'a>> {
    let hits = catalog.index.search(text).into_iter().filter(|hit| !all_words || hit.complete);
    let mut found: Vec<_> = hits.filter_map(|hit| offered(catalog.policy, hit.id)).collect();
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
fn near<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Topic<'a>> {
    const WORDS: usize = 8;
    const NEAREST: usize = 8;
    // Short words stand in everything.
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3).take(WORDS);
    let mut counted: Vec<(Topic<'a>, usize)> = Vec::new();
    for word in words {
        for topic in searched(catalog, word, false).into_iter().filter(|topic| !matches!(topic, Topic::Term(_))) {
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
