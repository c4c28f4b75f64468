//! Finds lists whose items have no marks.

use std::{iter::Peekable, vec::IntoIter};

use crate::{
    clauses::is_clause,
    markdown::are_short,
    report::Report,
    tree::{Block, BlockKind, Inline, MAX_LABEL, is_short, lines_of, paragraph, plain, plain_blocks, trimmed},
};

/// Makes short paragraphs, or short lines, below a colon the items of a list: an author may leave out the marks.
pub(crate) fn lists(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(mut block) = rest.next() {
        if let BlockKind::List { items, .. } = &mut block.kind {
            lines_of_last_item(items, &mut rest, report);
        }
        let BlockKind::Paragraph(inlines) = &block.kind else {
            out.push(block);
            continue;
        };
        if let Some((first, items)) = marked(inlines) {
            report.found(block.line, "lines with marks below a colon were taken for a list", plain(&first));
            let items = items.into_iter().map(|item| vec![paragraph(block.line, item)]).collect();
            out.push(paragraph(block.line, first).with(block.anchors.clone()));
            out.push(Block::new(block.line, BlockKind::List { start: None, items }));
            continue;
        }
        let lines = unbroken(inlines);
        if let Some((first, items)) = lines.split_first().filter(|(first, items)| leads(first) && are_items(items)) {
            report.found(block.line, "short lines below a colon were taken for a list", plain(first));
            let items = items.iter().zip(block.line + 1..).map(|(item, line)| vec![paragraph(line, item.clone())]).collect();
            out.push(paragraph(block.line, first.clone()).with(block.anchors.clone()));
            out.push(Block::new(block.line + 1, BlockKind::List { start: None, items }));
            continue;
        }
        let leads = leads(inlines);
        out.push(block);
        // The lines may also be a paragraph of their own.
        let below = rest
            .peek()
            .filter(|_| leads)
            .and_then(|next| if let BlockKind::Paragraph(inlines) = &next.kind { Some(unbroken(inlines)) } else { None });
        if let Some(lines) = below.filter(|lines| are_items(lines)) {
            let (line, anchors) = rest.next().map_or((0, Vec::new()), |block| (block.line, block.anchors));
            report.found(line, "short lines below a colon were taken for a list", plain(&lines[0]));
            let items = lines.into_iter().zip(line..).map(|(item, line)| vec![paragraph(line, item)]).collect();
            out.push(Block::new(line, BlockKind::List { start: None, items }).with(anchors));
            continue;
        }
        let mut items: Vec<Vec<Block>> = Vec::new();
        while let Some(item) = rest.next_if(|next| leads && is_item(next)) {
            items.push(vec![item]);
        }
        match items.first().and_then(|item| item.first()) {
            Some(first) if items.len() > 1 => {
                let line = first.line;
                report.found(line, "short paragraphs below a colon were taken for a list", plain_blocks(std::slice::from_ref(first)));
                out.push(Block::new(line, BlockKind::List { start: None, items }));
            }
            _ => out.extend(items.into_iter().flatten()),
        }
    }
    out
}

/// Adds short paragraphs below a list to its last item, if that ends with a colon: "or by mail to:" and the lines of an address.
fn lines_of_last_item(items: &mut [Vec<Block>], rest: &mut Peekable<IntoIter<Block>>, report: &mut Report) {
    let Some(last) = items.last_mut() else { return };
    if !matches!(last.last().map(|block| &block.kind), Some(BlockKind::Paragraph(inlines)) if leads(inlines)) {
        return;
    }
    let mut lines = Vec::new();
    let mut line = 0;
    while let Some(Block { kind: BlockKind::Paragraph(inlines), line: at, anchors }) = rest.next_if(is_item) {
        line = if line == 0 { at } else { line };
        last.iter_mut().for_each(|block| block.anchors.extend(anchors.iter().cloned()));
        lines.extend((!lines.is_empty()).then_some(Inline::Break));
        lines.extend(inlines);
    }
    if !lines.is_empty() {
        report.found(line, "short paragraphs below the last item of a list were added to it", plain(&lines));
        last.push(paragraph(line, lines));
    }
}

fn leads(inlines: &[Inline]) -> bool {
    plain(inlines).trim_end().ends_with([':', '：'])
}

/// Returns the line that ends with a colon and the items below it, if all other lines of a paragraph begin with a hyphen: HTML may have such
/// lists.
fn marked(inlines: &[Inline]) -> Option<(Vec<Inline>, Vec<Vec<Inline>>)> {
    let mut lines = inlines.split(|inline| *inline == Inline::Break);
    let first = trimmed(lines.next()?.to_vec());
    let item = |line: &[Inline]| match line.split_first()? {
        (Inline::Text(text), rest) => {
            let text = Inline::Text(text.strip_prefix("- ")?.to_owned());
            Some(trimmed(std::iter::once(text).chain(rest.iter().cloned()).collect()))
        }
        _ => None,
    };
    let items: Vec<Vec<Inline>> = lines.map(item).collect::<Option<_>>()?;
    let named = items.iter().all(|item| plain(item).chars().any(char::is_alphanumeric));
    (leads(&first) && items.len() > 1 && named).then_some((first, items))
}

/// Returns the lines of a paragraph; none if its author has ended lines, because then they are lines and no items.
fn unbroken(inlines: &[Inline]) -> Vec<Vec<Inline>> {
    if inlines.contains(&Inline::Break) { Vec::new() } else { lines_of(inlines) }
}

/// Returns true for short lines, none of which is a sentence or a label with its text.
fn are_items(lines: &[Vec<Inline>]) -> bool {
    let texts: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    texts.len() > 1 && are_short(&texts) && lines.iter().all(|line| names(line))
}

/// Returns true for a short paragraph in one line that is no sentence and no heading in bold.
fn is_item(block: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let bold = matches!(inlines.as_slice(), [Inline::Strong(_)]);
    !bold && is_short(inlines, MAX_LABEL) && unbroken(inlines).len() == 1 && names(inlines)
}

fn names(inlines: &[Inline]) -> bool {
    let text = plain(inlines);
    let text = text.trim();
    text.chars().any(char::is_alphabetic) && !text.ends_with(['.', '!', '?', ':', '。', '：', '！', '？', '…']) && !is_clause(text)
}
