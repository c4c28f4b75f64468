//! Parses a question that a person asks in their own words.
//!
//! The words of a question become *spans*: each is a notion of the [`Vocabulary`](crate::Vocabulary), a kind of data, or the name of a
//! framework, service or host. An intent lists the combinations of notions that ask for its topic; the combination that explains most
//! of the question wins. Words that nothing explains count against an answer, because a wrong answer is worse than none.

mod best_way;
mod build;
mod clauses;
mod commands;
mod decide;
mod grammar;
mod modifiers;
mod named;
mod people;
mod prevail;
mod reading;
mod second;
mod spans;
mod spoken_names;
mod subject;
mod way;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{DataKind, DataRuleId, FrameworkId, NotionRole, ServiceId, normalize::normalize};
pub use named::NamedIds;
pub(in crate::lookup) use named::excludes;
use prevail::Prevalence;
use spans::{Means, Phrase};
use way::Way;
#[cfg(feature = "parse")]
pub(crate) use words::forms;
use words::{ANY, EVERYDAY, Word, drop_tag, keys};

/// Names that the `when` of an intent can use besides notions: any kind of data, any framework, any service, and the host.
pub const RESERVED: [&str; 4] = ["kind", "framework", "service", "host"];

/// Maximum number of words of a question. A longer text is not understood.
const MAX_WORDS: usize = 32;
/// Maximum number of words before "told me" that only say who told it.
const MAX_BEFORE_REPORTING: usize = 4;
/// Minimum number of words of what somebody said.
const MIN_REPORTED: usize = 3;
/// The notion of words for places, such as "server".
const PLACE: &str = "place";
/// The notion of "what".
const WHAT: &str = "what";
/// The notion of "explain".
const EXPLAIN: &str = "explain";
/// The notion of "me".
const ASKER: &str = "asker";
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

/// The subject of a question, as far as the vocabulary explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedQuestion {
    /// The subject.
    pub subject: QuestionSubject,
    /// Other possible subjects, as ids of topics; suggestions if the question is unclear.
    pub also: Vec<String>,
    /// True if a typo had to be corrected.
    pub typo: bool,
    /// True if the question is about the person who asks, or addresses the bot. A document's statement about other people does not
    /// answer it.
    pub personal: bool,
}

/// The vocabulary by which questions about a policy are understood.
#[derive(Debug, Clone, Default)]
pub struct QuestionVocabulary {
    /// The phrases by their first word.
    phrases: BTreeMap<Arc<str>, Vec<Phrase>>,
    /// The keys of all words of phrases.
    keys: BTreeSet<Arc<str>>,
    /// The words of phrases as they are written.
    known: BTreeMap<Arc<str>, Word>,
    /// The names and roles of notions, in order.
    notions: Vec<(String, NotionRole)>,
    /// The ids of kinds of data, in order.
    kinds: Vec<String>,
    /// The positions of kinds of data that the policy lists, or that may be part of one.
    listed: BTreeSet<usize>,
    /// The words of the bot's name, whole and without "bot" at its end.
    bot: Vec<Vec<Arc<str>>>,
    /// Other spellings of words, such as abbreviations in chats.
    spellings: BTreeMap<String, Vec<Word>>,
    /// Sentences that ask for the meaning of a word, which is at the `*`.
    definitions: Vec<String>,
    /// The words of names of those who do not belong to the bot.
    outsiders: Vec<Vec<Arc<str>>>,
    /// The names of other companies and apps, of one word each.
    brands: BTreeSet<String>,
    /// The words of verbs by which a question repeats what somebody said.
    reporting: Vec<Vec<Arc<str>>>,
    /// Beginnings of clauses that ask nothing; true: the whole clause.
    preambles: Vec<(String, bool)>,
    /// The ways of asking.
    ways: Vec<Way>,
    /// The topics that prevail over others.
    prevalence: Prevalence,
}

