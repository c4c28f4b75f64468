//! Finds the topic that a text means, and topics to suggest while a person types.
//!
//! The steps for free text are, until one finds a topic: a written-out id; the name of a topic; a question in a person's own words
//! ([`super::super::asking`]); a word that people use for a question; a search for all words of the text. Topics that only resemble the
//! text are suggested, but never answered.

use super::{
    Topic, is_bots, questions,
    results::{either, offered, searched},
};
use crate::{
    DataRule, Framework, Policy, Service,
    i18n::Messages,
    lookup::{Catalog, Languages, MatchedBy, asking::QuestionSubject},
    normalize::normalize,
};

/// Maximum number of characters of a label that chat programs such as Discord show. In a longer label, the name is cut, but never the
/// id.
const MAX_LABEL: usize = 100;
/// The end of a text that was cut off.
const CUT: char = '…';

/// Maximum number of characters of a text that are looked up. All names of topics are much shorter.
const MAX_TEXT: usize = 200;

/// Minimum number of characters before the ellipsis for a text to count as a name that was cut off.
const MIN_CUT_NAME: usize = 40;

/// The meaning of a text.
#[derive(Debug, Clone)]
pub enum TopicMatch<'a> {
    /// This topic.
    Topic {
        /// The topic.
        topic: Topic<'a>,
        /// The way in which it was found.
        how: MatchedBy,
        /// Other possible meanings.
        also: Vec<Topic<'a>>,
    },
    /// Questions about the host's services.
    Compliance {
        /// The services.
        services: Vec<&'a Service>,
        /// The frameworks.
        frameworks: Vec<&'a Framework>,
        /// The kinds of data.
        data: Vec<&'a DataRule>,
    },
    /// No topic was found. These are suggestions.
    Unknown(Vec<Topic<'a>>),
}

impl<'a> TopicMatch<'a> {
    pub(super) fn topic(topic: Topic<'a>, how: MatchedBy, also: Vec<Topic<'a>>) -> Self {
        Self::Topic { topic, how, also }
    }
}

/// Minimum number of words of a text that can be recognized as another language.
const MIN_SENTENCE: usize = 4;

/// Maximum number of topics to suggest for an unknown word.
const MAX_SUGGESTED: usize = 8;

/// Number of these suggestions that the search may make if it finds that many.
const MIN_FOUND: usize = 3;

