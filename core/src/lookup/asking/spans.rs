//! Finds the spans of a question: words that belong together, with what they can mean.

use std::{cmp::Ordering, sync::Arc};

use super::{
    PLACE, QuestionVocabulary,
    grammar::{DETERMINERS, POSSESSIVES},
    subject::{Subject, subject},
    words::{ANY, END, Word},
};
use crate::{DataRuleId, FrameworkId, NotionRole, ServiceId};

/// Maximum number of words between the words of a phrase at a `*`.
const MAX_GAP: usize = 4;
/// The notions of words such as "when" and "if", which begin a clause about a time or a condition.
const CLAUSES: [&str; 2] = ["when", "condition"];
/// The notion of "who".
pub(super) const WHO: &str = "who";
/// The notion of "is there".
const EXISTS: &str = "exists";
/// The notion of words for hosting.
pub(super) const HOSTING: &str = "hosting";

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
    pub(super) words: Box<[Arc<str>]>,
    /// As it is written.
    pub(super) exact: Box<[Arc<str>]>,
    pub(super) means: Means,
    /// True if it decides its topic even beside unknown words.
    pub(super) firm: bool,
    /// True if it also has an everyday meaning, so that unknown words beside it may be about that.
    pub(super) everyday: bool,
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
    /// True if its phrase also has an everyday meaning.
    pub(super) everyday: bool,
    /// True if it begins with "when" or "if".
    pub(super) when: bool,
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
    /// True if one of them also has an everyday meaning.
    everyday: bool,
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
    /// True if an unknown word is directly after "is there".
    pub(super) exists_unknown: bool,
    /// True if an unknown word is directly before a word for data: "wallet info" is data of an unknown kind.
    pub(super) unknown_kind: bool,
    /// The positions of unknown nouns that are said to be the person's: "my wifi".
    pub(super) unknown_own: Vec<usize>,
    /// True if a word beside a kind of data makes it data of another thing: "my wifi name".
    pub(super) other_thing: bool,
    /// True if something else than collecting is done to data with people: "do you discuss my messages with my friends".
    pub(super) given_to_people: bool,
    /// True if it points at one thing: "this meme".
    pub(super) pointed: bool,
    /// The subject of the sentence, if it is not the person or the bot.
    pub(super) subject: Subject,
    /// True if the text tells the bot to do something with anything but data: "share a meme".
    pub(super) command: bool,
    /// Number of words.
    pub(super) words: usize,
    /// The person or the bot inside longer phrases: "you" in "do you comply with".
    pub(super) inside: Vec<NotionRole>,
    /// True if a longer phrase has a verb of collecting: "where is it stored".
    pub(super) collects_inside: bool,
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
        let (mut inside, mut collects_inside) = (Vec::new(), false);
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
                let Longest { places: best, mut means, exact, firm, everyday } = found;
                best.iter().for_each(|place| taken[*place] = true);
                best.iter().for_each(|place| hosts[*place] = means.contains(&Means::Host));
                best.iter().for_each(|place| roles[*place] = means.iter().map(|means| self.part(means)).collect());
                let can_name_a_person =
                    |it: &Means| matches!(it, Means::Kind(_)) || self.role(it).tells() && matches!(it, Means::Notion(_));
                if best.len() > 1 && means.iter().any(can_name_a_person) {
                    inside.extend(best.iter().filter_map(|place| self.person(&words[*place].key)));
                }
                collects_inside |= best.len() > 1 && best.iter().any(|place| self.collects(&words[*place].key));
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
                spans.push((at, Span { words: best.len(), end, means, typo, firm, everyday, when }));
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
        let given_to_people = self.drop_people_of_data(words, &unknown, &mut spans);
        let command = self.is_command(words, &spans);
        let other_thing = self.names_other_thing(words, &spans, &roles);
        let pointed = Self::points_at_a_kind(words, &spans);
        // "Are there discounts for students" asks about discounts.
        let exists: Vec<usize> =
            spans.iter().filter(|(_, span)| span.means.iter().any(|it| self.is(it, EXISTS))).map(|(_, span)| span.end).collect();
        let spans =
            spans.into_iter().map(|(_, span)| span).filter(|span| span.means.iter().any(|it| self.role(it) != NotionRole::Filler));
        let asks = |word: &Word| DETERMINERS.contains(&word.text());
        let asks_unknown = (1..words.len()).any(|at| roles[at].is_empty() && asks(&words[at - 1]));
        let exists_unknown = (1..words.len()).any(|at| roles[at].is_empty() && exists.contains(&(at - 1)));
        let is_data = |at: usize| roles[at].contains(&NotionRole::Data);
        let unknown_kind = (1..words.len()).any(|at| roles[at - 1].is_empty() && is_data(at));
        let is_own = |at: usize| POSSESSIVES.contains(&words[at - 1].text());
        let is_noun = |at: usize| roles[at].is_empty() && !(at + 1 < words.len() && is_data(at + 1));
        let unknown_own = (1..words.len()).filter(|at| is_own(*at) && is_noun(*at)).collect();
        Spans {
            spans: spans.collect(),
            unknown,
            asks_unknown,
            exists_unknown,
            unknown_kind,
            unknown_own,
            other_thing,
            given_to_people,
            pointed,
            subject: if self.is_of_outsider(words, &roles) { Subject::Outsider } else { subject(&roles, &hosts, words) },
            command,
            words: words.len(),
            inside,
            collects_inside,
        }
    }

    /// Returns the phrase at a word. In "my voice print", it is only "my", because the kind of data in "my voice" is a part of another.
    fn meant_at(&self, words: &[Word], taken: &[bool], at: usize, with_gap: bool) -> Option<Longest> {
        let found = self.longest(words, taken, at, with_gap, words.len())?;
        let is_kind = |means: &Means| matches!(means, Means::Kind(_));
        // The "is Discord" of "is Discord snowflake" is no phrase, because "Discord snowflake" is a kind of data.
        if let (false, [_, .., last]) = (with_gap, found.places.as_slice()) {
            let next = self.longest(words, taken, *last, false, words.len());
            let is_longer = |next: &Longest| next.places.len() > 1 && next.means.iter().all(is_kind);
            if !found.means.iter().all(is_kind) && self.is_named(&words[*last].key, PLACE) && next.as_ref().is_some_and(is_longer) {
                return self.longest(words, taken, at, false, found.places.len() - 1);
            }
        }
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
            if phrase.words.iter().any(|word| **word == *ANY) != with_gap || taken[at] {
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
            best.everyday |= phrase.everyday;
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
    pub(super) fn person(&self, word: &str) -> Option<NotionRole> {
        let alone = |phrase: &&Phrase| phrase.words.len() == 1;
        let roles = self.phrases.get(word)?.iter().filter(alone).map(|phrase| self.role(&phrase.means));
        roles.into_iter().find(|role| matches!(role, NotionRole::Asker | NotionRole::Bot))
    }

    /// Returns whether a word alone is a verb of collecting.
    fn collects(&self, word: &str) -> bool {
        let is = |phrase: &Phrase| phrase.words.len() == 1 && self.role(&phrase.means) == NotionRole::Collect;
        self.phrases.get(word).is_some_and(|phrases| phrases.iter().any(is))
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
    fn follow_on(&self, rest: &[Arc<str>], words: &[Word], taken: &[bool], next: usize, places: &mut Vec<usize>) -> bool {
        let any = rest.first().is_some_and(|word| **word == *ANY);
        let rest = if any { &rest[1..] } else { rest };
        let Some((word, rest)) = rest.split_first() else { return true };
        if **word == *END {
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
