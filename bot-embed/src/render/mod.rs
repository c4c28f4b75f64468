//! Renders a reply as an ephemeral Discord message that is always within Discord's limits.
//!
//! The first message is the short answer (`short`); its buttons open the passages, the parts of the whole answer. A page contains as
//! many passages as fit, and has buttons to the other pages. Only a passage that is longer than a page is split, between list items or
//! sentences (`split`). Its party and heading are repeated on each page. No content of a reply is dropped.
//!
//! There are two forms with the same content: components (V2), and an embed for bots that cannot use components (V2).

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
    display::{Delivery, Display, Form, PageRef},
    limits,
};
use crate::{
    limits::shorten,
    reply::{Reply, View},
};
pub(crate) use embeds::embed;
use paging::Frame;

/// Returns the answer to a PING.
pub fn pong() -> InteractionResponse {
    InteractionResponse { kind: InteractionResponseType::Pong, data: None }
}

/// Renders one page of a reply as an interaction response. Page numbers out of range are clamped.
///
/// ```
/// use bot_embed::{render::{self, Delivery, Display, PageRef}, reply::{Brief, Passage, ReplySubject, Reply}};
/// use carrot_core::i18n::Messages;
/// let reply = Reply {
///     messages: Messages::En,
///     title: "Hi".into(),
///     brief: Brief::default(),
///     passages: vec![Passage::default()],
///     untranslated: None,
///     note: String::new(),
///     menus: vec![],
///     anchor: None,
///     subject: ReplySubject::Topic("at-a-glance".into()),
/// };
/// let json = serde_json::to_value(render::page(&reply, PageRef::FIRST, Delivery::Message, Display::default())).unwrap();
/// assert_eq!(json["data"]["components"][0]["components"][0]["content"], "## Hi");
/// assert_eq!(json["data"]["flags"], 64 + 32768);
/// ```
pub fn page(reply: &Reply, showing: PageRef, delivery: Delivery, display: Display<'_>) -> InteractionResponse {
    let view = reply.available_view(showing.view);
    if view == View::Short {
        return paging::sent(short(reply, display), delivery);
    }
    let frame = Frame::new(reply, display.form);
    let mut pages = frame.pages(reply, view);
    let position = PagePosition { view, page: showing.page.clamp(1, pages.len()), pages: pages.len(), display };
    frame.message(reply, pages.swap_remove(position.page - 1), position, delivery)
}

fn short(reply: &Reply, display: Display<'_>) -> InteractionResponseData {
    let short = short::Short::new(reply, display.page);
    let position = PagePosition { view: View::Short, page: 0, pages: 1, display };
    match display.form {
        Form::Components => components::short(reply, short, position),
        Form::Embed => embeds::short(reply, short, position),
    }
}

/// Returns all messages of a reply: the short answer, then all pages of each view.
pub fn messages(reply: &Reply, delivery: Delivery, display: Display<'_>) -> Vec<InteractionResponse> {
    let frame = Frame::new(reply, display.form);
    let mut all = vec![paging::sent(short(reply, display), delivery)];
    for view in View::ALL.into_iter().filter(|view| *view != View::Short && reply.has(*view)) {
        let built = frame.pages(reply, view);
        let pages = built.len();
        let numbered = built.into_iter().zip(1..);
        all.extend(
            numbered.map(|(content, page)| frame.message(reply, content, PagePosition { view, page, pages, display }, delivery)),
        );
    }
    all
}

/// Returns the number of pages of a view, if the reply is rendered in the given form.
pub fn pages(reply: &Reply, view: View, form: Form) -> usize {
    match reply.available_view(view) {
        View::Short => 1,
        view => Frame::new(reply, form).pages(reply, view).len(),
    }
}

/// Builds an autocomplete response from (name, value) pairs. Takes at most [`limits::CHOICES`], and shortens long names.
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

/// The position of a page: `page` of `pages` in `view`, from 1. The short answer has the number 0.
#[derive(Clone, Copy)]
struct PagePosition<'a> {
    view: View,
    page: usize,
    pages: usize,
    display: Display<'a>,
}
