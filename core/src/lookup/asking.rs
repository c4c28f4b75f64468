//! Understands a question that a person asks in their own words.
//!
//! The words of a question become *spans*: each is a notion of the [`Vocabulary`](crate::Vocabulary), a kind of data, or the name of a
//! framework, service or host. An intent lists the combinations of notions that ask for its topic; the combination that explains most of
//! the question wins. Words that nothing explains count against an answer, because a wrong answer is worse than none.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    DataKind, DataRuleId, FrameworkId, NotionRole, PartyKind, Policy, ServiceId,
    search::{folded, stem},
};

/// What the `when` of an intent can name besides notions: any kind of data, any framework, any service, and the host.
pub const RESERVED: [&str; 4] = ["kind", "framework", "service", "host"];
/// The parts of the page that an intent can lead to.
pub const PARTS: [&str; 4] = ["at-a-glance", "not-stated", "hosting", "sources"];

/// More words than a question has.
const MOST_WORDS: usize = 32;
/// How many words may be between the words of a phrase at a `*`.
const MOST_BETWEEN: usize = 4;
/// Stands for any few words in a phrase.
const ANY: &str = "*";
/// What a question calls the bot.
const BOT: &str = "bot";
/// Before a word of a phrase of which no other form is meant.
const EXACT: char = '=';

/// What a question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A topic, by its id.
    Topic(String),
    /// Whether kinds of data are collected, by their places in the vocabulary.
    Kinds(Vec<usize>),
    /// What is said of services, frameworks and data.
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
    /// What is asked for.
    pub asked: Asked,
    /// What it may ask for besides, as ids of topics; suggestions if it is unclear.
    pub also: Vec<String>,
    /// Whether a typo had to be corrected.
    pub typo: bool,
    /// Whether the person speaks of themselves or to the bot. What a document says about others is no answer to that.
    pub personal: bool,
}

/// What a span can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Means {
    Notion(usize),
    Kind(usize),
    Framework(FrameworkId),
    Service(ServiceId),
    Data(DataRuleId),
    Host,
    Bot,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    means: Means,
}

/// Everything that questions about a policy are understood with.
#[derive(Debug, Clone, Default)]
pub struct Asking {
    /// The phrases by their first word.
    phrases: BTreeMap<String, Vec<Phrase>>,
    /// All words of phrases.
    known: BTreeSet<String>,
    /// The names and roles of notions, in order.
    notions: Vec<(String, NotionRole)>,
    /// The ids of kinds of data, in order.
    kinds: Vec<String>,
    /// The words of the bot's name.
    bot: Vec<String>,
    /// The topic of each way, and its notions.
    ways: Vec<(String, Vec<String>)>,
}

/// Some words of a question that belong together.
#[derive(Debug)]
struct Span {
    words: usize,
    means: Vec<Means>,
    typo: bool,
}

/// A word of a question: what its forms share, and itself.
#[derive(Debug, Clone)]
struct Word {
    key: String,
    exact: String,
    typo: bool,
}

impl Word {
    /// The words of a text.
    fn all(text: &str) -> Vec<Self> {
        let words = folded(text);
        // Short words are names and abbreviations: "ToS" is no form of "to".
        let key = |word: &str| if word.len() < 4 { word.to_owned() } else { stem(word) };
        let word = |word: &str| Self { key: key(word), exact: word.to_owned(), typo: false };
        words.split(' ').filter(|word| !word.is_empty()).map(word).collect()
    }

    /// Whether it is what a phrase calls for: a form of a word, or exactly that form.
    fn is(&self, wanted: &str) -> bool {
        match wanted.strip_prefix(EXACT) {
            Some(exact) => self.exact == exact,
            None => self.key == wanted,
        }
    }
}

/// The key of a phrase's first word.
fn first_key(word: &str) -> String {
    match word.strip_prefix(EXACT) {
        Some(exact) => Word::all(exact).into_iter().next().map(|word| word.key).unwrap_or_default(),
        None => word.to_owned(),
    }
}

