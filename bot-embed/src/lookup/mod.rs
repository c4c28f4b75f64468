//! Finds what a person means by the words that they typed: core's lookup, asked in a person's language. [`topic`] is for the bot's own
//! policy, [`name`] for services, frameworks and kinds of data.

pub mod name;
pub mod topic;

use carrot_core::lookup::{Catalog, Languages};

use crate::{LanguageVersion, LocalizedContent};

fn languages(spoken: LocalizedContent<'_>) -> Languages<'_> {
    fn catalog(edition: &LanguageVersion) -> Catalog<'_> {
        Catalog { policy: &edition.text.policy, index: &edition.index, asking: &edition.question_vocabulary, names: &edition.names }
    }
    Languages { own: catalog(spoken.language_version), original: catalog(spoken.original) }
}
