//! Interprets a query: each word becomes a [`QueryWord`] with everything in the index that it may mean.

use super::{
    Class, Columns,
    dictionary::{SimilarWord, Texts},
};
use crate::normalize;

/// Maximum number of words of a query. With [`MAX_BYTES`], it limits the time for pasted text.
const MAX_WORDS: usize = 24;
/// Maximum number of bytes of a query that are examined.
const MAX_BYTES: usize = 400;
/// Maximum number of words that a short beginning may be completed to.
const MAX_COMPLETIONS: usize = 64;
/// Maximum number of words that a typo may be corrected to.
const MAX_CORRECTIONS: usize = 12;
/// Maximum number of suggested words.
const MAX_SUGGESTIONS: usize = 3;

/// The hash of no words.
pub(super) const NO_WORDS: u32 = 0x811c_9dc5;

/// Returns the hash with another word added (FNV-1a).
pub(super) fn hash(before: u32, word: &str) -> u32 {
    let byte = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    word.bytes().chain([b' ']).fold(before, byte)
}

/// Maximum certainty of a meaning.
pub(super) const MAX_CERTAINTY: u32 = 256;

/// A possible meaning of a word in the query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    /// The list of a family of words, or of a group of names.
    pub(super) list: u32,
    /// The certainty, out of [`MAX_CERTAINTY`].
    pub(super) certainty: u32,
    /// For a group: the share of the query that is its name, in 256ths.
    pub(super) part: u32,
}

impl Meaning {
    fn word(list: u32, certainty: u32) -> Self {
        Self { list, certainty: certainty.min(MAX_CERTAINTY), part: 0 }
    }
}

/// A word of the query.
pub(super) struct QueryWord {
    pub(super) class: Class,
    pub(super) meanings: Vec<Meaning>,
    /// The number of the word, if the content has it.
    pub(super) exact: Option<usize>,
}

impl QueryWord {
    fn means(&self, list: u32) -> u32 {
        self.meanings.iter().filter(|meaning| meaning.list == list).map(|meaning| meaning.certainty).max().unwrap_or(0)
    }
}

/// An interpreted query.
pub(super) struct Query {
    pub(super) words: Vec<QueryWord>,
    /// The hash of all its words, which recognizes a title that was typed as a whole.
    pub(super) hash: u32,
}

