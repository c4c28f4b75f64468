//! Renders a message of components (V2), and the menus and buttons of both forms of messages.

use twilight_model::{
    channel::message::{
        Component, MessageFlags,
        component::{ActionRow, Button, ButtonStyle, Container, SelectMenu, SelectMenuOption, SelectMenuType, Separator, TextDisplay},
    },
    http::interaction::InteractionResponseData,
};

use super::{
    PagePosition,
    limits::{self, shorten},
    paging::{Frame, PageBuilder, menu_rows, small},
    short::Short,
};
use crate::{
    custom_id,
    reply::{Choice, Menu, PassageKind, Reply, View},
};

impl Frame {
    pub(super) fn components(&self, reply: &Reply, page: PageBuilder, position: PagePosition<'_>) -> InteractionResponseData {
        let mut components = vec![text_display(format!("## {}", self.title))];
        let mut before: Option<PassageKind> = None;
        for (kind, content) in page.pieces {
            if before.is_some_and(|before| before != kind) {
                components.push(separator());
            }
            components.push(text_display(content));
            before = Some(kind);
        }
        let notes = self.small_print(reply, position);
        if !notes.is_empty() {
            components.push(separator());
            components.push(text_display(notes.iter().map(|note| small(note)).collect::<Vec<_>>().join("\n")));
        }
        components.extend(menus(reply, position));
        components.extend(buttons(reply, position));
        in_container(components)
    }
}

/// Renders the short answer, which is the first message: title, answer, small print, one menu and the buttons.
pub(super) fn short(reply: &Reply, short: Short, position: PagePosition<'_>) -> InteractionResponseData {
    let texts = [format!("## {}", short.title), short.answer, short.notes.join("\n")];
    let mut components: Vec<Component> = texts.into_iter().filter(|text| !text.trim().is_empty()).map(text_display).collect();
    components.extend(menus(reply, position));
    components.extend(buttons(reply, position));
    in_container(components)
}

fn in_container(components: Vec<Component>) -> InteractionResponseData {
    let container = Component::Container(Container { accent_color: None, components, id: None, spoiler: None });
    InteractionResponseData {
        components: Some(vec![container]),
        flags: Some(MessageFlags::EPHEMERAL | MessageFlags::IS_COMPONENTS_V2),
        ..InteractionResponseData::default()
    }
}

fn text_display(content: String) -> Component {
    Component::TextDisplay(TextDisplay { content, id: None })
}

fn separator() -> Component {
    Component::Separator(Separator { divider: Some(true), id: None, spacing: None })
}

fn row(components: Vec<Component>) -> Component {
    Component::ActionRow(ActionRow { components, id: None })
}

pub(super) fn menus(reply: &Reply, position: PagePosition<'_>) -> Vec<Component> {
    let mut parts = Vec::new();
    let (menus, rows) = match position.view {
        // The short answer has only one menu, because more would hide the answer.
        View::Short => (reply.brief.menu.as_slice(), 1),
        _ => (reply.menus.as_slice(), menu_rows(position.display.form)),
    };
    for (rank, menu) in menus.iter().enumerate() {
        // A menu with too many choices continues in the next one.
        parts.extend(menu.choices.chunks(limits::OPTIONS).enumerate().map(|(index, choices)| (index, rank, menu, choices)));
    }
    // If there is no room for all, each kind of menu gets its first part before any gets its second.
    parts.sort_by_key(|(index, rank, ..)| (*index, *rank));
    parts.truncate(rows);
    parts.sort_by_key(|(index, rank, ..)| (*rank, *index));
    let option = |choice: &Choice| SelectMenuOption {
        default: choice.chosen,
        description: choice.about.map(|about| shorten(about, limits::OPTION)),
        emoji: None,
        label: shorten(&choice.name, limits::OPTION),
        value: choice.id.clone(),
    };
    let menu = |(index, _, menu, choices): (usize, usize, &Menu, &[Choice])| {
        let placeholder = match menu.choices.len().div_ceil(limits::OPTIONS) {
            0 | 1 => menu.placeholder.to_owned(),
            parts => format!("{} ({}/{parts})", menu.placeholder, index + 1),
        };
        row(vec![Component::SelectMenu(SelectMenu {
            channel_types: None,
            // The id must differ in each reply. Otherwise Discord's client still shows the earlier choice, and a person cannot make the
            // same choice again.
            custom_id: custom_id::menu_id(&reply.subject, menu.id, index, position.page),
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

/// Returns the row of buttons: the other views, "Previous" and "Next" if there are several pages, and the link if the page is
/// published. `None` without buttons.
pub(super) fn buttons(reply: &Reply, position: PagePosition<'_>) -> Option<Component> {
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
    let turn = |label: &str, view: View, to: usize, disabled: bool| {
        button(label, ButtonStyle::Secondary, Some(custom_id::page_id(&reply.subject, view, to)), None, disabled)
    };
    let mut buttons = Vec::new();
    let mut others = View::ALL.into_iter().filter(|view| *view != position.view && reply.has(*view));
    if position.view != View::Short {
        buttons.extend(others.next().map(|view| turn(view.label(reply.messages), view, 1, false)));
    }
    if position.pages > 1 {
        buttons.push(turn(reply.messages.previous(), position.view, position.page - 1, position.page == 1));
        buttons.push(turn(reply.messages.next(), position.view, position.page + 1, position.page == position.pages));
    }
    // Leave room for the link. The short answer always has room for the buttons of all views.
    let room = limits::BUTTONS - 1 - buttons.len();
    buttons.extend(others.take(room).map(|view| turn(view.label(reply.messages), view, 1, false)));
    if let Some(page) = position.display.page {
        buttons.push(button(
            reply.messages.open_page(),
            ButtonStyle::Link,
            None,
            Some(page.url().link(reply.anchor.as_deref())),
            false,
        ));
    }
    (!buttons.is_empty()).then(|| row(buttons))
}
