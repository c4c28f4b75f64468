//! Divides blocks into sections and statements: decides which headings open which, and collects text without a heading.

use crate::{
    footnotes,
    report::Report,
    titles::{is_title, label, names_policy, shortened, title_from_text, title_of},
    tree::{Anchor, Block, BlockKind, Inline, is_unspaced, one_line, plain_blocks},
};

/// The most characters and lines of a section's text that stay together as one statement. A longer one would not fit in the first
/// message of a reply, and its paragraphs rarely answer the same question.
const MAX_UNSPLIT: usize = 320;
const MAX_UNSPLIT_LINES: usize = 6;

/// Minimum average length of a list's items, in characters, for each item to become a statement.
const MIN_ITEM: usize = 100;

/// Minimum number of items of a list that is a whole policy.
const MIN_CLAUSES: usize = 3;

/// Maximum length of a closing remark after the last horizontal line of a policy, in characters.
const MAX_REMARK: usize = 600;

/// A policy in sections.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The policy's own title.
    pub(crate) title: Option<String>,
    /// The names by which links lead to the title.
    pub(crate) anchors: Vec<Anchor>,
    pub(crate) sections: Vec<Section>,
}

#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) line: usize,
    /// Its heading; `None` for text before the first.
    pub(crate) title: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) anchors: Vec<Anchor>,
    pub(crate) statements: Vec<Statement>,
}

impl Section {
    fn new(line: usize, title: Option<String>) -> Self {
        Self { line, title, id: None, anchors: Vec::new(), statements: Vec::new() }
    }
}

#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) line: usize,
    pub(crate) title: String,
    /// True if the title is a heading of the policy, and not generated from the text.
    pub(crate) headed: bool,
    /// The heading of the policy above several statements, of which none has it as its title.
    pub(crate) under: Option<String>,
    /// The nearest heading between that of its section and its own.
    pub(crate) above: Option<String>,
    pub(crate) id: Option<String>,
    /// The names by which links lead to its heading.
    pub(crate) anchors: Vec<Anchor>,
    pub(crate) blocks: Vec<Block>,
}

/// The ids of statements in the order of the outline.
pub(crate) type StatementIds = Vec<Vec<String>>;

pub(crate) fn outline(blocks: Vec<Block>, report: &mut Report) -> Outline {
    let blocks = footnotes::placed(lifted(blocks), report);
    let levels: Vec<u8> = blocks.iter().filter_map(level).collect();
    let smallest = levels.iter().min().copied();
    // The title is the only heading of the first level, if other headings follow it.
    let first = blocks.iter().find_map(level);
    let alone = smallest.is_some_and(|smallest| levels.iter().filter(|level| **level == smallest).count() == 1);
    let has_title = alone && first == smallest && levels.len() > 1;
    let has_title = has_title || (levels.len() == 1 && first.is_some_and(|level| level <= 1));
    // Other headings may be of the title's level.
    let names = |block: &Block| level(block) == smallest && heading_of(block).is_some_and(|text| names_policy(&text));
    let among =
        !has_title && levels.len() > 1 && first == smallest && blocks.iter().find(|block| level(block).is_some()).is_some_and(names);
    let section_level = levels.iter().copied().filter(|level| !has_title || Some(*level) != smallest).min();
    // The first heading, or one further below, names the policy, too, and remains one.
    let heads = |block: &&Block| level(block).is_some();
    let of_first_level = blocks.iter().filter(|block| level(block) == Some(1));
    let below = blocks.iter().find(heads).into_iter().chain(of_first_level).filter_map(heading_of).find(|text| names_policy(text));
    let has_title = has_title || among;
    let mut outline = Outline::default();
    let mut builder = Sections { sections: Vec::new(), open: Vec::new(), pending: Vec::new() };
    let mut title_to_come = has_title;
    let mut carried: Vec<Anchor> = Vec::new();
    let (mut blocks, remark) = without_rules(blocks);
    if levels.is_empty() && blocks.len() > 1 && blocks.first().is_some_and(is_title) {
        let first = blocks.remove(0);
        outline.anchors.clone_from(&first.anchors);
        outline.title = Some(one_line(&plain_blocks(&[first])));
    }
    for block in blocks {
        let line = block.line;
        let anchors: Vec<Anchor> = carried.drain(..).chain(block.anchors).collect();
        match block.kind {
            BlockKind::Heading { id, text, .. } if title_to_come => {
                title_to_come = false;
                let text = title_of(&text);
                if let Some(id) = id {
                    report.lost(line, "the id of the policy's title was taken out", id);
                }
                outline.anchors = anchors;
                outline.title = Some(text).filter(|text| !text.is_empty());
            }
            BlockKind::Heading { level, id, text } => {
                let text = title_of(&text);
                if text.is_empty() {
                    report.lost(line, "a heading without words was taken out", id.unwrap_or_default());
                    carried = anchors;
                } else if Some(level) == section_level || builder.sections.is_empty() {
                    builder.section(Section { id, anchors, ..Section::new(line, Some(text)) });
                } else {
                    builder.statement(Heading { level, line, title: text, above: None, id, anchors });
                }
            }
            kind => builder.block(Block::new(line, kind).with(anchors)),
        }
    }
    builder.end();
    if let Some(first) = remark.first() {
        builder.sections.push(Section::new(first.line, None));
        remark.into_iter().for_each(|block| builder.block(block));
    }
    outline.sections = builder.sections;
    // In a policy with at most one statement so far, each paragraph becomes a statement.
    let split = outline.sections.iter().map(|section| section.statements.len()).sum::<usize>() <= 1;
    for section in &mut outline.sections {
        finish(section, split, outline.title.as_deref(), report);
    }
    outline.sections.retain(|section| !section.statements.is_empty());
    outline.title = outline.title.or(below);
    outline
}

