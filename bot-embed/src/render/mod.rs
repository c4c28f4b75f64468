//! From a reply to what Discord takes: a private message, within its limits by construction.
//!
//! Passages are set one below the other until the next one does not fit; what is left goes on the next page, and buttons lead there. A
//! page is broken between passages; only a passage that is too long for a page of its own is broken within, between items or sentences
//! (`split`). On each page a passage says again whose it is, and under which heading it stands. Nothing that a reply says is on no page.
//!
//! Two forms say the same: components (V2), and an embed for bots that cannot use those.

mod check;
mod components;
mod embeds;
pub mod limits;
pub mod markdown;
mod paging;
mod split;

use twilight_model::{
    application::command::{CommandOptionChoice, CommandOptionChoiceValue},
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

use crate::{Page, reply::Reply};
use limits::shorten;
use paging::Frame;

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
pub fn suggestions(choices: impl Iterator<Item = (impl AsRef<str>, impl Into<String>)>) -> InteractionResponse {
    let choices = choices.take(limits::CHOICES).map(|(name, value)| CommandOptionChoice {
        name: shorten(name.as_ref(), limits::CHOICE),
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
