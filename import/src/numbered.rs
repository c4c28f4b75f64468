//! Finds headings that are items of a numbered list.

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, MAX_HEADING, MAX_LABEL, first_line, heading, is_heading, is_short, plain, trimmed},
};

/// A heading and its text; `None` for something else.
pub(crate) type Item = Option<(Vec<Inline>, Vec<Block>)>;

/// Returns the items of a numbered list as headings with their text; `None` for an item that is something else.
pub(crate) fn numbered(blocks: &[Block], at: usize) -> Vec<Item> {
    let Some((start, items)) = blocks.get(at).and_then(ordered) else { return Vec::new() };
    let mut found: Vec<Item> = items.iter().zip(start..).map(|(item, number)| head_of(item, number)).collect();
    // "3. Storage" on a line of its own, and its text not indented: Markdown ends the list before the text.
    let followed = blocks.get(at + 1).is_some_and(|next| ordered(next).is_none() && !is_heading(next));
    if let (Some(last @ None), Some([only]), true) = (found.last_mut(), items.last().map(Vec::as_slice), followed)
        && let BlockKind::Paragraph(inlines) = &only.kind
        && is_short(inlines, MAX_LABEL)
        && !plain(inlines).trim_end().ends_with(['.', '!', '?', ':', ',', ';', '。', '：', '…'])
    {
        let number = start + items.len() as u64 - 1;
        let title = std::iter::once(Inline::Text(format!("{number}. "))).chain(inlines.iter().cloned());
        *last = Some((title.collect(), Vec::new()));
    }
    found
}

pub(crate) fn numbers(blocks: Vec<Block>, text: &str, report: &mut Report) -> Vec<Block> {
    let lines: Vec<&str> = text.split('\n').collect();
    let found: Vec<Vec<Item>> = (0..blocks.len()).map(|at| numbered(&blocks, at)).collect();
    let mut out = Vec::new();
    for (block, found) in blocks.into_iter().zip(found) {
        let Some((start, items)) = ordered(&block) else {
            out.push(block);
            continue;
        };
        for ((item, found), number) in items.iter().zip(found).zip(start..) {
            let line = item.first().map_or(block.line, |first| first.line);
            match found {
                Some((mut title, blocks)) => {
                    // The number that the policy uses: Markdown numbers items itself.
                    let written = lines.get(line.saturating_sub(1)).map_or("", |text| text.trim_start());
                    let digits = &written[..written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
                    if let (Some(Inline::Text(number)), false) = (title.first_mut(), digits.is_empty()) {
                        *number = format!("{digits}. ");
                    }
                    report.found(line, "a numbered item was taken for a heading", plain(&title));
                    let anchors = item.first().map(|first| first.anchors.clone()).unwrap_or_default();
                    out.push(heading(line, title).with(anchors));
                    out.extend(blocks);
                }
                None => out.push(Block::new(line, BlockKind::List { start: Some(number), items: vec![item.clone()] })),
            }
        }
    }
    out
}

fn head_of(item: &[Block], number: u64) -> Item {
    let (first, more) = item.split_first()?;
    let BlockKind::Paragraph(inlines) = &first.kind else { return None };
    let (head, rest) = first_line(inlines);
    let text = plain(&head);
    let ends = text.trim_end().ends_with(['.', ';', ',', '。']);
    let longest = if begins_sentence(&rest) { MAX_HEADING } else { MAX_LABEL };
    let (head, rest) =
        if is_short(&head, longest) && !ends && (!rest.is_empty() || !more.is_empty()) { (head, rest) } else { label(inlines)? };
    let mut title = vec![Inline::Text(format!("{number}. "))];
    title.extend(head);
    let mut blocks = Vec::new();
    if !rest.is_empty() {
        blocks.push(Block::new(first.line, BlockKind::Paragraph(rest)));
    }
    blocks.extend(more.iter().cloned());
    Some((title, blocks))
}

/// Returns true for a text that begins with a capital letter or a number. The next line of a wrapped sentence rarely does.
fn begins_sentence(text: &[Inline]) -> bool {
    plain(text).trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// "Data Retention: The bot …" as a heading and its text.
fn label(inlines: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let (first, more) = inlines.split_first()?;
    let (head, rest) = match first {
        Inline::Text(text) => {
            let (head, rest) = text.split_once(':').or_else(|| text.split_once('：'))?;
            (vec![Inline::Text(head.trim().to_owned())], vec![Inline::Text(rest.trim_start().to_owned())])
        }
        Inline::Strong(text) => match more.first() {
            Some(Inline::Text(rest)) if plain(text).trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：']) => {
                (text.clone(), Vec::new())
            }
            _ => return None,
        },
        _ => return None,
    };
    let text = plain(&head);
    if !is_short(&head, MAX_LABEL) || text.contains(['.', ',']) {
        return None;
    }
    let rest = trimmed(rest.into_iter().chain(more.iter().cloned()).collect());
    let rest = match rest.split_first() {
        Some((Inline::Text(text), more)) => {
            let text = text.trim_start_matches([':', '：', ' ']).to_owned();
            std::iter::once(Inline::Text(text)).chain(more.iter().cloned()).collect()
        }
        _ => rest,
    };
    (!plain(&rest).trim().is_empty()).then_some((head, rest))
}

fn ordered(block: &Block) -> Option<(u64, &[Vec<Block>])> {
    match &block.kind {
        BlockKind::List { start: Some(start), items } => Some((*start, items)),
        _ => None,
    }
}
