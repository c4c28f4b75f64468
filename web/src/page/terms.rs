//! Words of the glossary, explained in the text: links to their entries. With scripts, boot.js shows the entry beside the word instead.

use std::cell::RefCell;

use carrot_core::{Statement, Term};
use yew::prelude::*;

use super::{Page, statement::cites};

/// The words to explain in a text, each at its first occurrence.
pub(crate) struct Explained {
    /// The words that are still to come.
    terms: RefCell<Vec<&'static Term>>,
}

impl Explained {
    /// No words.
    pub(crate) const fn nothing() -> Self {
        Self { terms: RefCell::new(Vec::new()) }
    }

    /// The glossary's words in the language of a statement.
    pub(crate) fn of(page: Page, it: &Statement) -> Self {
        let lang = page.lang_of(it.id.as_str());
        Self { terms: RefCell::new(page.policy.terms.iter().filter(|term| page.lang_of(term.id.as_str()) == lang).collect()) }
    }

    /// A text with its words of the glossary.
    pub(crate) fn text(&self, text: &'static str) -> Html {
        let mut terms = self.terms.borrow_mut();
        let mut out = Vec::new();
        let mut from = 0;
        for (start, end, term) in mentions(text, &terms) {
            // Explain a word once, and not within another.
            if start < from || !terms.iter().any(|it| it.id == term.id) {
                continue;
            }
            terms.retain(|it| it.id != term.id);
            let (before, word) = (text.get(from..start).unwrap_or_default(), text.get(start..end).unwrap_or_default());
            // A link and not a button, in which no line can end.
            out.push(html! { <>{ before }<a class="term" href={format!("#{}", term.id)}>{ word }</a></> });
            from = end;
        }
        html! { <>{ for out }{ text.get(from..).unwrap_or_default() }</> }
    }
}

/// Renders the definitions of the terms that occur in a rendered text without the glossary.
pub(crate) fn definitions(page: Page, text: &str) -> Html {
    let occurs = |term: &&Term| text.contains(&format!("href=\"#{}\"", term.id)) && !text.contains(&format!("id=\"{}\"", term.id));
    let used = page.policy.terms.iter().filter(occurs);
    let definition = |term: &'static Term| {
        let id = term.id.as_str();
        html! {
            <div popover="" id={format!("def-{id}")} class="def">
                <a href={format!("#{id}")} lang={page.lang_of(id)}>{ term.name.as_str() }</a>
                <p lang={page.lang_of(id)}>{ term.text.as_str() }</p>
                <p class="by">{ cites(page, &term.cites) }</p>
            </div>
        }
    };
    html! { { for used.map(definition) } }
}

/// Finds terms in a text, from its start, longer terms before shorter ones.
fn mentions(text: &str, terms: &[&'static Term]) -> Vec<(usize, usize, &'static Term)> {
    let mut found = Vec::new();
    let mut before = None;
    for (start, c) in text.char_indices() {
        if part_of_word(c) && !before.is_some_and(part_of_word) {
            let rest = text.get(start..).unwrap_or_default();
            for term in terms {
                let words = std::iter::once(&term.name).chain(&term.aliases);
                found.extend(words.filter_map(|word| begins_with(rest, word)).max().map(|length| (start, start + length, *term)));
            }
        }
        before = Some(c);
    }
    found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    found
}

/// Returns the length in bytes of a word at the start of a text, in the singular or with an s. A word with capitals of its own (TLS,
/// Customer Data) matches only as it is written.
fn begins_with(text: &str, word: &str) -> Option<usize> {
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

/// A hyphen too: a sub-processor is no processor.
fn part_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        assert_eq!(begins_with("firewalls, and", "Firewall"), Some(9));
        assert_eq!(begins_with("firewalled", "Firewall"), None);
        assert_eq!(begins_with("TLS 1.2", "TLS"), Some(3));
        assert_eq!(begins_with("tls", "TLS"), None, "a word with capitals is meant as it is written");
        assert_eq!(begins_with("data-driven", "Data"), None);
        assert_eq!(begins_with("Données personnelles", "données"), Some(8));
        assert_eq!(begins_with("", "TLS"), None);
    }
}
