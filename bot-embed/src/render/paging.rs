//! Splits a reply into pages within Discord's limits: between passages, or within a passage if it is longer than a page.

use std::borrow::Cow;

use carrot_core::text::{Block, Inline};
use twilight_model::{
    channel::message::AllowedMentions,
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

use super::{
    Delivery, Form, PagePosition,
    limits::{self, length, shorten},
    markdown,
    split::split,
};
use crate::reply::{Passage, PassageKind, Reply, View};

/// Maximum length of the title, in UTF-16 units. It is on every page of a reply.
const TITLE: usize = limits::EMBED_TITLE;
/// Number of characters of a title's markup.
const TITLE_MARK: usize = "## ".len();
/// Maximum length of the disclaimer in the small print of every page, in UTF-16 units.
const NOTE: usize = 600;
/// Maximum length of each line above a passage's text, in UTF-16 units. Longer lines become part of the text.
const LINE: usize = 400;

/// Returns the maximum number of menus, each of which takes a row. The row of buttons is not counted. Components (V2) have room for
/// more rows, but more menus would hide the text.
pub(super) fn menu_rows(form: Form) -> usize {
    match form {
        Form::Components => 5,
        Form::Embed => limits::ROWS - 1,
    }
}

/// The parts that all pages of a reply share, and the room that they leave for passages.
pub(super) struct Frame {
    form: Form,
    pub(super) title: String,
    notes: Vec<String>,
    room: Budget,
}

/// The room for passages on a page, in the units of Discord's limits.
#[derive(Debug, Clone, Copy)]
struct Budget {
    text: usize,
    bytes: usize,
    /// Number of text displays and separators.
    places: usize,
    /// Maximum length of one text display, in UTF-16 units.
    one: usize,
}

impl Frame {
    pub(super) fn new(reply: &Reply, form: Form) -> Self {
        let title = cut_to(&reply.title, TITLE);
        let notes = [reply.untranslated.unwrap_or_default(), &shorten(&reply.note, NOTE)];
        let notes: Vec<String> = notes.into_iter().filter(|note| !note.trim().is_empty()).map(str::to_owned).collect();
        let small_print: Vec<String> =
            notes.iter().cloned().chain([reply.messages.page_of(99_999, 99_999)]).map(|note| small(&note)).collect();
        let room = match form {
            // Components of every page: the container, the title, the small print and its rule, rows of menus, and the row of buttons.
            Form::Components => Budget {
                text: limits::TEXT - TITLE_MARK - length(&title) - small_print.iter().map(|line| length(line) + 1).sum::<usize>(),
                bytes: limits::TEXT_BYTES - TITLE_MARK - title.len() - small_print.iter().map(|line| line.len() + 1).sum::<usize>(),
                places: limits::COMPONENTS - 1 - 1 - 2 - 2 * menu_rows(form) - (1 + limits::BUTTONS),
                one: limits::TEXT_DISPLAY,
            },
            Form::Embed => {
                Budget { text: limits::DESCRIPTION, bytes: limits::TEXT_BYTES, places: usize::MAX, one: limits::DESCRIPTION }
            }
        };
        Self { form, title, notes, room }
    }

    /// Distributes the passages of a view to pages. Returns at least one page.
    pub(super) fn pages(&self, reply: &Reply, view: View) -> Vec<PageBuilder> {
        let mut pages = vec![PageBuilder::new(self.room, self.form)];
        let mut add = |passage: &Passage| {
            let fresh = PageBuilder::new(self.room, self.form);
            let mut rest = Cow::Borrowed(passage.body.as_slice());
            let mut body = markdown::blocks(&rest);
            let mut continues = false;
            loop {
                let Some(page) = pages.last_mut() else { return };
                if page.add(passage, &body, continues) {
                    return;
                }
                let elsewhere = !page.pieces.is_empty() && (page.is_half_full() || fresh.fits(passage, &body, false));
                let fits = |head: &[Block]| page.fits(passage, &markdown::blocks(head), continues);
                let broken = if elsewhere { None } else { split(&rest, page.text, fits) };
                match broken {
                    Some((head, tail)) => {
                        page.add(passage, &markdown::blocks(&head), continues);
                        body = markdown::blocks(&tail);
                        rest = Cow::Owned(tail);
                        continues = true;
                    }
                    None if page.pieces.is_empty() => return,
                    None => {
                        pages.push(PageBuilder::new(self.room, self.form));
                        continues = false;
                    }
                }
            }
        };
        // If the title was shortened, show the full title at the top of the first page.
        if markdown::line(&reply.title) != self.title && !reply.title.trim().is_empty() {
            add(&Passage { body: vec![paragraph(&reply.title)], ..Passage::default() });
        }
        reply.passages.iter().filter(|passage| passage.view == view).for_each(|passage| add(&in_lines(passage)));
        if length(&reply.note) > NOTE {
            add(&Passage { kind: PassageKind::Reading, body: vec![paragraph(&reply.note)], ..Passage::default() });
        }
        pages
    }

    pub(super) fn message(
        &self,
        reply: &Reply,
        page: PageBuilder,
        position: PagePosition<'_>,
        delivery: Delivery,
    ) -> InteractionResponse {
        let data = match self.form {
            Form::Components => self.components(reply, page, position),
            Form::Embed => self.embed(reply, page, position),
        };
        sent(data, delivery)
    }

    pub(super) fn small_print(&self, reply: &Reply, position: PagePosition<'_>) -> Vec<String> {
        let page = (position.pages > 1).then(|| reply.messages.page_of(position.page, position.pages));
        page.into_iter().chain(self.notes.iter().cloned()).collect()
    }
}

/// Returns the response with a message. Its text never mentions (notifies) anyone.
pub(super) fn sent(mut data: InteractionResponseData, delivery: Delivery) -> InteractionResponse {
    data.allowed_mentions = Some(AllowedMentions::default());
    InteractionResponse {
        kind: match delivery {
            Delivery::Message => InteractionResponseType::ChannelMessageWithSource,
            Delivery::Update => InteractionResponseType::UpdateMessage,
        },
        data: Some(data),
    }
}

/// Separator between two pieces of an embed's text.
pub(super) const GAP: &str = "\n\n";

/// A page under construction: its pieces, the remaining room, and the heading, introductions and byline that the next passage need not
/// repeat.
#[derive(Default)]
pub(super) struct PageBuilder {
    pub(super) pieces: Vec<(PassageKind, String)>,
    text: usize,
    bytes: usize,
    places: usize,
    one: usize,
    half: usize,
    gap: usize,
    heading: Option<String>,
    leads: Vec<String>,
    byline: Option<String>,
}

impl PageBuilder {
    fn new(room: Budget, form: Form) -> Self {
        let gap = if form == Form::Embed { GAP.len() } else { 0 };
        let Budget { text, bytes, places, one } = room;
        Self { text, bytes, places, one, half: text / 2, gap, ..Self::default() }
    }

    fn is_half_full(&self) -> bool {
        self.text < self.half
    }

    /// Returns the text of a passage on this page, without the lines that the passages above it already have. `continues` is true if
    /// `body` is the rest of the previous passage on the same page.
    fn text_for(&self, passage: &Passage, body: &str, continues: bool) -> String {
        let new_heading = passage.heading.as_ref().filter(|heading| self.heading.as_ref() != Some(heading) && !continues);
        // An introduction has one line for each party. Repeat only the lines that this page lacks.
        let leads = passage.introduction.iter().flat_map(|lead| lead.lines());
        let new_leads: Vec<_> = leads.filter(|lead| !continues && !self.leads.iter().any(|old| old == lead)).collect();
        let old = new_heading.is_none() && new_leads.is_empty() && self.byline == passage.byline;
        let heading = new_heading.map(|heading| format!("### {}", markdown::line(heading)));
        // An empty line shows that the introduction is about several statements, not only about the first.
        let lead = new_leads.iter().map(|lead| format!("*{}*", markdown::line(lead))).collect::<Vec<_>>().join("\n");
        let lead = Some(lead).filter(|lead| !lead.is_empty());
        let lead = lead.map(|lead| if passage.title.is_some() { lead + "\n" } else { lead });
        let title = passage.title.as_ref().filter(|_| !continues).map(|title| format!("**{}**", markdown::line(title)));
        let byline = passage.byline.as_ref().filter(|_| !old && !continues).map(|byline| small(byline));
        let body = Some(body).filter(|body| !body.trim().is_empty());
        let mut text = String::with_capacity(body.map_or(0, str::len) + LINE);
        for part in [heading.as_deref(), lead.as_deref(), title.as_deref(), byline.as_deref(), body].into_iter().flatten() {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(part);
        }
        text
    }

    /// Returns the number of characters and bytes that a text takes on this page; `None` if there is no room for it.
    fn room_for(&self, content: &str, kind: PassageKind) -> Option<(usize, usize)> {
        let gap = if self.pieces.is_empty() { 0 } else { self.gap };
        let (text, bytes) = (length(content) + gap, content.len() + gap);
        let fits = text <= self.text.min(self.one) && bytes <= self.bytes && usize::from(self.needs_rule(kind)) < self.places;
        fits.then_some((text, bytes))
    }

    /// Returns whether a separator comes before a passage, because the previous passage is of another kind.
    fn needs_rule(&self, kind: PassageKind) -> bool {
        self.pieces.last().is_some_and(|(before, _)| *before != kind)
    }

    fn fits(&self, passage: &Passage, body: &str, continues: bool) -> bool {
        self.room_for(&self.text_for(passage, body, continues), passage.kind).is_some()
    }

    /// Adds a passage if it fits, and returns whether it did.
    fn add(&mut self, passage: &Passage, body: &str, continues: bool) -> bool {
        let content = self.text_for(passage, body, continues);
        if content.is_empty() {
            return true;
        }
        let Some((text, bytes)) = self.room_for(&content, passage.kind) else { return false };
        let rule = self.needs_rule(passage.kind);
        self.text -= text;
        self.bytes -= bytes;
        self.places -= 1 + usize::from(rule);
        self.pieces.push((passage.kind, content));
        if passage.heading.is_some() {
            self.heading.clone_from(&passage.heading);
        }
        self.leads.extend(passage.introduction.iter().flat_map(|lead| lead.lines()).map(str::to_owned));
        self.byline.clone_from(&passage.byline);
        true
    }
}

/// Moves lines above a passage's text into the text if they are too long for a page.
fn in_lines(passage: &Passage) -> Cow<'_, Passage> {
    // Escaping at most doubles the length of a text.
    let is_long = |text: &String| 2 * text.len() > LINE && length(&markdown::line(text)) > LINE;
    let lines = [&passage.heading, &passage.introduction, &passage.title, &passage.byline];
    if !lines.into_iter().flatten().any(is_long) {
        return Cow::Borrowed(passage);
    }
    let mut passage = passage.clone();
    let mut long = Vec::new();
    for line in [&mut passage.heading, &mut passage.introduction, &mut passage.title, &mut passage.byline] {
        if let Some(text) = line.take_if(|text| is_long(text)) {
            long.push(paragraph(&text));
            // Keep the beginning of the line, because each page repeats it.
            *line = Some(shorten(&text, LINE / 4));
        }
    }
    passage.body.splice(0..0, long);
    Cow::Owned(passage)
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(text.to_owned())])
}

/// Escapes a line as Markdown and cuts it, so that the escaped line is within a limit.
pub(super) fn cut_to(text: &str, limit: usize) -> String {
    let mut most = limit;
    let mut line = markdown::line(&shorten(text, most));
    while length(&line) > limit && most > 0 {
        most = most.saturating_sub(16);
        line = markdown::line(&shorten(text, most));
    }
    // Discord rejects an empty text.
    if line.trim().is_empty() { "\u{200b}".to_owned() } else { line }
}

pub(super) fn small(text: &str) -> String {
    format!("-# {}", markdown::line(text))
}
