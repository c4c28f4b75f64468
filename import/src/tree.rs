//! Formatted text as a tree, and its plain text.

/// A name by which a link can lead to a block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Anchor {
    /// An id that the author wrote: `{#id}`, `<a name="id">`, `<li id="id">`.
    Written(String),
    /// The text of a heading. Programs make ids from it, each in its own way.
    Heading(String),
}

/// A block, and the line where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) kind: BlockKind,
    /// The names by which links lead to it.
    pub(crate) anchors: Vec<Anchor>,
}

impl Block {
    pub(crate) fn new(line: usize, kind: BlockKind) -> Self {
        Self { line, kind, anchors: Vec::new() }
    }

    pub(crate) fn with(self, anchors: Vec<Anchor>) -> Self {
        Self { anchors, ..self }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum BlockKind {
    Paragraph(Vec<Inline>),
    Heading {
        level: u8,
        id: Option<String>,
        text: Vec<Inline>,
    },
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Code(String),
    Table(Vec<Row>),
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    /// A horizontal line, or the border of a page's footer. It separates texts, and has no text itself.
    Rule,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) head: bool,
    pub(crate) cells: Vec<Vec<Inline>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inline {
    Text(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Code(String),
    Link { to: String, text: Vec<Inline> },
    Break,
    FootnoteRef(String),
}

/// Maximum length of a text that counts as a heading.
pub(crate) const MAX_HEADING: usize = 90;

/// Maximum length of a text before a colon, or of a line without punctuation, that counts as a heading.
pub(crate) const MAX_LABEL: usize = 60;

/// Returns text without white space and breaks at both ends; empty if there is nothing else.
pub(crate) fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while let Some(first) = inlines.first_mut() {
        match first {
            Inline::Text(text) if text.trim().is_empty() => drop(inlines.remove(0)),
            Inline::Break => drop(inlines.remove(0)),
            Inline::Text(text) => {
                *text = text.trim_start().to_owned();
                break;
            }
            _ => break,
        }
    }
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(text) if text.trim().is_empty() => drop(inlines.pop()),
            Inline::Break => drop(inlines.pop()),
            Inline::Text(text) => {
                *text = text.trim_end().to_owned();
                break;
            }
            _ => break,
        }
    }
    inlines
}

/// Returns the text of inlines without formatting.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => out.push_str(&plain(inner)),
            Inline::Break => out.push(' '),
            Inline::FootnoteRef(label) => out.push_str(&format!(" ({label})")),
        }
    }
    out
}

/// Returns a text in one line, with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of blocks without formatting.
pub(crate) fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => out.push_str(&plain(inlines)),
            BlockKind::List { items, .. } => {
                out.push_str(&items.iter().map(|item| plain_blocks(item)).collect::<Vec<_>>().join("\n"));
            }
            BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => out.push_str(&plain_blocks(blocks)),
            BlockKind::Code(code) => out.push_str(code),
            BlockKind::Rule => {}
            BlockKind::Table(rows) => {
                let row = |row: &Row| row.cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("\n");
                out.push_str(&rows.iter().map(row).collect::<Vec<_>>().join("\n"));
            }
        }
    }
    out
}

/// Returns the lines of a paragraph: as they are in its file, and as its author ended them.
pub(crate) fn lines_of(inlines: &[Inline]) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in inlines {
        match inline {
            Inline::Break => out.push(Vec::new()),
            Inline::Text(text) => {
                for (number, part) in text.split('\n').enumerate() {
                    if number > 0 {
                        out.push(Vec::new());
                    }
                    out.last_mut().into_iter().for_each(|line| line.push(Inline::Text(part.to_owned())));
                }
            }
            other => out.last_mut().into_iter().for_each(|line| line.push(other.clone())),
        }
    }
    out.into_iter().map(trimmed).filter(|line| !line.is_empty()).collect()
}

/// The inlines up to the first line break, and those after it.
pub(crate) fn first_line(inlines: &[Inline]) -> (Vec<Inline>, Vec<Inline>) {
    let mut first = Vec::new();
    let mut rest = inlines.iter();
    for inline in rest.by_ref() {
        match inline {
            Inline::Break => return (trimmed(first), trimmed(rest.cloned().collect())),
            Inline::Text(text) => match text.split_once('\n') {
                Some((before, after)) => {
                    first.push(Inline::Text(before.to_owned()));
                    let after = std::iter::once(Inline::Text(after.to_owned())).chain(rest.cloned());
                    return (trimmed(first), trimmed(after.collect()));
                }
                None => first.push(inline.clone()),
            },
            other => first.push(other.clone()),
        }
    }
    (trimmed(first), Vec::new())
}

/// Returns true for a text of one to `most` characters.
pub(crate) fn is_short(text: &[Inline], most: usize) -> bool {
    let length = plain(text).trim().chars().count();
    (1..=most).contains(&length)
}

/// Returns true for a heading with words.
pub(crate) fn is_heading(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading { text, .. } if !plain(text).trim().is_empty())
}

/// Returns a heading of a section.
pub(crate) fn heading(line: usize, text: Vec<Inline>) -> Block {
    Block::new(line, BlockKind::Heading { level: 2, id: None, text })
}

pub(crate) fn paragraph(line: usize, inlines: Vec<Inline>) -> Block {
    Block::new(line, BlockKind::Paragraph(inlines))
}

/// Returns true for a letter of a script without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x30ff | 0x3400..=0x9fff | 0xff00..=0xffef)
}
