//! Finds headings that are not marked as such: bold paragraphs, numbered items and short lines above other text.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    clauses::{article, clauses, number_of, titled_clause},
    lettered::lettered,
    negation::negates,
    numbered::{numbered, numbers},
    numerals::sections,
    questions::questions,
    raw_lines::is_of_word_processor,
    report::Report,
    titles::names_policy,
    tree::{Block, BlockKind, Inline, MAX_HEADING, MAX_LABEL, first_line, heading, is_heading, is_short, plain},
    unmarked::lists,
    vocabulary::{Topic, Vocabulary, compared, is_about_policy},
};

/// Minimum number of similar lines that count as headings.
const MIN_SIMILAR: usize = 3;

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| Vocabulary::get().topics("", ""));

/// Returns the position of the first label in a list of labels that has sentences on the lines below: they are about the whole list.
fn label_with_text(items: &[Vec<Block>]) -> Option<usize> {
    let lines = |item: &Vec<Block>| match item.as_slice() {
        [Block { kind: BlockKind::Paragraph(inlines), .. }] => Some(first_line(inlines)),
        _ => None,
    };
    let is_label = |line: &[Inline]| {
        is_short(line, MAX_LABEL) && !plain(line).trim_end().ends_with(['.', ',', ';', ':', '!', '?', '。', '：', '、'])
    };
    let alone = |item: &&Vec<Block>| lines(item).is_some_and(|(first, rest)| rest.is_empty() && is_label(&first));
    let at = items.iter().take_while(alone).count();
    let (first, rest) = items.get(at).filter(|_| at > 0).and_then(lines)?;
    let text = plain(&rest);
    let are_sentences = text.trim_start().starts_with(char::is_uppercase)
        && text.trim_end().ends_with(['.', ':', '。', '：'])
        && text.chars().count() > MAX_LABEL;
    (is_label(&first) && are_sentences).then_some(at)
}

/// Ends the items of a list that a word processor wrote with their line: their text is never wrapped, and what is below is a paragraph.
/// Sentences below a label are a paragraph, too.
fn unwrapped(blocks: Vec<Block>, text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = Vec::new();
    for block in blocks {
        let BlockKind::List { start, items } = block.kind else {
            out.push(block);
            continue;
        };
        let (mut open, mut anchors): (Vec<Vec<Block>>, _) = (Vec::new(), block.anchors);
        let with_text = label_with_text(&items);
        for (at, mut item) in items.into_iter().enumerate() {
            let line = item.first().map_or(block.line, |first| first.line);
            let of_one_line = lines.get(line.saturating_sub(1)).is_some_and(|line| is_of_word_processor(line));
            let rest = match item.as_mut_slice() {
                [Block { kind: BlockKind::Paragraph(inlines), .. }] if of_one_line || with_text == Some(at) => {
                    let (first, rest) = first_line(inlines);
                    *inlines = first;
                    rest
                }
                _ => Vec::new(),
            };
            open.push(item);
            if !rest.is_empty() {
                let line_of_list = open.first().and_then(|item| item.first()).map_or(line, |first| first.line);
                let list = BlockKind::List { start, items: std::mem::take(&mut open) };
                out.push(Block::new(line_of_list, list).with(std::mem::take(&mut anchors)));
                out.push(Block::new(line + 1, BlockKind::Paragraph(rest)));
            }
        }
        if let Some(line) = open.first().and_then(|item| item.first()).map(|first| first.line) {
            out.push(Block::new(line, BlockKind::List { start, items: open }).with(anchors));
        }
    }
    out
}

/// Turns such text into headings, numbered lines into paragraphs, and lines below a colon into
/// lists. Call it before line breaks are removed.
pub(crate) fn reveal(blocks: Vec<Block>, text: &str, report: &mut Report) -> Vec<Block> {
    let blocks = unwrapped(blocks, text).into_iter().flat_map(clauses).collect();
    let blocks = headings(sections(blocks, report), text, report).into_iter().flat_map(clauses);
    let blocks = blocks.flat_map(|block| titled_clause(block, report)).collect();
    lists(policy_title(subheadings(lettered(questions(blocks, report), report), report)), report)
}