/// Finds the topic that a person means by a text. It finds the topic of each name that [`suggested`] returns, and of each id.
pub fn find_topic<'a>(languages: Languages<'a>, messages: Messages, text: &str) -> TopicMatch<'a> {
    let policy = languages.own.policy;
    let typed = Typed::new(text);
    let exactly = |topic: Topic<'a>| TopicMatch::topic(topic, MatchedBy::Exact, Vec::new());
    if typed.text.is_empty() {
        // A text that only mentions somebody asks for nothing.
        return if text.trim().is_empty() { exactly(Topic::Overview) } else { TopicMatch::Unknown(Vec::new()) };
    }
    if let Some(topic) = typed.exact_id().and_then(|id| Topic::by_id(policy, id)) {
        return exactly(topic);
    }
    if let Some(topic) = part_called(&typed).or_else(|| terms_called(policy, &typed)) {
        return exactly(topic);
    }
    // The order is: ids of the bot's own items, names of all items, ids of the host's items.
    let by_id = typed.id(policy);
    if let Some(topic) = by_id.filter(|topic| is_bots(policy, *topic)).or_else(|| typed.labelled(policy, messages)) {
        return exactly(topic);
    }
    let named = either(languages, |catalog| catalog.names.named(catalog.policy, &typed.normalized, typed.begins));
    let text = typed.text.as_str();
    if let Some((first, others)) = named.split_first() {
        let mut others = others.to_vec();
        // The page of a law or standard is about the host. The person may mean the bot.
        if is_framework(policy, first) {
            let understood = languages.own.asking.parse(text);
            let asked = if let QuestionSubject::Topic(id) = &understood.subject { Some(id) } else { None };
            asked
                .into_iter()
                .chain(&understood.also)
                .filter_map(|id| Topic::by_id(policy, id))
                .for_each(|topic| add(&mut others, topic));
        }
        return TopicMatch::topic(*first, MatchedBy::Exact, others);
    }
    if let Some(found) = defined(languages, text) {
        return found;
    }
    if let Some((topic, by, others)) = super::parties::party_called(languages, &typed.normalized) {
        return TopicMatch::topic(topic, by, others);
    }
    let understood = languages.own.asking.parse(text);
    let topics = |ids: &[String]| {
        let mut topics = Vec::new();
        ids.iter().filter_map(|id| Topic::by_id(policy, id)).for_each(|topic| add(&mut topics, topic));
        topics
    };
    // The name of a law or standard alone opens its page. The person may mean the bot.
    let named = languages.own.asking.framework(text);
    if let Some(topic) = named.and_then(|id| Topic::by_id(policy, id.as_str())) {
        let asked = match &understood.subject {
            QuestionSubject::Topic(id) => std::slice::from_ref(id),
            _ => &[],
        };
        let mut others = topics(asked);
        topics(&understood.also).into_iter().for_each(|topic| add(&mut others, topic));
        others.retain(|other| other.id() != topic.id());
        return TopicMatch::topic(topic, MatchedBy::Question, others);
    }
    let how = if understood.typo { MatchedBy::Typo } else { MatchedBy::Question };
    match &understood.subject {
        QuestionSubject::Topic(id) => {
            if let Some(topic) = Topic::by_id(policy, id) {
                return TopicMatch::topic(topic, how, topics(&understood.also));
            }
        }
        QuestionSubject::Kinds(kinds) => {
            let kinds: Vec<_> = kinds.iter().filter_map(|at| policy.vocabulary.kinds.get(*at)).map(Topic::Kind).collect();
            if let Some((first, others)) = kinds.split_first() {
                return TopicMatch::topic(*first, how, others.to_vec());
            }
        }
        QuestionSubject::Compliance { services, frameworks, data } => {
            return TopicMatch::Compliance {
                services: services.iter().filter_map(|id| policy.service(id)).collect(),
                frameworks: frameworks.iter().filter_map(|id| policy.framework(id)).collect(),
                data: data.iter().filter_map(|id| policy.data_rules.iter().find(|rule| rule.id == *id)).collect(),
            };
        }
        QuestionSubject::Unclear => {}
    }
    if let Some(topic) = changes_called(&typed) {
        return exactly(topic);
    }
    let called = either(languages, |catalog| catalog.names.also_called(catalog.policy, &typed.normalized));
    if let Some((first, others)) = called.split_first() {
        return TopicMatch::topic(*first, MatchedBy::Alias, others.to_vec());
    }
    if let Some(topic) = by_id {
        return exactly(topic);
    }
    if let Some(right) = languages.own.asking.without_typos(text) {
        let named = |catalog: Catalog<'a>| {
            let named = catalog.names.named(catalog.policy, &right, false);
            named.into_iter().chain(catalog.names.also_called(catalog.policy, &right)).collect()
        };
        if let Some((first, others)) = either(languages, named).split_first() {
            return TopicMatch::topic(*first, MatchedBy::Typo, others.to_vec());
        }
    }
    if let Some(topic) = policy.find_misspelled::<Framework>(text).and_then(|framework| Topic::by_id(policy, framework.id.as_str())) {
        return TopicMatch::topic(topic, MatchedBy::Typo, Vec::new());
    }
    // Do not search for a question about the bot: a document's statement about others does not
    // answer it. Do not search for a text that asks for one of the bot's topics, for a sentence, or
    // for a text without a subject, such as a number.
    if !understood.personal
        && understood.also.is_empty()
        && languages.own.asking.has_subject(text)
        && !languages.own.asking.is_sentence(text)
    {
        // The space ends the last word, so that "hi" does not match words that begin with it.
        let ended = format!("{text} ");
        // The search ignores words that only resemble a word of the content: those are suggested below.
        let mut found =
            either(languages, |catalog| if catalog.index.knows(&ended) { searched(catalog, &ended, true) } else { Vec::new() });
        // A term of the glossary answers only a question that names it. A question has words such as "server", so beside an unknown word
        // ("rules of this server") it is no answer.
        let known = languages.own.asking.unknown(text) == 0;
        found.retain(|topic| !matches!(topic, Topic::Term(_)) && (known || !matches!(topic, Topic::Question(_))));
        if let Some((first, others)) = found.split_first() {
            return TopicMatch::topic(*first, MatchedBy::Text, others.to_vec());
        }
    }
    // For a sentence about something else, the usual questions are better suggestions than passages that share a word with it.
    if understood.also.is_empty() && languages.own.asking.is_off_topic(text) {
        return TopicMatch::Unknown(Vec::new());
    }
    let mut near = topics(&understood.also);
    // Suggest nothing for a text without a subject, such as a greeting. A result that only resembles a word may be about another
    // subject.
    let has_subject = languages.own.asking.has_subject(text);
    // The words of another language are unknown, and only resemble words of the content.
    let words = text.split_whitespace().count();
    let has_subject = has_subject && (words < MIN_SENTENCE || languages.own.asking.unknown(text) * 2 <= words);
    let mut alike = either(languages, |catalog| if has_subject { searched(catalog, text, false) } else { Vec::new() });
    alike.retain(|topic| !matches!(topic, Topic::Term(_)));
    // The topics of the words leave some places for search results.
    near.truncate(MAX_SUGGESTED - alike.len().min(MIN_FOUND));
    alike.into_iter().for_each(|topic| add(&mut near, topic));
    if near.is_empty() && has_subject {
        near = either(languages, |catalog| self::near(catalog, text));
    }
    near.truncate(MAX_SUGGESTED);
    TopicMatch::Unknown(near)
}

