//! From a reply to what Discord takes: a private message of components, within its limits by construction.
//!
//! Passages are set until the next one does not fit. What is cut is cut between statements; only a first passage that is too long by
//! itself is cut within, between list items or sentences. Then a line says that there is more, and where.

use carrot_core::{
    text::{Block, Inline, plain},
    words::Words,
};
use twilight_model::{
    application::command::{CommandOptionChoice, CommandOptionChoiceValue},
    channel::message::{
        AllowedMentions, Component, MessageFlags,
        component::{ActionRow, Button, ButtonStyle, Container, SelectMenu, SelectMenuOption, SelectMenuType, Separator, TextDisplay},
    },
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

use crate::{
    Page,
    limits::{self, length, shorten},
    markdown,
    reply::{Kind, Passage, Reply},
    topic::Topic,
};

/// What every custom id of ours begins with.
pub const PREFIX: &str = "privacy/";
/// The version of the state that custom ids carry. A message with another one is older or newer than this program.
pub const VERSION: &str = "1";

/// Select menus of one message at most: the others could only be menus of more questions than anybody reads.
const MENUS: usize = 5;
/// Room for text that is not a passage: the title, the note, and the line that says that there is more.
const TITLE: usize = 256;
const NOTE: usize = 600;

/// How a reply comes to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As a new message.
    Message,
    /// In place of the message whose menu was used.
    Update,
}

/// The answer to a PING.
pub fn pong() -> InteractionResponse {
    InteractionResponse { kind: InteractionResponseType::Pong, data: None }
}

/// A reply as an interaction response.
///
/// ```
/// use bot_embed::{discord::{self, Delivery}, reply::{Passage, Reply}};
/// use carrot_core::words::Words;
/// let reply = Reply {
///     words: Words::En,
///     title: "Hi".into(),
///     passages: vec![Passage::default()],
///     untranslated: None,
///     note: String::new(),
///     menus: vec![],
///     anchor: None,
/// };
/// let json = serde_json::to_value(discord::message(&reply, Delivery::Message, None)).unwrap();
/// assert_eq!(json["data"]["components"][0]["components"][0]["content"], "## Hi");
/// assert_eq!(json["data"]["flags"], 64 + 32768);
/// ```
pub fn message(reply: &Reply, delivery: Delivery, page: Option<&Page>) -> InteractionResponse {
    let mut layout = Layout::default();
    layout.title(&reply.title);
    // Room for the small print, which is set later.
    let note = shorten(&reply.note, NOTE);
    let notes = [reply.untranslated.unwrap_or_default(), &note].into_iter().filter(|note| !note.trim().is_empty());
    let notes = notes.map(small).collect::<Vec<_>>().join("\n");
    layout.take(&notes);
    let more = small(if page.is_some() { reply.words.more_on_page() } else { reply.words.more_in_menus() });
    layout.take(&more);
    let complete = layout.passages(&reply.passages);
    if !complete {
        layout.show(more);
    }
    if !notes.is_empty() {
        layout.rule();
        layout.show(notes);
    }
    let mut components = layout.components;
    components.extend(menus(reply));
    if let Some(page) = page {
        components.push(row(Component::Button(Button {
            custom_id: None,
            disabled: false,
            emoji: None,
            id: None,
            label: Some(reply.words.open_page().to_owned()),
            sku_id: None,
            style: ButtonStyle::Link,
            url: Some(page.link(reply.anchor.as_deref())),
        })));
    }
    let container = Component::Container(Container { accent_color: None, components, id: None, spoiler: None });
    InteractionResponse {
        kind: match delivery {
            Delivery::Message => InteractionResponseType::ChannelMessageWithSource,
            Delivery::Update => InteractionResponseType::UpdateMessage,
        },
        data: Some(InteractionResponseData {
            // Nobody is ever mentioned, whatever a reply says.
            allowed_mentions: Some(AllowedMentions::default()),
            components: Some(vec![container]),
            flags: Some(MessageFlags::EPHEMERAL | MessageFlags::IS_COMPONENTS_V2),
            ..InteractionResponseData::default()
        }),
    }
}

/// Suggestions to what a person is typing.
pub fn suggestions(topics: &[Topic<'_>], words: Words) -> InteractionResponse {
    let choice = |topic: &Topic<'_>| CommandOptionChoice {
        name: shorten(topic.name(words), limits::CHOICE),
        name_localizations: None,
        value: CommandOptionChoiceValue::String(topic.id().to_owned()),
    };
    InteractionResponse {
        kind: InteractionResponseType::ApplicationCommandAutocompleteResult,
        data: Some(InteractionResponseData {
            choices: Some(topics.iter().take(limits::CHOICES).map(choice).collect()),
            ..InteractionResponseData::default()
        }),
    }
}

/// The components of a message as they are set one below the other, and the room that is left.
struct Layout {
    components: Vec<Component>,
    text: usize,
    bytes: usize,
    places: usize,
}

impl Default for Layout {
    fn default() -> Self {
        // The container itself; menus and the button with their rows; the note and the line that there is more, each with its rule.
        let places = limits::COMPONENTS - 1 - 2 * (MENUS + 1) - 4;
        Self { components: Vec::new(), text: limits::TEXT, bytes: limits::TEXT_BYTES, places }
    }
}

impl Layout {
    fn title(&mut self, title: &str) {
        let title = markdown::line(&shorten(title, TITLE));
        // Discord takes no empty text.
        let title = if title.trim().is_empty() { "\u{200b}".to_owned() } else { title };
        let content = format!("## {title}");
        self.take(&content);
        self.show(content);
    }

    fn take(&mut self, content: &str) {
        self.text = self.text.saturating_sub(length(content));
        self.bytes = self.bytes.saturating_sub(content.len());
    }

