//! Formatted text as a tree, and its plain text.

/// A block, and the line where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) kind: BlockKind,
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
