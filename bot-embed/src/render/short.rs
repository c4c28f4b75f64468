//! Lays out the short answer of a reply: the first message, within this product's own limits.

use carrot_core::text::Block;

use super::{
    limits::{self, length},
    markdown,
    paging::within,
    split::split,
};
use crate::{
    Page,
    reply::{Beside, Place, Reply},
};

/// The longest title, source and note, in characters; the pages behind the short answer have them in full.
const TITLE: usize = 140;
const SOURCE: usize = 190;
pub(super) const NOTE: usize = 220;
/// What follows text that is cut.
const MORE: &str = " …";
/// The least of an answer, in characters, that is shown before a promise of the host takes its place.
const LEAST: usize = 160;

/// A short answer as Discord's Markdown.
pub(super) struct Short {
    pub(super) title: String,
    /// Answer, the host's promise, and source: a line or more each.
    pub(super) answer: String,
    pub(super) notes: Vec<String>,
}

impl Short {
    pub(super) fn new(reply: &Reply, page: Option<&Page>) -> Self {
        let (most, most_lines) = match reply.place {
            Place::Topic(_) => (limits::SHORT_PRIVACY, limits::SHORT_PRIVACY_LINES),
            Place::Compliance(_) => (limits::SHORT_COMPLIANCE, limits::SHORT_COMPLIANCE_LINES),
        };
        let title = within(&reply.title, TITLE);
        let notes = [reply.untranslated.unwrap_or_default(), reply.note.as_str()].into_iter().filter(|note| !note.trim().is_empty());
        let notes: Vec<String> = notes.map(|note| format!("-# {}", within(note, NOTE))).collect();
        let source = reply.brief.source.as_ref().map(|source| format!("-# {}", within(source, SOURCE)));
        let fixed = notes.iter().chain(&source);
        // Each line with its end.
        let used = length("## ") + length(&title) + fixed.clone().map(|line| length(line) + 1).sum::<usize>() + 1;
        let mut room = most.saturating_sub(used);
        let mut lines = most_lines.saturating_sub(1 + fixed.count());
        let body = markdown::blocks(&reply.brief.body);
        let beside = reply.brief.beside.as_ref().map(|beside| (line_of(beside, None), line_of(beside, page)));
        let beside = beside.filter(|(plain, _)| room.saturating_sub(length(plain) + 1) >= length(&body).min(LEAST));
        if let Some((plain, _)) = &beside {
            room -= length(plain) + 1;
            lines = lines.saturating_sub(1);
        }
        let body = cut(&reply.brief.body, body, |text| length(text) < room && text.lines().count() <= lines);
        let parts = [Some(body), beside.map(|(_, linked)| linked), source];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Self { title, answer: parts.join("\n"), notes }
    }
}

/// The text, or as much of it as fits, behind which an ellipsis says that there is more.
fn cut(blocks: &[Block], whole: String, fits: impl Fn(&str) -> bool) -> String {
    if fits(&whole) {
        return whole;
    }
    let with_more = |blocks: &[Block]| format!("{}{MORE}", markdown::blocks(blocks).trim_end());
    split(blocks, limits::SHORT_COMPLIANCE, |head| fits(&with_more(head))).map(|(head, _)| with_more(&head)).unwrap_or_default()
}

/// The host's promise in one line, linked to the page where there is one.
fn line_of(beside: &Beside, page: Option<&Page>) -> String {
    let Beside { lead, title, more, anchor } = beside;
    let (lead, more) = (markdown::line(lead), markdown::line(more));
    // Discord reads no escapes within the brackets of a link.
    let plain = !title.contains(['[', ']', '(', ')', '\\', '*', '_', '~', '`', '|', '<', '>', '@', '#', ':']);
    match page.filter(|_| plain) {
        Some(page) => format!("*{lead}:* [{title}](<{}>){more}", page.link(Some(anchor))),
        None => format!("*{lead}:* {}{more}", markdown::line(title)),
    }
}
