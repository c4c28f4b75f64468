//! The data of the tools: the content bundle of one language, and the interface's texts.

use std::{ops::Deref, rc::Rc};

use carrot_core::{Bundle, Facts, Lang, i18n::Messages};
use yew::prelude::*;

/// A content bundle and the interface's texts. Cloning it copies a pointer.
#[derive(Debug, Clone)]
pub struct Content(Rc<Inner>);

/// The parts of [`Content`].
#[derive(Debug)]
pub struct Inner {
    /// Facts and search index.
    pub bundle: Bundle,
    /// The interface's texts.
    pub messages: Messages,
}

impl Content {
    /// Creates the content of a bundle, with the interface in a language.
    pub fn new(bundle: Bundle, messages: Messages) -> Self {
        Self(Rc::new(Inner { bundle, messages }))
    }

    /// Returns the facts.
    pub fn facts(&self) -> &Facts {
        &self.0.bundle.facts
    }

    /// Returns the `lang` for a text of the item with this id; `None` if it is in the interface's language.
    pub fn lang_of(&self, id: &str) -> Option<String> {
        foreign(self.messages, self.bundle.lang_of(id))
    }

    /// Renders a text of the item with this id, in an element with `lang` if it is not in the interface's language.
    pub fn marked(&self, id: &str, text: &str) -> Html {
        match self.lang_of(id) {
            Some(lang) => html! { <span {lang}>{ text }</span> },
            None => text.into(),
        }
    }
}

/// Returns the tag of a language, if it is not the interface's.
pub(crate) fn foreign(messages: Messages, lang: &Lang) -> Option<String> {
    (!messages.matches_lang(lang)).then(|| lang.to_string())
}

impl Deref for Content {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Compares pointers.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
