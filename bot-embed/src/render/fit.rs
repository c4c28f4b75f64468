//! Shortens an answer to a length without changing its meaning.
//!
//! These steps follow each other until the answer fits:
//!
//! 1. A list with one item of several blocks becomes these blocks. Each row of a table becomes an item of a list. If some columns answer
//!    the question, the other columns are left out, except for the first one, which names the row.
//! 2. Items are left out from the end of lists. A line at the end of the list says how many.
//! 3. Lists inside items are left out, if the answer fits then.
//! 4. Sentences of the longest paragraph are left out, first from its middle.
//! 5. The answer is cut at its end.
//!
//! Items and sentences that answer the question are left out last.

use std::collections::BTreeSet;

use carrot_core::{
    sentence::sentences,
    text::{Block, Inline, plain, table_as_list},
};

use super::{limits, markdown, split};

/// The mark in place of text that is left out.
const LEFT_OUT: &str = "…";

/// The mark at the end of text after which something is left out.
const MORE: &str = " …";

/// Maximum length of an answer, in UTF-16 units, for the step that leaves out sentences. A longer answer is cut at its end instead.
const MAX_FOR_DROPPING_SENTENCES: usize = 4 * limits::SHORT_COMPLIANCE;

/// Rules for the parts of an answer that are left out last.
pub(super) struct KeepRules<'a> {
    /// Returns true for a text that answers the question.
    pub(super) answers: &'a dyn Fn(&str) -> bool,
    /// True if each item of a list answers, so that its first items stay.
    pub(super) in_order: bool,
    /// True if the question asks for addresses, so that an item with a link or an account answers.
    pub(super) addresses: bool,
}

impl KeepRules<'_> {
    fn is_kept(&self, item: &[Block]) -> bool {
        let text = plain(item);
        !self.in_order && ((self.answers)(&text) || self.addresses && (has_account(&text) || item.iter().any(has_link)))
    }

    /// Returns true for a sentence that is left out last.
    fn is_kept_sentence(&self, sentence: &[Inline]) -> bool {
        let text = plain(&[Block::Paragraph(sentence.to_vec())]);
        (self.answers)(&text) || self.addresses && (has_account(&text) || sentence.iter().any(is_link))
    }
}

/// Returns true for a text with a mail address or the name of an account. Some authors hide the sign of a mail address from programs.
fn has_account(text: &str) -> bool {
    const SIGNS: [&str; 5] = ["@", "[at]", "(at)", "[at)", "(at]"];
    let text = text.to_lowercase();
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// Returns whether a paragraph, or a list in it, has a link.
fn has_link(block: &Block) -> bool {
    match block {
        Block::Paragraph(inlines) => inlines.iter().any(is_link),
        Block::List { items, .. } => items.iter().flatten().any(has_link),
        _ => false,
    }
}

fn is_link(inline: &Inline) -> bool {
    match inline {
        Inline::Link { .. } => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) => inner.iter().any(is_link),
        Inline::Text(_) | Inline::Code(_) | Inline::Break => false,
    }
}

/// Renders an answer as Discord's Markdown and shortens it until `fits` returns true. `more` returns the last line of a list, from the
/// number of items that are left out.
pub(super) fn fit(blocks: &[Block], kept: &KeepRules<'_>, more: impl Fn(usize) -> String, fits: impl Fn(&str) -> bool) -> String {
    let whole = markdown::blocks(blocks);
    if fits(&whole) {
        return whole;
    }
    let blocks: Vec<Block> = blocks.iter().flat_map(without_outer_list).map(|block| table_as_lines(block, kept.answers)).collect();
    let mut shorter = match with_fewer_items(&blocks, kept, &more, &fits) {
        Ok(text) => return text,
        Err(shorter) => shorter,
    };
    // If one item is too long because of its inner lists, leave out the inner lists of all items.
    let alone: Vec<Block> = blocks.iter().map(without_inner_lists).collect();
    if alone != blocks
        && let Ok(text) = with_fewer_items(&alone, kept, &more, &fits)
    {
        return text;
    }
    let fewer_items = shorter.clone();
    if limits::length(&markdown::blocks(&shorter)) <= MAX_FOR_DROPPING_SENTENCES {
        while drop_sentence(&mut shorter, kept) {
            let text = markdown::blocks(&shorter);
            if fits(&text) {
                return text;
            }
        }
    }
    // An item that answers stays, although others come before it.
    let is_kept = |block: &Block| matches!(block, Block::List { items, .. } if items.iter().any(|item| kept.is_kept(item)));
    let answering = from_answer(&shorter, kept);
    let rest = if blocks.iter().any(is_kept) { &fewer_items } else { answering.as_ref().unwrap_or(&blocks) };
    cut(rest, count_items(&blocks), more, fits)
}

