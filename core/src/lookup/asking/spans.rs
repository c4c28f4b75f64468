//! Finds the spans of a question: words that belong together, with what they can mean.

use std::cmp::Ordering;

use super::{
    BOT, QuestionVocabulary, WHAT,
    words::{ANY, END, Word},
};
use crate::{DataRuleId, FrameworkId, NotionRole, ServiceId};

/// Maximum number of words between the words of a phrase at a `*`.
const MAX_GAP: usize = 4;
/// The notions of words such as "when" and "if", which begin a clause about a time or a condition.
const CLAUSES: [&str; 2] = ["when", "condition"];
/// The notion of "who".
const WHO: &str = "who";
/// The notion of words for hosting.
const HOSTING: &str = "hosting";
/// Words that ask for the noun after them. "Que" is not one of them, because a verb is after it.
const DETERMINERS: [&str; 7] = ["which", "what", "any", "quel", "quelle", "quels", "quelles"];
/// Words for things of the person who asks. If an unknown noun is after one of them, the question is about it: "my wifi".
const POSSESSIVES: [&str; 7] = ["my", "our", "mon", "ma", "mes", "notre", "nos"];
/// The notion of words for places, such as "server".
const PLACE: &str = "place";
/// Forms of "be", with which a noun is what something is done to.
const BE: [&str; 12] = ["is", "are", "was", "were", "be", "been", "est", "sont", "ete", "etre", "sera", "seront"];
/// Words before a noun that belongs to another one: "the list of my friends".
const OF: [&str; 5] = ["of", "de", "d", "du", "des"];
/// Articles. An unknown word before one of them is a verb, not a name: "where can one lodge a complaint".
const ARTICLES: [&str; 10] = ["a", "an", "the", "le", "la", "l", "les", "un", "une", "des"];
/// Minimum length of an unknown word that counts as a name. Shorter ones are mostly typos.
const MIN_UNKNOWN_NAME: usize = 3;

/// Returns the grammatical subject of a question, which is after the first verb. An unknown word before a noun only describes the noun.
fn subject(roles: &[Vec<NotionRole>], hosts: &[bool], words: &[Word]) -> Subject {
    let has = |at: usize, role: NotionRole| roles.get(at).is_some_and(|roles| roles.contains(&role));
    let is_named = |at: usize| {
        use NotionRole::{Asker, Bot, Data};
        [Asker, Bot, Data].into_iter().any(|role| has(at, role))
    };
    // "Which bot is safe" asks for another bot, and "my bot" is one that the person made.
    let is_other = |at: usize| {
        let before = words[at - 1].exact.as_str();
        POSSESSIVES.contains(&before) || (DETERMINERS.contains(&before) && has(at + 1, NotionRole::Auxiliary))
    };
    if (1..words.len()).any(|at| words[at].exact == BOT && is_other(at)) {
        return Subject::Stranger;
    }
    let pronoun = (1..roles.len()).find(|at| has(*at, NotionRole::Inversion));
    let verb = (0..roles.len()).find(|at| has(*at, NotionRole::Auxiliary));
    let first = match (pronoun, verb) {
        // The noun is at the beginning.
        (Some(_), None) => 0,
        // The noun is after the verb, which may have several words: "est-ce que".
        (_, Some(verb)) if !(0..verb).any(is_named) => verb + 1,
        (None, None) => 0,
        _ => return Subject::Known,
    };
    let subject = (first..roles.len()).find(|at| !has(*at, NotionRole::Auxiliary) && !has(*at, NotionRole::Filler));
    // In "does my crush read it", the noun acts; in "is my art read", it does not.
    let is_passive = words.iter().any(|word| BE.contains(&word.exact.as_str()));
    let owned = |at: usize| if !is_passive && POSSESSIVES.contains(&words[at].exact.as_str()) { at + 1 } else { at };
    let subject = subject.map(owned).filter(|at| *at < roles.len());
    // In a sentence without an auxiliary verb or a pronoun, the verb and its object are after the subject: "acme lit mes messages".
    let is_unknown = |at: usize| roles[at].is_empty() && words[at].exact.chars().count() >= MIN_UNKNOWN_NAME;
    let collects = |at: usize| has(at, NotionRole::Collect) && (is_named(at + 1) || is_named(at + 2));
    let acts = |at: usize| roles.get(at).is_some_and(|roles| roles.iter().any(|role| role.acts()));
    if pronoun.or(verb).is_none() {
        let acts_alone = |at: usize| is_unknown(at) && (1..=2).any(|next| collects(at + next));
        return if subject.is_some_and(acts_alone) { Subject::Stranger } else { Subject::Known };
    }
    let may_act = |at: usize| acts(at) || has(at, NotionRole::Speaking);
    // A name may have several words: "does acme 6 sell data".
    let after = |at: usize| {
        let is_adverb = |at: usize| has(at, NotionRole::Filler) && !ARTICLES.contains(&words[at].exact.as_str());
        (at..roles.len()).find(|at| !roles[*at].is_empty() && !is_adverb(*at)).unwrap_or(roles.len())
    };
    match subject {
        Some(at) if hosts[at] => Subject::Host,
        Some(at) if is_unknown(at) && !is_named(after(at)) && may_act(after(at)) => Subject::Stranger,
        // "Is dyno bot safe" is about another bot, "is your new bot safe" is not.
        Some(at) if at == first && is_unknown(at) && words.get(at + 1).is_some_and(|word| word.exact == BOT) => Subject::Stranger,
        Some(at) if has(at, NotionRole::Bot) && at + 1 < roles.len() && is_unknown(at + 1) && !acts(at + 2) => Subject::Stranger,
        _ => Subject::Known,
    }
}

