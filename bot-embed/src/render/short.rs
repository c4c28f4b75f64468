//! Renders the short answer of a reply, which is the first message. Our own limits for it are lower than Discord's.

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

/// Maximum length of a title, in UTF-16 units. The pages of the reply have it in full.
const MAX_TITLE: usize = 140;
/// The same for `/compliance`: such a title contains several names, and kinds of data have long names.
const MAX_TITLE_COMPLIANCE: usize = 210;
/// Maximum length of the line with the source, in UTF-16 units. The pages of the reply have it in full.
const MAX_SOURCE: usize = 190;
/// Maximum length of a note, in UTF-16 units. The pages of the reply have it in full.
pub(super) const MAX_NOTE: usize = 220;
/// Maximum length of a note about a change, in UTF-16 units.
const MAX_CHANGE_NOTE: usize = 200;
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
    /// Composes the short answer. It has the host's promise only if the whole answer fits, too.
    pub(super) fn new(reply: &Reply, page: Option<&PublicUrl>) -> Self {
        let promise = reply.brief.related_promise.as_ref();
        let with_promise = promise.and_then(|promise| Self::compose(reply, page, Some(promise)));
        with_promise.or_else(|| Self::compose(reply, page, None)).unwrap_or_default()
    }

    /// Composes the short answer with or without the host's promise. Returns `None` if a promise is given, and the whole answer does not
    /// fit beside it.
    fn compose(reply: &Reply, page: Option<&PublicUrl>, promise: Option<&RelatedPromise>) -> Option<Self> {
        let (max_len, max_lines, max_title) = match reply.subject {
            ReplySubject::Topic(_) => (limits::SHORT_PRIVACY, limits::SHORT_PRIVACY_LINES, MAX_TITLE),
            ReplySubject::Compliance(_) => (limits::SHORT_COMPLIANCE, limits::SHORT_COMPLIANCE_LINES, MAX_TITLE_COMPLIANCE),
        };
        let title = cut_to(&reply.title, max_title);
        let source = reply.brief.source.as_ref().map(|source| format!("-# {}", cut_to(source, MAX_SOURCE)));
        let asked_too = reply.brief.asked_too.as_ref().map(|line| format!("-# {line}"));
        let promise_line = |page| promise.map(|promise| promise_line(promise, reply.messages.colon().trim_end(), page));
        let foreign = reply.brief.foreign || promise.is_some_and(|promise| promise.foreign);
        let notes: Vec<String> = note_texts(reply, foreign).map(|note| format!("-# {}", cut_to(note, MAX_NOTE))).collect();

        // The room for the answer: the limits without the title and the lines that are never left out. Each also has a line end.
        let fixed = notes.iter().chain(&source).chain(&asked_too);
        let used = length("## ") + length(&title) + 1 + fixed.clone().map(|line| length(line) + 1).sum::<usize>();
        // Count the line end and the brackets of the promise's link, but not its address, which people do not see.
        let promise_length = promise_line(None).map_or(0, |line| length(&line) + "\n[]".len());
        let mut room = max_len.saturating_sub(used + promise_length);
        let mut lines = max_lines.saturating_sub(1 + fixed.count() + usize::from(promise.is_some()));

        let whole = markdown::blocks(&reply.brief.body);
        let change_room = room.saturating_sub(length(&whole).min(MIN_ANSWER));
        let change = reply.brief.changed.as_ref().map(|note| change_line(note, reply.messages.colon(), change_room));
        let change = change.filter(|line| length(line) < room && lines > 0);
        if let Some(line) = &change {
            room -= length(line) + 1;
            lines -= 1;
        }
        let fits = |text: &str| length(text) < room && text.lines().count() <= lines;
        if promise.is_some() && !fits(&whole) {
            return None;
        }
        let body = with_further(reply, &fits).unwrap_or_else(|| shortened(reply, &fits));
        // The source belongs to the answer, so it comes before the host's promise, which names its own date.
        let parts = [Some(body), asked_too, source, promise_line(page), change];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Some(Self { title, answer: parts.join("\n"), notes, foreign })
    }
}