/// Returns blocks without those between the first one, which is the verdict, and the first paragraph with a sentence that answers. `None` if
/// there is no such sentence, or none of the text before it can be left out.
fn from_answer(blocks: &[Block], kept: &KeepRules<'_>) -> Option<Vec<Block>> {
    let answers = |block: &Block| match block {
        Block::Paragraph(inlines) => sentences_of(inlines).iter().any(|sentence| !is_mark(sentence) && kept.is_kept_sentence(sentence)),
        _ => false,
    };
    let first = blocks.iter().position(answers)?;
    let (before, from) = blocks.split_at(first);
    let mut from = from.to_vec();
    let Some(Block::Paragraph(inlines)) = from.first_mut() else { return None };
    let has_mark = sentences_of(inlines).first().is_some_and(|sentence| is_mark(sentence));
    // If the question asks for data, a list may be the answer.
    let may_go = |block: &Block| matches!(block, Block::Paragraph(_)) || !kept.in_order && matches!(block, Block::List { .. });
    if before.len() < 2 && !has_mark || !before.iter().all(may_go) {
        return None;
    }
    if has_mark {
        *inlines = sentences_of(inlines).into_iter().skip(1).flatten().collect();
    }
    // A text that is cut may not begin with the mark, because the mark would end its first sentence.
    let mut out: Vec<Block> = before.iter().take(1).cloned().collect();
    match out.first_mut() {
        Some(Block::Paragraph(verdict)) => verdict.push(Inline::Text(MORE.to_owned())),
        _ => inlines.insert(0, Inline::Text(format!("{LEFT_OUT} "))),
    }
    out.extend(from);
    Some(out)
}

/// Returns the blocks of the only item of a list, so that those that do not answer can be left out. Returns any other block as it is.
fn without_outer_list(block: &Block) -> &[Block] {
    let only =
        if let Block::List { items, .. } = block { items.first().filter(|item| items.len() == 1 && item.len() > 1) } else { None };
    only.map_or(std::slice::from_ref(block), Vec::as_slice)
}

