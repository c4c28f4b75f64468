//! Tables of contents in a policy. The page has its own, so they are taken out.

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, plain_blocks},
    write,
};

/// Minimum number of links within the policy that are a table of contents.
const MIN_CONTENTS: usize = 3;

/// Takes out tables of contents, with their headings, and reports them.
pub(crate) fn without_contents(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        let links = entries(&block).filter(|links| *links >= MIN_CONTENTS);
        if links.is_none() {
            out.push(block);
            continue;
        }
        let what = "a table of contents was taken out";
        if let Some(heading) = out.pop_if(|before| matches!(before.kind, BlockKind::Heading { level: 2.., .. })) {
            report.lost(heading.line, what, plain_blocks(&[heading]));
        }
        let line = block.line;
        let mut contents = String::new();
        write::blocks(&[block], &mut contents);
        report.lost(line, what, contents);
    }
    out
}

/// Returns the number of links of a list that is nothing but links within the policy.
fn entries(block: &Block) -> Option<usize> {
    let BlockKind::List { items, .. } = &block.kind else { return None };
    let mut links = 0;
    for block in items.iter().flatten() {
        links += match &block.kind {
            BlockKind::Paragraph(inlines) if matches!(inlines.as_slice(), [Inline::Link { to, .. }] if to.starts_with('#')) => 1,
            _ => entries(block)?,
        };
    }
    Some(links)
}
