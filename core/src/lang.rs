//! Language tags, such as `en` or `pt-BR`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language tag as in `lang` attributes and Discord's locales: `en`, `fr`, `pt-BR`, `zh-Hant`. Other tags of BCP 47 are invalid.
///
/// ```
/// use carrot_core::Lang;
/// let canadian: Lang = "fr-CA".parse().unwrap();
/// assert_eq!(canadian.primary(), "fr");
/// assert!("French".parse::<Lang>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "export",
    derive(schemars::JsonSchema),
    schemars(description = "A language tag (BCP 47): `en`, `fr`, `pt-BR`, `zh-Hant`.")
)]
#[serde(transparent)]
pub struct Lang(String);

/// The error for a text that is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LangError(String);

impl fmt::Display for LangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid language tag `{}`: use a tag such as `fr`, `pt-BR` or `zh-Hant`", self.0)
    }
}

impl std::error::Error for LangError {}

impl Lang {
    /// Returns the tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the language without its region: `pt` for `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl FromStr for Lang {
    type Err = LangError;

    fn from_str(tag: &str) -> Result<Self, LangError> {
        let mut subtags = tag.split('-').peekable();
        let primary = subtags.next().unwrap_or_default();
        let primary_fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let is_script = |subtag: &&str| {
            let (first, rest) = subtag.as_bytes().split_first().unwrap_or((&0, &[]));
            rest.len() == 3 && first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase)
        };
        subtags.next_if(is_script);
        let region_fits = subtags.next().is_none_or(|region| {
            region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase())
                || region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit())
        }) && subtags.next().is_none();
        if primary_fits && region_fits { Ok(Self(tag.to_owned())) } else { Err(LangError(tag.to_owned())) }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns English, the language of content that names no language.
impl Default for Lang {
    fn default() -> Self {
        Self("en".to_owned())
    }
}
