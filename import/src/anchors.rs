//! Finds the targets of links within a document: headings by the ids that programs make from them, and ids that the author wrote.

use std::collections::BTreeMap;

use crate::{
    GivenIds,
    links::{Names, Place},
    outline::Outline,
    report::Report,
    slug::is_alphabetic_script,
    tree::{Anchor, Block, BlockKind, Inline, plain},
};

/// Records the anchors of all headings. Call it before other texts become headings, because programs number only real headings.
pub(crate) fn record_heading_anchors(blocks: &mut [Block]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { id, text, .. } => {
                block.anchors.extend(id.clone().map(Anchor::Written));
                block.anchors.push(Anchor::Heading(plain(text)));
            }
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| record_heading_anchors(item)),
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => record_heading_anchors(inner),
            _ => {}
        }
    }
}

/// Takes the anchors of blocks and of all blocks inside them.
fn take_anchors(blocks: &mut [Block], out: &mut Vec<Anchor>) {
    for block in blocks {
        out.append(&mut block.anchors);
        match &mut block.kind {
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| take_anchors(item, out)),
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => take_anchors(inner, out),
            _ => {}
        }
    }
}

/// The ids of content that links within a document lead to.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    written: BTreeMap<String, String>,
    /// By the ids that GitHub makes from headings. Most other programs make the same ids.
    slugs: BTreeMap<String, String>,
    /// By the letters and digits of headings, in the order of the document.
    letters: BTreeMap<String, Vec<String>>,
}

impl Targets {
    /// Collects the targets of a document. `part` is the id of the part of the content that the document becomes.
    pub(crate) fn of(outline: &mut Outline, named: &GivenIds, part: &str) -> Self {
        let mut targets = Self::default();
        let mut numbers = BTreeMap::new();
        let mut add = |anchors: &mut Vec<Anchor>, id: &str| {
            anchors.drain(..).for_each(|anchor| targets.add(anchor, id, &mut numbers));
        };
        add(&mut outline.anchors, part);
        for ((section, (id, _)), ids) in outline.sections.iter_mut().zip(&named.sections).zip(&named.statements) {
            add(&mut section.anchors, id);
            for (statement, id) in section.statements.iter_mut().zip(ids) {
                take_anchors(&mut statement.blocks, &mut statement.anchors);
                add(&mut statement.anchors, id);
            }
        }
        targets
    }

    fn add(&mut self, anchor: Anchor, id: &str, numbers: &mut BTreeMap<String, usize>) {
        let text = match anchor {
            Anchor::Written(name) => {
                self.written.entry(name).or_insert_with(|| id.to_owned());
                return;
            }
            Anchor::Heading(text) => text,
        };
        // GitHub counts equal headings, and skips ids that another heading already has.
        let slug = github_slug(&text);
        let mut unique = slug.clone();
        while self.slugs.contains_key(&unique) {
            let number = numbers.entry(slug.clone()).or_insert(0);
            *number += 1;
            unique = format!("{slug}-{number}");
        }
        self.slugs.insert(unique, id.to_owned());
        let numberless = text.trim_start_matches(|c: char| !c.is_alphabetic());
        // Some programs leave out the number of a heading. Others leave out letters that are not ASCII. The latter form counts only if at
        // most a quarter of the heading's characters are not ASCII.
        let ascii: String = numberless.chars().filter(char::is_ascii).collect();
        let mut forms = vec![letters(&text), letters(numberless)];
        forms.extend((4 * ascii.chars().count() >= 3 * numberless.chars().count()).then(|| letters(&ascii)));
        forms.sort();
        forms.dedup();
        for form in forms.into_iter().filter(|form| !form.is_empty()) {
            self.letters.entry(form).or_default().push(id.to_owned());
        }
    }

    /// Returns the id to which a fragment leads.
    fn find(&self, fragment: &str) -> Option<&str> {
        let decoded = percent_decoded(fragment);
        // The prefixes with which GitHub and Bitbucket write ids of elements.
        let bare = ["user-content-", "markdown-header-"].iter().find_map(|prefix| decoded.strip_prefix(prefix));
        let names: Vec<&str> = [Some(fragment), Some(decoded.as_str()), bare].into_iter().flatten().collect();
        let written = || names.iter().find_map(|name| self.written.get(*name));
        let slug = || names.iter().find_map(|name| self.slugs.get(*name).or_else(|| self.slugs.get(&name.to_lowercase())));
        written().or_else(slug).map(String::as_str).or_else(|| names.iter().find_map(|name| self.find_by_letters(name)))
    }

    /// Returns the id of the heading with the same letters and digits. A number after the name counts equal headings.
    fn find_by_letters(&self, name: &str) -> Option<&str> {
        if let Some(ids) = self.letters.get(&letters(name)) {
            return ids.first().map(String::as_str);
        }
        let (name, number) = name.rsplit_once(['-', '_'])?;
        self.letters.get(&letters(name))?.get(number.parse::<usize>().ok()?).map(String::as_str)
    }
}

