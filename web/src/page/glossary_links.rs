//! Links glossary terms in texts to their entries. With scripts, boot.js shows the entry in a popover instead.

use std::{cell::RefCell, collections::BTreeSet};

use carrot_core::{Statement, Term, TermId};
use yew::prelude::*;

use super::{
    PageContext,
    glossary_words::{NO_WORDS, TermWords},
};
use crate::components::citations;

/// Links the words to explain in a text, each at its first occurrence.
pub(crate) struct TermLinker {
    words: &'static TermWords,
    /// The language of the text, if it differs from the interface's.
    lang: Option<&'static str>,
    /// The terms that have occurred.
    linked: RefCell<BTreeSet<&'static TermId>>,
}

impl TermLinker {
    /// Returns a linker that links no terms.
    pub(crate) const fn without_terms() -> Self {
        Self { words: &NO_WORDS, lang: None, linked: RefCell::new(BTreeSet::new()) }
    }

    /// Returns a linker for the text of a statement, which links the terms in its language.
    pub(crate) fn of(page: PageContext, statement: &Statement) -> Self {
        Self { words: page.words, lang: page.lang_of(statement.id.as_str()), ..Self::without_terms() }
    }

    /// Renders a text, with each glossary term linked at its first occurrence.
    pub(crate) fn text(&self, text: &'static str) -> Html {
        let mut linked = self.linked.borrow_mut();
        let mut out = Vec::new();
        let mut from = 0;
        for (start, end, term) in self.words.find(text, self.lang) {
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