/// The possible meanings of a span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Means {
    Notion(usize),
    Kind(usize),
    Framework(FrameworkId),
    Service(ServiceId),
    Data(DataRuleId),
    Host,
    Bot,
}

impl Means {
    /// Returns the position of a kind of data.
    pub(super) const fn kind(&self) -> Option<usize> {
        if let Self::Kind(at) = self { Some(*at) } else { None }
    }
}

/// A phrase with a meaning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Phrase {
    pub(super) words: Vec<String>,
    /// As it is written.
    pub(super) exact: Vec<String>,
    pub(super) means: Means,
    /// True if it decides its topic even beside unknown words.
    pub(super) firm: bool,
}

/// Some words of a question that belong together.
#[derive(Debug)]
pub(super) struct Span {
    pub(super) words: usize,
    /// The position of its last word in the question.
    pub(super) end: usize,
    pub(super) means: Vec<Means>,
    pub(super) typo: bool,
    /// True if its phrase is a firm one.
    pub(super) firm: bool,
    /// True if it begins with "when" or "if".
    pub(super) when: bool,
}

/// The grammatical subject of a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Subject {
    /// The person who asks, the bot, or data; or the question names no subject.
    #[default]
    Known,
    /// The host: "does Heroku sell my data".
    Host,
    /// Somebody who does not belong to the bot: "does my boss sell my data".
    Outsider,
    /// An unknown word: "does acme read my messages"; or it does something unknown: "do you buy data".
    Stranger,
}

/// The longest phrases that begin at a word.
#[derive(Debug, Default)]
struct Longest {
    /// The positions of their words in the question.
    places: Vec<usize>,
    means: Vec<Means>,
    /// The meanings of those that are written in the same way.
    exact: Vec<Means>,
    /// True if one of them is firm.
    firm: bool,
}

/// The spans of a question, and the words outside of them.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// Those that mean something, in order.
    pub(super) spans: Vec<Span>,
    /// The positions of the words that are in no span.
    pub(super) unknown: Vec<usize>,
    /// True if an unknown word is directly after "which" or "what".
    pub(super) asks_unknown: bool,
    /// True if an unknown word is directly before a word for data: "wallet info" is data of an unknown kind.
    pub(super) unknown_kind: bool,
    /// The positions of unknown nouns that are said to be the person's: "my wifi".
    pub(super) unknown_own: Vec<usize>,
    /// The subject of the sentence, if it is not the person or the bot.
    pub(super) subject: Subject,
    /// Number of words.
    pub(super) words: usize,
    /// The person or the bot inside longer phrases: "you" in "do you comply with".
    pub(super) inside: Vec<NotionRole>,
}

impl QuestionVocabulary {
    pub(super) fn is_filler(&self, word: &str) -> bool {
        let alone = |phrase: &Phrase| phrase.words.len() == 1 && self.role(&phrase.means) == NotionRole::Filler;
        self.phrases.get(word).is_some_and(|phrases| phrases.iter().any(alone))
    }

