//! From a reply to what Discord takes: a private message, within its limits by construction.
//!
//! Passages are set one below the other until the next one does not fit; what is left goes on the next page, and buttons lead there. A
//! page is broken between passages; only a passage that is too long for a page of its own is broken within, between items or sentences
//! (`split`). On each page a passage says again whose it is, and under which heading it stands. Nothing that a reply says is on no page.
//!
//! Two forms say the same: components (V2), and an embed for bots that cannot use those.

use std::borrow::Cow;

use carrot_core::text::{Block, Inline};
use twilight_model::{
    application::command::{CommandOptionChoice, CommandOptionChoiceValue},
    channel::message::{
        AllowedMentions, Component, Embed, MessageFlags,
        component::{ActionRow, Button, ButtonStyle, Container, SelectMenu, SelectMenuOption, SelectMenuType, Separator, TextDisplay},
        embed::EmbedFooter,
    },
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

use crate::{
    Page, custom_id,
    reply::{Kind, Passage, Reply},
};

pub mod limits;
pub mod markdown;
mod split;

use limits::{length, shorten};
use split::split;

/// Room for what stands on every page of a reply: its title and its small print.
const TITLE: usize = limits::EMBED_TITLE;
/// The characters of what marks a title.
const TITLE_MARK: usize = "## ".len();
const NOTE: usize = 600;
/// Room for what stands above the text of a passage; what is longer is told in the text.
const LINE: usize = 400;

/// How a reply comes to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// As a new message.
    Message,
    /// In place of the message whose menu or button was used.
    Update,
}

/// What a message is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Components alone (V2).
    #[default]
    Components,
    /// An embed, with menus and buttons below it: for bots that cannot use the other.
    Embed,
}

/// How replies are shown: their form, and the page that they link to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Display<'a> {
    /// The form.
    pub form: Form,
    /// Where the page is published; none: replies have no link.
    pub page: Option<&'a Page>,
}

impl<'a> Display<'a> {
    /// Components, with links to a page where there is one.
    pub fn linking_to(page: Option<&'a Page>) -> Self {
        Self { form: Form::Components, page }
    }
}

/// The answer to a PING.
pub fn pong() -> InteractionResponse {
    InteractionResponse { kind: InteractionResponseType::Pong, data: None }
}

/// A page of a reply as an interaction response. Pages count from 1; one that there is not stands for the nearest.
///
/// ```
/// use bot_embed::{render::{self, Delivery, Display}, reply::{Passage, Place, Reply}};
/// use carrot_core::words::Words;
/// let reply = Reply {
///     words: Words::En,
///     title: "Hi".into(),
///     passages: vec![Passage::default()],
///     untranslated: None,
///     note: String::new(),
///     menus: vec![],
///     anchor: None,
///     place: Place::Topic("at-a-glance".into()),
/// };
/// let json = serde_json::to_value(render::message(&reply, 1, Delivery::Message, Display::default())).unwrap();
/// assert_eq!(json["data"]["components"][0]["components"][0]["content"], "## Hi");
/// assert_eq!(json["data"]["flags"], 64 + 32768);
/// ```
pub fn message(reply: &Reply, page: usize, delivery: Delivery, display: Display<'_>) -> InteractionResponse {
    let frame = Frame::new(reply, display.form);
    let mut sheets = frame.sheets(reply);
    let at = Standing { page: page.clamp(1, sheets.len()), pages: sheets.len(), display };
    frame.message(reply, sheets.swap_remove(at.page - 1), at, delivery)
}

/// All pages of a reply, each as a message.
pub fn messages(reply: &Reply, delivery: Delivery, display: Display<'_>) -> Vec<InteractionResponse> {
    let frame = Frame::new(reply, display.form);
    let sheets = frame.sheets(reply);
    let pages = sheets.len();
    let numbered = sheets.into_iter().zip(1..);
    numbered.map(|(sheet, page)| frame.message(reply, sheet, Standing { page, pages, display }, delivery)).collect()
}