impl QuestionVocabulary {
    /// Returns whether a name, such as that of a data item, names a kind of data.
    pub fn is_of_kind(&self, name: &str, kind: &DataKind) -> bool {
        let spans = self.spans(&Word::all(name)).spans;
        let is = |means: &Means| matches!(means, Means::Kind(at) if self.kinds.get(*at).is_some_and(|id| *id == kind.id.to_string()));
        spans.iter().any(|span| span.means.iter().any(is))
    }

    /// Returns whether a text has one of the names of a kind of data. Names that are also everyday words do not count. A name of one word
    /// counts in its listed forms only: "type" is not "typing", and "call us" is not about calls.
    pub fn mentions(&self, text: &str, kind: &DataKind) -> bool {
        let text = Word::all(text);
        let has = |name: &String| {
            if let [only] = Word::all(name).as_slice() {
                return text.iter().any(|word| word.exact == only.exact);
            }
            let name = keys(name);
            !name.is_empty() && text.windows(name.len()).any(|words| words.iter().zip(&name).all(|(word, wanted)| word.is(wanted)))
        };
        kind.words.iter().filter(|words| !words.starts_with(EVERYDAY)).chain(std::iter::once(&kind.name)).any(has)
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
            roles.peek().is_some() && roles.all(|role| matches!(role, NotionRole::Filler | NotionRole::Auxiliary | NotionRole::Weak))
        };
        self.spelled(text).iter().any(|word| is(word) && !weak(word))
    }

    /// Returns the word whose meaning a text asks for: "what does HIPAA mean".
    pub fn defined(&self, text: &str) -> Option<String> {
        let text = normalize(text);
        let rest = |frame: &String| {
            let (before, after) = frame.split_once(ANY)?;
            let rest = text.strip_prefix(before)?.strip_suffix(after)?;
            let is_whole = (before.is_empty() || rest.starts_with(' ')) && (after.is_empty() || rest.ends_with(' '));
            Some(rest.trim()).filter(|rest| is_whole && !rest.is_empty())
        };
        // "My rights" is not a word to explain.
        let names = |rest: &&str| rest.split(' ').all(|word| !self.is_named(word, ASKER) && !self.is_named(word, BOT));
        self.definitions.iter().find_map(rest).filter(names).map(|rest| self.trimmed(rest))
    }

    /// Returns the law or standard whose name a text is, in any language. `None` if several have that name.
    pub fn framework(&self, text: &str) -> Option<&FrameworkId> {
        let words = Word::all(text);
        let is_name = |phrase: &&Phrase| phrase.exact.iter().eq(words.iter().map(|word| &word.exact));
        let mut named = self.phrases.get(&words.first()?.key)?.iter().filter(is_name).filter_map(|phrase| match &phrase.means {
            Means::Framework(id) => Some(id),
            _ => None,
        });
        named.next().filter(|_| named.next().is_none())
    }

    /// Returns a text that begins with "what", without that and the words around its subject: "what is a DPA".
    pub fn subject(&self, text: &str) -> Option<String> {
        let text = self.spelled(text).into_iter().map(|word| word.exact).collect::<Vec<_>>().join(" ");
        let first = text.split(' ').find(|word| !self.is_filler(word))?;
        [WHAT, EXPLAIN].iter().any(|name| self.is_named(first, name)).then(|| self.trimmed(&text))
    }

    /// Returns a text without the words at its ends that mean nothing by themselves.
    fn trimmed(&self, text: &str) -> String {
        let weak = |word: &&str| self.is_filler(word) || [WHAT, EXPLAIN, ASKER].iter().any(|name| self.is_named(word, name));
        let words: Vec<&str> = text.split(' ').skip_while(weak).collect();
        let kept = words.iter().rposition(|word| !weak(word)).map_or(0, |last| last + 1);
        words.into_iter().take(kept).collect::<Vec<_>>().join(" ")
    }

    /// Returns whether a text asks something in a sentence, and is not only words to look for.
    pub fn is_sentence(&self, text: &str) -> bool {
        let joins = |phrase: &Phrase| {
            use NotionRole::{Asker, Auxiliary, Interrogative, Speaking};
            phrase.words.len() == 1 && matches!(self.role(&phrase.means), Asker | Auxiliary | Interrogative | Speaking)
        };
        self.spelled(text).iter().any(|word| self.phrases.get(&word.key).is_some_and(|phrases| phrases.iter().any(joins)))
    }

    /// Returns the words of a text, with their usual spelling, and each repeated word once: "did you you".
    fn spelled(&self, text: &str) -> Vec<Word> {
        let spelled = |word: Word| self.spellings.get(word.text()).cloned().unwrap_or_else(|| vec![word]);
        let mut words: Vec<Word> = Word::all(text).into_iter().flat_map(spelled).collect();
        words.dedup_by(|word, before| word.exact == before.exact);
        words
    }

    /// Returns a text with its typos corrected. `None` if it has none.
    pub fn without_typos(&self, text: &str) -> Option<String> {
        let words = self.corrected_words(text);
        words.iter().any(|word| word.typo).then(|| words.into_iter().map(|word| word.exact).collect::<Vec<_>>().join(" "))
    }

    /// Returns the words of a text, with typos corrected.
    fn corrected_words(&self, text: &str) -> Vec<Word> {
        let mut words = self.spelled(text);
        words.truncate(MAX_WORDS);
        for word in &mut words {
            if !self.keys.contains(&word.key)
                && let Some(known) = self.corrected(&word.exact)
            {
                *word = Word { typo: true, ..known.clone() };
            }
        }
        words
    }

    /// Returns the words of a question, with typos corrected and the bot's name replaced.
    fn words_of(&self, text: &str) -> Vec<Word> {
        let mut words = self.corrected_words(text);
        self.name_bot(&mut words);
        drop_tag(&mut words);
        self.drop_reporting(&mut words);
        words
    }

    fn parse_one(&self, text: &str, lenient: bool) -> ParsedQuestion {
        let words = self.words_of(text);
        let mut parsed = self.decide(&self.spans(&words), lenient);
        if self.spelled(text).len() > MAX_WORDS {
            parsed.subject = QuestionSubject::Unclear;
        }
        parsed
    }

    /// Drops the beginning of a question that repeats what somebody said: "my friend told me that".
    fn drop_reporting(&self, words: &mut Vec<Word>) {
        use NotionRole::{Auxiliary, Bot, Interrogative, Speaking};
        // A question for what somebody says, or what the bot or the person said, has no such beginning.
        let may_report = |word: &Word| {
            let alone = self.phrases.get(&word.key).into_iter().flatten().filter(|phrase| phrase.words.len() == 1);
            let is_asked = |phrase: &Phrase| {
                matches!(self.role(&phrase.means), Auxiliary | Bot | Interrogative | Speaking) || self.is(&phrase.means, WHAT)
            };
            !alone.into_iter().any(is_asked)
        };
        let first = words.iter().take(MAX_BEFORE_REPORTING + 1).take_while(|word| may_report(word)).count();
        let ends = |at: &usize| {
            let begins = |verb: &&Vec<Arc<str>>| words[*at..].iter().map(|word| &word.exact).take(verb.len()).eq(verb.iter());
            self.reporting.iter().filter(begins).map(|verb| at + verb.len()).max()
        };
        let end = (1..first).find_map(|at| ends(&at)).filter(|end| words.len() >= end + MIN_REPORTED);
        words.drain(..end.unwrap_or(0));
    }

    /// Puts "bot" in place of the bot's name, so that phrases need not know it.
    fn name_bot(&self, words: &mut Vec<Word>) {
        for name in &self.bot {
            let is_name = |words: &[Word]| words.iter().zip(name).all(|(word, wanted)| word.is(wanted)) && words[0].text() != BOT;
            while let Some(at) = words.windows(name.len()).position(is_name) {
                // The name stays, because "which bot" asks for another one.
                let word = Word { key: BOT.into(), exact: name.join(" ").into(), typo: false };
                words.splice(at..at + name.len(), [word]);
            }
        }
    }
}
