//! Finds the words of a list in texts. A policy has thousands of sentences and the vocabulary has thousands of words: a search for each
//! word in each sentence would take most of the time of an import.

use super::words::{ends_word, is_unspaced};

/// Words to find in texts, all in the form of [`compared`](super::compared). A text has a word if one of its words begins with it, or in a
/// script without spaces, if the text contains it: see [`has`](super::words::has).
#[derive(Debug, Default)]
pub(crate) struct WordList {
    /// Words of scripts with spaces, sorted.
    spaced: Vec<String>,
    /// For each byte, the position of the first word in `spaced` that begins with it or a greater one.
    starts: Vec<usize>,
    /// Words of scripts without spaces.
    unspaced: Vec<String>,
}

impl WordList {
    pub(super) fn of(words: impl IntoIterator<Item = String>) -> Self {
        let (unspaced, mut spaced): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| is_unspaced(word));
        spaced.sort();
        let first = |word: &String| word.bytes().next().map_or(0, usize::from);
        let starts = (0..=256).map(|byte| spaced.partition_point(|word| first(word) < byte)).collect();
        Self { spaced, starts, unspaced }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spaced.is_empty() && self.unspaced.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &String> {
        self.spaced.iter().chain(&self.unspaced)
    }

    /// Returns true if a text has one of the words.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.spaced_in(text).next().is_some() || self.unspaced.iter().any(|word| text.contains(word.as_str()))
    }

    /// Returns the number of the words that a text has.
    pub(super) fn count_in(&self, text: &str) -> usize {
        let mut spaced: Vec<usize> = self.spaced_in(text).collect();
        spaced.sort_unstable();
        spaced.dedup();
        spaced.len() + self.unspaced.iter().filter(|word| text.contains(word.as_str())).count()
    }

    /// Returns the positions of the words of scripts with spaces that a text has.
    fn spaced_in<'l>(&'l self, text: &'l str) -> impl Iterator<Item = usize> + 'l {
        let has = |(at, rest): &(usize, &str)| {
            let word = self.spaced.get(*at);
            word.is_some_and(|word| rest.strip_prefix(word.as_str()).is_some_and(|after| ends_word(word, after)))
        };
        self.to_compare(text).filter(has).map(|(at, _)| at)
    }

    /// Returns the position of each word with each place in a text that begins with the same byte.
    fn to_compare<'l>(&'l self, text: &'l str) -> impl Iterator<Item = (usize, &'l str)> + 'l {
        let places = text.match_indices(' ').filter_map(|(at, _)| text.get(at + 1..));
        places.flat_map(|rest| {
            let byte = rest.bytes().next().map(usize::from);
            let start = |byte: usize| self.starts.get(byte).copied().unwrap_or_default();
            byte.map_or(0..0, |byte| start(byte)..start(byte + 1)).map(move |at| (at, rest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{compared, words::has},
        *,
    };

    const WORDS: [&str; 9] = ["store", "stored in", "art", "days", "опера", "保存", "message me", "a", "zeit"];

    fn list() -> WordList {
        WordList::of(WORDS.map(|word| compared(word).trim().to_owned()))
    }

    #[test]
    fn words_are_found_as_one_by_one() {
        for text in [
            "Stored in a garden for 30 days",
            "restored, artful, daysX",
            "Art. 6; arts",
            "データを保存します",
            "Операторы",
            "message me, message men",
            "Uhrzeit und Zeitraum",
            "",
        ] {
            let text = compared(text);
            let one_by_one: Vec<String> = list().iter().filter(|word| has(&text, word)).cloned().collect();
            assert_eq!(list().count_in(&text), one_by_one.len(), "{text}: {one_by_one:?}");
            assert_eq!(list().is_in(&text), !one_by_one.is_empty(), "{text}");
        }
    }

    #[test]
    fn few_words_are_compared_with_each_place() {
        let words = (0..500).map(|at| format!("{}{at}", char::from(b'a' + u8::try_from(at % 25).unwrap())));
        let text = compared(&"lamp garden moon ".repeat(100));
        let compared = WordList::of(words).to_compare(&text).count();
        // 301 places, each with 20 words of its letter, instead of 500.
        assert!(compared <= 301 * 20, "{compared}");
    }
}
