//! Finds headings with Chinese numerals: "一、…" for a section, "（一）…" below it.

use std::collections::BTreeSet;

use crate::{
    report::{Report, words},
    tree::{Block, BlockKind, Inline, first_line, is_heading, lines_of, plain, plain_blocks},
};

/// Minimum number of sections with different numerals.
const MIN_SECTIONS: usize = 3;

/// Maximum length of such a heading, in characters.
const MAX_TITLE: usize = 40;

/// Maximum length of a line that introduces a table of contents, in characters.
const MAX_LEAD: usize = 40;

/// Turns lines with numerals into headings, unless the policy has other ones, and takes a table of contents out that repeats them.
pub(crate) fn sections(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let levels: Vec<u8> = blocks.iter().filter(|block| is_heading(block)).filter_map(level_of).collect();
    let distinct: BTreeSet<String> =
        blocks.iter().filter_map(numbered).filter(|line| line.is_section).map(|line| line.number).collect();
    if levels.len() > 2 || distinct.len() < MIN_SECTIONS {
        return blocks;
    }
    let blocks = without_contents(blocks, report);
    let level = levels.iter().min().map_or(2, |level| (level + 1).min(5));
    let lines: Vec<Option<Line>> = blocks.iter().map(numbered).collect();
    let mut out = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        let below = lines.get(at + 1).and_then(Option::as_ref);
        let is_item = |line: &Line| !line.is_section && line.rest.is_empty() && below.is_some_and(|below| !below.is_section);
        match lines.get(at).and_then(Option::as_ref).filter(|line| !is_item(line)) {
            Some(Line { is_section, title, rest, .. }) => {
                report.found(block.line, "a numbered line was taken for a heading", plain(title));
                let level = if *is_section { level } else { 6 };
                out.push(Block::new(block.line, BlockKind::Heading { level, id: None, text: title.clone() }).with(block.anchors));
                if !rest.is_empty() {
                    out.push(Block::new(block.line, BlockKind::Paragraph(rest.clone())));
                }
            }
            None => out.push(block),
        }
    }
    out
}

/// A line with a numeral.
struct Line {
    /// True for "一、", false for "（一）".
    is_section: bool,
    number: String,
    title: Vec<Inline>,
    /// The other lines of its paragraph.
    rest: Vec<Inline>,
}

fn level_of(block: &Block) -> Option<u8> {
    if let BlockKind::Heading { level, .. } = &block.kind { Some(*level) } else { None }
}

fn numbered(block: &Block) -> Option<Line> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (title, rest) = first_line(inlines);
    let title = match title.as_slice() {
        [Inline::Strong(text)] => text.clone(),
        _ => title,
    };
    let (is_section, number) = numeral(&plain(&title))?;
    Some(Line { is_section, number, title, rest })
}

/// Returns whether a line is the heading of a section, and its number; `None` for another line.
fn numeral(line: &str) -> Option<(bool, String)> {
    const DIGITS: &str = "一二三四五六七八九十百";
    let line = line.trim();
    let bracket = line.strip_prefix(['（', '(']);
    let rest = bracket.unwrap_or(line);
    let number: String = rest.chars().take_while(|c| DIGITS.contains(*c)).collect();
    let after = rest.get(number.len()..)?;
    let marked = if bracket.is_some() { after.starts_with(['）', ')']) } else { after.starts_with(['、', '．', '.']) };
    let named = after.chars().skip(1).any(char::is_alphanumeric);
    let open = line.ends_with(['。', '；', '，', '：', '！', ';', ',', ':', '.', '、']);
    let short = line.chars().count() <= MAX_TITLE && (1..=3).contains(&number.chars().count());
    (marked && named && short && !open).then_some((bracket.is_none(), number))
}

/// Takes out lines that are only the headings of sections, if all of them are repeated below, and the short line that introduces them.
fn without_contents(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let key = |text: &str| words(text).collect::<String>();
    let entries = |block: &Block| -> Option<Vec<String>> {
        let BlockKind::Paragraph(inlines) = &block.kind else { return None };
        let lines: Vec<String> = lines_of(inlines).iter().map(|line| plain(line)).collect();
        lines
            .iter()
            .all(|line| numeral(line).is_some_and(|(is_section, _)| is_section))
            .then(|| lines.iter().map(|line| key(line)).collect())
    };
    let all: Vec<Option<Vec<String>>> = blocks.iter().map(entries).collect();
    let Some(start) = all.iter().position(Option::is_some) else { return blocks };
    let end = all.iter().skip(start).position(Option::is_none).map_or(all.len(), |length| start + length);
    let listed: Vec<&String> = all.get(start..end).unwrap_or_default().iter().flatten().flatten().collect();
    let later: BTreeSet<String> = blocks.iter().skip(end).filter_map(numbered).map(|line| key(&plain(&line.title))).collect();
    // The last line of the run may be the heading of the first section, right below the table.
    let last_is_heading = listed.len() > 1 && listed.first() == listed.last();
    let (end, listed) = if last_is_heading { (end - 1, &listed[..listed.len() - 1]) } else { (end, &listed[..]) };
    let repeated = listed.iter().filter(|line| later.contains(line.as_str())).count() + usize::from(last_is_heading);
    // An author may have changed a heading, and not the table.
    if listed.len() < MIN_SECTIONS || 5 * repeated < 3 * listed.len() {
        return blocks;
    }
    let introduces = |block: &Block| {
        let text = plain_blocks(std::slice::from_ref(block));
        text.chars().count() <= MAX_LEAD && (is_heading(block) && level_of(block) != Some(1) || text.trim_end().ends_with(['：', ':']))
    };
    let start = start.checked_sub(1).filter(|at| blocks.get(*at).is_some_and(introduces)).unwrap_or(start);
    let mut out = blocks;
    for block in out.splice(start..end, []) {
        report.lost(block.line, "a table of contents was taken out", plain_blocks(&[block]));
    }
    out
}