/// How many pages a reply has in a form.
pub fn pages(reply: &Reply, form: Form) -> usize {
    Frame::new(reply, form).sheets(reply).len()
}

/// Suggestions to what a person is typing: each with its name, and what stands for it when it is sent.
pub fn suggestions<'a>(choices: impl Iterator<Item = (&'a str, impl Into<String>)>) -> InteractionResponse {
    let choices = choices.take(limits::CHOICES).map(|(name, value)| CommandOptionChoice {
        name: shorten(name, limits::CHOICE),
        name_localizations: None,
        value: CommandOptionChoiceValue::String(value.into()),
    });
    InteractionResponse {
        kind: InteractionResponseType::ApplicationCommandAutocompleteResult,
        data: Some(InteractionResponseData { choices: Some(choices.collect()), ..InteractionResponseData::default() }),
    }
}

/// A page of a reply, and how many there are.
#[derive(Clone, Copy)]
struct Standing<'a> {
    page: usize,
    pages: usize,
    display: Display<'a>,
}

/// What stands on every page, and the room that it leaves.
struct Frame {
    form: Form,
    title: String,
    notes: Vec<String>,
    room: Room,
}

/// Room for text.
#[derive(Debug, Clone, Copy)]
struct Room {
    text: usize,
    bytes: usize,
    /// Text displays and rules.
    places: usize,
    /// The most that one text display takes.
    one: usize,
}

impl Frame {
    fn new(reply: &Reply, form: Form) -> Self {
        let title = title(&reply.title);
        let notes = [reply.untranslated.unwrap_or_default(), &shorten(&reply.note, NOTE)];
        let notes: Vec<String> = notes.into_iter().filter(|note| !note.trim().is_empty()).map(str::to_owned).collect();
        let small_print: Vec<String> =
            notes.iter().cloned().chain([reply.words.page_of(99_999, 99_999)]).map(|it| small(&it)).collect();
        let room = match form {
            // The container itself; the title; the small print and its rule; rows of menus; the row of buttons.
            Form::Components => Room {
                text: limits::TEXT - TITLE_MARK - length(&title) - small_print.iter().map(|it| length(it) + 1).sum::<usize>(),
                bytes: limits::TEXT_BYTES - TITLE_MARK - title.len() - small_print.iter().map(|it| it.len() + 1).sum::<usize>(),
                places: limits::COMPONENTS - 1 - 1 - 2 - 2 * menu_rows(form) - (1 + limits::BUTTONS),
                one: limits::TEXT_DISPLAY,
            },
            Form::Embed => Room { text: limits::DESCRIPTION, bytes: limits::TEXT_BYTES, places: usize::MAX, one: limits::DESCRIPTION },
        };
        Self { form, title, notes, room }
    }

    /// The reply's passages, page by page.
    fn sheets(&self, reply: &Reply) -> Vec<Sheet> {
        let mut pages = vec![Sheet::new(self.room, self.form)];
        let mut set = |passage: &Passage| {
            let fresh = Sheet::new(self.room, self.form);
            let mut rest = Cow::Borrowed(passage.body.as_slice());
            let mut body = markdown::blocks(&rest);
            let mut goes_on = false;
            loop {
                let Some(sheet) = pages.last_mut() else { return };
                if sheet.set(passage, &body, goes_on) {
                    return;
                }
                let elsewhere = !sheet.pieces.is_empty() && (sheet.is_half_full() || fresh.fits(passage, &body, false));
                let fits = |head: &[Block]| sheet.fits(passage, &markdown::blocks(head), goes_on);
                let broken = if elsewhere { None } else { split(&rest, sheet.text, fits) };
                match broken {
                    Some((head, tail)) => {
                        sheet.set(passage, &markdown::blocks(&head), goes_on);
                        body = markdown::blocks(&tail);
                        rest = Cow::Owned(tail);
                        goes_on = true;
                    }
                    None if sheet.pieces.is_empty() => return,
                    None => {
                        pages.push(Sheet::new(self.room, self.form));
                        goes_on = false;
                    }
                }
            }
        };
        // What does not fit into a line or into the small print is told in full.
        if markdown::line(&reply.title) != self.title && !reply.title.trim().is_empty() {
            set(&Passage { body: vec![paragraph(&reply.title)], ..Passage::default() });
        }
        reply.passages.iter().for_each(|passage| set(&in_lines(passage)));
        if length(&reply.note) > NOTE {
            set(&Passage { kind: Kind::Reading, body: vec![paragraph(&reply.note)], ..Passage::default() });
        }
        pages
    }

