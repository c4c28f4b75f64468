//! The words of a question and of the phrases that it is compared with.

use std::sync::Arc;

use super::{
    QuestionVocabulary,
    grammar::{BE, BEFORE_A_VERB, ENDINGS, TAGS, THING},
};
use crate::{normalize::normalize, search::stem};

/// In a phrase, matches any few words.
pub(super) const ANY: &str = "*";
/// In a phrase, matches the end of the question.
pub(super) const END: &str = "$";
/// The first character of a firm phrase, which decides its topic even beside unknown words. Phrases of a firm notion do so without
/// it.
pub(super) const FIRM: char = '!';
/// The first character of a phrase with an everyday meaning besides that of its firm notion: "leak". It decides its topic beside unknown
/// words only in a question about data, the person, the bot or the host.
pub(super) const EVERYDAY: char = '?';
/// The character before a word of a phrase that matches only in this form.
pub(super) const EXACT: char = '=';

/// The character after a stem that matches only longer words: "Sam" is not a form of "same".
const LONGER: char = '+';
/// The number of bytes from which on a word has forms.
const MIN_LONG: usize = 4;

/// The character before the ending of a French verb of which all forms match: `regard~er`.
const FORMS: char = '~';

/// Returns a phrase with its verb in each form. `None` if the ending is not that of a regular verb.
pub(crate) fn forms(text: &str) -> Option<Vec<String>> {
    let Some((stem, rest)) = text.split_once(FORMS) else { return Some(vec![text.to_owned()]) };
    let (ending, rest) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
    let (_, endings) = ENDINGS.iter().find(|(infinitive, _)| *infinitive == ending)?;
    Some(endings.iter().map(|ending| format!("{stem}{ending}{rest}")).collect())
}

/// A word of a question: `key` is its stem, `exact` the word itself. The vocabulary shares both among its phrases.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) key: Arc<str>,
    pub(super) exact: Arc<str>,
    pub(super) typo: bool,
}

impl Word {
    /// Returns the words of a text.
    pub(super) fn all(text: &str) -> Vec<Self> {
        let words = normalize(text);
        // Short words are names and abbreviations: "ToS" is not a form of "to".
        let key = |word: &str| if word.len() < MIN_LONG { word.into() } else { stem(word).into() };
        let word = |word: &str| Self { key: key(word), exact: word.into(), typo: false };
        words.split(' ').filter(|word| !word.is_empty()).map(word).collect()
    }

    /// Returns the word as it is written.
    pub(super) fn text(&self) -> &str {
        &self.exact
    }

    /// Returns whether a word matches a phrase's word: any form of it, or exactly that form.
    pub(super) fn is(&self, wanted: &str) -> bool {
        match (wanted.strip_prefix(EXACT), wanted.strip_suffix(LONGER)) {
            (Some(exact), _) => *self.exact == *exact,
            (_, Some(stem)) => *self.key == *stem && *self.exact != *stem,
            _ => *self.key == *wanted,
        }
    }
}

/// Returns the words of a phrase as [`Word::is`] takes them, and the same words without signs.
pub(super) fn phrase(text: &str) -> (Vec<Arc<str>>, Vec<Word>) {
    let (mut wanted, mut words) = (Vec::new(), Vec::new());
    for part in text.split_whitespace() {
        if part == ANY || part == END {
            wanted.push(part.into());
            continue;
        }
        let is_exact = part.starts_with(EXACT);
        for word in Word::all(part) {
            wanted.push(match word.exact.strip_suffix('e') {
                _ if is_exact => format!("{EXACT}{}", word.exact).into(),
                Some(stem) if *stem == *word.key && stem.len() < MIN_LONG => format!("{stem}{LONGER}").into(),
                _ => word.key.clone(),
            });
            words.push(word);
        }
    }
    (wanted, words)
}

/// Returns the words of a phrase as [`Word::is`] takes them.
pub(super) fn keys(text: &str) -> Vec<Arc<str>> {
    phrase(text).0
}

/// Returns whether a word is another one with one of its letters typed twice.
fn is_doubled(word: &str, known: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let without = |at: usize| letters[..at].iter().chain(&letters[at + 1..]).copied().eq(known.chars());
    (1..letters.len()).any(|at| letters[at] == letters[at - 1] && without(at))
}

/// The number of words from which on a question may have a tag at its end.
const MIN_TAGGED: usize = 4;

/// Removes "correct" from the end of a question that only wants a yes: "you never read DMs, correct". With a pronoun or "to" before it, and
/// after "is my data", it is a verb or an adjective of data.
pub(super) fn drop_tag(words: &mut Vec<Word>) {
    let exact = |at: usize| words.get(at).map_or("", |word| word.text());
    let Some(last) = words.len().checked_sub(1).filter(|last| *last + 1 >= MIN_TAGGED && TAGS.contains(&exact(*last))) else { return };
    let of_data = BE.contains(&exact(0)) && !THING.contains(&exact(1));
    if !of_data && !BEFORE_A_VERB.contains(&exact(last - 1)) {
        words.truncate(last);
    }
}

impl QuestionVocabulary {
    /// Returns the known word for which a word is probably a typing error. In a short word, a
    /// changed letter does not count as an error, because it makes another word.
    pub(super) fn corrected(&self, word: &str) -> Option<&Word> {
        let length = word.chars().count();
        if length < 4 || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let sorted = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort_unstable();
            letters
        };
        let mut best: Option<(usize, &Word)> = None;
        for known in self.known.values() {
            let other = known.exact.chars().count();
            let allowed = if length >= 9 && other >= 8 { 2 } else { 1 };
            if other < 4 || other.abs_diff(length) > 1 || known.exact.chars().next() != word.chars().next() {
                continue;
            }
            let edits = strsim::osa_distance(word, &known.exact);
            let changed = other == length && sorted(&known.exact) != sorted(word);
            // Accept an additional letter only if it was typed twice: "heart" is not an error for
            // "hear".
            let added = edits == 1 && length == other + 1 && !is_doubled(word, &known.exact);
            if edits > allowed || added || (changed && length < 8) || best.is_some_and(|(least, _)| least <= edits) {
                continue;
            }
            best = Some((edits, known));
        }
        best.map(|(_, known)| known)
    }
}