    /// Returns the spans of a question.
    pub(super) fn spans(&self, words: &[Word]) -> Spans {
        let mut taken = vec![false; words.len()];
        let mut spans: Vec<(usize, Span)> = Vec::new();
        // The roles of each word, which it gets from its span; empty for unknown words.
        let mut roles: Vec<Vec<NotionRole>> = vec![Vec::new(); words.len()];
        let mut hosts = vec![false; words.len()];
        let mut unknown = Vec::new();
        let mut inside = Vec::new();
        // Phrases with other words inside come first: the words around those would mean something else by themselves.
        for with_gap in [true, false] {
            let mut at = 0;
            while at < words.len() {
                if taken[at] {
                    at += 1;
                    continue;
                }
                let Some(found) = self.meant_at(words, &taken, at, with_gap) else {
                    unknown.extend(Some(at).filter(|_| !with_gap));
                    at += 1;
                    continue;
                };
                let Longest { places: best, mut means, exact, firm } = found;
                best.iter().for_each(|place| taken[*place] = true);
                best.iter().for_each(|place| hosts[*place] = means.contains(&Means::Host));
                best.iter().for_each(|place| roles[*place] = means.iter().map(|means| self.part(means)).collect());
                if best.len() > 1 && means.iter().any(|means| self.role(means).tells() && matches!(means, Means::Notion(_))) {
                    inside.extend(best.iter().filter_map(|place| self.person(&words[*place].key)));
                }
                let typo = best.iter().any(|place| words[*place].typo);
                // Prefer an exact match to one with the same stem: "TRUSTe" to "trust".
                if !exact.is_empty() {
                    means.retain(|means| exact.contains(means));
                }
                // If a word is filler and has another meaning, take the other one.
                if means.len() > 1 {
                    means.retain(|means| self.role(means) != NotionRole::Filler);
                }
                let when = CLAUSES.iter().any(|name| self.is_named(&words[at].key, name));
                let end = best.last().copied().unwrap_or(at);
                spans.push((at, Span { words: best.len(), end, means, typo, firm, when }));
                at += 1;
            }
        }
        spans.sort_by_key(|(at, _)| *at);
        self.find_host(&mut spans);
        // A question about the host asks for the named framework, not for laws in general.
        if spans.iter().any(|(_, span)| span.means.contains(&Means::Host)) {
            let is_framework = |means: &Means| matches!(means, Means::Framework(_));
            let named = spans.iter_mut().filter(|(_, span)| span.means.iter().any(is_framework));
            named.for_each(|(_, span)| span.means.retain(is_framework));
        }
        self.drop_adverbs(&mut spans);
        self.drop_pronouns(&mut spans, &roles);
        let spans =
            spans.into_iter().map(|(_, span)| span).filter(|span| span.means.iter().any(|it| self.role(it) != NotionRole::Filler));
        let asks = |word: &Word| DETERMINERS.contains(&word.exact.as_str());
        let asks_unknown = (1..words.len()).any(|at| roles[at].is_empty() && asks(&words[at - 1]));
        let is_data = |at: usize| roles[at].contains(&NotionRole::Data);
        let unknown_kind = (1..words.len()).any(|at| roles[at - 1].is_empty() && is_data(at));
        let is_own = |at: usize| POSSESSIVES.contains(&words[at - 1].exact.as_str());
        let is_noun = |at: usize| roles[at].is_empty() && !(at + 1 < words.len() && is_data(at + 1));
        let unknown_own = (1..words.len()).filter(|at| is_own(*at) && is_noun(*at)).collect();
        Spans {
            spans: spans.collect(),
            unknown,
            asks_unknown,
            unknown_kind,
            unknown_own,
            subject: if self.is_of_outsider(words, &roles) { Subject::Outsider } else { subject(&roles, &hosts, words) },
            words: words.len(),
            inside,
        }
    }

    /// Returns the phrase at a word. In "my voice print", it is only "my", because the kind of data in "my voice" is a part of another.
    fn meant_at(&self, words: &[Word], taken: &[bool], at: usize, with_gap: bool) -> Option<Longest> {
        let found = self.longest(words, taken, at, with_gap, words.len())?;
        let is_kind = |means: &Means| matches!(means, Means::Kind(_));
        if with_gap || found.places.len() < 2 || !found.means.iter().all(is_kind) || self.person(&words[at].key).is_none() {
            return Some(found);
        }
        let next = self.longest(words, taken, at + 1, false, words.len());
        let is_longer = next.is_some_and(|next| next.places.len() >= found.places.len() && next.places.last() > found.places.last());
        if is_longer { self.longest(words, taken, at, false, 1) } else { Some(found) }
    }

