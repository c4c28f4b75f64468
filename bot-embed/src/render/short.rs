//! Renders the short answer of a reply, which is the first message, within limits of our own that are shorter than Discord's.

use carrot_core::{
    search::has_form_of,
    text::{Block, Inline, Link},
};

use super::{
    fit::{KeepRules, fit},
    limits::{self, length},
    markdown,
    paging::cut_to,
};
use crate::{
    PublicUrl,
    reply::{ChangeNote, RelatedPromise, Reply, ReplySubject},
};

/// Maximum length of title, source and note, in UTF-16 units. The pages of the reply have them in full. Titles of `/compliance` may be
/// longer, because they contain several names, and kinds of data have long names.
const TITLE: usize = 140;
const TITLE_COMPLIANCE: usize = 210;
const SOURCE: usize = 190;
pub(super) const NOTE: usize = 220;
/// Maximum length of a note about a change, in UTF-16 units.
const CHANGED: usize = 200;
/// Minimum room for the change in that note, in UTF-16 units. With less room, the change is left out.
const MIN_CHANGE: usize = 24;
/// Number of UTF-16 units that a note about a change leaves to the answer, unless the whole answer is shorter.
const MIN_ANSWER: usize = 160;

/// A short answer as Discord's Markdown.
#[derive(Default)]
pub(super) struct Short {
    pub(super) title: String,
    /// The answer, its source, the host's promise, and the note about a change. Each begins on a line of its own.
    pub(super) answer: String,
    pub(super) notes: Vec<String>,
    /// True if it has text in another language than the interface.
    pub(super) foreign: bool,
}

impl Short {
    pub(super) fn new(reply: &Reply, page: Option<&PublicUrl>) -> Self {
        let (max_len, most_lines, longest_title) = match reply.subject {
            ReplySubject::Topic(_) => (limits::SHORT_PRIVACY, limits::SHORT_PRIVACY_LINES, TITLE),
            ReplySubject::Compliance(_) => (limits::SHORT_COMPLIANCE, limits::SHORT_COMPLIANCE_LINES, TITLE_COMPLIANCE),
        };
        let title = cut_to(&reply.title, longest_title);
        let source = reply.brief.source.as_ref().map(|source| format!("-# {}", cut_to(source, SOURCE)));
        let asked_too = reply.brief.asked_too.as_ref().map(|line| format!("-# {line}"));
        let beside = reply.brief.beside.as_ref().map(|beside| {
            let line = |page| promise_line(beside, reply.messages.colon().trim_end(), page);
            // Count the line end and the brackets of the link, but not its address, which people do not see.
            (length(&line(None)) + "\n[]".len(), line(page))
        });
        let conditions = listed_conditions(reply);
        let more = |count| match conditions {
            Some(all) if count < all => reply.messages.more_conditions(count),
            Some(all) if count == all => reply.messages.conditions_in_details(count),
            _ => reply.messages.more_items(count),
        };
        // Show the host's promise only if the whole answer fits, too.
        let compose = |beside: Option<(usize, String)>| {
            let of_host = reply.brief.beside.as_ref().filter(|_| beside.is_some());
            let foreign = reply.brief.foreign || of_host.is_some_and(|promise| promise.foreign);
            let notes = notes(reply, foreign);
            let fixed = notes.iter().chain(&source).chain(&asked_too);
            // Count the line end, too.
            let used = length("## ") + length(&title) + fixed.clone().map(|line| length(line) + 1).sum::<usize>() + 1;
            let mut room = max_len.saturating_sub(used + beside.as_ref().map_or(0, |(length_of_line, _)| *length_of_line));
            let mut lines = most_lines.saturating_sub(1 + fixed.count() + usize::from(beside.is_some()));
            let whole = markdown::blocks(&reply.brief.body);
            let left = room.saturating_sub(length(&whole).min(MIN_ANSWER));
            let changed = reply.brief.changed.as_ref().map(|note| changed(note, reply.messages.colon(), left));
            let changed = changed.filter(|line| length(line) < room && lines > 0);
            if let Some(line) = &changed {
                room -= length(line) + 1;
                lines -= 1;
            }
            let fits = |text: &str| length(text) < room && text.lines().count() <= lines;
            if beside.is_some() && !fits(&whole) {
                return None;
            }
            let answers = |text: &str| has_subject(text, &reply.brief.subject);
            let kept = KeepRules { answers: &answers, in_order: reply.brief.in_order, addresses: reply.brief.addresses };
            let body = with_further(reply, &fits).unwrap_or_else(|| {
                let with_count = |text: &str| match more_parts(reply, 0) {
                    Some(line) => format!("{text}\n{}", markdown::blocks(&[line])),
                    None => text.to_owned(),
                };
                with_count(&fit(&reply.brief.body, &kept, more, |text| fits(&with_count(text))))
            });
            // The source belongs to the answer, so it comes before the host's promise, which names its own date.
            let parts = [Some(body), asked_too.clone(), source.clone(), beside.map(|(_, linked)| linked), changed];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            Some(Self { title: title.clone(), answer: parts.join("\n"), notes, foreign })
        };
        beside.and_then(|beside| compose(Some(beside))).or_else(|| compose(None)).unwrap_or_default()
    }
}