/// Returns the part of a text that is examined.
fn short(text: &str) -> &str {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Returns whether two words have the same first letter, or one has the other's first two letters swapped.
fn have_similar_start(a: &str, b: &str) -> bool {
    let letters = |word: &str| (word.chars().next(), word.chars().nth(1));
    let ((a, after_a), (b, after_b)) = (letters(a), letters(b));
    a == b || (a == after_b && after_a == b)
}

impl Columns {
    /// Interprets a text.
    pub(super) fn query(&self, text: &str) -> Query {
        let text = short(text);
        let (mut words, mut all, mut end) = (Texts::default(), NO_WORDS, 0);
        normalize::words(text, &mut |word, span| {
            words.push(word);
            all = hash(all, word);
            end = span.end;
            words.len() < MAX_WORDS
        });
        let mut query_words = Vec::new();
        for number in 0..words.len() {
            // The last word may be incomplete.
            let typing = number + 1 == words.len() && end == text.len();
            self.interpret(words.get(number), typing, words.len() == 1, &mut query_words);
        }
        // Otherwise a word was split, and its parts are complete.
        if query_words.len() == words.len() {
            self.join(&words, &mut query_words);
        }
        self.find_names(&mut query_words);
        Query { words: query_words, hash: all }
    }

    /// Interprets one word: as itself, as a beginning, another form, two words in one, or with typos.
    fn interpret(&self, word: &str, typing: bool, alone: bool, query_words: &mut Vec<QueryWord>) {
        let mut query_word = QueryWord { class: Class::Meaningful, meanings: Vec::new(), exact: None };
        let length = |word: &str| u32::try_from(word.len()).unwrap_or(u32::MAX);
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let beginning = self.words.beginning(word);
        let exact = self.words.get(beginning.start).len() == word.len() && !beginning.is_empty();
        let mut endings = beginning.clone();
        if exact {
            query_word.class = self.classes.get(beginning.start).copied().unwrap_or(Class::Meaningful);
            query_word.meanings.push(Meaning::word(self.family(beginning.start), MAX_CERTAINTY));
            query_word.exact = Some(beginning.start);
            endings.start += 1;
            // A word that is still being typed may become any word that it begins. It is not treated as noise if it is the only word.
            if typing && alone && !is_number && query_word.class != Class::Meaningful && !endings.is_empty() {
                query_word.class = Class::Meaningful;
            }
        }
        // The value of a match at the start of a word, and its gain if it is nearly the whole word.
        let (least, more) = match (exact, typing) {
            (false, true) => (90, 150),
            (false, false) if word.len() > 2 => (80, 110),
            // A noise word may also be the beginning of another word.
            (true, true) if !is_number => (30, 50),
            _ => (0, 0),
        };
        if least > 0 {
            for number in endings.take(MAX_COMPLETIONS) {
                let certainty = least + more * length(word) / length(self.words.get(number)).max(1);
                query_word.meanings.push(Meaning::word(self.family(number), certainty));
            }
        }
        // Don't correct typos in numbers: another number has another meaning.
        if !exact && !is_number && (!typing || beginning.is_empty()) {
            let has_other_form = self.other_forms(word, beginning.start, &mut query_word);
            if query_word.meanings.is_empty()
                && let Some(parts) = self.split(word)
            {
                for number in parts {
                    let meanings = vec![Meaning::word(self.family(number), MAX_CERTAINTY)];
                    query_words.push(QueryWord { class: Class::Meaningful, meanings, exact: Some(number) });
                }
                return;
            }
            self.correct_typos(word, typing, has_other_form, &mut query_word);
        }
        query_words.push(query_word);
    }

    /// Adds words with the same beginning and another ending as an unknown word, such as "selling" and "sell". The unknown word's
    /// position in the sorted words is given.
    fn other_forms(&self, word: &str, place: usize, query_word: &mut QueryWord) -> bool {
        let mut any = false;
        // The plural of a word or an abbreviation: "VMs".
        if let Some(number) = word.strip_suffix('s').filter(|one| one.len() > 1).and_then(|one| self.words.find(one)) {
            query_word.meanings.push(Meaning::word(self.family(number), 230));
            query_word.exact = Some(number);
            any = true;
        }
        for number in place.saturating_sub(1)..(place + 1).min(self.words.len()) {
            let known = self.words.get(number);
            let shared = word.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
            // "Portion" is not a form of "port".
            let least = if word.ends_with("ion") { 5 } else { 4 };
            if shared >= least && shared + 3 >= word.chars().count() && shared + 4 >= known.chars().count() {
                query_word.meanings.push(Meaning::word(self.family(number), 190));
                any = true;
            }
        }
        any
    }

    /// Splits a word into two known words without a space between them.
    fn split(&self, word: &str) -> Option<[usize; 2]> {
        (3..word.len().saturating_sub(2)).find_map(|middle| {
            let (first, second) = (word.get(..middle)?, word.get(middle..)?);
            if first.chars().count() < 3 || second.chars().count() < 3 {
                return None;
            }
            Some([self.words.find(first)?, self.words.find(second)?])
        })
    }

    /// Adds words that result from an unknown word with its typos corrected.
    fn correct_typos(&self, word: &str, typing: bool, has_other_form: bool, query_word: &mut QueryWord) {
        let most = normalize::max_typos(word);
        if most == 0 {
            return;
        }
        let mut found: Vec<(u8, Meaning)> = Vec::new();
        self.words.find_similar(word, most, &mut |SimilarWord { word: number, edits: whole, prefix_edits }| {
            let begins = typing && prefix_edits < whole;
            let edits = if begins { prefix_edits } else { whole };
            let similar_start = have_similar_start(word, self.words.get(number));
            // In a short word the first letter is rarely wrong, and its beginning is similar to too many other words.
            if edits > most || (word.len() < 6 && (begins || !similar_start)) {
                return;
            }
            let certainty = if edits < 2 { 190 } else { 130 } - if begins { 60 } else { 0 } - if similar_start { 0 } else { 20 };
            found.push((edits, Meaning::word(self.family(number), certainty)));
        });
        // Fewer typos are more likely. If another form of the word is known, accept no more typos than needed.
        let nearest = found.iter().map(|(edits, _)| *edits).min().unwrap_or(0);
        for (edits, meaning) in found.into_iter().filter(|(edits, _)| *edits == nearest || !has_other_form).take(MAX_CORRECTIONS) {
            let less = if edits == nearest { 0 } else { 40 };
            query_word.meanings.push(Meaning { certainty: meaning.certainty - less, ..meaning });
        }
    }

    /// Joins two words that the content writes as one.
    fn join(&self, words: &Texts, query_words: &mut [QueryWord]) {
        let mut joined = String::new();
        for at in 1..query_words.len() {
            joined.clear();
            joined.push_str(words.get(at - 1));
            joined.push_str(words.get(at));
            if joined.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let number = self.words.find(&joined).filter(|number| self.classes.get(*number) == Some(&Class::Meaningful));
            if let Some(number) = number {
                for query_word in query_words.iter_mut().skip(at - 1).take(2) {
                    query_word.meanings.push(Meaning::word(self.family(number), MAX_CERTAINTY));
                    query_word.class = Class::Meaningful;
                }
            }
        }
    }

    /// Adds to each word the groups whose names contain it.
    fn find_names(&self, query_words: &mut [QueryWord]) {
        let meaningful =
            |words: &[QueryWord]| u32::try_from(words.iter().filter(|word| word.class == Class::Meaningful).count()).unwrap_or(0);
        let all = meaningful(query_words).max(1);
        let mut found: Vec<(usize, usize, Meaning)> = Vec::new();
        for (start, query_word) in query_words.iter().enumerate() {
            for first in &query_word.meanings {
                for phrase in self.phrases.beginning_with(first.list) {
                    let (mut certainty, mut end) = (first.certainty, start + 1);
                    for word in self.phrases.words(phrase).iter().skip(1) {
                        // The query may have noise between the words of a name.
                        let mut means = 0;
                        while let Some(query_word) = query_words.get(end) {
                            end += 1;
                            means = query_word.means(*word);
                            if means > 0 || query_word.class == Class::Meaningful {
                                break;
                            }
                        }
                        certainty = certainty.min(means);
                        if certainty == 0 {
                            break;
                        }
                    }
                    if certainty > 0 {
                        let part = 256 * meaningful(query_words.get(start..end).unwrap_or_default()).min(all) / all;
                        found.push((start, end, Meaning { list: self.phrases.group(phrase), certainty, part }));
                    }
                }
            }
        }
        for (start, end, meaning) in found {
            let named = query_words.get_mut(start..end).unwrap_or_default();
            // The name "opt out" consists of noise.
            let promoted = named.len() > 1 && named.iter().all(|query_word| query_word.class != Class::Meaningful);
            for query_word in named {
                query_word.meanings.push(meaning);
                if promoted {
                    query_word.class = Class::Meaningful;
                }
            }
        }
    }

    pub(super) fn family(&self, word: usize) -> u32 {
        self.families.get(word).copied().unwrap_or(u32::MAX)
    }

    pub(super) fn suggestions(&self, text: &str) -> Vec<&str> {
        let mut unknown = String::new();
        normalize::words(short(text), &mut |word, _| {
            let is_known = self.words.find(word).is_some();
            if !is_known {
                unknown.push_str(word);
            }
            is_known
        });
        let mut nearest: Vec<(u8, usize)> = Vec::new();
        let most = (unknown.chars().count() / 2).min(3);
        self.words.find_similar(&unknown, u8::try_from(most).unwrap_or(0), &mut |similar| {
            let meaningful = self.classes.get(similar.word) == Some(&Class::Meaningful);
            if similar.edits <= 3 && meaningful && self.words.get(similar.word).len() > 2 {
                let other = u8::from(!have_similar_start(&unknown, self.words.get(similar.word)));
                let far = similar.edits * 2 + other;
                let at = nearest.iter().position(|(known, _)| *known > far).unwrap_or(nearest.len());
                nearest.insert(at, (far, similar.word));
                nearest.truncate(MAX_SUGGESTIONS);
            }
        });
        nearest.into_iter().map(|(_, word)| self.words.get(word)).collect()
    }
}