    /// Returns the longest phrase that begins at a word, of at most some words.
    fn longest(&self, words: &[Word], taken: &[bool], at: usize, with_gap: bool, most: usize) -> Option<Longest> {
        let mut best = Longest::default();
        for phrase in self.phrases.get(&words.get(at)?.key).into_iter().flatten() {
            if phrase.words.iter().any(|word| word == ANY) != with_gap || taken[at] {
                continue;
            }
            let Some(places) = self.follow(phrase, words, taken, at).filter(|places| places.len() <= most) else { continue };
            // Of two phrases of the same length, the one without words between its words is meant: "this thing notice" is not "this notice".
            let extent = |places: &[usize]| (places.len(), std::cmp::Reverse(places.last().copied().filter(|_| !with_gap)));
            match extent(&places).cmp(&extent(&best.places)) {
                Ordering::Less => continue,
                Ordering::Greater => best = Longest::default(),
                Ordering::Equal => {}
            }
            best.firm |= phrase.firm;
            if places.iter().zip(&phrase.exact).all(|(place, word)| words[*place].exact == *word) {
                best.exact.push(phrase.means.clone());
            }
            best.places = places;
            if !best.means.contains(&phrase.means) {
                best.means.push(phrase.means.clone());
            }
        }
        Some(best).filter(|best| !best.places.is_empty())
    }

    /// Returns the role of a word that alone means the person who asks or the bot.
    fn person(&self, word: &str) -> Option<NotionRole> {
        let alone = |phrase: &&Phrase| phrase.words.len() == 1;
        let roles = self.phrases.get(word)?.iter().filter(alone).map(|phrase| self.role(&phrase.means));
        roles.into_iter().find(|role| matches!(role, NotionRole::Asker | NotionRole::Bot))
    }

    /// Drops kinds of data from a clause about a time or a condition: "is anything stored if I type a command". Alone, "when I join"
    /// asks for that date.
    fn drop_adverbs(&self, spans: &mut Vec<(usize, Span)>) {
        let is_kind = |span: &Span| span.means.iter().any(|it| matches!(it, Means::Kind(_)));
        let is_object = |span: &Span| is_kind(span) || span.means.iter().any(|it| self.role(it) == NotionRole::Data);
        let joins = |span: &Span| span.means.iter().any(|it| CLAUSES.iter().any(|name| self.is(it, name)));
        let (mut object, mut clause) = (false, false);
        spans.retain(|(_, span)| {
            clause |= object && (joins(span) || span.when);
            object |= is_object(span);
            !(clause && is_kind(span))
        });
    }

    /// Takes words for hosting as the host in a question about a framework: "does your hosting provider have SOC 2" is about the host, and
    /// its "your" is not the bot.
    fn find_host(&self, spans: &mut Vec<(usize, Span)>) {
        if !spans.iter().any(|(_, span)| span.means.iter().any(|it| matches!(it, Means::Framework(_)))) {
            return;
        }
        let bots: Vec<usize> = spans.iter().filter(|(_, span)| self.is_bot_alone(span)).map(|(at, _)| *at).collect();
        // "Your servers" are the host's.
        let is_of_bot = |at: usize, span: &Span| at > 0 && bots.contains(&(at - 1)) && span.means.iter().any(|it| self.is(it, PLACE));
        let is_hosting = |span: &Span| span.means.iter().any(|it| self.is(it, HOSTING));
        let hosting = spans.iter_mut().filter(|(at, span)| is_hosting(span) || is_of_bot(*at, span));
        hosting.for_each(|(_, span)| span.means = vec![Means::Host]);
        let hosts: Vec<usize> = spans.iter().filter(|(_, span)| span.means.contains(&Means::Host)).map(|(at, _)| *at).collect();
        spans.retain(|(at, span)| !(self.is_bot_alone(span) && hosts.contains(&(at + 1))));
    }

    /// Returns whether a span is one word for the bot.
    fn is_bot_alone(&self, span: &Span) -> bool {
        span.words == 1 && span.means.iter().any(|it| self.role(it) == NotionRole::Bot)
    }

