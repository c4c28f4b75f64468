//! Recognizes sentences that name an event after which data is deleted: "When the bot leaves, all data is deleted."

use serde::Deserialize;

use super::words::{compared, has, is_unspaced};

/// Signs between the parts of a sentence.
const PARTS: [char; 6] = [',', ';', ':', '、', '，', '；'];

/// Minimum number of words of the part with the event, in scripts with spaces.
const MIN_WORDS: usize = 3;

/// The words of such a sentence: see `vocabulary.toml`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Event {
    begins: Vec<String>,
    before: Vec<String>,
    data: Vec<String>,
    deleted: Vec<String>,
    unless: Vec<String>,
}

impl Event {
    pub(super) fn words(&mut self) -> [&mut Vec<String>; 5] {
        let Self { begins, before, data, deleted, unless } = self;
        [begins, before, data, deleted, unless]
    }

    /// Returns true for a sentence that deletes data after an event, and not after a request. The sentence is as it is written, because a
    /// comma ends the event.
    pub(super) fn deletes(&self, sentence: &str) -> bool {
        let any = |words: &[String], text: &str| words.iter().any(|word| has(text, word));
        let parts: Vec<String> = sentence.split(PARTS).map(compared).collect();
        // "Once deleted, all data is erased" names no event.
        let is_named = |part: &str| is_unspaced(part) || part.split_whitespace().count() >= MIN_WORDS;
        let Some(event) = parts.iter().position(|part| is_named(part) && self.is_event(part)) else { return false };
        let is_end = |part: &String| any(&self.data, part) && any(&self.deleted, part);
        parts.iter().skip(event + 1).any(is_end) && !any(&self.unless, &compared(sentence))
    }

    fn is_event(&self, part: &str) -> bool {
        let without =
            |text: &'_ str, word: &str| text.strip_prefix(' ')?.strip_prefix(word).filter(|rest| rest.starts_with(' ')).map(str::len);
        let rest = self.before.iter().find_map(|word| without(part, word));
        let part = rest.and_then(|length| part.get(part.len() - length..)).unwrap_or(part);
        self.begins.iter().any(|word| if is_unspaced(word) { has(part, word) } else { without(part, word).is_some() })
    }
}