/// Returns a table as a list with one line for each row, and any other block as it is. If the heading of a column answers the question,
/// a line has only the first cell and the cells of such columns.
fn table_as_lines(block: &Block, answers: &dyn Fn(&str) -> bool) -> Block {
    let Block::Table { head, rows } = block else { return block.clone() };
    let title = |column: usize| head.get(column).map(|cell| plain(&[Block::Paragraph(cell.clone())])).unwrap_or_default();
    let answering: Vec<usize> = (1..head.len()).filter(|column| answers(&title(*column))).collect();
    let list = if answering.is_empty() {
        table_as_list(head, rows)
    } else {
        let columns = || std::iter::once(0).chain(answering.iter().copied());
        let of = |cells: &[Vec<Inline>]| columns().map(|at| cells.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>();
        // The first cell names the row, and needs no heading.
        let head: Vec<_> = std::iter::once(Vec::new()).chain(of(head).into_iter().skip(1)).collect();
        table_as_list(&head, &rows.iter().map(|row| of(row)).collect::<Vec<_>>())
    };
    let Block::List { start, items } = list else { return block.clone() };
    let line = |item: Vec<Block>| {
        let mut line: Vec<Inline> = Vec::new();
        for cell in item.into_iter().flat_map(|block| if let Block::List { items, .. } = block { items.concat() } else { vec![block] })
        {
            if let Block::Paragraph(inlines) = cell {
                line.extend((!line.is_empty()).then(|| Inline::Text(" · ".to_owned())));
                line.extend(inlines);
            }
        }
        vec![Block::Paragraph(line)]
    };
    Block::List { start, items: items.into_iter().map(line).collect() }
}

/// Returns a list without the lists in its items. A mark shows which items had one.
fn without_inner_lists(block: &Block) -> Block {
    let Block::List { start, items } = block else { return block.clone() };
    let is_list = |block: &Block| matches!(block, Block::List { .. });
    let alone = |item: &Vec<Block>| {
        let mut kept: Vec<Block> = item.iter().filter(|block| !is_list(block)).cloned().collect();
        match kept.last_mut() {
            Some(Block::Paragraph(inlines)) if item.iter().any(is_list) => inlines.push(Inline::Text(MORE.to_owned())),
            Some(_) => {}
            None => kept.clone_from(item),
        }
        kept
    };
    Block::List { start: *start, items: items.iter().map(alone).collect() }
}

/// Renders blocks with as few items of lists left out as possible.
///
/// # Errors
/// If the text does not fit even without all items that may be left out: the blocks without these items.
fn with_fewer_items(
    blocks: &[Block],
    kept: &KeepRules<'_>,
    more: &impl Fn(usize) -> String,
    fits: &impl Fn(&str) -> bool,
) -> Result<String, Vec<Block>> {
    let whole = markdown::blocks(blocks);
    if fits(&whole) {
        return Ok(whole);
    }
    let without = |count: usize| {
        let mut shorter = blocks.to_vec();
        (0..count).for_each(|_| _ = drop_item(&mut shorter, kept));
        if count > 0 {
            append_count(&mut shorter, more(count));
        }
        shorter
    };
    let mut rest = blocks.to_vec();
    let items = std::iter::from_fn(|| drop_item(&mut rest, kept).then_some(())).count();
    let shorter = without(items);
    let mut text = markdown::blocks(&shorter);
    if !fits(&text) {
        return Err(shorter);
    }
    // Search for the smallest number of items to leave out by bisection: a list of thousands takes a dozen tries.
    let (mut too_few, mut enough) = (0, items);
    while enough - too_few > 1 {
        let middle = usize::midpoint(too_few, enough);
        let shown = markdown::blocks(&without(middle));
        if fits(&shown) {
            (enough, text) = (middle, shown);
        } else {
            too_few = middle;
        }
    }
    Ok(text)
}

/// Adds the number of items that are left out to the last list: as an item, or below a numbered list, in which an item would get a
/// number.
fn append_count(blocks: &mut Vec<Block>, more: String) {
    let more = Block::Paragraph(vec![Inline::Text(more)]);
    let Some(at) = blocks.iter().rposition(|block| matches!(block, Block::List { .. })) else { return };
    match blocks.get_mut(at) {
        Some(Block::List { start: None, items }) => items.push(vec![more]),
        _ => blocks.insert(at + 1, more),
    }
}

/// Removes an item of the last list, and returns whether it did: the last item that does not answer, or else the last one. Numbered
/// items are removed from both ends only, because those behind an item would get its number. If the line that introduces them answers, they
/// are its steps, and the first ones stay. A list without items is removed, with the sentence that introduces it. The first list keeps one
/// item.
fn drop_item(blocks: &mut Vec<Block>, kept: &KeepRules<'_>) -> bool {
    let lists = blocks.iter().filter(|block| matches!(block, Block::List { .. })).count();
    let Some(last) = blocks.iter().rposition(|block| matches!(block, Block::List { .. })) else { return false };
    let lead = last.checked_sub(1).and_then(|at| blocks.get(at)).filter(|lead| introduces(lead));
    let are_steps = lead.is_some_and(|lead| (kept.answers)(&plain(std::slice::from_ref(lead))));
    let Some(Block::List { items, start }) = blocks.get_mut(last) else { return false };
    if items.len() < 2 && lists < 2 {
        // "We collect: 1. data that you give us: name, address." The names answer, and not only the words above them.
        return kept.in_order && items.first_mut().is_some_and(|item| drop_inner_item(item));
    }
    match items.iter().rposition(|item| !kept.is_kept(item)) {
        Some(at) if start.is_none() || at + 1 == items.len() => drop(items.remove(at)),
        Some(_) if !are_steps && !items.first().is_some_and(|first| kept.is_kept(first)) => {
            items.remove(0);
            *start = start.map(|number| number + 1);
        }
        _ => drop(items.pop()),
    }
    if items.is_empty() {
        blocks.remove(last);
        if let Some(lead) = last.checked_sub(1).filter(|at| blocks.get(*at).is_some_and(introduces)) {
            let shorter = blocks.get(lead).and_then(without_last_sentence);
            blocks.splice(lead..=lead, shorter);
        }
    }
    true
}

/// Removes the last item of the last list in an item, and returns whether it did. The list keeps one item.
fn drop_inner_item(item: &mut [Block]) -> bool {
    let inner = item.iter_mut().rev().find_map(|block| if let Block::List { items, .. } = block { Some(items) } else { None });
    inner.filter(|items| items.len() > 1).is_some_and(|items| items.pop().is_some())
}

/// Returns a paragraph with a mark in place of its last sentence; `None` if it has only one.
fn without_last_sentence(block: &Block) -> Option<Block> {
    let Block::Paragraph(inlines) = block else { return None };
    let mut sentences = sentences_of(inlines);
    sentences.pop();
    (!sentences.is_empty()).then(|| {
        let mark = Inline::Text(LEFT_OUT.to_owned());
        Block::Paragraph(sentences.concat().into_iter().chain([mark]).collect())
    })
}

/// Returns whether a line introduces the block after it.
fn introduces(block: &Block) -> bool {
    plain(std::slice::from_ref(block)).trim_end().ends_with(':')
}

/// Adds the paragraphs of blocks, and of the lists in them, to `out`.
fn paragraphs<'b>(blocks: &'b mut [Block], out: &mut Vec<&'b mut Vec<Inline>>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => out.push(inlines),
            Block::List { items, .. } => items.iter_mut().for_each(|item| paragraphs(item, out)),
            Block::Quote(_) | Block::Code(_) | Block::Table { .. } => {}
        }
    }
}

