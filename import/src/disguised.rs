//! Finds headings that are not marked as such: bold paragraphs, numbered items and short lines above other text.

use std::collections::BTreeSet;

use crate::{
    markdown::are_short,
    report::Report,
    tree::{Block, BlockKind, Inline, plain, plain_blocks, trimmed},
};

/// Maximum length of a text that counts as a heading.
const MAX_HEADING: usize = 90;

/// Maximum length of a text before a colon, or of a line without punctuation, that counts as a heading.
const MAX_LABEL: usize = 60;

/// Minimum number of similar lines that count as headings.
const ENOUGH: usize = 3;

/// Turns such text into headings, numbered lines into paragraphs, and lines below a colon into
/// lists. Call it before line breaks are removed.
pub(crate) fn reveal(blocks: Vec<Block>, text: &str, report: &mut Report) -> Vec<Block> {
    let blocks = blocks.into_iter().flat_map(clauses).collect();
    let blocks = headings(blocks, text, report).into_iter().flat_map(clauses);
    let blocks = blocks.flat_map(|block| titled_clause(block, report)).collect();
    lists(subheadings(blocks, report), report)
}

/// Turns bold paragraphs into headings below the others, if there are several: an author may mark
/// only the sections as headings.
fn subheadings(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let title = |at: usize| {
        let [Inline::Strong(text)] = (match &blocks.get(at)?.kind {
            BlockKind::Paragraph(inlines) => inlines.as_slice(),
            _ => return None,
        }) else {
            return None;
        };
        let plain = plain(text);
        let label = plain.trim_end().trim_end_matches([':', '：']);
        // Bold text may also be a statement, or a label with a date.
        let says = label.ends_with(['.', '!', '?', ',', ';', '。', '！', '？', '…']) || label.contains([':', '：', '@']);
        let followed = blocks.get(at + 1).is_some_and(|next| !is_heading(next) && next.kind != BlockKind::Rule);
        (followed && !says && is_short(text, MAX_LABEL) && label.chars().any(char::is_alphabetic)).then(|| text.clone())
    };
    let below = blocks.iter().any(is_heading);
    let titles: Vec<Option<Vec<Inline>>> = (0..blocks.len()).map(title).collect();
    if !below || titles.iter().flatten().count() < 2 {
        return blocks;
    }
    let mut out = Vec::new();
    for (block, title) in blocks.into_iter().zip(titles) {
        match title {
            Some(text) => {
                report.found(block.line, "a paragraph in bold was taken for a heading", plain(&text));
                out.push(Block { line: block.line, kind: BlockKind::Heading { level: 6, id: None, text } });
            }
            None => out.push(block),
        }
    }
    out
}

/// Turns short paragraphs, or short lines, below a colon into the items of a list: an author may
/// leave out the marks.
fn lists(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            out.push(block);
            continue;
        };
        // If the author has ended the lines, they stay lines.
        let lines = if inlines.contains(&Inline::Break) { Vec::new() } else { soft_lines(inlines) };
        if let Some((first, items)) = lines.split_first().filter(|(first, items)| leads(first) && are_items(items)) {
            report.found(block.line, "short lines below a colon were taken for a list", plain(first));
            let items = items.iter().zip(block.line + 1..).map(|(item, line)| vec![paragraph(line, item.clone())]).collect();
            out.push(paragraph(block.line, first.clone()));
            out.push(Block { line: block.line + 1, kind: BlockKind::List { start: None, items } });
            continue;
        }
        let leads = leads(inlines);
        out.push(block);
        // The lines may also be a paragraph of their own.
        let lines = rest.peek().filter(|_| leads).map(lines_below).unwrap_or_default();
        if !lines.is_empty() {
            let line = rest.next().map_or(0, |block| block.line);
            report.found(line, "short lines below a colon were taken for a list", plain(&lines[0]));
            let items = lines.into_iter().zip(line..).map(|(item, line)| vec![paragraph(line, item)]).collect();
            out.push(Block { line, kind: BlockKind::List { start: None, items } });
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
                out.push(Block { line, kind: BlockKind::List { start: None, items } });
            }
            _ => out.extend(items.into_iter().flatten()),
        }
    }
    out
}

fn paragraph(line: usize, inlines: Vec<Inline>) -> Block {
    Block { line, kind: BlockKind::Paragraph(inlines) }
}

/// Returns the lines of a paragraph as they are in its file.
fn soft_lines(inlines: &[Inline]) -> Vec<Vec<Inline>> {
    lines_of(inlines, false)
}

/// Returns the lines of a paragraph as they are in its file. If `breaks` is true, the author's line
/// breaks also end lines.
fn lines_of(inlines: &[Inline], breaks: bool) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in inlines {
        if breaks && *inline == Inline::Break {
            out.push(Vec::new());
            continue;
        }
        let Inline::Text(text) = inline else {
            out.last_mut().into_iter().for_each(|line| line.push(inline.clone()));
            continue;
        };
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 {
                out.push(Vec::new());
            }
            out.last_mut().into_iter().for_each(|line| line.push(Inline::Text(part.to_owned())));
        }
    }
    out.into_iter().map(trimmed).filter(|line| !line.is_empty()).collect()
}