/// Returns the anchor that GitHub makes from a heading.
fn github_slug(text: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') || is_mark(c);
    let kept = text.trim().chars().filter(|c| kept(*c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Returns whether a character is the mark after many emoji, or a mark above letters. GitHub keeps both.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{0300}'..='\u{036f}')
}

/// Returns the letters and digits of a text, without accents and in lower case.
fn letters(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        match deunicode::deunicode_char(c) {
            // Accents are removed from Latin letters only (below U+0250). Headings in other scripts keep their letters.
            Some(plain) if is_alphabetic_script(c) && u32::from(c) < 0x250 => out.push_str(&plain.to_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Decodes `%D0%B4` and the like. Invalid codes stay as they are.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code = rest.strip_prefix('%').and_then(|rest| rest.get(..2)).and_then(|code| u8::from_str_radix(code, 16).ok());
        let length = match code {
            Some(byte) => {
                bytes.push(byte);
                3
            }
            None => {
                bytes.extend_from_slice(rest.get(..c.len_utf8()).unwrap_or_default().as_bytes());
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Replaces links to places that the document does not have by their text, and reports them. Returns whether links to the author's own
/// documents remain.
pub(crate) fn remove_dead_links(outline: &mut Outline, targets: &Targets, names: &Names<'_>, report: &mut Report) -> bool {
    let mut remain = false;
    change_links(outline, &mut |line, to| match names.place(to) {
        Some(Place::Here(fragment)) if targets.find(fragment).is_none() => {
            report.lost(line, "a link to a place that the document does not have was replaced by its text", to);
            None
        }
        Some(_) => {
            remain = true;
            Some(to.to_owned())
        }
        None => Some(to.to_owned()),
    });
    remain
}

/// Makes links lead to ids of the content.
pub(crate) fn point_links_to_ids(outline: &mut Outline, targets: &Targets, names: &Names<'_>) {
    change_links(outline, &mut |_, to| match names.place(to) {
        Some(Place::Here(fragment)) => targets.find(fragment).map(|id| format!("#{id}")),
        Some(Place::Document(part)) => Some(format!("#{part}")),
        None => Some(to.to_owned()),
    });
}

/// Replaces the address of each link with the one that `change` returns for the link's line and address. `None` removes the link and keeps
/// its text.
fn change_links(outline: &mut Outline, change: &mut dyn FnMut(usize, &str) -> Option<String>) {
    for statement in outline.sections.iter_mut().flat_map(|section| &mut section.statements) {
        of_blocks(&mut statement.blocks, change);
    }
}

fn of_blocks(blocks: &mut [Block], change: &mut dyn FnMut(usize, &str) -> Option<String>) {
    for block in blocks {
        let line = block.line;
        match &mut block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => of_inlines(inlines, line, change),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| of_blocks(item, change)),
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => of_blocks(inner, change),
            BlockKind::Table(rows) => rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| of_inlines(cell, line, change)),
            BlockKind::Code(_) | BlockKind::Rule => {}
        }
    }
}

fn of_inlines(inlines: &mut Vec<Inline>, line: usize, change: &mut dyn FnMut(usize, &str) -> Option<String>) {
    for mut inline in std::mem::take(inlines) {
        match &mut inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) => of_inlines(inner, line, change),
            Inline::Link { to, text } => match change(line, to) {
                Some(new) => *to = new,
                None => {
                    inlines.append(text);
                    continue;
                }
            },
            _ => {}
        }
        inlines.push(inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(headings: &[&str]) -> Targets {
        let mut targets = Targets::default();
        let mut numbers = BTreeMap::new();
        for (number, text) in headings.iter().enumerate() {
            targets.add(Anchor::Heading((*text).to_owned()), &number.to_string(), &mut numbers);
        }
        targets
    }

    #[test]
    fn ids_of_many_programs_lead_to_their_heading() {
        let headings =
            ["1. Data & Retention", "Données", "🗑️ Deletion", "Хранение данных", "データの保存期間", "Your rights (GDPR)", "नीति"];
        let targets = targets(&headings);
        for (fragment, heading) in [
            ("1-data--retention", "0"),
            ("1-data-retention", "0"),
            ("data-retention", "0"),
            ("_1-data-retention", "0"),
            ("Data_&_Retention", "0"),
            ("user-content-1-data--retention", "0"),
            ("données", "1"),
            ("donn%C3%A9es", "1"),
            ("donnees", "1"),
            ("donnes", "1"),
            ("️-deletion", "2"),
            ("-deletion", "2"),
            ("deletion", "2"),
            ("хранение-данных", "3"),
            ("%D1%85%D1%80%D0%B0%D0%BD%D0%B5%D0%BD%D0%B8%D0%B5-%D0%B4%D0%B0%D0%BD%D0%BD%D1%8B%D1%85", "3"),
            ("データの保存期間", "4"),
            ("your-rights-gdpr", "5"),
            ("YourRightsGDPR", "5"),
            ("नीति", "6"),
            ("", "?"),
            ("top", "?"),
            ("%", "?"),
        ] {
            assert_eq!(targets.find(fragment).unwrap_or("?"), heading, "{fragment}");
        }
    }

    #[test]
    fn equal_headings_are_counted() {
        let targets = targets(&["Data", "Data", "Data 1", "Data", "Storage", "storage!"]);
        for (fragment, heading) in [
            ("data", "0"),
            ("data-1", "1"),
            ("data-1-1", "2"),
            ("data-2", "3"),
            ("data_1", "2"),
            ("storage", "4"),
            ("storage-1", "5"),
            ("storage_1", "5"),
            ("storage-2", "?"),
        ] {
            assert_eq!(targets.find(fragment).unwrap_or("?"), heading, "{fragment}");
        }
    }
}