    fn message(&self, reply: &Reply, sheet: Sheet, at: Standing<'_>, delivery: Delivery) -> InteractionResponse {
        let mut data = match self.form {
            Form::Components => self.components(reply, sheet, at),
            Form::Embed => self.embed(reply, sheet, at),
        };
        // Nobody is ever mentioned, whatever a reply says.
        data.allowed_mentions = Some(AllowedMentions::default());
        InteractionResponse {
            kind: match delivery {
                Delivery::Message => InteractionResponseType::ChannelMessageWithSource,
                Delivery::Update => InteractionResponseType::UpdateMessage,
            },
            data: Some(data),
        }
    }

    fn small_print(&self, reply: &Reply, at: Standing<'_>) -> Vec<String> {
        let page = (at.pages > 1).then(|| reply.words.page_of(at.page, at.pages));
        page.into_iter().chain(self.notes.iter().cloned()).collect()
    }

    fn components(&self, reply: &Reply, sheet: Sheet, at: Standing<'_>) -> InteractionResponseData {
        let mut components = vec![shown(format!("## {}", self.title))];
        let mut before: Option<Kind> = None;
        for (kind, content) in sheet.pieces {
            if before.is_some_and(|before| before != kind) {
                components.push(rule());
            }
            components.push(shown(content));
            before = Some(kind);
        }
        let notes = self.small_print(reply, at);
        if !notes.is_empty() {
            components.push(rule());
            components.push(shown(notes.iter().map(|note| small(note)).collect::<Vec<_>>().join("\n")));
        }
        components.extend(menus(reply, at));
        components.extend(buttons(reply, at));
        let container = Component::Container(Container { accent_color: None, components, id: None, spoiler: None });
        InteractionResponseData {
            components: Some(vec![container]),
            flags: Some(MessageFlags::EPHEMERAL | MessageFlags::IS_COMPONENTS_V2),
            ..InteractionResponseData::default()
        }
    }

    fn embed(&self, reply: &Reply, sheet: Sheet, at: Standing<'_>) -> InteractionResponseData {
        let footer = self.small_print(reply, at).iter().map(|note| markdown::unmarked(note)).collect::<Vec<_>>().join("\n");
        let description = sheet.pieces.into_iter().map(|(_, content)| content).collect::<Vec<_>>().join(GAP);
        let embed = Embed {
            author: None,
            color: None,
            description: Some(description).filter(|it| !it.is_empty()),
            fields: Vec::new(),
            flags: None,
            footer: Some(footer).filter(|it| !it.trim().is_empty()).map(|text| EmbedFooter {
                icon_url: None,
                proxy_icon_url: None,
                text,
            }),
            image: None,
            kind: "rich".to_owned(),
            provider: None,
            thumbnail: None,
            timestamp: None,
            title: Some(self.title.clone()),
            url: at.display.page.map(|page| page.link(reply.anchor.as_deref())),
            video: None,
        };
        InteractionResponseData {
            components: Some(menus(reply, at).into_iter().chain(buttons(reply, at)).collect()),
            embeds: Some(vec![embed]),
            flags: Some(MessageFlags::EPHEMERAL),
            ..InteractionResponseData::default()
        }
    }
}

/// Between two pieces of an embed's text.
const GAP: &str = "\n\n";

/// A page being set: its pieces, the room that is left, and what is told already on it.
#[derive(Default)]
struct Sheet {
    pieces: Vec<(Kind, String)>,
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

impl Sheet {
    fn new(room: Room, form: Form) -> Self {
        let gap = if form == Form::Embed { GAP.len() } else { 0 };
        let Room { text, bytes, places, one } = room;
        Self { text, bytes, places, one, half: text / 2, gap, ..Self::default() }
    }