/// Makes the first line of a policy its title if it names the policy, and no heading does.
fn policy_title(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(Block { line, kind: BlockKind::Paragraph(inlines), anchors }) = blocks.first() else { return blocks };
    let (first, rest) = first_line(inlines);
    let named = |block: &Block| matches!(&block.kind, BlockKind::Heading { text, .. } if names_policy(&plain(text)));
    let first = match first.as_slice() {
        [Inline::Strong(text)] => text.clone(),
        _ => first,
    };
    // "This privacy policy describes how the bot" goes on in the next line.
    let is_sentence = is_about_policy(&compared(&plain(&first)));
    if is_sentence
        || !names_policy(&plain(&first))
        || plain(&first).contains([':', '@'])
        || !blocks.iter().any(is_heading)
        || blocks.iter().any(named)
    {
        return blocks;
    }
    let line = *line;
    let rest = (!rest.is_empty()).then(|| Block::new(line, BlockKind::Paragraph(rest)));
    let title = Block::new(line, BlockKind::Heading { level: 0, id: None, text: first }).with(anchors.clone());
    blocks.splice(..1, std::iter::once(title).chain(rest));
    blocks
}

/// Turns bold paragraphs into headings below the others, if there are several: an author may mark
/// only the sections as headings.
fn subheadings(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let title = |at: usize| {
        let BlockKind::Paragraph(inlines) = &blocks.get(at)?.kind else { return None };
        let (first, rest) = first_line(inlines);
        let text = &match first.as_slice() {
            [Inline::Strong(text)] => text.clone(),
            // "**Export** (soon)"
            [Inline::Strong(text), Inline::Text(remark)] if is_remark(remark) && rest.is_empty() => {
                text.iter().cloned().chain([Inline::Text(remark.clone())]).collect()
            }
            _ => return None,
        };
        let plain_text = plain(text);
        let label = plain_text.trim_end().trim_end_matches([':', '：']);
        // Bold text may also be a statement, or a label with a date.
        let is_sentence = label.ends_with(['.', '!', ',', ';', '。', '！', '…']) || label.contains([':', '：', '@']);
        let next = || blocks.get(at + 1).is_some_and(|next| !is_heading(next) && next.kind != BlockKind::Rule);
        // "**Erika Muster**" above her address is no heading.
        let followed = if rest.is_empty() { next() } else { heads_topic(label) };
        (followed && !is_sentence && is_short(text, MAX_LABEL) && label.chars().any(char::is_alphabetic)).then(|| (text.clone(), rest))
    };
    let below = blocks.iter().any(is_heading);
    let titles: Vec<Option<(Vec<Inline>, Vec<Inline>)>> = (0..blocks.len()).map(title).collect();
    // A single one counts if it is in capitals, or about a topic.
    let is_certain = |(text, _): &(Vec<Inline>, Vec<Inline>)| {
        let text = plain(text);
        // "WE NEVER SELL YOUR DATA" says something by itself.
        (is_in_capitals(&text) || heads_topic(&text)) && !negates(&compared(&text))
    };
    let several = below && titles.iter().flatten().count() >= 2;
    let titles: Vec<_> = titles.into_iter().map(|title| title.filter(|title| several || is_certain(title))).collect();
    if titles.iter().all(Option::is_none) {
        return blocks;
    }
    let mut out = Vec::new();
    for (block, title) in blocks.into_iter().zip(titles) {
        match title {
            Some((text, rest)) => {
                report.found(block.line, "a paragraph in bold was taken for a heading", plain(&text));
                out.push(Block::new(block.line, BlockKind::Heading { level: 6, id: None, text }).with(block.anchors));
                if !rest.is_empty() {
                    out.push(Block::new(block.line, BlockKind::Paragraph(rest)));
                }
            }
            None => out.push(block),
        }
    }
    out
}

/// Returns true for a text that is all in brackets.
fn is_remark(text: &str) -> bool {
    let inner = text.trim().strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
    inner.is_some_and(|inner| !inner.contains(['(', ')', '（', '）']) && inner.chars().any(char::is_alphabetic))
}

