//! The address of the published page. Replies link to it and to its anchors.

use std::{fmt, str::FromStr};

use carrot_core::{PageUrl, PageUrlError};

use crate::limits;

/// The address of the published page, short enough for a button that links to an anchor of it.
///
/// ```
/// use bot_embed::Page;
/// let page: Page = "https://bot.example/privacy".parse().unwrap();
/// assert_eq!(page.url().link(Some("retention")), "https://bot.example/privacy#retention");
/// assert!("bot.example".parse::<Page>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page(PageUrl);

/// The reason why a text is not the address of a page that replies can link to: one sentence that begins with a small letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageError {
    /// It is not the address of a page.
    Url(PageUrlError),
    /// With the longest anchor, it exceeds the 512 characters of a button's URL.
    TooLong,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(error) => error.fmt(f),
            Self::TooLong => f.write_str("it is too long for a button in Discord: use a shorter address"),
        }
    }
}

impl std::error::Error for PageError {}

impl FromStr for Page {
    type Err = PageError;

    fn from_str(text: &str) -> Result<Self, PageError> {
        let url: PageUrl = text.parse().map_err(PageError::Url)?;
        // The longest link: an anchor in the terms of service.
        if limits::length(&url.link(None)) + "/terms/#".len() + carrot_core::MAX_LEN > limits::URL {
            return Err(PageError::TooLong);
        }
        Ok(Self(url))
    }
}

impl Page {
    /// Returns the address, to which an anchor can be added.
    pub fn url(&self) -> &PageUrl {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_too_long_for_a_button_is_refused() {
        let long = |path: usize| format!("https://a.example/{}", "b".repeat(path)).parse::<Page>();
        assert!(long(300).is_ok());
        assert_eq!(long(500).unwrap_err().to_string(), "it is too long for a button in Discord: use a shorter address");
    }
}
