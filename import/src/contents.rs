//! Removes tables of contents from a policy, because the page has its own.

use std::collections::BTreeSet;

use crate::{
    links::{Names, is_address},
    report::Report,
    tree::{Block, BlockKind, Inline, plain, plain_blocks},
    vocabulary::{Vocabulary, compared},
    write,
};

/// Minimum number of links in a table of contents.
const MIN_CONTENTS: usize = 3;

/// Maximum length of the name of a language, in characters: a text without spaces may be a sentence.
const MAX_LANGUAGE: usize = 24;

/// Number of blocks at the beginning that may be links to other documents.
const MAX_BEGINNING: usize = 4;

/// Takes out lines at the beginning that are only links to other documents of the site, such as the same text in another language, and
/// reports them. They would be the title of the first statement.
pub(crate) fn without_links_to_others(blocks: Vec<Block>, names: &Names<'_>, report: &mut Report) -> Vec<Block> {
    let leads_away = |inline: &Inline| match inline {
        Inline::Link { to, .. } => !to.starts_with('#') && !is_address(to) && !to.starts_with("//") && names.place(to).is_none(),
        other => !plain(std::slice::from_ref(other)).chars().any(char::is_alphanumeric),
    };
    let is_link = |inline: &Inline| matches!(inline, Inline::Link { .. });
    // "[Deutsch](datenschutz.md) | English": the text itself has no link.
    let is_this_text = |inline: &Inline| is_language(&plain(std::slice::from_ref(inline)));
    let is_taken = |block: &Block| match &block.kind {
        BlockKind::Paragraph(inlines) => {
            inlines.iter().any(is_link) && inlines.iter().all(|inline| leads_away(inline) || is_this_text(inline))
        }
        _ => false,
    };
    // A file of nothing else keeps its text.
    if blocks.iter().all(|block| is_taken(block) || matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Rule)) {
        return blocks;
    }
    let mut out = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        if at < MAX_BEGINNING && is_taken(&block) {
            let line = block.line;
            let mut text = String::new();
            write::blocks(&[block], &mut text);
            report.lost(line, "a line of links to other pages was taken out", text);
        } else {
            out.push(block);
        }
    }
    out
}

/// Returns true for the name of a language and nothing else.
fn is_language(text: &str) -> bool {
    const VERSIONS: [&str; 4] = ["version", "fassung", "versión", "версия"];
    let is_named = |text: &str| !Vocabulary::get().languages_named(&compared(text)).is_empty();
    let name = text.trim_matches(|c: char| !c.is_alphabetic());
    let is_part = |word: &str| VERSIONS.contains(&word.to_lowercase().as_str()) || is_named(word);
    name.chars().count() <= MAX_LANGUAGE && is_named(name) && name.split_whitespace().all(is_part)
}

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
            // The number of an entry may be outside of its link, and an entry without a mark in the line of another.
            BlockKind::Paragraph(inlines) => {
                for inline in inlines {
                    match inline {
                        Inline::Link { to, text } => links.push((to.clone(), plain(text))),
                        other if plain(std::slice::from_ref(other)).chars().any(char::is_alphabetic) => return None,
                        _ => {}
                    }
                }
            }
            _ => links.extend(entries(block)?),
        }
    }
    Some(links)
}
