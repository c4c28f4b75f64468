//! Links glossary terms in texts to their entries. With scripts, boot.js shows the entry in a popover instead.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use carrot_core::{Statement, Term, TermId};
use yew::prelude::*;

use super::PageContext;
use crate::components::citations;

/// The names of the glossary's terms, by their language and their first letter in lower case. A page has many texts, and a glossary many
/// terms.
#[derive(Debug, PartialEq)]
pub(crate) struct TermWords(BTreeMap<(Option<&'static str>, char), Vec<Word>>);

/// No words.
pub(crate) static NO_WORDS: TermWords = TermWords(BTreeMap::new());

/// A name of a term.
type Word = (&'static str, &'static Term);

impl TermWords {
    /// Returns the words of all terms.
    pub(crate) fn of(page: PageContext) -> Self {
        let mut words: BTreeMap<_, Vec<Word>> = BTreeMap::new();
        for term in &page.policy.terms {
            let lang = page.lang_of(term.id.as_str());
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
}

/// Links the words to explain in a text, each at its first occurrence.
pub(crate) struct TermLinker {
    words: &'static TermWords,
    /// The language of the text, if it differs from the interface's.
    lang: Option<&'static str>,
    /// The terms that have occurred.
    linked: RefCell<BTreeSet<&'static TermId>>,
}

impl TermLinker {
    /// Returns a value that links no terms.
    pub(crate) const fn nothing() -> Self {
        Self { words: &NO_WORDS, lang: None, linked: RefCell::new(BTreeSet::new()) }
    }

    /// Returns a value that links the glossary's words in the language of a statement.
    pub(crate) fn of(page: PageContext, it: &Statement) -> Self {
        Self { words: page.words, lang: page.lang_of(it.id.as_str()), ..Self::nothing() }
    }

    /// Renders a text, with each glossary term linked at its first occurrence.
    pub(crate) fn text(&self, text: &'static str) -> Html {
        let mut linked = self.linked.borrow_mut();
        let mut out = Vec::new();
        let mut from = 0;
        for (start, end, term) in find_terms(text, |first| self.words.beginning_with(self.lang, first)) {
            // Explain a word once, and not within another.
            if start < from || !linked.insert(&term.id) {
                continue;
            }
            let (before, word) = (text.get(from..start).unwrap_or_default(), text.get(start..end).unwrap_or_default());
            // Use a link, because a line cannot wrap inside a button.
            out.push(html! { <>{ before }<a class="term" href={format!("#{}", term.id)}>{ word }</a></> });
            from = end;
        }
        html! { <>{ for out }{ text.get(from..).unwrap_or_default() }</> }
    }
}

/// Renders popovers for the terms that `text` (HTML) links to but does not define.
pub(crate) fn definitions(page: PageContext, text: &str) -> Html {
    let (links, ids) = (values_after(text, "href=\"#"), values_after(text, " id=\""));
    let occurs = |term: &&Term| links.contains(term.id.as_str()) && !ids.contains(term.id.as_str());
    let used = page.policy.terms.iter().filter(occurs);
    let definition = |term: &'static Term| {
        let id = term.id.as_str();
        html! {
            <div popover="" id={format!("def-{id}")} class="def">
                <a href={format!("#{id}")} lang={page.lang_of(id)}>{ term.name.as_str() }</a>
                <p lang={page.lang_of(id)}>{ term.text.as_str() }</p>
                <p class="by">{ citations(page.content, &term.cites) }</p>
            </div>
        }
    };
    html! { { for used.map(definition) } }
}

/// Returns the texts between each occurrence of `start` and the next quotation mark.
fn values_after<'t>(text: &'t str, start: &str) -> BTreeSet<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
}

/// Returns (start, end, term) for each term in a text, in bytes, sorted by start, then the longest first. `words` returns the words that
/// begin with a letter.
fn find_terms(text: &str, words: impl Fn(char) -> &'static [Word]) -> Vec<(usize, usize, &'static Term)> {
    let mut found = Vec::new();
    let mut before = None;
    for (start, c) in text.char_indices() {
        if part_of_word(c) && !before.is_some_and(part_of_word) {
            let rest = text.get(start..).unwrap_or_default();
            let here = words(c).iter().filter_map(|(word, term)| match_length(rest, word).map(|length| (start, start + length, *term)));
            found.extend(here);
        }
        before = Some(c);
    }
    found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    found
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
