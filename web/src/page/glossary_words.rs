//! Finds the names of glossary terms in texts.

use std::collections::BTreeMap;

use carrot_core::Term;

/// The names of the glossary's terms, by their language and their first letter in lower case. A page has many texts, and a glossary many
/// terms.
#[derive(Debug, PartialEq)]
pub(crate) struct TermWords(BTreeMap<(Option<&'static str>, char), Vec<Word>>);

/// No words.
pub(crate) static NO_WORDS: TermWords = TermWords(BTreeMap::new());

/// A name of a term.
type Word = (&'static str, &'static Term);

impl TermWords {
    /// Returns the words of terms. `lang_of` returns the language of an id, if it differs from the interface's.
    pub(crate) fn of(terms: &'static [Term], lang_of: impl Fn(&str) -> Option<&'static str>) -> Self {
        let mut words: BTreeMap<_, Vec<Word>> = BTreeMap::new();
        for term in terms {
            let lang = lang_of(term.id.as_str());
            for word in std::iter::once(&term.name).chain(&term.aliases) {
                if let Some(first) = word.chars().next() {
                    words.entry((lang, lower(first))).or_default().push((word, term));
                }
            }
        }
        Self(words)
    }

    /// Returns the words of a language that begin with a letter.
    fn beginning_with(&'static self, lang: Option<&'static str>, first: char) -> &'static [Word] {
        self.0.get(&(lang, lower(first))).map_or(&[], Vec::as_slice)
    }

    /// Returns (start, end, term) for each term in a text in a language, in bytes, sorted by start, then the longest first.
    pub(crate) fn find(&'static self, text: &str, lang: Option<&'static str>) -> Vec<(usize, usize, &'static Term)> {
        let mut found = Vec::new();
        let mut before = None;
        for (start, c) in text.char_indices() {
            if part_of_word(c) && !before.is_some_and(part_of_word) {
                let rest = text.get(start..).unwrap_or_default();
                let words = self.beginning_with(lang, c).iter();
                found.extend(words.filter_map(|(word, term)| match_length(rest, word).map(|length| (start, start + length, *term))));
            }
            before = Some(c);
        }
        found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        found
    }
}

/// Returns a letter in lower case. If that has several letters, returns the first.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Returns the length of the match in bytes if `text` starts with `word` or its plural in -s. A
/// word with two or more capitals (TLS, Customer Data) is matched case-sensitively.
fn match_length(text: &str, word: &str) -> Option<usize> {
    let as_written = || word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let mut rest = text.chars();
    for wanted in word.chars() {
        let c = rest.next()?;
        if c != wanted && (!c.to_lowercase().eq(wanted.to_lowercase()) || as_written()) {
            return None;
        }
    }
    let ends = |rest: &str| !rest.chars().next().is_some_and(part_of_word);
    let rest = rest.as_str();
    let rest = if ends(rest) { rest } else { rest.strip_prefix('s').filter(|rest| ends(rest))? };
    Some(text.len() - rest.len())
}

/// Returns whether a character is part of a word. A hyphen is, so that "sub-processor" does not
/// match "processor".
fn part_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_linked() {
        assert_eq!(match_length("firewalls, and", "Firewall"), Some(9));
        assert_eq!(match_length("firewalled", "Firewall"), None);
        assert_eq!(match_length("TLS 1.2", "TLS"), Some(3));
        assert_eq!(match_length("tls", "TLS"), None, "a word with several capitals is case-sensitive");
        assert_eq!(match_length("data-driven", "Data"), None);
        assert_eq!(match_length("Données personnelles", "données"), Some(8));
        assert_eq!(match_length("", "TLS"), None);
    }
}
