//! Formatted text as a typed tree, which each output renders in its own way.
//!
//! There are no nodes for raw HTML, so content cannot contain anything executable.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::AnyId;

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list. If `start` is set, it is an ordered list that begins with this number.
    List {
        /// The first item's number, if the list is ordered.
        start: Option<u64>,
        /// The items, each of one or more blocks.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text shown as typed.
    Code(String),
    /// A table. Outputs without tables show its rows as a list.
    Table {
        /// The headings of the columns.
        head: Vec<Vec<Inline>>,
        /// The rows, each with as many cells as there are headings.
        rows: Vec<Vec<Vec<Inline>>>,
    },
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
        to: Target,
        /// The visible text.
        text: Vec<Inline>,
    },
    /// A line break that the author asked for.
    Break,
}

/// A URL that is safe to follow: `http:`, `https:`, `mailto:` or `tel:`.
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

/// The error for an address that content must not link to: its scheme is not allowed, or it has white space or control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkError(String);

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "link not allowed: `{}`", self.0)
    }
}

impl std::error::Error for LinkError {}

impl Link {
    /// Accepts a URL if its scheme is allowed, and if it has no white space and no control characters.
    pub fn new(to: &str) -> Result<Self, LinkError> {
        let lower = to.to_ascii_lowercase();
        let rest = ["http://", "https://", "mailto:", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
        match rest {
            Some(rest) if !rest.is_empty() && !to.chars().any(|c| c.is_whitespace() || c.is_control()) => Ok(Self(to.to_owned())),
            _ => Err(LinkError(to.to_owned())),
        }
    }

    /// Returns the URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The target of a link in a text: a URL, or a statement, section or document of the content itself, written as `#id`.
///
/// ```
/// use carrot_core::text::{Link, Target};
/// let within = Target::within("retention".parse().unwrap());
/// assert_eq!((within.as_str(), within.id()), ("#retention", Some("retention")));
/// assert_eq!(Target::from(Link::new("https://a.example").unwrap()).id(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "export",
    derive(schemars::JsonSchema),
    schemars(
        description = "A link's target: an address that is safe to follow, or `#` and the id of a statement, section or document."
    )
)]
#[serde(transparent)]
pub struct Target(String);

impl Target {
    /// Returns the target for an id of the content.
    pub fn within(id: AnyId) -> Self {
        Self(format!("#{id}"))
    }

    /// Returns the URL, or `#` and the id. On the page, both are valid in `href`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id that the link leads to; `None` for a URL. Outputs without ids show the link as text.
    pub fn id(&self) -> Option<&str> {
        self.0.strip_prefix('#')
    }
}

impl From<Link> for Target {
    fn from(link: Link) -> Self {
        Self(link.0)
    }
}

/// Replaces each table of a text by a list with the same content, for outputs without tables.
///
/// A row becomes an item: its first cell, and below it the others. Each cell follows the heading of its column, because a reader of a
/// list sees no columns. Empty cells are left out.
///
/// ```
/// use carrot_core::text::{Block, Inline, plain, without_tables};
/// let cell = |text: &str| vec![Inline::Text(text.to_owned())];
/// let table = Block::Table { head: vec![cell("Data"), cell("Kept")], rows: vec![vec![cell("User ID"), cell("30 days")]] };
/// assert_eq!(plain(&without_tables(vec![table])), "Data: User ID Kept: 30 days");
/// ```
pub fn without_tables(blocks: Vec<Block>) -> Vec<Block> {
    let list = |block| match block {
        Block::Table { head, rows } => table_as_list(&head, &rows),
        Block::List { start, items } => Block::List { start, items: items.into_iter().map(without_tables).collect() },
        Block::Quote(inner) => Block::Quote(without_tables(inner)),
        other => other,
    };
    blocks.into_iter().map(list).collect()
}

