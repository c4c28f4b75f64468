//! Understands a question that a person asks in their own words.
//!
//! The words of a question become *spans*: each is a notion of the [`Vocabulary`](crate::Vocabulary), a kind of data, or the name of a
//! framework, service or host. An intent lists the combinations of notions that ask for its topic; the combination that explains most
//! of the question wins. Words that nothing explains count against an answer, because a wrong answer is worse than none.

mod decide;
mod spans;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::{DataKind, DataRuleId, FrameworkId, NotionRole, PartyKind, Policy, ServiceId, name::hosts, normalize::normalize};
use decide::Way;
use spans::{Means, Phrase};
use words::{ANY, END, EXACT, FIRM, Word, keys, phrase};

/// Names that the `when` of an intent can use besides notions: any kind of data, any framework, any service, and the host.
pub const RESERVED: [&str; 4] = ["kind", "framework", "service", "host"];
/// The parts of the page that an intent can lead to.
pub const PARTS: [&str; 4] = ["at-a-glance", "not-stated", "hosting", "sources"];

/// Maximum number of words of a question. A longer text is not understood.
const MOST_WORDS: usize = 32;
/// Maximum number of clauses of a question. More clauses are not understood one by one.
const MOST_CLAUSES: usize = 5;
/// Maximum number of clauses that are not understood beside one that is.
const MOST_UNCLEAR: usize = 2;
/// Maximum number of unknown words in the clauses that are not understood.
const MOST_UNKNOWN_BESIDE: usize = 2;
/// The object that an unclear clause gets if an earlier clause has one: "it" in "who sees my data, and can I delete it".
const OBJECT: &str = "my data";
/// The notion of words for the host, whatever its name is.
const THE_HOST: &str = "the-host";
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

/// A question, understood as far as it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understanding {
    /// The subject.
    pub asked: QuestionSubject,
    /// Other possible subjects, as ids of topics; suggestions if the question is unclear.
    pub also: Vec<String>,
    /// True if a typo had to be corrected.
    pub typo: bool,
    /// True if the question is about the person who asks, or addresses the bot. A document's statement about other people does not
    /// answer it.
    pub personal: bool,
}

/// Returns a proper name as a phrase: it has no other forms.
fn exactly(name: &str) -> String {
    normalize(name).split(' ').map(|word| format!("{EXACT}{word}")).collect::<Vec<_>>().join(" ")
}

/// Returns the words of a name, without plurals.
fn singular(name: &str) -> Vec<String> {
    normalize(name).split(' ').map(|word| word.trim_end_matches('s').to_owned()).collect()
}

/// Returns the parts of a text that ask for something each.
fn clauses(text: &str) -> Vec<String> {
    const JOINING: [&str; 6] = ["and", "et", "also", "but", "mais", "then"];
    let mut clauses = vec![String::new()];
    for word in text.split_whitespace() {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if JOINING.contains(&bare.as_str()) || word == "&" {
            clauses.push(String::new());
            continue;
        }
        if let Some(clause) = clauses.last_mut() {
            clause.push_str(word);
            clause.push(' ');
        }
        if word.ends_with([',', '?', '!', '.', ';', ':']) {
            clauses.push(String::new());
        }
    }
    clauses.retain(|clause| clause.chars().any(char::is_alphanumeric));
    clauses
}

/// Returns the sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let parts = text.split_inclusive(['.', '?', '!']).map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// Returns a name's words without some of them, as people say it.
fn shortened(words: &[&str]) -> Vec<String> {
    let runs = (0..words.len()).flat_map(|first| (first + 1..=words.len()).map(move |end| first..end));
    let ends = words.first().zip(words.last()).filter(|_| words.len() > 2).map(|(first, last)| format!("{first} {last}"));
    runs.map(|run| words[run].join(" ")).chain(ends).collect()
}