/// Returns whether a topic is the section of a framework.
fn is_framework(policy: &Policy, topic: &Topic<'_>) -> bool {
    policy.frameworks.iter().any(|framework| framework.id.as_str() == topic.id())
}

/// Finds the term or framework whose meaning a text asks for. `None` if the text asks for something else.
fn defined<'a>(languages: Languages<'a>, text: &str) -> Option<TopicMatch<'a>> {
    let asking = languages.own.asking;
    let term = |word: &str| {
        let named = |catalog: Catalog<'a>| {
            let names = catalog.names;
            let all = names.named(catalog.policy, word, false).into_iter().chain(names.also_called(catalog.policy, word));
            all.filter(|topic| matches!(topic, Topic::Term(_))).collect()
        };
        either(languages, named).first().copied()
    };
    let policy = languages.own.policy;
    let framework =
        |word: &str| policy.find::<Framework>(word).ok().and_then(|found| Topic::by_id(policy, found.all().first()?.id.as_str()));
    let named = |word: &str| term(word).or_else(|| framework(word)).map(|topic| TopicMatch::topic(topic, MatchedBy::Alias, Vec::new()));
    let Some(word) = asking.defined(text) else { return named(&asking.subject(text)?) };
    // If the word is unknown, suggest topics: an answer about the bot does not explain a word.
    Some(named(&word).unwrap_or_else(|| {
        let near = either(languages, |catalog| searched(catalog, &word, false));
        TopicMatch::Unknown(near.into_iter().take(MAX_SUGGESTED).collect())
    }))
}

