//! The note that a part of the content is in another language than the interface.

use std::collections::BTreeSet;

use super::Messages;
use crate::{Lang, Translation};

impl Messages {
    /// Returns the note that a part of this content is in another language than the interface; `None` if all is in the same.
    pub fn notice(self, content: &Translation) -> Option<&'static str> {
        let of_items = content.untranslated.iter().map(|id| content.lang_of(id.as_str()));
        let langs = std::iter::once(&content.lang).chain(of_items).filter(|lang| !self.matches_lang(lang));
        let mut foreign: Vec<&Lang> = Vec::new();
        for lang in langs.collect::<BTreeSet<_>>() {
            if foreign.iter().all(|other| other.primary() != lang.primary()) {
                foreign.push(lang);
            }
        }
        match foreign.as_slice() {
            [] => None,
            [lang] => Some(self.untranslated(Some(lang))),
            _ => Some(self.untranslated(None)),
        }
    }
}
