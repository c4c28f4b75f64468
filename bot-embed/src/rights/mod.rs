//! Adds buttons by which people use their rights (such as deletion of their data), for bots that can carry them out by themselves.
//!
//! Such a bot implements [`Rights`], and answers with [`respond`] instead of [`crate::respond_to_json`]: `/privacy` then has a button
//! that shows the actions that the bot offers. Deletion and opt-out ask for confirmation first. Without [`Rights`] there is no button,
//! and replies do not promise one.
//!
//! ```
//! use bot_embed::{Content, render::Display, rights::{self, ActionFailed, RightKind, Rights}};
//!
//! struct Store;
//!
//! impl Rights for Store {
//!     fn offers(&self) -> &[RightKind] {
//!         &[RightKind::Access, RightKind::Deletion]
//!     }
//!     async fn held(&self, user: u64) -> Result<Vec<String>, ActionFailed> {
//!         Ok(vec![format!("Reminders of {user}: 2")])
//!     }
//!     async fn erase(&self, _user: u64) -> Result<(), ActionFailed> {
//!         Ok(())
//!     }
//! }
//!
//! # async fn answer(content: &Content, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let response = rights::respond(content, Display::default(), &Store, body).await?;
//! # Ok(())
//! # }
//! ```

mod button;

use std::future::Future;

pub use carrot_core::RightKind;
use carrot_core::i18n::Messages;
use serde::Deserialize;
use twilight_model::{
    channel::message::{
        AllowedMentions, Component, MessageFlags,
        component::{ActionRow, Button, ButtonStyle},
    },
    http::{
        attachment::Attachment,
        interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
    },
};

use crate::{
    Content,
    interaction::{self, BadInteraction, Interaction},
    render::{Display, embed, limits, markdown},
    respond as respond_to,
};
use button::RightsButton;

/// The actions that a bot can carry out on the data that it holds about a person.
///
/// Each function is called only if its right is among [`Rights::offers`], and only for the person who pressed the button. Discord waits
/// three seconds for the answer.
pub trait Rights {
    /// Returns the rights that the bot carries out. `Correction` and `Objection` get no button,
    /// because the bot's people have to read such a request.
    fn offers(&self) -> &[RightKind];

    /// Lists the data that is held about a person, one line each. Empty if there is no data.
    fn held(&self, user: u64) -> impl Future<Output = Result<Vec<String>, ActionFailed>> + Send {
        let _ = user;
        std::future::ready(Err(ActionFailed))
    }

    /// Returns a copy of the data that is held about a person, as a file for download: its name and its bytes.
    fn export(&self, user: u64) -> impl Future<Output = Result<(String, Vec<u8>), ActionFailed>> + Send {
        let _ = user;
        std::future::ready(Err(ActionFailed))
    }

    /// Deletes the data that is held about a person.
    fn erase(&self, user: u64) -> impl Future<Output = Result<(), ActionFailed>> + Send {
        let _ = user;
        std::future::ready(Err(ActionFailed))
    }

    /// Stops the collection of data about a person.
    fn opt_out(&self, user: u64) -> impl Future<Output = Result<(), ActionFailed>> + Send {
        let _ = user;
        std::future::ready(Err(ActionFailed))
    }
}

/// The bot could not carry out an action. The person reads that it failed, but not why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionFailed;

/// The person who pressed a button.
#[derive(Deserialize)]
struct Asker {
    member: Option<Member>,
    user: Option<User>,
}

#[derive(Deserialize)]
struct Member {
    user: Option<User>,
}

#[derive(Deserialize)]
struct User {
    id: String,
}

/// Returns true if a button belongs to this module. A bot with buttons of its own checks this and [`crate::custom_id::is_ours`].
pub fn is_ours(custom_id: &str) -> bool {
    RightsButton::read(custom_id).is_some()
}

/// Returns the response to the body of an interaction, with buttons for the actions that the bot offers.
///
/// # Errors
/// If the body is not valid JSON, is not an interaction, or is of a kind that gets no reply (see [`BadInteraction`]).
pub async fn respond(
    content: &Content,
    display: Display<'_>,
    rights: &impl Rights,
    body: &[u8],
) -> Result<InteractionResponse, BadInteraction> {
    let interaction = interaction::parse(body)?;
    let Interaction::Component(component) = &interaction else {
        let mut response = respond_to(content, display, &interaction);
        if let Interaction::Command(command) = &interaction
            && command.name == crate::command::PRIVACY
            && !rights.offers().is_empty()
        {
            let messages = content.for_locale(command.locale.as_deref()).messages;
            add_button(&mut response, button(messages.rights_open(), ButtonStyle::Secondary, &RightsButton::Open.write()));
        }
        return Ok(response);
    };
    let Some(pressed) = RightsButton::read(&component.custom_id) else { return Ok(respond_to(content, display, &interaction)) };
    let messages = content.for_locale(component.locale.as_deref()).messages;
    let offered = |kind| rights.offers().contains(&kind);
    Ok(match pressed {
        RightsButton::Open => offer_message(messages, rights.offers()),
        RightsButton::Cancel => sentence_message(messages, messages.rights_canceled(), Vec::new(), true),
        RightsButton::Ask(kind) if offered(kind) => confirmation(messages, kind),
        RightsButton::Do(kind) if offered(kind) => {
            let asker: Option<Asker> = serde_json::from_slice(body).ok();
            let user = asker.and_then(|asker| asker.member.and_then(|member| member.user).or(asker.user));
            match user.and_then(|user| user.id.parse().ok()) {
                Some(user) => carry_out(messages, kind, rights, user).await,
                None => return Err(BadInteraction::Missing("user")),
            }
        }
        RightsButton::Ask(_) | RightsButton::Do(_) => sentence_message(messages, messages.rights_failed(), Vec::new(), true),
    })
}