/// Returns the label of a topic in a list: its name, followed by its id if the name alone could mean another topic.
pub fn label(catalog: Catalog<'_>, messages: Messages, topic: Topic<'_>) -> String {
    let (name, id) = (topic.name(messages), topic.id());
    let typed = Typed::new(name);
    // A long name is cut off, and the names of other topics may begin in the same way.
    let is_cut = name.chars().count() > MAX_LABEL;
    let begin = normalize(&name.chars().take(MAX_LABEL - 1).collect::<String>());
    let shared = if is_cut { catalog.names.is_shared(&begin, id) } else { catalog.names.is_anothers(&typed.normalized, id) };
    let other_id = typed.id(catalog.policy).is_some_and(|other| other.id() != id);
    let other_part = part_called(&typed).is_some_and(|part| part.id() != id);
    if !other_id && !other_part && !shared {
        return name.to_owned();
    }
    let room = MAX_LABEL.saturating_sub(id.chars().count() + 3);
    if name.chars().count() <= room {
        return format!("{name} ({id})");
    }
    let begin: String = name.chars().take(room.saturating_sub(1)).collect();
    format!("{}{CUT} ({id})", begin.trim_end())
}

/// Returns a text without the mentions of people, roles and channels, custom emoji, times and links that chat programs insert: their
/// numbers and letters are not part of a question.
fn without_mentions(text: &str) -> std::borrow::Cow<'_, str> {
    const BEGINNINGS: [&str; 8] = ["@", "#", ":", "/", "a:", "t:", "id:", "http"];
    if !text.contains(['<', '@', ':']) {
        return text.into();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, inserted) = rest.split_at(at);
        out.push_str(before);
        let end = inserted.find('>').filter(|_| BEGINNINGS.iter().any(|beginning| inserted[1..].starts_with(beginning)));
        rest = match end {
            Some(end) => {
                out.push(' ');
                &inserted[end + 1..]
            }
            None => {
                out.push('<');
                &inserted[1..]
            }
        };
    }
    out.push_str(rest);
    let is_kept = |word: &&str| !matches!(*word, "@everyone" | "@here") && !word.contains("://");
    out.split_whitespace().filter(is_kept).collect::<Vec<_>>().join(" ").into()
}

/// A typed text, prepared for look-ups.
struct Typed {
    /// The text without mentions, spaces around it and question marks at its end, cut to [`MAX_TEXT`].
    text: String,
    /// The text as [`normalize`] returns it.
    normalized: String,
    /// True if the text is only the beginning of a name, which the chat program has cut off.
    begins: bool,
}

impl Typed {
    fn new(text: &str) -> Self {
        let short: String = without_mentions(text).chars().take(MAX_TEXT).collect();
        let text = short.trim().trim_end_matches(|c: char| c.is_whitespace() || c == '?');
        let begins = text.strip_suffix(CUT).is_some_and(|begin| begin.chars().count() > MIN_CUT_NAME);
        Self { normalized: normalize(text), begins, text: text.to_owned() }
    }

    /// Returns whether it is a name, or one of other names that are separated by `|`.
    fn is_called(&self, also: &str, name: &str) -> bool {
        also.split('|').chain([name]).any(|name| normalize(name) == self.normalized)
    }

    /// Returns the text if it can only be meant as an id: after a `#`, or in lower case without a space and with a hyphen or digit. A
    /// single word, such as `incidents`, may be the name of another topic.
    fn exact_id(&self) -> Option<&str> {
        let text = self.text.as_str();
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let written = text.chars().all(is_id) && text.contains(|c: char| c == '-' || c.is_ascii_digit());
        text.strip_prefix('#').or_else(|| written.then_some(text))
    }

    /// Returns the topic whose id is the text, with spaces or hyphens.
    fn id<'a>(&self, policy: &'a Policy) -> Option<Topic<'a>> {
        let lower = self.text.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
        Topic::by_id(policy, &lower).or_else(|| Topic::by_id(policy, &self.normalized.replace(' ', "-")))
    }

    /// Returns the topic of a label that ends with an id in brackets (see [`label`]).
    fn labelled<'a>(&self, policy: &'a Policy, messages: Messages) -> Option<Topic<'a>> {
        let (name, id) = self.text.strip_suffix(')')?.rsplit_once(" (")?;
        let begin = name.strip_suffix(CUT);
        let is = |topic: &Topic<'_>| match begin {
            Some(begin) => normalize(topic.name(messages)).starts_with(&normalize(begin)),
            None => normalize(topic.name(messages)) == normalize(name),
        };
        Topic::by_id(policy, id).filter(is)
    }
}