/// Removes horizontal lines, and splits off the text after the last one if it is a closing remark:
/// short, without a heading, and after several headings. Returns the blocks and the remark.
fn without_rules(blocks: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let is_rule = |block: &Block| block.kind == BlockKind::Rule;
    let last = blocks.iter().rposition(is_rule).unwrap_or(blocks.len());
    let (before, after) = blocks.split_at(last);
    let headings = |blocks: &[Block]| blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. })).count();
    let short = plain_blocks(after).chars().count() <= MAX_REMARK;
    let remark = headings(before) > 1 && headings(after) == 0 && short;
    let mut blocks: Vec<Block> = blocks.iter().filter(|block| !is_rule(block)).cloned().collect();
    let length = after.iter().filter(|block| !is_rule(block)).count();
    let remark = if remark { blocks.split_off(blocks.len() - length) } else { Vec::new() };
    (blocks, remark)
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading { level, text, .. } if !title_of(text).is_empty() => Some(*level),
        _ => None,
    }
}

fn heading_of(block: &Block) -> Option<String> {
    if let BlockKind::Heading { text, .. } = &block.kind { Some(title_of(text)) } else { None }
}

struct Sections {
    sections: Vec<Section>,
    /// The headings below that of the section, each of a lower level than the one before.
    open: Vec<(u8, String)>,
    /// Headings without text so far.
    pending: Vec<Heading>,
}

/// A heading below those of sections.
struct Heading {
    level: u8,
    line: usize,
    title: String,
    /// The nearest heading above it, apart from that of the section.
    above: Option<String>,
    id: Option<String>,
    anchors: Vec<Anchor>,
}

impl Sections {
    fn section(&mut self, section: Section) {
        self.end();
        self.open.clear();
        self.sections.push(section);
    }

    fn statement(&mut self, mut heading: Heading) {
        self.open.retain(|(level, _)| *level < heading.level);
        heading.above = self.open.last().map(|(_, title)| title.clone());
        self.open.push((heading.level, heading.title.clone()));
        // Only a heading of a lower level can provide the text of a heading without text.
        if self.pending.last().is_some_and(|above| above.level >= heading.level) {
            self.end();
        }
        self.pending.push(heading);
    }

    /// Turns headings without text into statements, with the heading as title and text.
    fn end(&mut self) {
        let Some(section) = self.sections.last_mut() else { return };
        for Heading { line, title, id, anchors, above, .. } in self.pending.drain(..) {
            let blocks = vec![Block::new(line, BlockKind::Paragraph(vec![Inline::Text(title.clone())]))];
            section.statements.push(Statement { line, title, headed: true, under: None, above, id, anchors, blocks });
        }
    }

