//! Formatted text as a typed tree: what Markdown becomes, and what each host draws in its own way.
//!
//! There is no node for raw HTML and no string that a host could take for markup, so nothing executable can come out of content.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; with a number, an ordered one that starts there.
    List {
        /// The first item's number, where the list is ordered.
        start: Option<u64>,
        /// The items, each of one or more blocks.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text shown as typed.
    Code(String),
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Text shown as typed.
    Code(String),
    /// A link.
    Link {
        /// The target.
        to: Link,
        /// The visible text.
        text: Vec<Inline>,
    },
    /// A line break that the author asked for.
    Break,
}

/// An address that is safe to follow: `http:`, `https:`, `mailto:` or `tel:`.
///
/// ```
/// use carrot_core::text::Link;
/// assert!(Link::new("https://www.example.com/privacy").is_ok());
/// assert!(Link::new("javascript:alert(1)").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "export",
    derive(schemars::JsonSchema),
    schemars(description = "An address that is safe to follow: `http:`, `https:`, `mailto:` or `tel:`.")
)]
#[serde(transparent)]
pub struct Link(String);

/// The address has a scheme that content may not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkError(String);

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "link not allowed: `{}`", self.0)
    }
}

impl std::error::Error for LinkError {}

impl Link {
    /// Accepts an address whose scheme is on the list and in which nothing hides: no white space, no control characters.
    pub fn new(to: &str) -> Result<Self, LinkError> {
        let lower = to.to_ascii_lowercase();
        let rest = ["http://", "https://", "mailto:", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
        match rest {
            Some(rest) if !rest.is_empty() && !to.chars().any(|c| c.is_whitespace() || c.is_control()) => Ok(Self(to.to_owned())),
            _ => Err(LinkError(to.to_owned())),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text of blocks without its form, blocks parted by a space: for search and previews.
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    plain_blocks(blocks, &mut out);
    out
}

fn plain_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        match block {
            Block::Paragraph(inlines) => plain_inlines(inlines, out),
            Block::List { items, .. } => items.iter().for_each(|item| plain_blocks(item, out)),
            Block::Quote(inner) => plain_blocks(inner, out),
            Block::Code(code) => out.push_str(code.trim_end()),
        }
    }
}

fn plain_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => plain_inlines(inner, out),
            Inline::Break => out.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_schemes_are_links() {
        for good in ["http://a", "HTTPS://a.example/b?c#d", "mailto:a@b.example", "tel:+49-30-123456"] {
            assert!(Link::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "#a",
            "/a",
            "a.html",
            "//a",
            "https:",
            "https://",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "ftp://a",
            "java\nscript:x",
            " https://a",
            "https://a b",
            "https://a\u{0}",
        ] {
            assert!(Link::new(bad).is_err(), "{bad}");
        }
    }
}
