//! Renders a message as a Discord embed with menus and buttons below it, for bots that cannot use components (V2).

use twilight_model::{
    channel::message::{Embed, MessageFlags, embed::EmbedFooter},
    http::interaction::InteractionResponseData,
};

use super::{
    PageContext,
    components::{buttons, menus},
    limits::shorten,
    markdown,
    paging::{Frame, GAP, PageBuilder},
    short::{NOTE, Short},
};
use crate::reply::Reply;

impl Frame {
    pub(super) fn embed(&self, reply: &Reply, sheet: PageBuilder, at: PageContext<'_>) -> InteractionResponseData {
        let footer = self.small_print(reply, at).iter().map(|note| markdown::unmarked(note)).collect::<Vec<_>>().join("\n");
        let description = sheet.pieces.into_iter().map(|(_, content)| content).collect::<Vec<_>>().join(GAP);
        embedded(reply, self.title.clone(), description, footer, at)
    }
}

/// Renders the short answer, which is the first message of a reply.
pub(super) fn short(reply: &Reply, short: Short, at: PageContext<'_>) -> InteractionResponseData {
    let notes = [reply.untranslated.filter(|_| short.foreign).unwrap_or_default(), reply.note.as_str()];
    let notes = notes.into_iter().filter(|note| !note.trim().is_empty()).map(|note| markdown::unmarked(&shorten(note, NOTE)));
    embedded(reply, short.title, short.answer, notes.collect::<Vec<_>>().join("\n"), at)
}

fn embedded(reply: &Reply, title: String, description: String, footer: String, at: PageContext<'_>) -> InteractionResponseData {
    let embed = Embed {
        author: None,
        color: None,
        description: Some(description).filter(|it| !it.is_empty()),
        fields: Vec::new(),
        flags: None,
        footer: Some(footer).filter(|it| !it.trim().is_empty()).map(|text| EmbedFooter { icon_url: None, proxy_icon_url: None, text }),
        image: None,
        kind: "rich".to_owned(),
        provider: None,
        thumbnail: None,
        timestamp: None,
        title: Some(title),
        url: at.display.page.map(|page| page.url().link(reply.anchor.as_deref())),
        video: None,
    };
    InteractionResponseData {
        components: Some(menus(reply, at).into_iter().chain(buttons(reply, at)).collect()),
        embeds: Some(vec![embed]),
        flags: Some(MessageFlags::EPHEMERAL),
        ..InteractionResponseData::default()
    }
}
