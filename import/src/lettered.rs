//! Finds headings that have a letter or a Roman number: "b. Storage" on a line of its own.

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, MAX_HEADING, MAX_LABEL, first_line, is_heading, is_short, plain},
};

/// Minimum number of such lines: one alone may be a part of the text.
const MIN_LETTERED: usize = 3;

/// Turns lines that are a letter and a title into headings below the others, if the policy has headings.
pub(crate) fn lettered(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let titles: Vec<Option<(Vec<Inline>, Vec<Inline>)>> = blocks.iter().map(title).collect();
    let is_title = |at: usize| titles.get(at).is_some_and(Option::is_some);
    let alone = |at: usize| titles.get(at).is_some_and(|title| matches!(title, Some((_, rest)) if rest.is_empty()));
    // Several such lines without text between them are a list.
    let heads = |at: usize| {
        let after = blocks.get(at + 1).is_some_and(|next| !is_heading(next) && next.kind != BlockKind::Rule && !is_title(at + 1));
        is_title(at) && (!alone(at) || after) && !at.checked_sub(1).is_some_and(alone)
    };
    let found: Vec<bool> = (0..blocks.len()).map(heads).collect();
    if !blocks.iter().any(is_heading) || found.iter().filter(|found| **found).count() < MIN_LETTERED {
        return blocks;
    }
    let mut out = Vec::new();
    for ((block, title), found) in blocks.into_iter().zip(titles).zip(found) {
        match title.filter(|_| found) {
            Some((text, rest)) => {
                report.found(block.line, "a line with a letter was taken for a heading", plain(&text));
                out.push(Block::new(block.line, BlockKind::Heading { level: 6, id: None, text }).with(block.anchors));
                if !rest.is_empty() {
                    out.push(Block::new(block.line + 1, BlockKind::Paragraph(rest)));
                }
            }
            None => out.push(block),
        }
    }
    out
}

/// Returns the first line of a paragraph that is a letter and a title, and the rest of the paragraph.
fn title(block: &Block) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (first, rest) = first_line(inlines);
    let text = plain(&first);
    let is_sentence = text.trim_end().ends_with(['.', '!', '?', ':', ',', ';', '。', '：', '…']);
    let linked = first.iter().any(|inline| matches!(inline, Inline::Link { .. }));
    // A short line above a capital letter is not a wrapped one.
    let ends = rest.is_empty()
        || !text.chars().skip(3).any(char::is_lowercase)
        || is_short(&first, MAX_LABEL) && plain(&rest).trim_start().starts_with(char::is_uppercase);
    let is_title = has_letter(&text) && !is_sentence && !linked && ends && is_short(&first, MAX_HEADING);
    is_title.then_some((first, rest))
}

/// Returns true for a text such as "b. Storage", "(b) Storage" or "IV. Storage".
fn has_letter(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches('(');
    let Some((letter, rest)) = text.split_once(['.', ')']) else { return false };
    let roman = |c: char| "ivxIVX".contains(c);
    let is_letter =
        letter.len() == 1 && letter.chars().all(|c| c.is_ascii_alphabetic()) || letter.len() <= 5 && letter.chars().all(roman);
    !letter.is_empty() && is_letter && rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphabetic)
}