    /// Drops the "who" of "people who use it": after a noun, it does not ask.
    fn drop_pronouns(&self, spans: &mut Vec<(usize, Span)>, roles: &[Vec<NotionRole>]) {
        use NotionRole::{Asker, Data, Participant};
        let is_noun = |at: usize| roles[at].iter().any(|role| matches!(role, Asker | Data | Participant));
        let asks = |span: &Span| span.words == 1 && span.means.iter().all(|it| self.is(it, WHO));
        spans.retain(|(at, span)| !(*at > 0 && asks(span) && is_noun(*at - 1)));
    }

    /// Returns whether the subject of a question is somebody who does not belong to the bot, and the question is about their action
    /// with data or the person. The subject is after an auxiliary verb, or at the beginning. In "is Discord content stored", it is
    /// content.
    fn is_of_outsider(&self, words: &[Word], roles: &[Vec<NotionRole>]) -> bool {
        use NotionRole::{Asker, Auxiliary, Bot, Data, Filler, Interrogative, Inversion};
        let has = |at: usize, role: NotionRole| roles.get(at).is_some_and(|roles| roles.contains(&role));
        let has_object = (0..words.len()).any(|at| has(at, Asker) || has(at, Data) || POSSESSIVES.contains(&words[at].exact.as_str()));
        if !has_object || words.iter().any(|word| self.person(&word.key) == Some(Bot)) {
            return false;
        }
        let is = |word: &Word, wanted: &[NotionRole]| {
            let alone = self.phrases.get(&word.key).into_iter().flatten().filter(|phrase| phrase.words.len() == 1);
            alone.into_iter().any(|phrase| wanted.contains(&self.role(&phrase.means)) || self.is(&phrase.means, WHAT))
        };
        let is_beside = |word: &Word| {
            let is_of = OF.contains(&word.exact.as_str());
            POSSESSIVES.contains(&word.exact.as_str()) || (!is_of && is(word, &[Auxiliary, Filler, Interrogative, Inversion]))
        };
        let begins = |at: usize| {
            let is_here = |name: &&Vec<String>| {
                words.len() >= at + name.len() && words[at..].iter().zip(name.iter()).all(|(word, wanted)| word.exact == *wanted)
            };
            self.outsiders.iter().filter(is_here).any(|name| !has(at + name.len(), Data))
        };
        let verb = words.iter().position(|word| is(word, &[Auxiliary])).map_or(0, |at| at + 1);
        [0, verb].into_iter().any(|from| {
            let beside = words[from..].iter().take_while(|word| is_beside(word)).count();
            (from..=from + beside).any(begins)
        })
    }

    /// Returns whether a word alone is in the notion with that name.
    pub(super) fn is_named(&self, word: &str, notion: &str) -> bool {
        let is = |phrase: &Phrase| phrase.words.len() == 1 && self.is(&phrase.means, notion);
        self.phrases.get(word).is_some_and(|phrases| phrases.iter().any(is))
    }

    /// Returns the role of a meaning in a sentence: a kind of data is data.
    fn part(&self, means: &Means) -> NotionRole {
        if matches!(means, Means::Kind(_)) { NotionRole::Data } else { self.role(means) }
    }

    /// Returns the places of a phrase's words in a question from `at` on; `None` if they do not
    /// follow each other there, with only filler words between them.
    fn follow(&self, phrase: &Phrase, words: &[Word], taken: &[bool], at: usize) -> Option<Vec<usize>> {
        if !phrase.words.first().is_some_and(|first| words[at].is(first)) {
            return None;
        }
        let mut places = vec![at];
        self.follow_on(phrase.words.get(1..)?, words, taken, at + 1, &mut places).then_some(places)
    }

    /// Adds the places of the rest of a phrase from `next` on; tries a later place of a word if the words after it are not found.
    fn follow_on(&self, rest: &[String], words: &[Word], taken: &[bool], next: usize, places: &mut Vec<usize>) -> bool {
        let any = rest.first().is_some_and(|word| word == ANY);
        let rest = if any { &rest[1..] } else { rest };
        let Some((word, rest)) = rest.split_first() else { return true };
        if word == END {
            return words[next..].iter().all(|word| self.is_filler(&word.key));
        }
        let most = if any { MAX_GAP } else { 2 };
        for place in next..words.len().min(next + most + 1) {
            let skips = any || (next..place).all(|between| !taken[between] && self.is_filler(&words[between].key));
            if !skips {
                return false;
            }
            if !taken[place] && words[place].is(word) {
                places.push(place);
                if self.follow_on(rest, words, taken, place + 1, places) {
                    return true;
                }
                places.pop();
            }
        }
        false
    }
}