    fn block(&mut self, block: Block) {
        if self.sections.is_empty() {
            self.sections.push(Section::new(block.line, None));
        }
        let Some(section) = self.sections.last_mut() else { return };
        if let Some(first) = self.pending.first() {
            let line = first.line;
            let id = self.pending.iter().rev().find_map(|heading| heading.id.clone());
            let above = first.above.clone();
            let (mut titles, mut anchors) = (Vec::new(), Vec::new());
            for heading in self.pending.drain(..) {
                titles.push(heading.title);
                anchors.extend(heading.anchors);
            }
            let title = titles.join(" – ");
            section.statements.push(Statement { line, title, headed: true, under: None, above, id, anchors, blocks: vec![block] });
        } else if let Some(statement) = section.statements.last_mut() {
            statement.blocks.push(block);
        } else {
            section.statements.push(unheaded(vec![block], String::new()));
        }
    }
}

/// Gives titles to statements without a heading, and text to a section without text.
fn finish(section: &mut Section, split: bool, title_of_policy: Option<&str>, report: &mut Report) {
    let mut out = Vec::new();
    let title = section.title.clone();
    // The cells of a table are no sentence: the title of the policy stands for that of its section.
    let is_table = |blocks: &[Block]| blocks.iter().all(|block| matches!(block.kind, BlockKind::Table(_)));
    let named = |blocks: Vec<Block>| {
        let heading = title.as_deref().or(title_of_policy.filter(|_| is_table(&blocks)));
        untitled(blocks, heading)
    };
    for mut statement in std::mem::take(&mut section.statements) {
        if !has_words(&statement.blocks) {
            report.lost(statement.line, "a text without words was taken out", plain_blocks(&statement.blocks));
            if !statement.headed {
                continue;
            }
            let text = vec![Inline::Text(statement.title.clone())];
            statement.blocks = vec![Block::new(statement.line, BlockKind::Paragraph(text))];
        }
        if statement.headed {
            out.extend(of_items(statement));
        } else if split || is_long(&statement.blocks) {
            for unit in units(statement.blocks, split && section.title.is_none()) {
                if has_words(&unit) {
                    out.push(named(unit));
                } else {
                    report.lost(unit.first().map_or(0, |block| block.line), "a text without words was taken out", plain_blocks(&unit));
                }
            }
        } else {
            out.push(named(statement.blocks));
        }
    }
    if let (true, Some(title)) = (out.is_empty(), &section.title) {
        let blocks = vec![Block::new(section.line, BlockKind::Paragraph(vec![Inline::Text(title.clone())]))];
        out.push(unheaded(blocks, title.clone()));
    }
    section.statements = out;
}

/// Returns whether blocks are longer than the first message of a reply.
fn is_long(blocks: &[Block]) -> bool {
    plain_blocks(blocks).chars().count() > MAX_UNSPLIT || lines(blocks) > MAX_UNSPLIT_LINES
}

/// Returns the minimum number of lines in which blocks can be shown.
fn lines(blocks: &[Block]) -> usize {
    let of = |block: &Block| match &block.kind {
        BlockKind::List { items, .. } => items.iter().map(|item| lines(item)).sum(),
        BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => lines(inner),
        BlockKind::Table(rows) => rows.len(),
        BlockKind::Paragraph(inlines) => 1 + inlines.iter().filter(|inline| **inline == Inline::Break).count(),
        _ => 1,
    };
    blocks.iter().map(of).sum()
}

fn has_words(blocks: &[Block]) -> bool {
    plain_blocks(blocks).chars().any(char::is_alphanumeric)
}

fn untitled(blocks: Vec<Block>, heading: Option<&str>) -> Statement {
    let title = title_from_text(&blocks, heading);
    unheaded(blocks, title)
}

/// Returns a statement without a heading of the policy.
fn unheaded(blocks: Vec<Block>, title: String) -> Statement {
    let line = blocks.first().map_or(1, |block| block.line);
    Statement { line, title, headed: false, under: None, above: None, id: None, anchors: Vec::new(), blocks }
}

