//! The address of the published page. Replies link to it and to its anchors.

use std::{fmt, str::FromStr};

use carrot_core::{PageUrl, PageUrlError};

use crate::limits;

/// The address of the published page, short enough for a button that links to an anchor of it.
///
/// ```
/// use bot_embed::PublicUrl;
/// let page: PublicUrl = "https://bot.example/privacy".parse().unwrap();
/// assert_eq!(page.url().link(Some("retention")), "https://bot.example/privacy#retention");
/// assert!("bot.example".parse::<PublicUrl>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(PageUrl);

/// The reason why a text is not the address of a page that replies can link to: one sentence that begins with a small letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicUrlError {
    /// It is not the address of a page.
    Url(PageUrlError),
    /// With the longest anchor, it exceeds the 512 characters of a button's URL.
    TooLong,
}

impl fmt::Display for PublicUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(error) => error.fmt(f),
            Self::TooLong => f.write_str("it is too long for a button in Discord: use a shorter address"),
        }
    }
}

impl std::error::Error for PublicUrlError {}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let url: PageUrl = text.parse().map_err(PublicUrlError::Url)?;
        // The longest link: an anchor in the terms of service.
        if limits::length(&url.link(None)) + "/terms/#".len() + carrot_core::MAX_LEN > limits::URL {
            return Err(PublicUrlError::TooLong);
        }
        Ok(Self(url))
    }
}

impl PublicUrl {
    /// Returns the address, to which an anchor can be added.
    pub fn url(&self) -> &PageUrl {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn address_that_is_too_long_for_a_button_is_an_error() {
        let long = |path: usize| format!("https://a.example/{}", "b".repeat(path)).parse::<PublicUrl>();
        assert!(long(300).is_ok());
        expect!["it is too long for a button in Discord: use a shorter address"].assert_eq(&long(500).unwrap_err().to_string());
    }
}
