//! Parses gateway payloads: session starts, and interactions with our commands and components.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    command, custom_id,
    interaction::{self, Interaction},
};

/// A payload of the gateway, reduced to the events that the bot handles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The session started: `READY` or `RESUMED`.
    SessionStarted {
        /// True if an earlier session continues.
        resumed: bool,
    },
    /// An interaction with one of our commands or components.
    Interaction(ReceivedInteraction),
    /// Anything else.
    Other,
}

/// An interaction, with the id and token of its callback URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedInteraction {
    /// Its id.
    pub id: u64,
    /// Its token.
    pub token: String,
    /// The interaction to answer.
    pub interaction: Interaction,
}

#[derive(Deserialize)]
struct Payload<'a> {
    op: Option<u64>,
    t: Option<String>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct InteractionToken {
    id: String,
    token: String,
}

impl Event {
    /// Parses a gateway payload. Returns [`Event::Other`] if it is invalid or not for us.
    ///
    /// ```
    /// use bot_embed::event::Event;
    /// let ours = r#"{ "op": 0, "s": 2, "t": "INTERACTION_CREATE", "d": { "id": "1", "token": "t", "type": 2, "data": { "name": "privacy" } } }"#;
    /// assert!(matches!(Event::parse(ours), Event::Interaction(received) if received.id == 1));
    /// assert_eq!(Event::parse(&ours.replace("privacy", "vote")), Event::Other);
    /// ```
    pub fn parse(payload: &str) -> Self {
        let Ok(Payload { op: Some(0), t: Some(name), d }) = serde_json::from_str(payload) else { return Self::Other };
        match (name.as_str(), d) {
            ("READY", _) => Self::SessionStarted { resumed: false },
            ("RESUMED", _) => Self::SessionStarted { resumed: true },
            ("INTERACTION_CREATE", Some(data)) => ReceivedInteraction::read(data.get()).map_or(Self::Other, Self::Interaction),
            _ => Self::Other,
        }
    }
}

impl ReceivedInteraction {
    fn read(data: &str) -> Option<Self> {
        let interaction = interaction::parse(data.as_bytes()).ok()?;
        let ours = match &interaction {
            Interaction::Command(command) | Interaction::Autocomplete(command) => command::is_ours(&command.name),
            Interaction::Component(component) => custom_id::is_ours(&component.custom_id),
            Interaction::Ping | Interaction::Other { .. } => false,
        };
        let InteractionToken { id, token } = serde_json::from_str(data).ok().filter(|_| ours)?;
        Some(Self { id: id.parse().ok().filter(|id| *id != 0)?, token, interaction })
    }
}
