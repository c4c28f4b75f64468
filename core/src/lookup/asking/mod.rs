//! Understands a question that a person asks in their own words.
//!
//! The words of a question become *spans*: each is a notion of the [`Vocabulary`](crate::Vocabulary), a kind of data, or the name of a
//! framework, service or host. An intent lists the combinations of notions that ask for its topic; the combination that explains most of
//! the question wins. Words that nothing explains count against an answer, because a wrong answer is worse than none.

mod decide;
mod spans;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::{DataKind, DataRuleId, FrameworkId, NotionRole, PartyKind, Policy, ServiceId, name::hosts, normalize::normalize};
use decide::Way;
use spans::{Means, Phrase};
use words::{ANY, END, EXACT, Word, first_key, keys};

/// Names that the `when` of an intent can use besides notions: any kind of data, any framework, any service, and the host.
pub const RESERVED: [&str; 4] = ["kind", "framework", "service", "host"];
/// The parts of the page that an intent can lead to.
pub const PARTS: [&str; 4] = ["at-a-glance", "not-stated", "hosting", "sources"];

/// More words than a question has.
const MOST_WORDS: usize = 32;
/// The name of the bot in a question.
const BOT: &str = "bot";

/// The subject of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionSubject {
    /// A topic, by its id.
    Topic(String),
    /// Questions whether kinds of data are collected, by their positions in the vocabulary.
    Kinds(Vec<usize>),
    /// Questions about services, frameworks and data.
    Compliance {
        /// The services.
        services: Vec<ServiceId>,
        /// The frameworks.
        frameworks: Vec<FrameworkId>,
        /// The kinds of data that rules are about.
        data: Vec<DataRuleId>,
    },
    /// Nothing that can be said for sure.
    Unclear,
}

/// A question, understood as far as it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understanding {
    /// The subject.
    pub asked: QuestionSubject,
    /// Other possible subjects, as ids of topics; suggestions if the question is unclear.
    pub also: Vec<String>,
    /// True if a typo had to be corrected.
    pub typo: bool,
    /// True if people speak about themselves or to the bot. A document's statement about others is no answer to that.
    pub personal: bool,
}

/// A proper name as a phrase: it has no other forms.
fn exactly(name: &str) -> String {
    normalize(name).split(' ').map(|word| format!("{EXACT}{word}")).collect::<Vec<_>>().join(" ")
}

/// Everything that questions about a policy are understood with.
#[derive(Debug, Clone, Default)]
pub struct Asking {
    /// The phrases by their first word.
    phrases: BTreeMap<String, Vec<Phrase>>,
    /// The keys of all words of phrases.
    keys: BTreeSet<String>,
    /// The words of phrases as they are written.
    known: BTreeMap<String, Word>,
    /// The names and roles of notions, in order.
    notions: Vec<(String, NotionRole)>,
    /// The ids of kinds of data, in order.
    kinds: Vec<String>,
    /// The words of the bot's name.
    bot: Vec<String>,
    /// Other spellings of words, such as abbreviations in chats.
    spellings: BTreeMap<String, Vec<Word>>,
    /// The ways of asking.
    ways: Vec<Way>,
}