/// Divides blocks into units: each paragraph with the list, table, quote or text that it
/// introduces. If no paragraph introduces a list, and its items are as long as paragraphs, each
/// item is a unit. In a policy that is `flat`, sentences are enough.
fn units(blocks: Vec<Block>, flat: bool) -> Vec<Vec<Block>> {
    let mut units: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let introduced = units.last().is_some_and(|unit| introduces(unit));
        let paragraph = matches!(block.kind, BlockKind::Paragraph(_));
        let Block { line, anchors, kind } = block;
        match (kind, units.last_mut()) {
            (BlockKind::List { mut items, start: None }, _)
                if !introduced && (are_sentences(&items) || flat && end_as_sentences(&items)) =>
            {
                items.first_mut().and_then(|item| item.first_mut()).into_iter().for_each(|first| first.anchors.extend(anchors.clone()));
                units.extend(items);
            }
            (BlockKind::List { items, start: Some(start) }, _) if !introduced && flat && end_as_sentences(&items) => {
                // Each clause keeps its number.
                let mut anchors = anchors;
                for (item, number) in items.into_iter().zip(start..) {
                    let line = item.first().map_or(line, |first| first.line);
                    let clause = Block::new(line, BlockKind::List { start: Some(number), items: vec![item] });
                    units.push(vec![clause.with(std::mem::take(&mut anchors))]);
                }
            }
            (kind, Some(unit)) if introduced || !paragraph => unit.push(Block::new(line, kind).with(anchors)),
            (kind, _) => units.push(vec![Block::new(line, kind).with(anchors)]),
        }
    }
    units
}

/// Returns true if the last block introduces the next one.
fn introduces(blocks: &[Block]) -> bool {
    let last = blocks.last().filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    last.is_some_and(|block| plain_blocks(std::slice::from_ref(block)).trim_end().ends_with([':', '：']))
}

/// Returns true for items as long as paragraphs.
fn are_sentences(items: &[Vec<Block>]) -> bool {
    let length: usize = items.iter().map(|item| plain_blocks(item).chars().count()).sum();
    items.len() > 1 && length >= MIN_ITEM * items.len()
}

/// Returns true for several items of which most are sentences.
fn end_as_sentences(items: &[Vec<Block>]) -> bool {
    let is_sentence = |item: &&Vec<Block>| {
        let text = plain_blocks(item);
        let long = text.split_whitespace().count() > 3 || text.chars().any(is_unspaced);
        long && text.trim_end().ends_with(['.', '!', '。', '！'])
    };
    items.len() >= MIN_CLAUSES && 3 * items.iter().filter(is_sentence).count() >= 2 * items.len()
}

/// Divides a long statement below a heading if it has a list with items as long as paragraphs.
/// Otherwise the first message of a reply would show the first item, whatever was asked.
fn of_items(statement: Statement) -> Vec<Statement> {
    let divided = |block: &Block| matches!(&block.kind, BlockKind::List { items, start: None } if are_sentences(items));
    let at = (0..statement.blocks.len()).find(|at| divided(&statement.blocks[*at]) && !introduces(&statement.blocks[..*at]));
    let Some(at) = at.filter(|_| is_long(&statement.blocks)) else { return vec![statement] };
    let Statement { line, title, above, id, mut anchors, mut blocks, .. } = statement;
    let rest = blocks.split_off(at);
    let heading = title.clone();
    let mut out = Vec::new();
    if !blocks.is_empty() {
        let anchors = std::mem::take(&mut anchors);
        let above = above.clone();
        out.push(Statement { line, title, headed: true, under: None, above, id: id.clone(), anchors, blocks });
    }
    for unit in units(rest, false) {
        let mut item = untitled(unit, Some(&heading));
        if out.is_empty() {
            item.id.clone_from(&id);
            item.anchors.append(&mut anchors);
        }
        let label = label(&item.blocks).unwrap_or_else(|| item.title.clone());
        let title = format!("{heading} – {label}");
        item.title = shortened(&title);
        item.under = Some(heading.clone());
        item.above.clone_from(&above);
        out.push(item);
    }
    out
}

/// Headings inside lists and quotes become bold text.
fn lifted(blocks: Vec<Block>) -> Vec<Block> {
    fn inside(blocks: &mut [Block]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Heading { text, .. } => {
                    block.kind = BlockKind::Paragraph(vec![Inline::Strong(std::mem::take(text))]);
                }
                BlockKind::List { items, .. } => items.iter_mut().for_each(|item| inside(item)),
                BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => inside(blocks),
                _ => {}
            }
        }
    }
    let mut blocks = blocks;
    for block in &mut blocks {
        match &mut block.kind {
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| inside(item)),
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => inside(inner),
            _ => {}
        }
    }
    blocks
}
