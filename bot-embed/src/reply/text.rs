//! Builds core's text tree: paragraphs, lists and emphasis.

use carrot_core::text::{Block, Inline, spans};

use crate::limits::shorten;

/// Returns the typed text, shortened so that the reply can quote it.
pub(super) fn shown(typed: &str) -> String {
    // Remove invisible characters: a text of these alone would look empty.
    let typed = typed.replace(['\u{200b}', '\u{feff}'], "");
    shorten(&typed.split_whitespace().collect::<Vec<_>>().join(" "), 80)
}

pub(super) fn paragraph(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(inlines)
}

pub(super) fn bullets(items: impl Iterator<Item = Vec<Inline>>) -> Block {
    Block::List { start: None, items: items.map(|item| vec![Block::Paragraph(item)]).collect() }
}

pub(super) fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

pub(super) fn strong(text: &str) -> Inline {
    Inline::Strong(vec![Inline::Text(text.to_owned())])
}

pub(super) fn emphasis(text: &str) -> Inline {
    Inline::Emphasis(vec![Inline::Text(text.to_owned())])
}

/// Returns a verdict and a text of a TOML file after it.
pub(super) fn verdict_with(verdict: &str, more: &str) -> Block {
    paragraph([vec![strong(&format!("{verdict}."))], spans(more)].concat())
}

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Returns text without blank lines: consecutive paragraphs become lines of one.
pub(super) fn compact(blocks: &[Block]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Paragraph(before)), Block::Paragraph(inlines)) => {
                before.push(Inline::Break);
                before.extend(inlines.iter().cloned());
            }
            _ => out.push(block.clone()),
        }
    }
    out
}