/// Replaces one sentence by a mark, in the longest paragraph from which a sentence may be left out. Returns whether there was one.
fn drop_sentence(blocks: &mut [Block], kept: &KeepRules<'_>) -> bool {
    let mut all = Vec::new();
    paragraphs(blocks, &mut all);
    let length = |inlines: &[Inline]| limits::length(&plain(&[Block::Paragraph(inlines.to_vec())]));
    let may = all.into_iter().filter_map(|inlines| Some((next_to_drop(&sentences_of(inlines), kept)?, inlines)));
    let Some((at, inlines)) = may.max_by_key(|(_, inlines)| length(inlines)) else { return false };
    let mut all = sentences_of(inlines);
    let Some(sentence) = all.get_mut(at) else { return false };
    *sentence = vec![Inline::Text(LEFT_OUT.to_owned())];
    all.dedup_by(|one, other| is_mark(one) && is_mark(other));
    // In scripts without spaces, no space is before the mark.
    let mut spaced = true;
    let last = all.len().saturating_sub(1);
    for (at, sentence) in all.iter_mut().enumerate() {
        if is_mark(sentence) {
            let (before, after) = (if spaced { "" } else { " " }, if at == last { "" } else { " " });
            *sentence = vec![Inline::Text(format!("{before}{LEFT_OUT}{after}"))];
        }
        spaced = plain(&[Block::Paragraph(sentence.clone())]).ends_with(char::is_whitespace);
    }
    *inlines = all.concat();
    true
}

fn is_mark(sentence: &[Inline]) -> bool {
    plain(&[Block::Paragraph(sentence.to_vec())]).trim() == LEFT_OUT
}