fn leads(inlines: &[Inline]) -> bool {
    plain(inlines).trim_end().ends_with([':', '：'])
}

/// Returns the lines of a paragraph if they are items of a list without marks.
fn lines_below(block: &Block) -> Vec<Vec<Inline>> {
    match &block.kind {
        BlockKind::Paragraph(inlines) if !inlines.contains(&Inline::Break) => {
            Some(soft_lines(inlines)).filter(|lines| are_items(lines)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Returns true for short lines, none of which is a sentence or a label with its text.
fn are_items(lines: &[Vec<Inline>]) -> bool {
    let texts: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    texts.len() > 1 && are_short(&texts) && lines.iter().all(|line| names(line))
}

/// Returns true for a short paragraph in one line that is neither a sentence nor a heading in bold.
fn is_item(block: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let bold = matches!(inlines.as_slice(), [Inline::Strong(_)]);
    let one_line = !inlines.contains(&Inline::Break) && soft_lines(inlines).len() == 1;
    !bold && is_short(inlines, MAX_LABEL) && one_line && names(inlines)
}

fn names(inlines: &[Inline]) -> bool {
    let text = plain(inlines);
    let text = text.trim();
    text.chars().any(char::is_alphabetic) && !text.ends_with(['.', '!', '?', ':', '。', '：', '！', '？', '…']) && !is_clause(text)
}

fn headings(blocks: Vec<Block>, text: &str, report: &mut Report) -> Vec<Block> {
    let headings = blocks.iter().filter(|block| is_heading(block)).count();
    let blocks = if headings == 0 { titled(blocks) } else { blocks };
    // Repeated numbers, such as "Art. 6" in every line, are not the policy's own: they name a law.
    let articles: Vec<String> = blocks.iter().filter_map(article).map(|(first, _)| number_of(&plain(&first))).collect();
    let distinct = articles.iter().collect::<BTreeSet<_>>().len() == articles.len();
    if headings <= 2 && distinct && articles.len() >= ENOUGH {
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
    if heads >= ENOUGH && heads * 10 >= all * 7 {
        return numbers(blocks, text, report);
    }
    let short = |at: usize| short_line(&blocks, at).is_some();
    if headings == 0 && (0..blocks.len()).filter(|at| short(*at)).count() >= ENOUGH {
        let lines: Vec<bool> = (0..blocks.len()).map(short).collect();
        return each(blocks, report, "a short line was taken for a heading", |block, at| match (&block.kind, lines.get(at)) {
            (BlockKind::Paragraph(inlines), Some(true)) => Some((inlines.clone(), Vec::new())),
            _ => None,
        });
    }
    blocks
}

/// Makes each numbered line of a paragraph ("2.1. Backups are …") a paragraph of its own, with the lines below it.
fn clauses(block: Block) -> Vec<Block> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return vec![block] };
    let mut out: Vec<Block> = Vec::new();
    // "2.1" may also be a number at the beginning of a wrapped line.
    let mut ended = false;
    for (line, first) in (block.line..).zip(lines_of(inlines, true)) {
        let text = plain(&first);
        let begins = is_clause(&text) && ended;
        ended = text.trim_end().ends_with(['.', ';', ':', '!', '?', '。', '：', '）']) || is_clause(&text);
        match out.last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Paragraph(before)) if !begins => {
                before.push(Inline::Text("\n".to_owned()));
                before.extend(first);
            }
            _ => out.push(Block { line, kind: BlockKind::Paragraph(first) }),
        }
    }
    // Without several parts, the block stays as it is.
    if out.len() < 2 { vec![block] } else { out }
}

/// Turns the first line of a numbered paragraph into a heading if it is a title, such as "2.1
/// Backups" above the text about them.
fn titled_clause(block: Block, report: &mut Report) -> Vec<Block> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return vec![block] };
    let (first, rest) = first_line(inlines);
    let text = plain(&first);
    let open = text.trim_end().ends_with(['.', ';', ',', ':', '。', '：', '、']);
    if rest.is_empty() || open || !is_clause(&text) || !is_short(&first, MAX_LABEL) {
        return vec![block];
    }
    report.found(block.line, "a numbered line was taken for a heading", text);
    let title = Block { line: block.line, kind: BlockKind::Heading { level: 6, id: None, text: first } };
    vec![title, Block { line: block.line, kind: BlockKind::Paragraph(rest) }]
}

