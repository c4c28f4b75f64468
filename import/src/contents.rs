//! Removes tables of contents from a policy, because the page has its own.

use std::collections::BTreeSet;

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, plain, plain_blocks},
    write,
};

/// Minimum number of links in a table of contents.
const MIN_CONTENTS: usize = 3;

/// Takes out tables of contents, with their headings, and reports them.
pub(crate) fn without_contents(blocks: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let headings: BTreeSet<String> = blocks.iter().filter_map(heading).collect();
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        let entries = entries(&block).filter(|entries| entries.len() >= MIN_CONTENTS && are_within(entries, &headings));
        if entries.is_none() {
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

/// Returns the words of a heading, without its number.
fn heading(block: &Block) -> Option<String> {
    let BlockKind::Heading { text, .. } = &block.kind else { return None };
    Some(words(&plain(text)))
}

fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Returns true if all links lead to the policy itself: by an anchor alone, or by the address of
/// one page with an anchor if the texts of most links are headings of the policy.
fn are_within(entries: &[(String, String)], headings: &BTreeSet<String>) -> bool {
    let page = |to: &str| to.split_once('#').map(|(page, _)| page.to_owned());
    let first = entries.first().and_then(|(to, _)| page(to));
    let named = entries.iter().filter(|(_, text)| headings.contains(&words(text))).count();
    first.is_some_and(|first| {
        entries.iter().all(|(to, _)| page(to).as_ref() == Some(&first)) && (first.is_empty() || 2 * named > entries.len())
    })
}

/// Returns the targets and texts of a list that is nothing but links.
fn entries(block: &Block) -> Option<Vec<(String, String)>> {
    let BlockKind::List { items, .. } = &block.kind else { return None };
    let mut links = Vec::new();
    for block in items.iter().flatten() {
        match &block.kind {
            BlockKind::Paragraph(inlines) => match inlines.as_slice() {
                [Inline::Link { to, text }] => links.push((to.clone(), plain(text))),
                _ => return None,
            },
            _ => links.extend(entries(block)?),
        }
    }
    Some(links)
}