/// Returns the answer, shortened so that it fits together with a line that counts its further parts.
fn shortened(reply: &Reply, fits: &impl Fn(&str) -> bool) -> String {
    let conditions = listed_conditions(reply);
    let more = |count| match conditions {
        Some(all) if count < all => reply.messages.more_conditions(count),
        Some(all) if count == all => reply.messages.conditions_in_details(count),
        _ => reply.messages.more_items(count),
    };
    let answers = |text: &str| has_subject(text, &reply.brief.subject);
    let kept = KeepRules { answers: &answers, in_order: reply.brief.in_order, addresses: reply.brief.addresses };
    let count_line = more_parts(reply, 0).map(|line| format!("\n{}", markdown::blocks(&[line]))).unwrap_or_default();
    let with_count = |text: &str| format!("{text}{count_line}");
    with_count(&fit(&reply.brief.body, &kept, more, |text| fits(&with_count(text))))
}

/// Returns the number of conditions that an answer lists; `None` if it lists no conditions. A list of statuses may come before the list of
/// conditions.
fn listed_conditions(reply: &Reply) -> Option<usize> {
    let items = |block: &Block| if let Block::List { items, .. } = block { Some(items.len()) } else { None };
    let lists: Vec<usize> = reply.brief.body.iter().filter_map(items).collect();
    let of_statuses = usize::from(lists.len() > 1);
    reply.brief.lists_conditions.then(|| lists.into_iter().skip(of_statuses).sum())
}

/// Returns the answer with as many of its further parts as fit, and a line with the number of the other parts. `None` if not even the
/// answer alone fits.
fn with_further(reply: &Reply, fits: &impl Fn(&str) -> bool) -> Option<String> {
    let further = &reply.brief.further;
    let with = |count: usize| {
        let shown = further.iter().take(count).flatten();
        let blocks: Vec<Block> = reply.brief.body.iter().chain(shown).cloned().chain(more_parts(reply, count)).collect();
        Some(markdown::blocks(&blocks)).filter(|text| fits(text))
    };
    (0..=further.len()).rev().find_map(with)
}

/// Returns the line with the number of further parts after the first `shown`; `None` if there are no more. Without this line, a part of
/// the answer would look like the whole answer.
fn more_parts(reply: &Reply, shown: usize) -> Option<Block> {
    let left = reply.brief.further.len().saturating_sub(shown);
    (left > 0).then(|| Block::Paragraph(vec![Inline::Text(reply.messages.more_passages(left))]))
}

/// Returns true if a text has a word of a question's subject, in any form: "deleted" for "delete". Ignores phrases of several words.
fn has_subject(text: &str, subject: &[String]) -> bool {
    subject.iter().any(|word| {
        // From U+3000, most characters are Chinese or Japanese. These languages have no spaces between words.
        let is_spaced = word.chars().any(|c| u32::from(c) < 0x3000);
        if is_spaced { has_form_of(text, word) } else { text.contains(word.as_str()) }
    })
}

/// Returns the notes at the end: a note if the short answer has text in another language, and the disclaimer.
pub(super) fn note_texts(reply: &Reply, foreign: bool) -> impl Iterator<Item = &str> {
    let notes = [reply.untranslated.filter(|_| foreign).unwrap_or_default(), reply.note.as_str()];
    notes.into_iter().filter(|note| !note.trim().is_empty())
}

/// Returns the note about a change in one line of at most `max_len` UTF-16 units. If there is too little room ([`MIN_CHANGE`]), the line
/// does not have the change itself, and it may be longer.
fn change_line(note: &ChangeNote, colon: &str, max_len: usize) -> String {
    let ChangeNote { lead, line, more, see } = note;
    let [lead, more, see] = [lead, more, see].map(|text| markdown::line(text));
    let around = length(&format!("-# {lead}{colon}{more}. {see}\n"));
    let room = max_len.min(MAX_CHANGE_NOTE).saturating_sub(around);
    if room < MIN_CHANGE {
        return format!("-# {lead}. {see}");
    }
    let line = cut_to(line, room);
    let end = if more.is_empty() && line.ends_with(['.', '…', '!', '?']) { "" } else { "." };
    format!("-# {lead}{colon}{line}{more}{end} {see}")
}

/// Returns the host's promise in one line, with a link if there is a page.
fn promise_line(promise: &RelatedPromise, colon: &str, page: Option<&PublicUrl>) -> String {
    let RelatedPromise { lead, title, more, anchor, .. } = promise;
    let (lead, more) = (markdown::line(lead), markdown::line(more));
    let title = Inline::Text(title.clone());
    let linked = page.and_then(|page| Link::new(&page.url().link(Some(anchor))).ok());
    let title = linked.map_or_else(|| title.clone(), |to| Inline::Link { to: to.into(), text: vec![title.clone()] });
    let title = markdown::blocks(&[Block::Paragraph(vec![title])]);
    format!("*{lead}{colon}* {title}{more}")
}