    fn is_half_full(&self) -> bool {
        self.text < self.half
    }

    /// A passage as it would stand here: below one on the same page it shares what is told already. `goes_on`: it is the rest of the
    /// passage that was set just before, on this page.
    fn written(&self, passage: &Passage, body: &str, goes_on: bool) -> String {
        let new_heading = passage.heading.as_ref().filter(|it| self.heading.as_ref() != Some(it) && !goes_on);
        let new_lead = passage.lead.as_ref().filter(|it| !self.leads.contains(it) && !goes_on);
        let old = new_heading.is_none() && new_lead.is_none() && self.byline == passage.byline;
        let heading = new_heading.map(|heading| format!("### {}", markdown::line(heading)));
        // An empty line parts what holds for several statements from the first of them.
        let lead = new_lead.map(|lead| format!("*{}*{}", markdown::line(lead), if passage.title.is_some() { "\n" } else { "" }));
        let title = passage.title.as_ref().filter(|_| !goes_on).map(|title| format!("**{}**", markdown::line(title)));
        let byline = passage.byline.as_ref().filter(|_| !old && !goes_on).map(|byline| small(byline));
        let body = Some(body).filter(|body| !body.trim().is_empty());
        let mut written = String::with_capacity(body.map_or(0, str::len) + LINE);
        for part in [heading.as_deref(), lead.as_deref(), title.as_deref(), byline.as_deref(), body].into_iter().flatten() {
            written.push_str(if written.is_empty() { "" } else { "\n" });
            written.push_str(part);
        }
        written
    }

    /// The characters and bytes that a text takes here, if there is room for it.
    fn room_for(&self, content: &str, kind: Kind) -> Option<(usize, usize)> {
        let gap = if self.pieces.is_empty() { 0 } else { self.gap };
        let (text, bytes) = (length(content) + gap, content.len() + gap);
        let fits = text <= self.text.min(self.one) && bytes <= self.bytes && usize::from(self.needs_rule(kind)) < self.places;
        fits.then_some((text, bytes))
    }

    /// Whether what comes next is parted from what stands before it.
    fn needs_rule(&self, kind: Kind) -> bool {
        self.pieces.last().is_some_and(|(before, _)| *before != kind)
    }

    fn fits(&self, passage: &Passage, body: &str, goes_on: bool) -> bool {
        self.room_for(&self.written(passage, body, goes_on), passage.kind).is_some()
    }

    /// Sets a passage, if it fits; whether it did.
    fn set(&mut self, passage: &Passage, body: &str, goes_on: bool) -> bool {
        let content = self.written(passage, body, goes_on);
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
        self.leads.extend(passage.lead.iter().filter(|it| !self.leads.contains(it)).cloned().collect::<Vec<_>>());
        self.byline.clone_from(&passage.byline);
        true
    }
}

/// A passage whose lines above its text are short enough for any page: what is not is told in its text.
fn in_lines(passage: &Passage) -> Cow<'_, Passage> {
    // An escaped text is twice as long at most.
    let is_long = |text: &String| 2 * text.len() > LINE && length(&markdown::line(text)) > LINE;
    let lines = [&passage.heading, &passage.lead, &passage.title, &passage.byline];
    if !lines.into_iter().flatten().any(is_long) {
        return Cow::Borrowed(passage);
    }
    let mut passage = passage.clone();
    let mut long = Vec::new();
    for line in [&mut passage.heading, &mut passage.lead, &mut passage.title, &mut passage.byline] {
        if let Some(text) = line.take_if(|text| is_long(text)) {
            long.push(paragraph(&text));
            // The words that it begins with stand for it on every page.
            *line = Some(shorten(&text, LINE / 4));
        }
    }
    passage.body.splice(0..0, long);
    Cow::Owned(passage)
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(text.to_owned())])
}