/// Returns the list form of a table: see [`without_tables`].
pub fn table_as_list(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Block {
    let item = |row: &Vec<Vec<Inline>>| {
        let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let mut lines = cells.map(|(at, cell)| vec![Block::Paragraph(labeled(head.get(at).map_or(&[], Vec::as_slice), cell))]);
        let mut item = lines.next()?;
        let items: Vec<_> = lines.collect();
        item.extend((!items.is_empty()).then_some(Block::List { start: None, items }));
        Some(item)
    };
    Block::List { start: None, items: rows.iter().filter_map(item).collect() }
}

/// Returns a cell after the heading of its column: "Purpose: replies".
fn labeled(heading: &[Inline], cell: &[Inline]) -> Vec<Inline> {
    let mut out = heading.to_vec();
    match out.last_mut() {
        None => {}
        // The heading may already end in a colon.
        Some(Inline::Text(text)) => {
            text.truncate(text.trim_end_matches([':', ' ']).len());
            text.push_str(": ");
        }
        Some(_) => out.push(Inline::Text(": ".to_owned())),
    }
    let mut cell = cell.iter().cloned();
    match (out.last_mut(), cell.next()) {
        (Some(Inline::Text(before)), Some(Inline::Text(text))) => before.push_str(&text),
        (_, first) => out.extend(first),
    }
    out.extend(cell);
    out
}

/// Splits a text of a TOML file into plain text and code. Code is between backticks, as in Markdown: it ends with as many backticks as it
/// begins with. All other backticks and marks of Markdown are plain text.
///
/// ```
/// use carrot_core::text::{Inline, spans};
/// let (text, code) = (|text: &str| Inline::Text(text.to_owned()), |code: &str| Inline::Code(code.to_owned()));
/// assert_eq!(spans("With `/forget`, at once"), [text("With "), code("/forget"), text(", at once")]);
/// assert_eq!(spans("one ` alone"), [text("one ` alone")]);
/// assert_eq!(spans("``a`b``"), [code("a`b")]);
/// ```
pub fn spans(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, ticks, after)) = next_ticks(rest) {
        plain.push_str(before);
        match until_ticks(after, ticks.len()) {
            Some((code, after)) if !code.trim().is_empty() => {
                if !plain.is_empty() {
                    out.push(Inline::Text(std::mem::take(&mut plain)));
                }
                // A space on both sides allows code that begins or ends with a backtick.
                let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')).unwrap_or(code);
                out.push(Inline::Code(inner.to_owned()));
                rest = after;
            }
            _ => {
                plain.push_str(ticks);
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    out
}

/// Divides a text at its first run of backticks. Returns the text before the run, the run, and the text after it.
fn next_ticks(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_at_checked(text.find('`')?)?;
    let (ticks, after) = from.split_at_checked(from.len() - from.trim_start_matches('`').len())?;
    Some((before, ticks, after))
}

/// Divides a text at the first run of exactly `count` backticks: the text before and after it.
fn until_ticks(text: &str, count: usize) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        let (_, ticks, after) = next_ticks(rest)?;
        if ticks.len() == count {
            return Some((text.get(..text.len() - after.len() - count)?, after));
        }
        rest = after;
    }
}

/// Returns whether a character is a space at which no line may break.
pub fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

/// Returns the text of blocks without formatting, for search and previews. Blocks are separated by a space.
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
            Block::Table { head, rows } => plain_blocks(&[table_as_list(head, rows)], out),
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

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    #[test]
    fn a_table_becomes_a_list_with_the_heading_before_each_cell() {
        let strong = vec![Inline::Strong(text("Kept"))];
        let head = vec![text("Data:"), Vec::new(), strong.clone()];
        let rows = vec![
            vec![text("User ID"), text("always"), text("30 days")],
            vec![text("Name"), Vec::new(), Vec::new()],
            vec![Vec::new(), Vec::new(), vec![Inline::Code("7".to_owned())]],
            vec![Vec::new(), Vec::new(), Vec::new()],
        ];
        let line = |inlines| vec![Block::Paragraph(inlines)];
        let kept = |cell| [strong.clone(), text(": "), vec![cell]].concat();
        let kept_days = [strong.clone(), text(": 30 days")].concat();
        let expected = Block::List {
            start: None,
            items: vec![
                vec![
                    Block::Paragraph(text("Data: User ID")),
                    Block::List { start: None, items: vec![line(text("always")), line(kept_days)] },
                ],
                line(text("Data: Name")),
                line(kept(Inline::Code("7".to_owned()))),
            ],
        };
        assert_eq!(table_as_list(&head, &rows), expected);
        let table = Block::Table { head, rows };
        assert_eq!(plain(std::slice::from_ref(&table)), "Data: User ID always Kept: 30 days Data: Name Kept: 7");
        let quoted = vec![Block::Quote(vec![table.clone()]), Block::List { start: Some(2), items: vec![vec![table]] }];
        let list = |block| vec![block];
        assert_eq!(
            without_tables(quoted),
            [Block::Quote(list(expected.clone())), Block::List { start: Some(2), items: vec![list(expected)] }]
        );
    }

    #[test]
    fn code_in_a_text_of_toml_is_found() {
        let shown = |typed: &str| {
            let span = |inline: Inline| match inline {
                Inline::Code(code) => format!("<{code}>"),
                other => plain(&[Block::Paragraph(vec![other])]),
            };
            spans(typed).into_iter().map(span).collect::<String>()
        };
        for (typed, expected) in [
            ("", ""),
            ("User ID", "User ID"),
            ("`user.id`", "<user.id>"),
            ("cookie `sid`, `lang`", "cookie <sid>, <lang>"),
            ("`` a ` b ``", "<a ` b>"),
            ("a ` b `` c", "a ` b `` c"),
            ("`` and `é`", "`` and <é>"),
            ("` `", "` `"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_table_is_written_as_an_object_and_comes_last_among_the_blocks() {
        let table = Block::Table { head: vec![text("A")], rows: vec![vec![text("b")]] };
        let json = r#"{"table":{"head":[[{"text":"A"}]],"rows":[[[{"text":"b"}]]]}}"#;
        assert_eq!(serde_json::to_string(&table).unwrap(), json);
        assert_eq!(serde_json::from_str::<Block>(json).unwrap(), table);
    }

    #[test]
    fn only_four_schemes_are_allowed() {
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
