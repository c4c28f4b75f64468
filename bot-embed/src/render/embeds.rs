//! Renders a message as a Discord embed with menus and buttons below it, for bots that cannot use components (V2).

use twilight_model::{
    channel::message::{Embed, MessageFlags, embed::EmbedFooter},
    http::interaction::InteractionResponseData,
};

use super::{
    PagePosition,
    components::{buttons, menus},
    limits::shorten,
    markdown,
    paging::{Frame, GAP, PageBuilder},
    short::{MAX_NOTE, Short, note_texts},
};
use crate::reply::Reply;

impl Frame {
    /// Renders a page of a view.
    pub(super) fn embed(&self, reply: &Reply, page: PageBuilder, position: PagePosition<'_>) -> InteractionResponseData {
        let footer = self.small_print(reply, position).iter().map(|note| markdown::unmarked(note)).collect::<Vec<_>>().join("\n");
        let description = page.pieces.into_iter().map(|(_, content)| content).collect::<Vec<_>>().join(GAP);
        message(reply, self.title.clone(), description, footer, position)
    }
}

/// Renders the short answer, which is the first message of a reply.
pub(super) fn short(reply: &Reply, short: Short, position: PagePosition<'_>) -> InteractionResponseData {
    let notes = note_texts(reply, short.foreign).map(|note| markdown::unmarked(&shorten(note, MAX_NOTE)));
    message(reply, short.title, short.answer, notes.collect::<Vec<_>>().join("\n"), position)
}

/// Returns a message with an embed, and with the reply's menus and buttons.
fn message(reply: &Reply, title: String, description: String, footer: String, position: PagePosition<'_>) -> InteractionResponseData {
    let footer = Some(footer).filter(|text| !text.trim().is_empty());
    let embed = Embed {
        footer: footer.map(|text| EmbedFooter { icon_url: None, proxy_icon_url: None, text }),
        url: position.display.page.map(|address| address.url().link(reply.anchor.as_deref())),
        ..embed(title, description)
    };
    InteractionResponseData {
        components: Some(menus(reply, position).into_iter().chain(buttons(reply, position)).collect()),
        embeds: Some(vec![embed]),
        flags: Some(MessageFlags::EPHEMERAL),
        ..InteractionResponseData::default()
    }
}

/// Returns an embed with a title and a text, and nothing else.
pub(crate) fn embed(title: String, description: String) -> Embed {
    Embed {
        author: None,
        color: None,
        description: Some(description).filter(|text| !text.is_empty()),
        fields: Vec::new(),
        flags: None,
        footer: None,
        image: None,
        kind: "rich".to_owned(),
        provider: None,
        thumbnail: None,
        timestamp: None,
        title: Some(title),
        url: None,
        video: None,
    }
}