/// Returns the position of the sentence that is left out next. The first of these that exists:
///
/// 1. the last sentence that does not answer the question, between the first and the last sentence of the paragraph;
/// 2. if another sentence answers: the last sentence of the paragraph, or else the first, if it does not answer;
/// 3. if all that are left answer: the last one;
/// 4. the last sentence between the first and the last.
///
/// If no sentence answers, the first and the last stay, because the last sentence of a verdict names the facts that are not stated.
fn next_to_drop(all: &[Vec<Inline>], kept: &KeepRules<'_>) -> Option<usize> {
    let left: Vec<(usize, bool)> = all
        .iter()
        .enumerate()
        .filter(|(_, sentence)| !is_mark(sentence))
        .map(|(at, sentence)| (at, kept.is_kept_sentence(sentence)))
        .collect();
    let last = all.len().checked_sub(1)?;
    let is_end = |at: usize| at == 0 || at == last;
    let inside = || left.iter().rev().filter(|(at, _)| !is_end(*at));
    let not_answering = inside().find(|(_, answers)| !answers);
    let end = || left.iter().rev().find(|(at, answers)| is_end(*at) && !answers).filter(|_| left.iter().any(|(_, answers)| *answers));
    let last_of_all = || left.last().filter(|_| left.iter().all(|(_, answers)| *answers));
    not_answering.or_else(end).or_else(last_of_all).or_else(|| inside().next()).filter(|_| left.len() > 1).map(|(at, _)| *at)
}

/// Divides a paragraph into its sentences, each with the space or line break after it. Formatted text stays whole.
fn sentences_of(inlines: &[Inline]) -> Vec<Vec<Inline>> {
    let mut end = 0;
    let ends: BTreeSet<usize> = sentences(&plain(&[Block::Paragraph(inlines.to_vec())]))
        .into_iter()
        .map(|sentence| {
            end += sentence.len();
            end
        })
        .collect();
    let mut out: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut at = 0;
    for inline in inlines {
        let parts = match inline {
            Inline::Text(text) => {
                let within = ends.range(at + 1..at + text.len().max(1)).map(|end| end - at);
                let mut parts = Vec::new();
                let mut from = 0;
                for to in within.chain([text.len()]) {
                    parts.extend(text.get(from..to).map(|part| Inline::Text(part.to_owned())));
                    from = to;
                }
                parts
            }
            other => vec![other.clone()],
        };
        for part in parts {
            at += plain(&[Block::Paragraph(vec![part.clone()])]).len();
            let ended = part == Inline::Break || ends.contains(&at);
            out.last_mut().into_iter().for_each(|sentence| sentence.push(part.clone()));
            out.extend(ended.then(Vec::new));
        }
    }
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// Returns the number of items of the lists.
fn count_items(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| if let Block::List { items, .. } = block { items.len() } else { 0 }).sum()
}

/// Cuts an answer at its end, and adds an ellipsis, and the number of items of which nothing is left: the whole answer has `items`. Returns
/// an empty text if not even one character fits.
fn cut(blocks: &[Block], items: usize, more: impl Fn(usize) -> String, fits: impl Fn(&str) -> bool) -> String {
    let with_more = |blocks: &[Block]| {
        let text = format!("{}{MORE}", markdown::blocks(blocks).trim_end());
        match items.saturating_sub(count_items(blocks)) {
            0 => text,
            left => format!("{text}\n{}", markdown::blocks(&[Block::Paragraph(vec![Inline::Text(more(left))])])),
        }
    };
    let Some((mut head, _)) = split::split(blocks, limits::SHORT_COMPLIANCE, |head| fits(&with_more(head))) else {
        return String::new();
    };
    let whole = head.clone();
    // A line that introduces a list is useless without the list.
    while head.len() > 1 && head.last().is_some_and(introduces) {
        let line_before = head.pop().and_then(without_last_line);
        head.extend(line_before);
    }
    // If only the first block (the verdict) would be left, cut within a sentence, so that more words are kept.
    if head.len() < 2 && blocks.len() > 1 {
        head = split::split_within(blocks, limits::SHORT_COMPLIANCE, |head| fits(&with_more(head))).map_or(whole, |(head, _)| head);
    }
    with_more(&head)
}

/// Returns a paragraph without its last line; `None` if it has only one.
fn without_last_line(block: Block) -> Option<Block> {
    let Block::Paragraph(mut inlines) = block else { return None };
    let last = inlines.iter().rposition(|inline| matches!(inline, Inline::Break))?;
    inlines.truncate(last);
    (!inlines.is_empty()).then_some(Block::Paragraph(inlines))
}

#[cfg(test)]
mod tests;