    fn show(&mut self, content: String) {
        self.components.push(Component::TextDisplay(TextDisplay { content, id: None }));
    }

    fn rule(&mut self) {
        self.components.push(Component::Separator(Separator { divider: Some(true), id: None, spacing: None }));
    }

    fn fits(&self, content: &str) -> bool {
        length(content) <= self.text.min(limits::TEXT_DISPLAY) && content.len() <= self.bytes
    }

    /// Sets passages until one does not fit; whether all did.
    fn passages(&mut self, passages: &[Passage]) -> bool {
        let mut before: Option<Kind> = None;
        for (index, passage) in passages.iter().enumerate() {
            let rule = before.is_some_and(|before| before != passage.kind);
            let places = 1 + usize::from(rule);
            let content = passage_text(passage, &passage.body);
            if content.is_empty() {
                continue;
            }
            if self.places < places {
                return false;
            }
            let content = match self.fits(&content) {
                true => Some(content),
                false if index == 0 => self.cut(passage),
                // A heading or a verdict alone would stand for the statement that is missing below it.
                false => None,
            };
            let complete = content.as_ref().is_some_and(|content| *content == passage_text(passage, &passage.body));
            let Some(content) = content else { return false };
            if rule {
                self.rule();
            }
            self.take(&content);
            self.places -= places;
            self.show(content);
            if !complete {
                return false;
            }
            before = Some(passage.kind);
        }
        true
    }

    /// As much of a passage as fits.
    fn cut(&self, passage: &Passage) -> Option<String> {
        let mut body = passage.body.clone();
        while let Some(last) = body.pop() {
            let with = |piece: &Block| passage_text(passage, &body.iter().chain([piece]).cloned().collect::<Vec<_>>());
            let shorter = shorter(&last);
            let fitting = shorter.partition_point(|piece| !self.fits(&with(piece)));
            if let Some(longest) = shorter.get(fitting) {
                return Some(with(longest));
            }
            let content = passage_text(passage, &body);
            if !body.is_empty() && self.fits(&content) {
                return Some(content);
            }
        }
        // Not one sentence fits: a piece of it, which is better than nothing. Escapes can double it, and bytes be four times as many.
        let text = plain(&passage.body);
        let max = (self.text.min(limits::TEXT_DISPLAY) / 2).min(self.bytes / 4);
        Some(markdown::line(&shorten(&text, max))).filter(|content| !content.trim().is_empty() && self.fits(content))
    }
}

/// A block cut behind each of its sentences, items or lines but the last: the longest first.
fn shorter(block: &Block) -> Vec<Block> {
    match block {
        Block::Paragraph(inlines) => {
            let mut pieces = Vec::new();
            for (index, inline) in inlines.iter().enumerate() {
                let Inline::Text(text) = inline else { continue };
                for (end, _) in text.match_indices(". ") {
                    let mut piece = inlines[..index].to_vec();
                    piece.push(Inline::Text(text[..=end].to_owned()));
                    pieces.push(Block::Paragraph(piece));
                }
            }
            pieces.reverse();
            pieces
        }
        Block::List { start, items } => {
            (1..items.len()).rev().map(|n| Block::List { start: *start, items: items[..n].to_vec() }).collect()
        }
        Block::Quote(inner) => (1..inner.len()).rev().map(|n| Block::Quote(inner[..n].to_vec())).collect(),
        Block::Code(code) => {
            let lines: Vec<_> = code.lines().collect();
            (1..lines.len()).rev().map(|n| Block::Code(lines[..n].join("\n"))).collect()
        }
    }
}

/// A passage as Markdown: heading, lead, title, byline and text, each on its line.
fn passage_text(passage: &Passage, body: &[Block]) -> String {
    let heading = passage.heading.as_ref().map(|heading| format!("### {}", markdown::line(heading)));
    // An empty line parts what holds for several statements from the first of them.
    let lead =
        passage.lead.as_ref().map(|lead| format!("*{}*{}", markdown::line(lead), if passage.title.is_some() { "\n" } else { "" }));
    let title = passage.title.as_ref().map(|title| format!("**{}**", markdown::line(title)));
    let byline = passage.byline.as_ref().map(|byline| small(byline));
    let body = Some(markdown::blocks(body)).filter(|body| !body.trim().is_empty());
    [heading, lead, title, byline, body].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn small(text: &str) -> String {
    format!("-# {}", markdown::line(text))
}

fn menus(reply: &Reply) -> Vec<Component> {
    // With another id in every reply, Discord's client does not go on showing what was chosen before, which it would not let anybody
    // choose again.
    let here = reply.anchor.as_deref().unwrap_or("-");
    let mut rows = Vec::new();
    for menu in &reply.menus {
        // More than fit into one menu go on in the next.
        for (index, choices) in menu.choices.chunks(limits::OPTIONS).enumerate() {
            let option = |choice: &crate::reply::Choice| SelectMenuOption {
                default: false,
                description: choice.about.map(|about| shorten(about, limits::OPTION)),
                emoji: None,
                label: shorten(&choice.name, limits::OPTION),
                value: choice.id.clone(),
            };
            rows.push(row(Component::SelectMenu(SelectMenu {
                channel_types: None,
                custom_id: format!("{PREFIX}{VERSION}/{}/{index}/{here}", menu.id.as_str()),
                default_values: None,
                disabled: false,
                id: None,
                kind: SelectMenuType::Text,
                max_values: Some(1),
                min_values: Some(1),
                options: Some(choices.iter().map(option).collect()),
                placeholder: Some(shorten(menu.placeholder, limits::PLACEHOLDER)),
                required: None,
            })));
        }
    }
    rows.truncate(MENUS);
    rows
}

fn row(component: Component) -> Component {
    Component::ActionRow(ActionRow { components: vec![component], id: None })
}