/// A title that is within its limit also when it is escaped.
fn title(text: &str) -> String {
    let mut most = TITLE;
    let mut title = markdown::line(&shorten(text, most));
    while length(&title) > TITLE {
        most -= 16;
        title = markdown::line(&shorten(text, most));
    }
    // Discord takes no empty text.
    if title.trim().is_empty() { "\u{200b}".to_owned() } else { title }
}

fn small(text: &str) -> String {
    format!("-# {}", markdown::line(text))
}

fn shown(content: String) -> Component {
    Component::TextDisplay(TextDisplay { content, id: None })
}

fn rule() -> Component {
    Component::Separator(Separator { divider: Some(true), id: None, spacing: None })
}

fn row(components: Vec<Component>) -> Component {
    Component::ActionRow(ActionRow { components, id: None })
}

/// Rows of menus at most, beside the one of buttons: more would be a wall of them, and below an embed there is no room.
fn menu_rows(form: Form) -> usize {
    match form {
        Form::Components => 5,
        Form::Embed => limits::ROWS - 1,
    }
}

fn menus(reply: &Reply, at: Standing<'_>) -> Vec<Component> {
    let mut parts = Vec::new();
    for (rank, menu) in reply.menus.iter().enumerate() {
        // More than fit into one menu go on in the next.
        parts.extend(menu.choices.chunks(limits::OPTIONS).enumerate().map(|(index, choices)| (index, rank, menu, choices)));
    }
    // Where there is no room for all, each menu has its first part before any has its second.
    parts.sort_by_key(|(index, rank, ..)| (*index, *rank));
    parts.truncate(menu_rows(at.display.form));
    parts.sort_by_key(|(index, rank, ..)| (*rank, *index));
    let option = |choice: &crate::reply::Choice| SelectMenuOption {
        default: choice.chosen,
        description: choice.about.map(|about| shorten(about, limits::OPTION)),
        emoji: None,
        label: shorten(&choice.name, limits::OPTION),
        value: choice.id.clone(),
    };
    let menu = |(index, _, menu, choices): (usize, usize, &crate::reply::Menu, &[crate::reply::Choice])| {
        let placeholder = match menu.choices.len().div_ceil(limits::OPTIONS) {
            0 | 1 => menu.placeholder.to_owned(),
            parts => format!("{} ({}/{parts})", menu.placeholder, index + 1),
        };
        row(vec![Component::SelectMenu(SelectMenu {
            channel_types: None,
            // With another id in every reply, Discord's client does not go on showing what was chosen before, which it would not let
            // anybody choose again.
            custom_id: custom_id::menu_id(&reply.place, menu.id, index, at.page),
            default_values: None,
            disabled: false,
            id: None,
            kind: SelectMenuType::Text,
            max_values: Some(1),
            min_values: Some(1),
            options: Some(choices.iter().map(option).collect()),
            placeholder: Some(shorten(&placeholder, limits::PLACEHOLDER)),
            required: None,
        })])
    };
    parts.into_iter().map(menu).collect()
}

/// Previous, Next and the link, where there are several pages and where the page is published.
fn buttons(reply: &Reply, at: Standing<'_>) -> Option<Component> {
    let button = |label: &str, style: ButtonStyle, custom_id: Option<String>, url: Option<String>, disabled: bool| {
        Component::Button(Button {
            custom_id,
            disabled,
            emoji: None,
            id: None,
            label: Some(label.to_owned()),
            sku_id: None,
            style,
            url,
        })
    };
    let turn = |label: &str, to: usize, disabled: bool| {
        button(label, ButtonStyle::Secondary, Some(custom_id::page_id(&reply.place, to)), None, disabled)
    };
    let mut buttons = Vec::new();
    if at.pages > 1 {
        buttons.push(turn(reply.words.previous(), at.page - 1, at.page == 1));
        buttons.push(turn(reply.words.next(), at.page + 1, at.page == at.pages));
    }
    if let Some(page) = at.display.page {
        buttons.push(button(reply.words.open_page(), ButtonStyle::Link, None, Some(page.link(reply.anchor.as_deref())), false));
    }
    (!buttons.is_empty()).then(|| row(buttons))
}
