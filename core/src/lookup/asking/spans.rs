//! Finds the spans of a question: words that belong together, with what they can mean.

use super::{
    QuestionVocabulary,
    words::{ANY, END, Word},
};
use crate::{DataRuleId, FrameworkId, NotionRole, ServiceId};

/// Maximum number of words between the words of a phrase at a `*`.
const MOST_BETWEEN: usize = 4;

/// The possible meanings of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Means {
    Notion(usize),
    Kind(usize),
    Framework(FrameworkId),
    Service(ServiceId),
    Data(DataRuleId),
    Host,
    Bot,
}

/// Words that mean something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: Vec<String>,
    pub(super) means: Means,
}

/// Some words of a question that belong together.
#[derive(Debug)]
pub(super) struct Span {
    pub(super) words: usize,
    pub(super) means: Vec<Means>,
    pub(super) typo: bool,
}

impl QuestionVocabulary {
    /// The spans of a question, and how many of its words are in none.
    pub(super) fn spans(&self, words: &[Word]) -> (Vec<Span>, usize) {
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
                // A word that is filler and has another meaning has the other meaning.
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
        let most = if any { MOST_BETWEEN } else { 2 };
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
