//! Finds numbered clauses ("2.1. Backups are …") and articles ("第2条") of a policy that is written like a contract.

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, MAX_HEADING, MAX_LABEL, first_line, is_short, lines_of, plain},
};

/// Maximum length of the title of an article in capitals, in characters.
const MAX_CAPITALS: usize = 140;

/// Makes each numbered line of a paragraph ("2.1. Backups are …") a paragraph of its own, with the lines below it.
pub(crate) fn clauses(block: Block) -> Vec<Block> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return vec![block] };
    let mut out: Vec<Block> = Vec::new();
    // "2.1" may also be a number at the beginning of a wrapped line.
    let mut ended = false;
    for (line, first) in (block.line..).zip(lines_of(inlines)) {
        let text = plain(&first);
        let begins = is_clause(&text) && ended;
        ended = text.trim_end().ends_with(['.', ';', ':', '!', '?', '。', '：', '）']) || is_clause(&text);
        match out.last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Paragraph(before)) if !begins => {
                before.push(Inline::Text("\n".to_owned()));
                before.extend(first);
            }
            _ => out.push(Block::new(line, BlockKind::Paragraph(first))),
        }
    }
    // Without numbers, line breaks stay what they are.
    if out.len() < 2 {
        return vec![block];
    }
    out[0].anchors.clone_from(&block.anchors);
    out
}

/// Makes the first line of a numbered paragraph a heading, if it is a title: "2.1 Backups" above the text about them.
pub(crate) fn titled_clause(block: Block, report: &mut Report) -> Vec<Block> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return vec![block] };
    let (first, rest) = first_line(inlines);
    let text = plain(&first);
    let open = text.trim_end().ends_with(['.', ';', ',', ':', '。', '：', '、']);
    if rest.is_empty() || open || !is_clause(&text) || !is_short(&first, MAX_LABEL) {
        return vec![block];
    }
    report.found(block.line, "a numbered line was taken for a heading", text);
    let title = Block::new(block.line, BlockKind::Heading { level: 6, id: None, text: first }).with(block.anchors);
    vec![title, Block::new(block.line, BlockKind::Paragraph(rest))]
}

/// A paragraph whose first line is the number and title of an article, and the rest of it.
pub(crate) fn article(block: &Block) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (first, rest) = first_line(inlines);
    let text = plain(&first);
    let open = text.trim_end().ends_with(['.', ';', ',', '。']);
    // In capitals, a long line is no sentence.
    let longest = if text.chars().any(char::is_lowercase) { MAX_HEADING } else { MAX_CAPITALS };
    (is_article(text.trim_start()) && is_short(&first, longest) && !open).then_some((first, rest))
}

/// Returns whether a line begins with the number of a clause ("2.1.") or of an article ("第2条").
pub(crate) fn is_clause(line: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let line = line.trim_start();
    let first = digits(line);
    let second = line.get(first..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    (first > 0 && second > 0 && line.get(first + 1 + second..).is_some_and(|rest| rest.starts_with(['.', ' ', ')'])))
        || is_article(line)
}

/// Returns whether a line begins with the number of an article of a contract: "第2条", "§ 2", "Article 2".
fn is_article(line: &str) -> bool {
    const WORDS: [&str; 12] =
        ["第", "§", "Article ", "ARTICLE ", "Artikel ", "ARTIKEL ", "Artículo ", "ARTÍCULO ", "Art. ", "ART. ", "Статья ", "СТАТЬЯ "];
    let rest = WORDS.iter().find_map(|word| line.strip_prefix(word)).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)))
}

/// Returns the number of an article.
pub(crate) fn number_of(line: &str) -> String {
    let digit = |c: &char| c.is_numeric() || "一二三四五六七八九十".contains(*c);
    line.chars().skip_while(|c| !digit(c)).take_while(digit).collect()
}
