//! Translations, and the serialized content that programs contain.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::Policy;
use crate::{AnyId, Lang};

/// Content in another language: the same ids and facts, with translated texts where there are some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language.
    pub lang: Lang,
    /// The translated policy. Untranslated parts are in the original language.
    pub policy: Policy,
    /// Ids of everything that is not in this language: sections, statements, data items, terms, requirements and questions.
    pub untranslated: BTreeSet<AnyId>,
}

impl Translation {
    /// Wraps content in its original language as a translation, so that all languages can be searched in one list.
    pub fn original(policy: Policy) -> Self {
        Self { lang: policy.bot.lang.clone(), untranslated: policy.in_rules_lang.clone(), policy }
    }

    /// Returns the language of an item in this content.
    pub fn lang_of(&self, id: &str) -> &Lang {
        if self.untranslated.contains(id) { self.policy.original_lang_of(id) } else { &self.lang }
    }
}

/// The error if bytes cannot be read: another version of this crate has written them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BakedError;

impl fmt::Display for BakedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the baked content was written by another version of this program: build the program again")
    }
}

impl std::error::Error for BakedError {}

/// Serializes a value of the model to bytes, to bake them into a program. The format is postcard, which writes few bytes and no
/// names of fields.
///
/// # Errors
/// If postcard cannot serialize the value. It can serialize all types of the model.
pub fn to_bytes(value: &impl Serialize) -> Result<Vec<u8>, BakedError> {
    postcard::to_allocvec(value).map_err(|_| BakedError)
}

/// Reads the bytes that [`to_bytes`] returned.
///
/// # Errors
/// If the bytes are not of this version.
pub fn from_bytes<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, BakedError> {
    postcard::from_bytes(bytes).map_err(|_| BakedError)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn bytes_of_another_version_are_refused_with_the_fix() {
        let error = from_bytes::<Policy>(b"of another version").unwrap_err();
        expect!["the baked content was written by another version of this program: build the program again"]
            .assert_eq(&error.to_string());
    }
}
