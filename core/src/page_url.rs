//! The address of the published page.

use std::{fmt, net::Ipv6Addr, str::FromStr};

/// The address of the published page, to which an anchor can be added.
///
/// ```
/// use carrot_core::PageUrl;
/// let page: PageUrl = "https://bot.example/privacy".parse().unwrap();
/// assert_eq!(page.link(Some("retention")), "https://bot.example/privacy#retention");
/// assert_eq!(page.link(None), "https://bot.example/privacy");
/// assert!("bot.example".parse::<PageUrl>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageUrl(String);

/// The reason why a text is not the address of a page: one sentence that begins with a small letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageUrlError(&'static str);

impl fmt::Display for PageUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: use an address such as `https://bot.example/privacy/`", self.0)
    }
}

impl std::error::Error for PageUrlError {}

impl FromStr for PageUrl {
    type Err = PageUrlError;

    fn from_str(text: &str) -> Result<Self, PageUrlError> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let rest = rest.ok_or(PageUrlError("it begins with neither `https://` nor `http://`"))?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        // Brackets and parentheses would end a link in Markdown.
        let unfit = |c: char| !c.is_ascii_graphic() || "\"<>\\^`{|}()".contains(c);
        if text.contains(unfit) || path.contains(['[', ']']) {
            return Err(PageUrlError("it contains white space or other characters that are not allowed in an address"));
        }
        if text.contains(['?', '#']) {
            return Err(PageUrlError("it contains `?` or `#`, but links to the page add their own"));
        }
        if host.is_empty() || host.contains('@') || host.starts_with(':') {
            return Err(PageUrlError("it names no host"));
        }
        let (name, port) = match host.rsplit_once(':').filter(|_| !host.ends_with(']')) {
            Some((name, port)) => (name, port),
            None => (host, "443"),
        };
        let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let named = match bracketed {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => name
                .split('.')
                .all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')),
        };
        if !named || !port.parse::<u16>().is_ok_and(|port| port > 0) {
            return Err(PageUrlError("its host or port is invalid"));
        }
        // Add a slash after a host without a path, so that an anchor can be appended.
        let slash = if rest.contains('/') { "" } else { "/" };
        Ok(Self(format!("{text}{slash}")))
    }
}

impl PageUrl {
    /// Returns the address of an anchor on the page, or of the page itself. An anchor with a slash is in another document of the site,
    /// such as `terms/#refunds`.
    pub fn link(&self, anchor: Option<&str>) -> String {
        match anchor {
            Some(anchor) if anchor.contains('/') => self.folder() + anchor,
            Some(anchor) => format!("{}#{anchor}", self.0),
            None => self.0.clone(),
        }
    }

    /// Returns whether the address uses TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Returns the address of the page's folder, with a slash at its end. If the page's address ends with neither a slash nor a file
    /// name, the page itself is the folder.
    ///
    /// ```
    /// let folder = |page: &str| page.parse::<carrot_core::PageUrl>().unwrap().folder();
    /// assert_eq!(folder("https://bot.example/privacy"), "https://bot.example/privacy/");
    /// assert_eq!(folder("https://bot.example/about/privacy.html"), "https://bot.example/about/");
    /// ```
    pub fn folder(&self) -> String {
        match self.0.rsplit_once('/') {
            Some((folder, "")) => format!("{folder}/"),
            Some((folder, name)) if name.ends_with(".html") => format!("{folder}/"),
            _ => format!("{}/", self.0),
        }
    }

    /// Returns the path of [`folder`](Self::folder)'s address, with a slash at both ends; `/` if the page is at the root of its host.
    pub fn folder_path(&self) -> String {
        self.folder().splitn(4, '/').nth(3).map_or_else(|| "/".to_owned(), |path| format!("/{path}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_pages() {
        for (good, link) in [
            ("https://a.example", "https://a.example/#x"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/#x"),
            ("http://[::1]:8080/a", "http://[::1]:8080/a#x"),
            ("https://a.example/b/", "https://a.example/b/#x"),
            ("https://a.example/b.html", "https://a.example/b.html#x"),
        ] {
            assert_eq!(good.parse::<PageUrl>().unwrap().link(Some("x")), link);
        }
        for bad in [
            "",
            "a.example",
            "ftp://a",
            "https://",
            "https:///b",
            "https://u@a",
            "https://a b",
            "https://a/?q",
            "https://a/#b",
            "https://a/)b",
            "https://a/[b",
            "http://[::1]/)b",
            "https://a.example:99999/",
            "https://[::1",
            "https://a..b:",
            "https://a.example:x",
            "https://a:0/",
        ] {
            assert!(bad.parse::<PageUrl>().is_err(), "{bad}");
        }
        for (bad, problem) in [
            ("bot.example", "it begins with neither `https://` nor `http://`"),
            ("https://a b", "it contains white space or other characters that are not allowed in an address"),
            ("https://a/?q", "it contains `?` or `#`, but links to the page add their own"),
            ("https:///b", "it names no host"),
            ("https://a:0/", "its host or port is invalid"),
        ] {
            let expected = format!("{problem}: use an address such as `https://bot.example/privacy/`");
            assert_eq!(bad.parse::<PageUrl>().unwrap_err().to_string(), expected, "{bad}");
        }
    }
}
