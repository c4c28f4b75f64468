//! From a reply to what Discord takes: a private message, within its limits by construction.
//!
//! The first message is the short answer (`short`); buttons open the passages. These are set one below the other until the next one does not fit; what is left goes on the next page, and buttons lead there. A
//! page is broken between passages; only a passage that is too long for a page of its own is broken within, between items or sentences
//! (`split`). On each page a passage says again whose it is, and under which heading it stands. Nothing that a reply says is on no page.
//!
//! Two forms say the same: components (V2), and an embed for bots that cannot use those.

mod components;
mod embeds;
mod fit;
pub mod markdown;
mod paging;
mod short;
mod split;

use twilight_model::{
    application::command::{CommandOptionChoice, CommandOptionChoiceValue},
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

pub use crate::{
    display::{Delivery, Display, Form, Showing},
    limits,
};
use crate::{
    limits::shorten,
    reply::{Reply, View},
};
use paging::Frame;

/// The answer to a PING.
pub fn pong() -> InteractionResponse {
    InteractionResponse { kind: InteractionResponseType::Pong, data: None }
}

/// A part of a reply as an interaction response.
///
/// ```
/// use bot_embed::{render::{self, Delivery, Display, Showing}, reply::{Brief, Passage, Place, Reply}};
/// use carrot_core::words::Words;
/// let reply = Reply {
///     words: Words::En,
///     title: "Hi".into(),
///     brief: Brief::default(),
///     passages: vec![Passage::default()],
///     untranslated: None,
///     note: String::new(),
///     menus: vec![],
///     anchor: None,
///     place: Place::Topic("at-a-glance".into()),
/// };
/// let json = serde_json::to_value(render::message(&reply, Showing::FIRST, Delivery::Message, Display::default())).unwrap();
/// assert_eq!(json["data"]["components"][0]["components"][0]["content"], "## Hi");
/// assert_eq!(json["data"]["flags"], 64 + 32768);
/// ```
pub fn message(reply: &Reply, showing: Showing, delivery: Delivery, display: Display<'_>) -> InteractionResponse {
    let view = reply.nearest(showing.view);
    if view == View::Short {
        return paging::sent(short(reply, display), delivery);
    }
    let frame = Frame::new(reply, display.form);
    let mut sheets = frame.sheets(reply, view);
    let at = PagePosition { view, page: showing.page.clamp(1, sheets.len()), pages: sheets.len(), display };
    frame.message(reply, sheets.swap_remove(at.page - 1), at, delivery)
}

fn short(reply: &Reply, display: Display<'_>) -> InteractionResponseData {
    let short = short::Short::new(reply, display.page);
    let at = PagePosition { view: View::Short, page: 0, pages: 1, display };
    match display.form {
        Form::Components => components::short(reply, short, at),
        Form::Embed => embeds::short(reply, short, at),
    }
}

/// All messages of a reply: the short answer, then all pages of each view.
pub fn messages(reply: &Reply, delivery: Delivery, display: Display<'_>) -> Vec<InteractionResponse> {
    let frame = Frame::new(reply, display.form);
    let mut all = vec![paging::sent(short(reply, display), delivery)];
    for view in View::ALL.into_iter().filter(|view| *view != View::Short && reply.has(*view)) {
        let sheets = frame.sheets(reply, view);
        let pages = sheets.len();
        let numbered = sheets.into_iter().zip(1..);
        all.extend(numbered.map(|(sheet, page)| frame.message(reply, sheet, PagePosition { view, page, pages, display }, delivery)));
    }
    all
}

/// Returns the number of pages of a reply's view in a form.
pub fn pages(reply: &Reply, view: View, form: Form) -> usize {
    match reply.nearest(view) {
        View::Short => 1,
        view => Frame::new(reply, form).sheets(reply, view).len(),
    }
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

/// A page of a view, and how many there are.
#[derive(Clone, Copy)]
struct PagePosition<'a> {
    view: View,
    page: usize,
    pages: usize,
    display: Display<'a>,
}
