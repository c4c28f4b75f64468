//! Links glossary terms in texts to their entries. With scripts, boot.js shows the entry in a popover instead.

use std::cell::RefCell;

use carrot_core::{Statement, Term};
use yew::prelude::*;

use super::PageContext;
use crate::components::citations;

/// The words to explain in a text, each at its first occurrence.
pub(crate) struct TermLinker {
    /// The terms that have not occurred yet.
    terms: RefCell<Vec<&'static Term>>,
}

impl TermLinker {
    /// Returns a value that links no terms.
    pub(crate) const fn nothing() -> Self {
        Self { terms: RefCell::new(Vec::new()) }
    }

    /// Returns the glossary's words in the language of a statement.
    pub(crate) fn of(page: PageContext, it: &Statement) -> Self {
        let lang = page.lang_of(it.id.as_str());
        Self { terms: RefCell::new(page.policy.terms.iter().filter(|term| page.lang_of(term.id.as_str()) == lang).collect()) }
    }

    /// Renders a text, with each glossary term linked at its first occurrence.
    pub(crate) fn text(&self, text: &'static str) -> Html {
        let mut terms = self.terms.borrow_mut();
        let mut out = Vec::new();
        let mut from = 0;
        for (start, end, term) in find_terms(text, &terms) {
            // Explain a word once, and not within another.
            if start < from || !terms.iter().any(|it| it.id == term.id) {
                continue;
            }
            terms.retain(|it| it.id != term.id);
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
    let occurs = |term: &&Term| text.contains(&format!("href=\"#{}\"", term.id)) && !text.contains(&format!("id=\"{}\"", term.id));
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

/// Returns (start, end, term) for each term in a text, in bytes, sorted by start, then the longest first.
fn find_terms(text: &str, terms: &[&'static Term]) -> Vec<(usize, usize, &'static Term)> {
    let mut found = Vec::new();
    let mut before = None;
    for (start, c) in text.char_indices() {
        if part_of_word(c) && !before.is_some_and(part_of_word) {
            let rest = text.get(start..).unwrap_or_default();
            for term in terms {
                let words = std::iter::once(&term.name).chain(&term.aliases);
                found.extend(words.filter_map(|word| match_length(rest, word)).max().map(|length| (start, start + length, *term)));
            }
        }
        before = Some(c);
    }
    found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    found
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
