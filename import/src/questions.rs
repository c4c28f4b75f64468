//! Finds headings that are questions on lines of their own: "How long is it kept?".

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, MAX_HEADING, is_heading, is_short, lines_of, plain},
};

/// Minimum number of such lines: one alone may be a part of the text.
const MIN_QUESTIONS: usize = 2;

/// Turns lines that are a question into headings below the others, if the policy has headings.
pub(crate) fn questions(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let count: usize = (0..blocks.len()).map(|at| of_block(&blocks, at).len()).sum();
    if count < MIN_QUESTIONS || !blocks.iter().any(is_heading) {
        return blocks;
    }
    let found: Vec<Vec<usize>> = (0..blocks.len()).map(|at| of_block(&blocks, at)).collect();
    let mut out = Vec::new();
    for (block, found) in blocks.into_iter().zip(found) {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            out.push(block);
            continue;
        };
        if found.is_empty() {
            out.push(block);
            continue;
        }
        let end = if inlines.contains(&Inline::Break) { Inline::Break } else { Inline::Text("\n".to_owned()) };
        let mut anchors = block.anchors;
        for (number, text) in lines_of(inlines).into_iter().enumerate() {
            let line = block.line + number;
            if found.contains(&number) {
                report.found(line, "a question on a line of its own was taken for a heading", plain(&text));
                let heading = BlockKind::Heading { level: 6, id: None, text };
                out.push(Block::new(line, heading).with(std::mem::take(&mut anchors)));
                continue;
            }
            match out.last_mut().filter(|_| number > 0).map(|block| &mut block.kind) {
                Some(BlockKind::Paragraph(before)) => {
                    before.push(end.clone());
                    before.extend(text);
                }
                _ => out.push(Block::new(line, BlockKind::Paragraph(text)).with(std::mem::take(&mut anchors))),
            }
        }
    }
    out
}

/// Returns the numbers of the lines of a paragraph that are a question, and not the last text before a heading.
fn of_block(blocks: &[Block], at: usize) -> Vec<usize> {
    let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.get(at) else { return Vec::new() };
    let lines = lines_of(inlines);
    let followed = blocks.get(at + 1).is_some_and(|next| !is_heading(next) && next.kind != BlockKind::Rule);
    let mut out = Vec::new();
    // A wrapped line may end with a question by accident.
    let mut ended = true;
    for (number, line) in lines.iter().enumerate() {
        let text = plain(line);
        let text = text.trim();
        let asks =
            text.strip_suffix(['?', '？']).is_some_and(|text| !text.contains(['?', '？', '!', '。', '：']) && !text.contains(". "));
        let formatted = line.iter().any(|inline| matches!(inline, Inline::Link { .. }));
        if asks && ended && !formatted && is_short(line, MAX_HEADING) && (number + 1 < lines.len() || followed) {
            out.push(number);
        }
        ended = text.ends_with(['.', '!', '?', ':', ')', '。', '！', '？', '：']);
    }
    out
}
