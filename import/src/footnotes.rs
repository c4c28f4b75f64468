//! Moves each footnote after the block that refers to it.

use std::collections::BTreeMap;

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, plain_blocks},
};

/// Returns the blocks with each footnote after the first block that refers to it, or to a footnote placed there. Leaves out and reports
/// footnotes without a reference.
pub(crate) fn placed(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let mut notes: BTreeMap<String, Vec<(usize, String, Vec<Block>)>> = BTreeMap::new();
    let mut text = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Footnote { label, blocks } => notes.entry(key(&label)).or_default().push((block.line, label, blocks)),
            kind => text.push(Block::new(block.line, kind).with(block.anchors)),
        }
    }
    if notes.is_empty() {
        return text;
    }
    let mut out = Vec::new();
    for block in text {
        let mut labels = Vec::new();
        of_block(&block, &mut labels);
        out.push(block);
        let mut at = 0;
        while let Some(found) = labels.get(at).map(|label| notes.remove(label)) {
            at += 1;
            for (line, label, mut blocks) in found.unwrap_or_default() {
                blocks.iter().for_each(|block| of_block(block, &mut labels));
                let mark = Inline::Text(format!("({label}) "));
                match blocks.first_mut().map(|block| &mut block.kind) {
                    Some(BlockKind::Paragraph(inlines)) => inlines.insert(0, mark),
                    _ => blocks.insert(0, Block::new(line, BlockKind::Paragraph(vec![mark]))),
                }
                out.extend(blocks);
            }
        }
    }
    for (line, label, blocks) in notes.into_values().flatten() {
        report.lost(line, "a footnote that nothing refers to was taken out", format!("{label} {}", plain_blocks(&blocks)));
    }
    out
}

/// Returns a label in the form in which labels are compared: Markdown ignores their case.
fn key(label: &str) -> String {
    label.to_lowercase()
}

/// Adds the labels to which a block refers. The text "(1)" is no reference: it may be a paragraph of a law.
fn of_block(block: &Block, labels: &mut Vec<String>) {
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => of_inlines(inlines, labels),
        BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| of_block(block, labels)),
        BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => blocks.iter().for_each(|block| of_block(block, labels)),
        BlockKind::Table(rows) => rows.iter().flat_map(|row| &row.cells).for_each(|cell| of_inlines(cell, labels)),
        BlockKind::Code(_) | BlockKind::Rule => {}
    }
}

fn of_inlines(inlines: &[Inline], labels: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::FootnoteRef(label) => labels.push(key(label)),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => of_inlines(inner, labels),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