/// Returns the number of conditions that an answer lists; `None` if it lists none. Statuses are in a list before that of the conditions.
fn listed_conditions(reply: &Reply) -> Option<usize> {
    let items = |block: &Block| if let Block::List { items, .. } = block { Some(items.len()) } else { None };
    let lists: Vec<usize> = reply.brief.body.iter().filter_map(items).collect();
    let before = usize::from(lists.len() > 1);
    reply.brief.lists_conditions.then(|| lists.into_iter().skip(before).sum())
}

/// Returns the answer with as many of its further parts as fit, and a line with the number of the others; `None` if not even the answer
/// alone fits.
fn with_further(reply: &Reply, fits: &impl Fn(&str) -> bool) -> Option<String> {
    let further = &reply.brief.further;
    let with = |count: usize| {
        let shown = further.iter().take(count).flatten();
        let blocks: Vec<Block> = reply.brief.body.iter().chain(shown).cloned().chain(more_parts(reply, count)).collect();
        Some(markdown::blocks(&blocks)).filter(|text| fits(text))
    };
    (0..=further.len()).rev().find_map(with)
}

/// Returns the line with the number of further parts after the first `shown`. `None` if there are none: without the line, a part of the
/// answer would look like all of it.
fn more_parts(reply: &Reply, shown: usize) -> Option<Block> {
    let left = reply.brief.further.len().saturating_sub(shown);
    (left > 0).then(|| Block::Paragraph(vec![Inline::Text(reply.messages.more_passages(left))]))
}

/// Returns true if a text has a word of a question's subject, in any form: "deleted" for "delete". Phrases do not count.
fn has_subject(text: &str, subject: &[String]) -> bool {
    subject.iter().any(|word| {
        // These scripts have no spaces between words.
        let is_spaced = word.chars().any(|c| u32::from(c) < 0x3000);
        if is_spaced { has_form_of(text, word) } else { text.contains(word.as_str()) }
    })
}

/// Returns the small lines at the end: a note if the short answer has text in another language, and the disclaimer.
fn notes(reply: &Reply, foreign: bool) -> Vec<String> {
    let notes = [reply.untranslated.filter(|_| foreign).unwrap_or_default(), reply.note.as_str()];
    notes.into_iter().filter(|note| !note.trim().is_empty()).map(|note| format!("-# {}", cut_to(note, NOTE))).collect()
}

/// Returns the note about a change in one line, of at most `max_len` UTF-16 units. If there is little room ([`MIN_CHANGE`]), it leaves out
/// the change itself; that line may be longer.
fn changed(note: &ChangeNote, colon: &str, max_len: usize) -> String {
    let ChangeNote { lead, line, more, see } = note;
    let [lead, more, see] = [lead, more, see].map(|text| markdown::line(text));
    let around = length(&format!("-# {lead}{colon}{more}. {see}\n"));
    let room = max_len.min(CHANGED).saturating_sub(around);
    if room < MIN_CHANGE {
        return format!("-# {lead}. {see}");
    }
    let line = cut_to(line, room);
    let end = if more.is_empty() && line.ends_with(['.', '…', '!', '?']) { "" } else { "." };
    format!("-# {lead}{colon}{line}{more}{end} {see}")
}

/// Returns the host's promise in one line, with a link if there is a page.
fn promise_line(beside: &RelatedPromise, colon: &str, page: Option<&PublicUrl>) -> String {
    let RelatedPromise { lead, title, more, anchor, .. } = beside;
    let (lead, more) = (markdown::line(lead), markdown::line(more));
    let title = Inline::Text(title.clone());
    let linked = page.and_then(|page| Link::new(&page.url().link(Some(anchor))).ok());
    let title = linked.map_or_else(|| title.clone(), |to| Inline::Link { to: to.into(), text: vec![title.clone()] });
    let title = markdown::blocks(&[Block::Paragraph(vec![title])]);
    format!("*{lead}{colon}* {title}{more}")
}