/// The words of a phrase as [`Word::is`] takes them.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for part in text.split_whitespace() {
        if part == ANY {
            keys.push(ANY.to_owned());
            continue;
        }
        let exact = part.starts_with(EXACT);
        keys.extend(Word::all(part).into_iter().map(|word| if exact { format!("{EXACT}{}", word.exact) } else { word.key }));
    }
    keys
}

impl Asking {
    /// Reads the vocabulary of a policy.
    pub fn new(policy: &Policy) -> Self {
        let mut asking = Self::default();
        let vocabulary = &policy.vocabulary;
        for (at, notion) in vocabulary.notions.iter().enumerate() {
            asking.notions.push((notion.name.clone(), notion.role));
            notion.words.iter().for_each(|words| asking.add(words, Means::Notion(at)));
        }
        for (at, kind) in vocabulary.kinds.iter().enumerate() {
            asking.kinds.push(kind.id.to_string());
            let names = kind.words.iter().chain(std::iter::once(&kind.name));
            names.for_each(|words| asking.add(words, Means::Kind(at)));
        }
        let hosts = super::hosts(policy);
        for service in &policy.services {
            for name in std::iter::once(&service.name).chain(service.aliases.iter().map(|alias| &alias.name)) {
                asking.add(name, Means::Service(service.id.clone()));
                let bare: Vec<_> = name.split_whitespace().filter(|word| !hosts.contains(&folded(word))).collect();
                asking.add(&bare.join(" "), Means::Service(service.id.clone()));
            }
        }
        for framework in &policy.frameworks {
            let names = [&framework.name, &framework.short].into_iter().chain(&framework.aliases);
            // Frameworks have proper names, and those have no other forms.
            let exactly = |name: &str| folded(name).split(' ').map(|word| format!("{EXACT}{word}")).collect::<Vec<_>>().join(" ");
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
            asking.ways.extend(intent.ways.iter().map(|way| (intent.topic.to_string(), way.clone())));
        }
        asking
    }

    fn add(&mut self, text: &str, means: Means) {
        let words = keys(text);
        let Some(first) = words.first().map(|first| first_key(first)) else { return };
        self.known.extend(words.iter().filter(|word| *word != ANY).map(|word| first_key(word)));
        let phrases = self.phrases.entry(first).or_default();
        let phrase = Phrase { words, means };
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }

    /// Whether a name, such as that of a data item, names a kind of data.
    pub fn is_of_kind(&self, name: &str, kind: &DataKind) -> bool {
        let (spans, _) = self.spans(&Word::all(name));
        let is = |means: &Means| matches!(means, Means::Kind(at) if self.kinds.get(*at).is_some_and(|id| *id == kind.id.to_string()));
        spans.iter().any(|span| span.means.iter().any(is))
    }

    /// Whether a text has one of the names of a kind of data.
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

    /// Whether a span is what a way calls by a name.
    fn is(&self, means: &Means, name: &str) -> bool {
        match means {
            Means::Notion(at) => self.notions[*at].0 == name,
            Means::Kind(_) => name == "kind",
            Means::Framework(_) => name == "framework",
            Means::Service(_) => name == "service",
            Means::Host => name == "host",
            Means::Bot => self.notions.iter().any(|(id, role)| *role == NotionRole::Bot && id == name),
            Means::Data(_) => false,
        }
    }

    fn is_filler(&self, word: &str) -> bool {
        let alone = |phrase: &Phrase| phrase.words.len() == 1 && self.role(&phrase.means) == NotionRole::Filler;
        self.phrases.get(word).is_some_and(|phrases| phrases.iter().any(alone))
    }