async fn carry_out(messages: Messages, kind: RightKind, rights: &impl Rights, user: u64) -> InteractionResponse {
    let sentence = |sentence: Result<&str, ActionFailed>| {
        sentence_message(messages, sentence.unwrap_or(messages.rights_failed()), Vec::new(), true)
    };
    match kind {
        RightKind::Access => match rights.held(user).await {
            Ok(held) if held.is_empty() => sentence(Ok(messages.rights_nothing_held())),
            Ok(held) => {
                let lines: Vec<_> = held.iter().map(|line| format!("- {}", markdown::line(line))).collect();
                message(messages.right(kind), lines.join("\n"), Vec::new(), true)
            }
            Err(failed) => sentence(Err(failed)),
        },
        RightKind::Export => match rights.export(user).await {
            Ok((name, bytes)) => {
                // A new message, because an update would keep the files of the old one.
                let mut response = sentence_message(messages, messages.right(kind), Vec::new(), false);
                if let Some(data) = &mut response.data {
                    data.attachments = Some(vec![Attachment::from_bytes(name, bytes, 0)]);
                }
                response
            }
            Err(failed) => sentence(Err(failed)),
        },
        RightKind::Deletion => sentence(rights.erase(user).await.map(|()| messages.rights_deleted())),
        RightKind::OptOut => sentence(rights.opt_out(user).await.map(|()| messages.rights_opted_out())),
        RightKind::Correction | RightKind::Objection => sentence(Err(ActionFailed)),
    }
}

/// Returns the message with a button for each action that the bot offers.
fn offer_message(messages: Messages, offers: &[RightKind]) -> InteractionResponse {
    // A person has to read these two requests, so they have no button.
    let is_for_people = |kind: RightKind| matches!(kind, RightKind::Correction | RightKind::Objection);
    let buttons = RightKind::ALL.into_iter().map(|(_, kind)| kind).filter(|kind| !is_for_people(*kind) && offers.contains(kind));
    let buttons = buttons.map(|kind| {
        let (style, pressed) = match kind {
            RightKind::Deletion => (ButtonStyle::Danger, RightsButton::Ask(kind)),
            RightKind::OptOut => (ButtonStyle::Secondary, RightsButton::Ask(kind)),
            _ => (ButtonStyle::Secondary, RightsButton::Do(kind)),
        };
        button(messages.right(kind), style, &pressed.write())
    });
    sentence_message(messages, messages.rights_offer(), buttons.collect(), false)
}

fn confirmation(messages: Messages, kind: RightKind) -> InteractionResponse {
    let question = if kind == RightKind::Deletion { messages.rights_confirm_deletion() } else { messages.rights_confirm_opt_out() };
    let buttons = vec![
        button(messages.rights_yes(), ButtonStyle::Danger, &RightsButton::Do(kind).write()),
        button(messages.rights_no(), ButtonStyle::Secondary, &RightsButton::Cancel.write()),
    ];
    sentence_message(messages, question, buttons, true)
}

fn sentence_message(messages: Messages, sentence: &str, buttons: Vec<Component>, in_place: bool) -> InteractionResponse {
    message(messages.rights(), markdown::line(sentence), buttons, in_place)
}

/// Returns a private message: a new one, or one that replaces the message with the pressed button.
fn message(title: &str, text: String, buttons: Vec<Component>, in_place: bool) -> InteractionResponse {
    let embed = embed(title.to_owned(), limits::shorten(&text, limits::DESCRIPTION));
    let row = (!buttons.is_empty()).then_some(Component::ActionRow(ActionRow { components: buttons, id: None }));
    InteractionResponse {
        kind: if in_place { InteractionResponseType::UpdateMessage } else { InteractionResponseType::ChannelMessageWithSource },
        data: Some(InteractionResponseData {
            allowed_mentions: Some(AllowedMentions::default()),
            components: Some(row.into_iter().collect()),
            embeds: Some(vec![embed]),
            flags: Some(MessageFlags::EPHEMERAL),
            ..InteractionResponseData::default()
        }),
    }
}

fn button(label: &str, style: ButtonStyle, custom_id: &str) -> Component {
    Component::Button(Button {
        custom_id: Some(custom_id.to_owned()),
        disabled: false,
        emoji: None,
        id: None,
        label: Some(limits::shorten(label, limits::BUTTON_LABEL)),
        sku_id: None,
        style,
        url: None,
    })
}

/// Adds a button to the message's row of buttons. If there is no row, or it is full, adds a row.
fn add_button(response: &mut InteractionResponse, button: Component) {
    let Some(components) = response.data.as_mut().and_then(|data| data.components.as_mut()) else { return };
    // In a message of components (V2), the rows are in a container.
    let components = match components.as_mut_slice() {
        [Component::Container(container)] => &mut container.components,
        _ => components,
    };
    let row = components.iter_mut().rev().find_map(|component| match component {
        Component::ActionRow(row) if row.components.iter().all(|component| matches!(component, Component::Button(_))) => Some(row),
        _ => None,
    });
    match row {
        Some(row) if row.components.len() < limits::BUTTONS => row.components.push(button),
        _ => components.push(Component::ActionRow(ActionRow { components: vec![button], id: None })),
    }
}
