//! Recognizes the language of a text, by its script and its most frequent words.

use super::{Language, Vocabulary, compared};

/// Minimum number of another language's frequent words for a section to count as in that language.
const MIN_FOREIGN: usize = 4;

/// Minimum number of words for a text without a letter of the main script to count as foreign.
const MIN_WORDS: usize = 3;

/// Endings of the names of languages. "Germany" is a country.
const ENDINGS: [&str; 19] =
    ["", "e", "ne", "en", "er", "es", "em", "s", "a", "as", "os", "ий", "ая", "ой", "ом", "ую", "ого", "ое", "ие"];

impl Vocabulary {
    /// Returns the language of a text, by its script and its most frequent words; English if it is unknown. If a text is in two languages,
    /// the first is its main one.
    pub(crate) fn language(&self, text: &str) -> Option<&Language> {
        if let Some(tag) = script(text) {
            return self.of_tag(tag);
        }
        let counts = self.counts(text);
        let (language, count) = most(&counts)?;
        let rivals = counts.iter().filter(|(_, other)| 2 * other > count).count();
        if rivals < 2 {
            return Some(language);
        }
        let half = text.char_indices().nth(text.chars().count() / 2).map_or(text.len(), |(at, _)| at);
        let first = most(&self.counts(text.get(..half).unwrap_or(text))).filter(|(_, first)| 3 * first > count);
        Some(first.map_or(language, |(first, _)| first))
    }

    /// Returns the tags of the languages that a text names. The text is in the form of [`compared`].
    pub(crate) fn languages_named(&self, text: &str) -> Vec<&str> {
        let named = |name: &String| {
            let unspaced = name.chars().any(|c| u32::from(c) >= 0x3000);
            unspaced && text.contains(name.as_str())
                || text.split(' ').any(|word| word.strip_prefix(name.as_str()).is_some_and(|ending| ENDINGS.contains(&ending)))
        };
        self.language.iter().filter(|language| language.names.iter().any(named)).map(|language| language.tag.as_str()).collect()
    }

    /// Returns true if a text may be in several languages.
    pub(crate) fn is_mixed(&self, text: &str) -> bool {
        let counts = self.counts(text);
        let of_script = script(text).is_some();
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
        of_script || counts.iter().filter(|(_, count)| *count >= MIN_FOREIGN && 5 * count > most).count() > 1
    }

    /// Returns true if a text is in another language than the main one. Short texts are in no language.
    pub(crate) fn is_foreign(&self, text: &str, main: &str) -> bool {
        let main = main.split('-').next().unwrap_or_default();
        let scripts = ["ja", "zh", "ko"];
        if let Some(tag) = script(text) {
            return !scripts.contains(&main) && scripts.contains(&tag);
        }
        if lacks_script(text, main) {
            return true;
        }
        let counts = self.counts(text);
        let own = counts.iter().find(|(language, _)| language.tag == main).map(|(_, count)| *count);
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let is_known = own.is_some() || scripts.contains(&main);
        is_known && most >= MIN_FOREIGN && most > 3 * own.unwrap_or_default()
    }

    /// Returns the number of each language's most frequent words in a text, without languages that are identified by their script.
    pub(super) fn counts(&self, text: &str) -> Vec<(&Language, usize)> {
        let text = compared(text);
        let words: Vec<&str> = text.split(' ').collect();
        let count = |language: &Language| words.iter().filter(|word| language.words.iter().any(|other| other == *word)).count();
        self.language.iter().filter(|language| !language.words.is_empty()).map(|language| (language, count(language))).collect()
    }
}

/// Returns true if a text has words, but no letter of the script of a language. Addresses and short names are in no language.
fn lacks_script(text: &str, language: &str) -> bool {
    let of_script = |c: char| match language {
        "ru" | "uk" => (0x0400..=0x052f).contains(&u32::from(c)),
        "ja" | "zh" | "ko" => u32::from(c) >= 0x3000,
        _ => u32::from(c) < 0x0250,
    };
    let words = text.split_whitespace().filter(|word| !word.contains(['@', '/', '.']) && word.chars().any(char::is_alphabetic));
    words.count() >= MIN_WORDS && !text.chars().filter(|c| c.is_alphabetic()).any(of_script)
}

/// Returns the language with the most words, and their number: the first of several.
fn most<'l>(counts: &[(&'l Language, usize)]) -> Option<(&'l Language, usize)> {
    counts.iter().rev().max_by_key(|(_, count)| *count).copied()
}

/// Returns the language of a text that its script identifies.
fn script(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let of = |from: u32, to: u32| text.chars().filter(|c| (from..=to).contains(&u32::from(*c))).count();
    // Japanese has Chinese characters, too, but every Japanese sentence has kana.
    let (kana, han, hangul) = (of(0x3040, 0x30ff), of(0x4e00, 0x9fff), of(0xac00, 0xd7a3));
    match letters {
        letters if kana * 15 > letters => Some("ja"),
        letters if hangul * 4 > letters => Some("ko"),
        letters if han * 4 > letters => Some("zh"),
        _ => None,
    }
}
