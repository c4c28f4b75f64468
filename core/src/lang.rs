//! Languages of content: a tag, and the rule by which a reader's wish is met.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language tag as in `lang` attributes and Discord's locales (BCP 47, as far as one needs it): `en`, `fr`, `pt-BR`.
///
/// ```
/// use carrot_core::Lang;
/// let canadian: Lang = "fr-CA".parse().unwrap();
/// assert!("fr".parse::<Lang>().unwrap().serves(&canadian));
/// assert!("French".parse::<Lang>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Lang(String);

/// The text is no language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LangError(String);

impl fmt::Display for LangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no language tag: it looks like `fr` or `pt-BR`", self.0)
    }
}

impl std::error::Error for LangError {}

impl Lang {
    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without its region: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether somebody who wishes for a language is served by this one: it is the same, or the same without the region.
    pub fn serves(&self, wish: &Self) -> bool {
        self == wish || self.0 == wish.primary()
    }
}

impl FromStr for Lang {
    type Err = LangError;

    fn from_str(tag: &str) -> Result<Self, LangError> {
        let (primary, region) = tag.split_once('-').map_or((tag, None), |(primary, region)| (primary, Some(region)));
        let primary_fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let region_fits = region.is_none_or(|region| {
            region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase())
                || region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit())
        });
        if primary_fits && region_fits { Ok(Self(tag.to_owned())) } else { Err(LangError(tag.to_owned())) }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// English, in which content is written where it does not say otherwise.
impl Default for Lang {
    fn default() -> Self {
        Self("en".to_owned())
    }
}