/// Returns the list of changes, if a text asks for it in any language of the interface.
fn changes_called(typed: &Typed) -> Option<Topic<'static>> {
    let is = |messages: Messages| typed.is_called(messages.changes_aliases(), messages.what_changed());
    Messages::ALL.into_iter().any(is).then_some(Topic::Changes)
}

/// Returns the part of the page that has the text as its name, in any language of the interface.
fn part_called(typed: &Typed) -> Option<Topic<'static>> {
    let called = |messages: Messages| {
        let parts = [
            (Topic::Gaps, messages.gaps_aliases()),
            (Topic::Hosting, messages.hosting()),
            (Topic::Sources, messages.sources_aliases()),
            (Topic::Overview, messages.overview_aliases()),
        ];
        parts.into_iter().find(|(topic, also)| typed.is_called(also, topic.name(messages))).map(|(topic, _)| topic)
    };
    Messages::ALL.into_iter().find_map(called)
}

/// Returns the terms of service, if content has them and the text is their name, in any language of the interface.
fn terms_called(policy: &Policy, typed: &Typed) -> Option<Topic<'static>> {
    let called = policy.has_terms() && Messages::ALL.iter().any(|messages| normalize(messages.terms_of_service()) == typed.normalized);
    called.then_some(Topic::Terms)
}

/// Returns suggestions for a text that a person is typing; without text or similar topics, the questions that people ask.
pub fn suggested<'a>(languages: Languages<'a>, messages: Messages, text: &str) -> Vec<Topic<'a>> {
    let policy = languages.own.policy;
    let typed = Typed::new(text);
    let text = typed.text.as_str();
    if text.is_empty() {
        return questions(policy);
    }
    let mut found: Vec<_> = part_called(&typed).into_iter().collect();
    if let TopicMatch::Topic { topic, how, also } = find_topic(languages, messages, text) {
        add(&mut found, topic);
        if how != MatchedBy::Text {
            also.into_iter().for_each(|topic| add(&mut found, topic));
        }
    }
    if let Some(topic) = typed.id(policy) {
        add(&mut found, topic);
    }
    let named = either(languages, |catalog| catalog.names.named(catalog.policy, &typed.normalized, typed.begins));
    let also = either(languages, |catalog| catalog.names.also_called(catalog.policy, &typed.normalized));
    named.into_iter().chain(also).for_each(|topic| add(&mut found, topic));
    // Add topics whose names begin with the text.
    let begun = languages.own.names.beginning(policy, &typed.normalized).into_iter();
    let begun = begun.filter(|topic| !matches!(topic, Topic::Statement(_)) && offered(policy, topic.id()).is_some());
    begun.for_each(|topic| add(&mut found, topic));
    for topic in either(languages, |catalog| searched(catalog, text, false)) {
        add(&mut found, topic);
    }
    if found.is_empty() {
        found = either(languages, |catalog| near(catalog, text));
    }
    if found.is_empty() { questions(policy) } else { found }
}

/// Returns the topics with the largest number of the text's words.
fn near<'a>(catalog: Catalog<'a>, text: &str) -> Vec<Topic<'a>> {
    const WORDS: usize = 8;
    const NEAREST: usize = 8;
    // Skip short words and words such as "with" and "avec", because they do not distinguish topics.
    let says = |word: &&str| word.chars().count() > 3 && catalog.asking.has_subject(word);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(says).take(WORDS);
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

pub(super) fn add<'a>(topics: &mut Vec<Topic<'a>>, topic: Topic<'a>) {
    if !topics.iter().any(|other| other.id() == topic.id()) {
        topics.push(topic);
    }
}