/// Returns whether a line begins with the number of a clause ("2.1.") or of an article ("第2条").
fn is_clause(line: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let line = line.trim_start();
    let first = digits(line);
    let second = line.get(first..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    (first > 0 && second > 0 && line.get(first + 1 + second..).is_some_and(|rest| rest.starts_with(['.', ' ', ')'])))
        || is_article(line)
}

/// Returns whether a line begins with the number of an article of a contract: "第2条", "§ 2", "Article 2".
fn is_article(line: &str) -> bool {
    const WORDS: [&str; 7] = ["第", "§", "Article ", "Artikel ", "Artículo ", "Art. ", "Статья "];
    let rest = WORDS.iter().find_map(|word| line.strip_prefix(word)).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)))
}

/// Returns the number of an article.
fn number_of(line: &str) -> String {
    let digit = |c: &char| c.is_numeric() || "一二三四五六七八九十".contains(*c);
    line.chars().skip_while(|c| !digit(c)).take_while(digit).collect()
}

/// Splits a paragraph whose first line is the number and title of an article: that line, and the
/// rest.
fn article(block: &Block) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (first, rest) = first_line(inlines);
    let text = plain(&first);
    let open = text.trim_end().ends_with(['.', ';', ',', '。']);
    (is_article(text.trim_start()) && is_short(&first, MAX_HEADING) && !open).then_some((first, rest))
}

fn is_heading(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading { text, .. } if !plain(text).trim().is_empty())
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
                out.push(heading(block.line, text));
                if !rest.is_empty() {
                    out.push(Block { line: block.line, kind: BlockKind::Paragraph(rest) });
                }
            }
            None => out.push(block),
        }
    }
    out
}

fn heading(line: usize, text: Vec<Inline>) -> Block {
    Block { line, kind: BlockKind::Heading { level: 2, id: None, text } }
}

/// Splits a paragraph that begins with a line in bold: that line, and the rest, which may be empty.
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

fn is_short(text: &[Inline], most: usize) -> bool {
    let length = plain(text).trim().chars().count();
    (1..=most).contains(&length)
}

fn ordered(block: &Block) -> Option<(u64, &[Vec<Block>])> {
    match &block.kind {
        BlockKind::List { start: Some(start), items } => Some((*start, items)),
        _ => None,
    }
}

type Item = Option<(Vec<Inline>, Vec<Block>)>;

/// Returns the items of a numbered list as headings with their text; `None` for an item that is something else.
fn numbered(blocks: &[Block], at: usize) -> Vec<Item> {
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

fn head_of(item: &[Block], number: u64) -> Item {
    let (first, more) = item.split_first()?;
    let BlockKind::Paragraph(inlines) = &first.kind else { return None };
    let (head, rest) = first_line(inlines);
    let text = plain(&head);
    let ends = text.trim_end().ends_with(['.', ';', ',', '。']);
    let (head, rest) =
        if is_short(&head, MAX_LABEL) && !ends && (!rest.is_empty() || !more.is_empty()) { (head, rest) } else { label(inlines)? };
    let mut title = vec![Inline::Text(format!("{number}. "))];
    title.extend(head);
    let mut blocks = Vec::new();
    if !rest.is_empty() {
        blocks.push(Block { line: first.line, kind: BlockKind::Paragraph(rest) });
    }
    blocks.extend(more.iter().cloned());
    Some((title, blocks))
}

/// Splits a text such as "Data Retention: The bot …" into a heading and its text.
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

fn numbers(blocks: Vec<Block>, text: &str, report: &mut Report) -> Vec<Block> {
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
                    // Use the policy's own number, because Markdown numbers items itself.
                    let written = lines.get(line.saturating_sub(1)).map_or("", |text| text.trim_start());
                    let digits = &written[..written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
                    if let (Some(Inline::Text(number)), false) = (title.first_mut(), digits.is_empty()) {
                        *number = format!("{digits}. ");
                    }
                    report.found(line, "a numbered item was taken for a heading", plain(&title));
                    out.push(heading(line, title));
                    out.extend(blocks);
                }
                None => out.push(Block { line, kind: BlockKind::List { start: Some(number), items: vec![item.clone()] } }),
            }
        }
    }
    out
}

/// Makes the first line of a policy without headings its title, if it is a short one before other text.
fn titled(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(Block { line, kind: BlockKind::Paragraph(inlines) }) = blocks.first() else { return blocks };
    let (first, rest) = first_line(inlines);
    let (line, text) = (*line, plain(&first));
    let open = text.trim_end().ends_with(['.', '!', '?', ':', ',', ';', '。', '：', '…']) || text.contains(['@', ':', '：']);
    let plain_line = first.iter().all(|inline| matches!(inline, Inline::Text(_)));
    if rest.is_empty() || open || !plain_line || !is_short(&first, MAX_LABEL) || text.split_whitespace().count() > 8 {
        return blocks;
    }
    let title = Block { line, kind: BlockKind::Heading { level: 1, id: None, text: first } };
    blocks.splice(..1, [title, Block { line, kind: BlockKind::Paragraph(rest) }]);
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

/// Returns the inlines up to the first line break, and those behind it.
fn first_line(inlines: &[Inline]) -> (Vec<Inline>, Vec<Inline>) {
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