    /// The known word that an unknown one is a slip of the finger away from. In short words, a changed letter makes another word.
    fn corrected(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length < 4 || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let sorted = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort_unstable();
            letters
        };
        let mut best: Option<(usize, &str)> = None;
        for known in &self.known {
            let other = known.chars().count();
            let allowed = if length >= 9 && other >= 8 { 2 } else { 1 };
            if other < 4 || other.abs_diff(length) > allowed || known.chars().next() != word.chars().next() {
                continue;
            }
            let edits = strsim::osa_distance(word, known);
            let changed = other == length && sorted(known) != sorted(word);
            if edits > allowed || (changed && length < 7) || best.is_some_and(|(least, _)| least <= edits) {
                continue;
            }
            best = Some((edits, known));
        }
        best.map(|(_, known)| known)
    }

    /// Understands a question.
    pub fn understand(&self, text: &str) -> Understanding {
        let mut words = Word::all(text);
        let too_long = words.len() > MOST_WORDS;
        words.truncate(MOST_WORDS);
        for word in &mut words {
            if !self.known.contains(&word.key)
                && let Some(known) = self.corrected(&word.key).map(str::to_owned)
            {
                *word = Word { exact: known.clone(), key: known, typo: true };
            }
        }
        self.name_bot(&mut words);
        let (spans, unknown) = self.spans(&words);
        let mut understanding = self.decide(&spans, unknown);
        if too_long {
            understanding.asked = Asked::Unclear;
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

    /// The spans of a question, and how many of its words are in none.
    fn spans(&self, words: &[Word]) -> (Vec<Span>, usize) {
        let mut taken = vec![false; words.len()];
        let mut spans: Vec<(usize, Span)> = Vec::new();
        let mut unknown = 0;
        // Phrases with other words inside come first: the words around those would mean something else by themselves.
        for with_gap in [true, false] {
            let mut at = 0;
            while at < words.len() {
                if taken[at] {
                    at += 1;
                    continue;
                }
                let mut best: Vec<usize> = Vec::new();
                let mut means: Vec<Means> = Vec::new();
                for phrase in self.phrases.get(&words[at].key).into_iter().flatten() {
                    if phrase.words.iter().any(|word| word == ANY) != with_gap {
                        continue;
                    }
                    let Some(places) = self.follow(phrase, words, &taken, at) else { continue };
                    if places.len() > best.len() {
                        (best, means) = (places, vec![phrase.means.clone()]);
                    } else if places.len() == best.len() && !means.contains(&phrase.means) {
                        means.push(phrase.means.clone());
                    }
                }
                if best.is_empty() {
                    unknown += usize::from(!with_gap);
                    at += 1;
                    continue;
                }
                best.iter().for_each(|place| taken[*place] = true);
                let typo = best.iter().any(|place| words[*place].typo);
                // What is filler and something else is something else.
                if means.len() > 1 {
                    means.retain(|means| self.role(means) != NotionRole::Filler);
                }
                spans.push((at, Span { words: best.len(), means, typo }));
                at += 1;
            }
        }
        spans.sort_by_key(|(at, _)| *at);
        let spans =
            spans.into_iter().map(|(_, span)| span).filter(|span| span.means.iter().any(|it| self.role(it) != NotionRole::Filler));
        (spans.collect(), unknown)
    }

    /// The places of a phrase's words in a question that has them from `at` on, with fillers between at most.
    fn follow(&self, phrase: &Phrase, words: &[Word], taken: &[bool], at: usize) -> Option<Vec<usize>> {
        if !phrase.words.first().is_some_and(|first| words[at].is(first)) {
            return None;
        }
        let mut places = vec![at];
        let mut next = at + 1;
        let mut any = false;
        for word in &phrase.words[1..] {
            if word == ANY {
                any = true;
                continue;
            }
            let most = if any { MOST_BETWEEN } else { 2 };
            let place = (next..words.len().min(next + most + 1)).find(|place| {
                !taken[*place]
                    && words[*place].is(word)
                    && (any || (next..*place).all(|between| !taken[between] && self.is_filler(&words[between].key)))
            })?;
            places.push(place);
            next = place + 1;
            any = false;
        }
        Some(places)
    }

    fn decide(&self, spans: &[Span], unknown: usize) -> Understanding {
        let has_role = |role: NotionRole| spans.iter().any(|span| span.means.iter().any(|it| self.role(it) == role));
        let (asker, bot, data, collect) =
            (has_role(NotionRole::Asker), has_role(NotionRole::Bot), has_role(NotionRole::Data), has_role(NotionRole::Collect));
        let kinds: Vec<usize> = {
            let mut kinds = Vec::new();
            for means in spans.iter().flat_map(|span| &span.means) {
                if let Means::Kind(at) = means
                    && !kinds.contains(at)
                {
                    kinds.push(*at);
                }
            }
            kinds
        };
        let typo = spans.iter().any(|span| span.typo);
        let host = spans.iter().any(|span| span.means.contains(&Means::Host));
        let personal = (asker || bot || has_role(NotionRole::Speaking)) && !host;
        let understanding = |asked: Asked, also: Vec<String>| Understanding { asked, also, typo, personal };

        // Ways, the one first that explains most.
        let mut ways: Vec<(usize, usize, usize, &str)> = Vec::new();
        for (topic, way) in &self.ways {
            if let Some(words) = self.matched(way, spans) {
                ways.push((way.iter().filter(|name| self.tells(name)).count(), way.len(), words, topic));
            }
        }
        ways.sort_by_key(|(telling, notions, words, _)| std::cmp::Reverse((*telling, *notions, *words)));
        // A kind of data, and no word that asks for anything else: ways without a telling notion ask for data in general.
        if !kinds.is_empty() {
            ways.retain(|(telling, ..)| *telling > 0);
        }
        let mut also: Vec<String> = Vec::new();
        for (_, _, _, topic) in &ways {
            if !also.iter().any(|other| other == topic) {
                also.push((*topic).to_owned());
            }
        }

        let mut services = Vec::new();
        let mut frameworks = Vec::new();
        let mut rules = Vec::new();
        for means in spans.iter().flat_map(|span| &span.means) {
            match means {
                Means::Service(id) if !services.contains(id) => services.push(id.clone()),
                Means::Framework(id) if !frameworks.contains(id) => frameworks.push(id.clone()),
                Means::Data(id) if !rules.contains(id) => rules.push(id.clone()),
                _ => {}
            }
        }
        if services.len() == 1 && (!frameworks.is_empty() || !rules.is_empty()) && unknown == 0 {
            return understanding(Asked::Compliance { services, frameworks, data: rules }, also);
        }

        if let Some((_, notions, _, topic)) = ways.first() {
            let object = data || asker || !kinds.is_empty();
            let sure = match unknown {
                0 => true,
                1 | 2 => *notions > 1 && object,
                _ => false,
            };
            if sure {
                let topic = (*topic).to_owned();
                also.retain(|other| *other != topic);
                also.extend(kinds.iter().map(|at| self.kinds[*at].clone()));
                return understanding(Asked::Topic(topic), also);
            }
        }
        also.splice(0..0, kinds.iter().map(|at| self.kinds[*at].clone()));
        let explained =
            |span: &Span| span.means.iter().any(|it| matches!(it, Means::Kind(_)) || !matches!(self.role(it), NotionRole::Telling));
        if !kinds.is_empty() && ways.is_empty() && spans.iter().all(explained) {
            // "You" without a verb of collecting asks for something else.
            let sure = match unknown {
                0 => collect || !bot,
                1 | 2 => collect && personal,
                _ => false,
            };
            if sure {
                also.drain(..kinds.len());
                return understanding(Asked::Kinds(kinds), also);
            }
        }
        if services.is_empty() && frameworks.len() == 1 && unknown == 0 && !personal {
            return understanding(Asked::Topic(frameworks.remove(0).to_string()), also);
        }
        // Topics that some of the words ask for.
        for (topic, way) in &self.ways {
            let some = way.iter().any(|name| {
                spans.iter().flat_map(|span| &span.means).any(|it| self.is(it, name) && self.role(it) == NotionRole::Telling)
            });
            if some && !also.contains(topic) {
                also.push(topic.clone());
            }
        }
        understanding(Asked::Unclear, also)
    }

    /// Whether what a way calls by a name can decide which topic is meant.
    fn tells(&self, name: &str) -> bool {
        match self.notions.iter().find(|(id, _)| id == name) {
            Some((_, role)) => *role == NotionRole::Telling,
            None => name != "kind",
        }
    }

    /// How many words of a question a way explains, if the question has all of the way's notions.
    fn matched(&self, way: &[String], spans: &[Span]) -> Option<usize> {
        let mut used = vec![false; spans.len()];
        let mut words = 0;
        for name in way {
            let at = spans.iter().enumerate().position(|(at, span)| !used[at] && span.means.iter().any(|it| self.is(it, name)))?;
            used[at] = true;
            words += spans[at].words;
        }
        Some(words)
    }
}