impl Asking {
    /// Reads the vocabulary of a policy.
    pub fn new(policy: &Policy) -> Self {
        let mut asking = Self::default();
        let vocabulary = &policy.vocabulary;
        for (at, notion) in vocabulary.notions.iter().enumerate() {
            asking.notions.push((notion.name.clone(), notion.role));
            if notion.role == NotionRole::Spelling {
                let spellings = notion.words.iter().filter_map(|pair| pair.split_once('='));
                asking.spellings.extend(spellings.map(|(short, long)| (normalize(short), Word::all(long))));
                continue;
            }
            notion.words.iter().for_each(|words| asking.add(words, Means::Notion(at)));
        }
        for (at, kind) in vocabulary.kinds.iter().enumerate() {
            asking.kinds.push(kind.id.to_string());
            kind.words.iter().for_each(|words| asking.add(words, Means::Kind(at)));
            asking.add(&exactly(&kind.name), Means::Kind(at));
        }
        let hosts = hosts(policy);
        for service in &policy.services {
            for name in std::iter::once(&service.name).chain(service.aliases.iter().map(|alias| &alias.name)) {
                asking.add(name, Means::Service(service.id.clone()));
                let bare: Vec<_> = name.split_whitespace().filter(|word| !hosts.contains(&normalize(word))).collect();
                asking.add(&bare.join(" "), Means::Service(service.id.clone()));
            }
        }
        for framework in &policy.frameworks {
            let names = [&framework.name, &framework.short].into_iter().chain(&framework.aliases);
            names.for_each(|name| asking.add(&exactly(name), Means::Framework(framework.id.clone())));
        }
        for rule in &policy.data_rules {
            let names = std::iter::once(&rule.name).chain(&rule.aliases);
            names.for_each(|name| asking.add(name, Means::Data(rule.id.clone())));
        }
        for party in policy.parties.iter().filter(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure)) {
            asking.add(&party.name, Means::Host);
        }
        asking.bot = keys(&policy.bot.name);
        asking.add(BOT, Means::Bot);
        for intent in &vocabulary.intents {
            let way = |notions: &Vec<String>| Way { topic: intent.topic.to_string(), notions: notions.clone(), acts: intent.acts };
            asking.ways.extend(intent.ways.iter().map(way));
        }
        asking
    }

    fn add(&mut self, text: &str, means: Means) {
        let words = keys(text);
        let Some(first) = words.first().map(|first| first_key(first)) else { return };
        self.keys.extend(words.iter().filter(|word| *word != ANY && *word != END).map(|word| first_key(word)));
        self.known.extend(Word::all(text).into_iter().map(|word| (word.exact.clone(), word)));
        let phrases = self.phrases.entry(first).or_default();
        let phrase = Phrase { words, means };
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }

    /// Returns whether a name, such as that of a data item, names a kind of data.
    pub fn is_of_kind(&self, name: &str, kind: &DataKind) -> bool {
        let (spans, _) = self.spans(&Word::all(name));
        let is = |means: &Means| matches!(means, Means::Kind(at) if self.kinds.get(*at).is_some_and(|id| *id == kind.id.to_string()));
        spans.iter().any(|span| span.means.iter().any(is))
    }

    /// Returns whether a text has one of the names of a kind of data.
    pub fn mentions(&self, text: &str, kind: &DataKind) -> bool {
        let text = Word::all(text);
        let has = |name: &String| {
            let name = keys(name);
            !name.is_empty() && text.windows(name.len()).any(|words| words.iter().zip(&name).all(|(word, wanted)| word.is(wanted)))
        };
        kind.words.iter().chain(std::iter::once(&kind.name)).any(has)
    }

    fn role(&self, means: &Means) -> NotionRole {
        match means {
            Means::Notion(at) => self.notions[*at].1,
            Means::Bot => NotionRole::Bot,
            _ => NotionRole::Telling,
        }
    }

    /// Returns whether a text has a word that can be its subject; numbers and words such as "what" and "please" cannot.
    pub fn has_subject(&self, text: &str) -> bool {
        let is = |word: &Word| word.exact.chars().nth(1).is_some() && !word.exact.starts_with(|c: char| c.is_ascii_digit());
        let weak = |word: &Word| {
            let phrases = self.phrases.get(&word.key).into_iter().flatten().filter(|phrase| phrase.words.len() == 1);
            let mut roles = phrases.map(|phrase| self.role(&phrase.means)).peekable();
            roles.peek().is_some() && roles.all(|role| matches!(role, NotionRole::Filler | NotionRole::Weak))
        };
        self.spelled(text).iter().any(|word| is(word) && !weak(word))
    }

    /// The words of a text, with their usual spelling.
    fn spelled(&self, text: &str) -> Vec<Word> {
        let spelled = |word: Word| self.spellings.get(&word.exact).cloned().unwrap_or_else(|| vec![word]);
        Word::all(text).into_iter().flat_map(spelled).collect()
    }

    /// Understands a question.
    pub fn understand(&self, text: &str) -> Understanding {
        let mut words = self.spelled(text);
        let too_long = words.len() > MOST_WORDS;
        words.truncate(MOST_WORDS);
        for word in &mut words {
            if !self.keys.contains(&word.key)
                && let Some(known) = self.corrected(&word.exact)
            {
                *word = Word { typo: true, ..known.clone() };
            }
        }
        self.name_bot(&mut words);
        let (spans, unknown) = self.spans(&words);
        let mut understanding = self.decide(&spans, unknown);
        if too_long {
            understanding.asked = QuestionSubject::Unclear;
        }
        understanding
    }

    /// Puts "bot" in place of the bot's name, so that phrases need not know it.
    fn name_bot(&self, words: &mut Vec<Word>) {
        let length = self.bot.len().max(1);
        while let Some(at) = words.windows(length).position(|words| {
            length == self.bot.len() && words.iter().zip(&self.bot).all(|(word, wanted)| word.is(wanted)) && words[0].exact != BOT
        }) {
            words.splice(at..at + length, Word::all(BOT));
        }
    }
}
