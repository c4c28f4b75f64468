//! Judges the headings of statements: those that say nothing without text, and labels that are headings.

use crate::{
    negation::negates,
    outline::{Section, Statement},
    tree::{BlockKind, Inline, lines_of, plain, plain_blocks},
    vocabulary::compared,
};

/// Maximum length of a label, in characters.
const MAX_LABEL: usize = 40;

/// Returns true for a statement whose text is only a heading that names a subject: "Contact". A heading such as "We never sell data" says
/// something.
pub(crate) fn is_heading_only(section: &Section, statement: &Statement) -> bool {
    let text = plain_blocks(&statement.blocks);
    let words = compared(&text);
    let same = |heading: &str| compared(heading) == words;
    let is_heading = statement.headed && same(&statement.title) || section.title.as_deref().is_some_and(same);
    let without_number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.');
    let says = text.trim_end().ends_with(['.', '!', '。', '！'])
        || without_number.contains(|c: char| c.is_ascii_digit() || c == '@')
        || negates(&words);
    is_heading && !says
}

/// Returns the bold label of a statement that has no other: "**Contact:** the gardener".
pub(crate) fn label_of(statement: &Statement) -> Option<String> {
    let [block] = statement.blocks.as_slice() else { return None };
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (Some(Inline::Strong(label)), rest) = (inlines.first(), inlines.get(1..).unwrap_or_default()) else { return None };
    let (label, rest) = (plain(label), plain(rest));
    let ends = label.trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：']);
    let others = lines_of(inlines).iter().filter(|line| matches!(line.first(), Some(Inline::Strong(_)))).count();
    (ends && others == 1 && label.chars().count() <= MAX_LABEL).then_some(label)
}