fn is_in_capitals(text: &str) -> bool {
    text.split_whitespace().count() >= 2 && text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// Returns true if a text could be the heading of a topic in any language.
fn heads_topic(text: &str) -> bool {
    TOPICS.iter().any(|topic| topic.heads(&compared(text)))
}

fn headings(blocks: Vec<Block>, text: &str, report: &mut Report) -> Vec<Block> {
    let headings = blocks.iter().filter(|block| is_heading(block)).count();
    let blocks = if headings == 0 { titled(blocks) } else { blocks };
    // Repeated numbers, such as "Art. 6" in every line, are not the policy's own: they name a law.
    let articles: Vec<String> = blocks.iter().filter_map(article).map(|(first, _)| number_of(&plain(&first))).collect();
    let distinct = articles.iter().collect::<BTreeSet<_>>().len() == articles.len();
    if headings <= 2 && distinct && articles.len() >= MIN_SIMILAR {
        return each(blocks, report, "a numbered line was taken for a heading", |block, _| article(block));
    }
    if headings > 2 {
        return blocks;
    }
    if headings <= 1 && blocks.iter().filter(|block| bold(block).is_some()).count() >= 2 {
        return each(blocks, report, "a paragraph in bold was taken for a heading", |block, _| bold(block));
    }
    let items = (0..blocks.len()).flat_map(|at| numbered(&blocks, at));
    let (all, heads) = items.fold((0, 0), |(all, heads), item| (all + 1, heads + usize::from(item.is_some())));
    if heads >= MIN_SIMILAR && heads * 10 >= all * 7 {
        return numbers(blocks, text, report);
    }
    let short = |at: usize| short_line(&blocks, at).is_some();
    if headings == 0 && (0..blocks.len()).filter(|at| short(*at)).count() >= MIN_SIMILAR {
        let lines: Vec<bool> = (0..blocks.len()).map(short).collect();
        return each(blocks, report, "a short line was taken for a heading", |block, at| match (&block.kind, lines.get(at)) {
            (BlockKind::Paragraph(inlines), Some(true)) => Some((inlines.clone(), Vec::new())),
            _ => None,
        });
    }
    blocks
}

/// Replaces each such block by a heading, and the rest of it by a paragraph.
fn each(
    blocks: Vec<Block>,
    report: &mut Report,
    what: &str,
    head: impl Fn(&Block, usize) -> Option<(Vec<Inline>, Vec<Inline>)>,
) -> Vec<Block> {
    let mut out = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        match head(&block, at) {
            Some((text, rest)) => {
                report.found(block.line, what, plain(&text));
                out.push(heading(block.line, text).with(block.anchors));
                if !rest.is_empty() {
                    out.push(Block::new(block.line, BlockKind::Paragraph(rest)));
                }
            }
            None => out.push(block),
        }
    }
    out
}

/// A paragraph in bold, or one that begins with a line in bold, and the rest of it.
fn bold(block: &Block) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (first, rest) = first_line(inlines);
    match first.as_slice() {
        [Inline::Strong(text)] if is_short(text, MAX_HEADING) => Some((text.clone(), rest)),
        [Inline::Strong(text), Inline::Text(mark)] if is_short(text, MAX_HEADING) && matches!(mark.trim(), ":" | "：") => {
            Some((text.iter().cloned().chain([Inline::Text(mark.trim().to_owned())]).collect(), rest))
        }
        _ => None,
    }
}

/// Makes the first line of a policy without headings its title, if it is a short one before other text.
fn titled(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(Block { line, kind: BlockKind::Paragraph(inlines), anchors }) = blocks.first() else { return blocks };
    let (first, rest) = first_line(inlines);
    let (line, text) = (*line, plain(&first));
    let open = text.trim_end().ends_with(['.', '!', '?', ':', ',', ';', '。', '：', '…']) || text.contains(['@', ':', '：']);
    let plain_line = first.iter().all(|inline| matches!(inline, Inline::Text(_)));
    if rest.is_empty() || open || !plain_line || !is_short(&first, MAX_LABEL) || text.split_whitespace().count() > 8 {
        return blocks;
    }
    let title = Block::new(line, BlockKind::Heading { level: 1, id: None, text: first }).with(anchors.clone());
    blocks.splice(..1, [title, Block::new(line, BlockKind::Paragraph(rest))]);
    blocks
}

/// Checks for a short line without a mark at its end, before a longer text.
fn short_line(blocks: &[Block], at: usize) -> Option<()> {
    let text = |at: usize| match &blocks.get(at)?.kind {
        BlockKind::Paragraph(inlines) => Some(plain(inlines).trim().to_owned()),
        _ => None,
    };
    let line = text(at)?;
    let short = |line: &str| {
        let few = (1..=8).contains(&line.split(' ').count()) && line.chars().count() <= MAX_LABEL && !line.contains('\n');
        few && line.chars().any(char::is_alphabetic)
            && !line.ends_with(['.', '!', ':', ',', ';', '。', '：', '…'])
            && !line.contains(['@', '/'])
    };
    let next = blocks.get(at + 1)?;
    let followed = text(at + 1).is_none_or(|next| !short(&next)) && !is_heading(next);
    (short(&line) && followed).then_some(())
}