/// The vocabulary by which questions about a policy are understood.
#[derive(Debug, Clone, Default)]
pub struct QuestionVocabulary {
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
    /// The words of the bot's name, whole and without "bot" at its end.
    bot: Vec<Vec<String>>,
    /// Other spellings of words, such as abbreviations in chats.
    spellings: BTreeMap<String, Vec<Word>>,
    /// Sentences that ask for the meaning of a word, which is at the `*`.
    definitions: Vec<String>,
    /// Beginnings of clauses that ask nothing; true: the whole clause.
    preambles: Vec<(String, bool)>,
    /// The ways of asking.
    ways: Vec<Way>,
}

impl QuestionVocabulary {
    /// Reads the vocabulary of a policy.
    pub fn new(policy: &Policy) -> Self {
        let mut asking = Self::default();
        let vocabulary = &policy.vocabulary;
        // The name of a described framework means the framework, even if a notion has the same
        // name.
        let names = policy.frameworks.iter().flat_map(|framework| [framework.id.as_str(), &framework.name, &framework.short]);
        let frameworks: BTreeSet<String> = names.map(normalize).collect();
        for (at, notion) in vocabulary.notions.iter().enumerate() {
            asking.notions.push((notion.name.clone(), notion.role));
            if notion.role == NotionRole::Spelling {
                let spellings = notion.words.iter().filter_map(|pair| pair.split_once('='));
                asking.spellings.extend(spellings.map(|(short, long)| (normalize(short), Word::all(long))));
                continue;
            }
            if notion.role == NotionRole::Ordinary {
                asking.keys.extend(notion.words.iter().flat_map(|words| keys(words)));
                continue;
            }
            if notion.role == NotionRole::Preamble {
                asking.preambles.extend(notion.words.iter().map(|words| (normalize(words), words.ends_with(END))));
                continue;
            }
            if notion.role == NotionRole::Definition {
                let parts = notion.words.iter().map(|words| words.split(ANY).map(normalize).collect::<Vec<_>>().join(ANY));
                asking.definitions.extend(parts);
                continue;
            }
            let means = || if notion.name == THE_HOST { Means::Host } else { Means::Notion(at) };
            notion.words.iter().for_each(|words| asking.add_unless(&frameworks, words, means()));
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
                // Without "on" and "for" people say "shield kafka" and "kafka shield".
                let telling: Vec<_> = bare.into_iter().filter(|word| !asking.is_filler(&normalize(word))).collect();
                for short in shortened(&telling) {
                    let has_all = |name: &str| short.split(' ').all(|word| name.split(' ').any(|other| other == word));
                    let alone = short.contains(' ')
                        && policy.services.iter().filter(|other| has_all(&other.name)).all(|other| other.id == service.id);
                    let found = policy.find_service(&short);
                    if alone || found.is_ok_and(|found| found.all().iter().any(|one| one.id == service.id)) {
                        asking.add(&short, Means::Service(service.id.clone()));
                        let turned: Vec<_> = short.split(' ').rev().collect();
                        asking.add(&turned.join(" "), Means::Service(service.id.clone()));
                    }
                }
            }
        }
        for framework in &policy.frameworks {
            // A translation has other names. The id is known in each language.
            let names = [framework.id.as_str(), &framework.name, &framework.short].into_iter();
            let names = names.chain(framework.aliases.iter().map(String::as_str));
            names.for_each(|name| asking.add(&exactly(name), Means::Framework(framework.id.clone())));
        }
        // People also use the synonyms of the search: "SSN" for an ID number.
        let synonyms: Vec<(BTreeSet<Vec<String>>, &Vec<String>)> =
            policy.synonyms.iter().map(|synonym| (synonym.words.iter().map(|word| singular(word)).collect(), &synonym.words)).collect();
        for rule in &policy.data_rules {
            let names: Vec<&String> = std::iter::once(&rule.name).chain(&rule.aliases).collect();
            let singulars: Vec<Vec<String>> = names.iter().map(|name| singular(name)).collect();
            let same = synonyms.iter().filter(|(known, _)| singulars.iter().any(|name| known.contains(name)));
            let same = same.flat_map(|(_, words)| words.iter());
            same.chain(names.iter().copied()).for_each(|name| asking.add(name, Means::Data(rule.id.clone())));
        }
        for party in policy.parties.iter().filter(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure)) {
            asking.add(&party.name, Means::Host);
        }
        let whole = keys(&policy.bot.name);
        let short = whole.split_last().filter(|(last, rest)| *last == BOT && !rest.is_empty()).map(|(_, rest)| rest.to_vec());
        let joined = Some(keys(&whole.concat())).filter(|_| whole.len() > 1);
        asking.known.extend(Word::all(&policy.bot.name).into_iter().map(|word| (word.exact.clone(), word)));
        asking.bot = std::iter::once(whole).chain(short).chain(joined).filter(|name| !name.is_empty()).collect();
        asking.add(BOT, Means::Bot);
        for intent in &vocabulary.intents {
            let way = |notions: &Vec<String>| Way { topic: intent.topic.to_string(), notions: notions.clone(), acts: intent.acts };
            asking.ways.extend(intent.ways.iter().map(way));
        }
        // Two forms of the same words are one phrase.
        for phrases in asking.phrases.values_mut() {
            let mut seen = BTreeSet::new();
            phrases.retain(|phrase| seen.insert(phrase.clone()));
        }
        asking
    }

    fn add(&mut self, text: &str, means: Means) {
        self.add_unless(&BTreeSet::new(), text, means);
    }

    /// Adds a phrase, unless its words are one of the names in `others`.
    fn add_unless(&mut self, others: &BTreeSet<String>, text: &str, means: Means) {
        let (text, firm) = text.strip_prefix(FIRM).map_or((text, false), |text| (text, true));
        let (words, all) = phrase(text);
        let exact: Vec<String> = all.iter().map(|word| word.exact.clone()).collect();
        let Some(first) = all.first().map(|first| first.key.clone()).filter(|_| !others.contains(&exact.join(" "))) else { return };
        for word in all {
            self.keys.insert(word.key.clone());
            self.known.entry(word.exact.clone()).or_insert(word);
        }
        self.phrases.entry(first).or_default().push(Phrase { words, exact, means, firm });
    }

    /// Returns whether a name, such as that of a data item, names a kind of data.
    pub fn is_of_kind(&self, name: &str, kind: &DataKind) -> bool {
        let spans = self.spans(&Word::all(name)).spans;
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

    /// Returns a text that begins with "what", without that and the words around its subject: "what is a DPA".
    pub fn subject(&self, text: &str) -> Option<String> {
        let text = normalize(text);
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

    /// Returns the words of a text, with their usual spelling.
    fn spelled(&self, text: &str) -> Vec<Word> {
        let spelled = |word: Word| self.spellings.get(&word.exact).cloned().unwrap_or_else(|| vec![word]);
        Word::all(text).into_iter().flat_map(spelled).collect()
    }

    /// Understands a question. If a text has several questions, the first clear one is the subject.
    pub fn understand(&self, text: &str) -> Understanding {
        // Understand sentences one by one, because a phrase never continues in the next sentence.
        let sentences = sentences(text);
        if let Some(understanding) = self.understand_each(&sentences, 0) {
            return understanding;
        }
        // Leave out clauses that only say who asks, and understand the others.
        let asking: Vec<String> = clauses(text).into_iter().filter(|clause| !self.is_preamble(clause)).collect();
        if (1..MOST_CLAUSES).contains(&asking.len()) && asking.len() < clauses(text).len() {
            return self.understand(&asking.join(", "));
        }
        let whole = self.understand_one(text);
        if whole.asked != QuestionSubject::Unclear {
            return whole;
        }
        self.understand_each(&clauses(text), MOST_UNCLEAR).unwrap_or(whole)
    }

    /// Understands the clauses of a text one by one. `None` if no clause is clear, or more than `most` are unclear.
    fn understand_each(&self, clauses: &[String], most: usize) -> Option<Understanding> {
        if clauses.len() < 2 || clauses.len() > MOST_CLAUSES {
            return None;
        }
        let (mut clear, mut unclear) = (Vec::new(), 0);
        let mut unclear_clauses = 0;
        let mut before = false;
        for clause in clauses.iter().filter(|clause| !self.is_preamble(clause)) {
            let mut understood = self.understand_one(clause);
            // The object may be in an earlier clause: "who sees my data, and can I delete it".
            if understood.asked == QuestionSubject::Unclear && before {
                understood = self.understand_one(&format!("{clause} {OBJECT}"));
            }
            before |= self.has_object(clause);
            match understood.asked {
                QuestionSubject::Unclear => {
                    unclear_clauses += 1;
                    unclear += self.unknown(clause);
                }
                _ => clear.push((clause, understood)),
            }
        }
        // One clause alone must say what it is about: "how long" after a song's name is not about data.
        let speaks = clear.len() > 1 || clear.iter().any(|(clause, _)| self.has_object(clause));
        if !speaks || unclear > MOST_UNKNOWN_BESIDE || unclear_clauses > most {
            return None;
        }
        let (first, others) = clear.split_first()?;
        let mut understanding = first.1.clone();
        for (_, other) in others {
            let ids = match &other.asked {
                QuestionSubject::Topic(id) => vec![id.clone()],
                QuestionSubject::Kinds(kinds) => kinds.iter().filter_map(|at| self.kinds.get(*at).cloned()).collect(),
                _ => Vec::new(),
            };
            understanding.also.splice(0..0, ids);
        }
        Some(understanding)
    }

    /// Returns whether a clause only says who asks.
    fn is_preamble(&self, clause: &str) -> bool {
        let words: Vec<String> = self.spelled(clause).into_iter().map(|word| word.exact).collect();
        let begins = |(begin, whole): &(String, bool), clause: &str| {
            clause.strip_prefix(begin.as_str()).is_some_and(|rest| if *whole { rest.is_empty() } else { rest.starts_with(' ') })
        };
        // Words such as "hi" may be in front of it.
        let fillers = words.iter().take_while(|word| self.is_filler(word)).count();
        (0..=fillers).any(|from| {
            let clause = words.get(from..).unwrap_or_default().join(" ");
            self.preambles.iter().any(|preamble| begins(preamble, &clause))
        })
    }

    /// Returns whether a text names data, the person or the bot, or what can only be asked about them.
    fn has_object(&self, text: &str) -> bool {
        use NotionRole::{Asker, Bot, Data, Firm};
        let spans = self.spans(&self.words_of(text)).spans;
        let is = |means: &Means| matches!(means, Means::Kind(_)) || matches!(self.role(means), Data | Asker | Bot | Firm);
        spans.iter().any(|span| span.firm || span.means.iter().any(is))
    }

    fn unknown(&self, text: &str) -> usize {
        self.spans(&self.words_of(text)).unknown.len()
    }

    /// Returns the words of a question, with typos corrected and the bot's name replaced.
    fn words_of(&self, text: &str) -> Vec<Word> {
        let mut words = self.spelled(text);
        words.truncate(MOST_WORDS);
        for word in &mut words {
            if !self.keys.contains(&word.key)
                && let Some(known) = self.corrected(&word.exact)
            {
                *word = Word { typo: true, ..known.clone() };
            }
        }
        self.name_bot(&mut words);
        words
    }

    fn understand_one(&self, text: &str) -> Understanding {
        let words = self.words_of(text);
        let mut understanding = self.decide(&self.spans(&words));
        if self.spelled(text).len() > MOST_WORDS {
            understanding.asked = QuestionSubject::Unclear;
        }
        understanding
    }

    /// Puts "bot" in place of the bot's name, so that phrases need not know it.
    fn name_bot(&self, words: &mut Vec<Word>) {
        for name in &self.bot {
            let is_name = |words: &[Word]| words.iter().zip(name).all(|(word, wanted)| word.is(wanted)) && words[0].exact != BOT;
            while let Some(at) = words.windows(name.len()).position(is_name) {
                words.splice(at..at + name.len(), Word::all(BOT));
            }
        }
    }
}
