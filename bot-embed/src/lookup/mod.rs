//! Looks up a person's text in their language, with core's lookup. [`topic`] is for the bot's own policy, [`name`] for services,
//! frameworks and kinds of data.

pub mod name;
pub mod topic;

use carrot_core::lookup::{Catalog, Languages};

use crate::{LanguageVersion, LocalizedContent};

fn languages(localized: LocalizedContent<'_>) -> Languages<'_> {
    fn catalog(edition: &LanguageVersion) -> Catalog<'_> {
        Catalog { policy: &edition.text.policy, index: &edition.index, asking: &edition.question_vocabulary, names: &edition.names }
    }
    Languages { own: catalog(localized.language_version), original: catalog(localized.original) }
}
