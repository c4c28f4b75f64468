//! From an interaction to the response: what a server calls, and what a bot on any framework can call with the raw JSON.

use twilight_model::http::interaction::InteractionResponse;

use crate::{
    Content, Page, command,
    discord::{self, Delivery},
    interaction::{self, BadInteraction, Interaction},
    reply::{Request, reply},
    topic,
};

/// The response to the body of an interaction.
///
/// # Errors
/// Where the body is not the JSON of an interaction that can be answered.
pub fn respond_to_json(content: &Content, page: Option<&Page>, body: &[u8]) -> Result<InteractionResponse, BadInteraction> {
    Ok(respond(content, page, &interaction::parse(body)?))
}

/// The response to an interaction.
pub fn respond(content: &Content, page: Option<&Page>, interaction: &Interaction) -> InteractionResponse {
    match interaction {
        Interaction::Ping => discord::pong(),
        Interaction::Command(command) => {
            let request = match command.name.as_str() {
                command::PRIVACY => Request::Privacy { topic: command.option(command::TOPIC) },
                _ => Request::Unknown,
            };
            discord::message(&reply(content.spoken(command.locale.as_deref()), &request), Delivery::Message, page)
        }
        Interaction::Typing(typed) => {
            let spoken = content.spoken(typed.locale.as_deref());
            let topics = match typed.name.as_str() {
                command::PRIVACY => topic::suggested(spoken, typed.option(command::TOPIC).unwrap_or_default()),
                _ => Vec::new(),
            };
            discord::suggestions(&topics, spoken.words)
        }
        Interaction::Choice(choice) => {
            // A message of an older or newer version of this program opens the overview; one that is not ours stays as it is.
            let (topic, delivery) = match choice.custom_id.strip_prefix(discord::PREFIX).map(|rest| rest.split('/').next()) {
                Some(Some(discord::VERSION)) => (choice.values.first().map(String::as_str), Delivery::Update),
                Some(_) => (None, Delivery::Update),
                None => (None, Delivery::Message),
            };
            discord::message(&reply(content.spoken(choice.locale.as_deref()), &Request::Privacy { topic }), delivery, page)
        }
    }
}
