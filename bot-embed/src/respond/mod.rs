//! From an interaction to the response: what a server calls, and what a bot on any framework can call with the raw JSON.

mod stated_rights;

use std::sync::Arc;

use carrot_core::name::OfKind;
use twilight_model::http::interaction::InteractionResponse;

use crate::{
    Content, Spoken,
    command::{self, COMPLIANCE, DATA, FRAMEWORK, PRIVACY, SERVICE, TOPIC},
    content::Key,
    custom_id,
    interaction::{self, BadInteraction, Choice, Command, Interaction},
    lookup::{name, topic},
    render::{self, Delivery, Display, Showing},
    reply::{Request, noted_on, reply},
};

/// The response to the body of an interaction: JSON in, and out what serde makes JSON of. This is all that a bot needs to call, on
/// whatever framework it runs: it hands over the interaction as Discord sent it, and sends back what it is given, at once and as it is.
///
/// A bot has other commands too: [`command::is_ours`] and [`custom_id::is_ours`] tell which interactions to hand over.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use bot_embed::{Content, render::{Display, Form}, respond_to_json};
/// let content = Content::baked()?;
/// let body = br#"{ "type": 2, "locale": "fr", "data": { "name": "privacy" } }"#;
/// let response = serde_json::to_string(&respond_to_json(&content, Display::default(), body)?)?;
/// assert!(response.starts_with(r#"{"type":4,"data":{"#));
/// // A bot that cannot use components of the second version:
/// let embed = respond_to_json(&content, Display { form: Form::Embed, ..Display::default() }, body)?;
/// assert!(serde_json::to_string(&embed)?.contains(r#""embeds":["#));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If the body is not the JSON of an interaction that can be answered.
pub fn respond_to_json(content: &Content, display: Display<'_>, body: &[u8]) -> Result<InteractionResponse, BadInteraction> {
    Ok(respond(content, display, &interaction::parse(body)?))
}

/// The response to an interaction.
pub fn respond(content: &Content, display: Display<'_>, interaction: &Interaction) -> InteractionResponse {
    match interaction {
        Interaction::Ping => render::pong(),
        Interaction::Command(command) => {
            let spoken = content.spoken(command.locale.as_deref()).on(display.today);
            message(spoken, &request(command), Showing::FIRST, Delivery::Message, display)
        }
        Interaction::Typing(typed) => suggestions(content.spoken(typed.locale.as_deref()), typed),
        Interaction::Choice(choice) => {
            // A message of an older or newer version of this program opens the overview; one that is not ours stays as it is.
            let pressed = custom_id::pressed(&choice.custom_id, choice.values.first().map(String::as_str));
            let (delivery, display) = in_place(choice, pressed.ours, display);
            let spoken = content.spoken(choice.locale.as_deref()).on(display.today);
            message(spoken, &pressed.request(spoken), showing(&pressed), delivery, display)
        }
        Interaction::Other { locale } => {
            let spoken = content.spoken(locale.as_deref());
            render::message(&reply(spoken, &Request::Unknown), Showing::FIRST, Delivery::Message, display)
        }
    }
}

/// The same as [`respond_to_json`], as the bytes to send, for busy bots: frequent replies are rendered once.
///
/// # Errors
/// If the body is not the JSON of an interaction that can be answered.
pub fn respond_in_bytes(content: &Content, display: Display<'_>, body: &[u8]) -> Result<Arc<[u8]>, BadInteraction> {
    let interaction = interaction::parse(body)?;
    let written = |response: &InteractionResponse| serde_json::to_vec(response).map(Into::into).map_err(|_| BadInteraction::Unwritten);
    let pressed;
    let (request, shown, (delivery, display), locale) = match &interaction {
        Interaction::Command(command) => (request(command), Showing::FIRST, (Delivery::Message, display), &command.locale),
        Interaction::Choice(choice) => {
            pressed = custom_id::pressed(&choice.custom_id, choice.values.first().map(String::as_str));
            let answer = in_place(choice, pressed.ours, display);
            (pressed.request(content.spoken(choice.locale.as_deref())), showing(&pressed), answer, &choice.locale)
        }
        Interaction::Ping | Interaction::Typing(_) | Interaction::Other { .. } => {
            return written(&respond(content, display, &interaction));
        }
    };
    let spoken = content.spoken(locale.as_deref()).on(display.today);
    let compose = || written(&message(spoken, &request, shown, delivery, display));
    match key(content, spoken, &request, shown, delivery, display) {
        Some(key) => content.reply_cache.response(key, display.page, compose),
        None => compose(),
    }
}

/// A part of the reply to a request, with the ways in which people use their rights.
fn message(spoken: Spoken<'_>, request: &Request<'_>, shown: Showing, delivery: Delivery, display: Display<'_>) -> InteractionResponse {
    let reply = reply(spoken, request);
    let mut response = render::message(&reply, shown, delivery, display);
    stated_rights::add_to(spoken, &reply, shown, delivery, display, &mut response);
    response
}

/// The page that a button or menu asks for.
fn showing(pressed: &custom_id::Pressed) -> Showing {
    Showing { view: pressed.view, page: pressed.page }
}

/// Returns how the answer to a menu or button is shown: in place of our own message, in the form that the message has, which Discord
/// does not let anybody change.
fn in_place<'a>(choice: &Choice, ours: bool, display: Display<'a>) -> (Delivery, Display<'a>) {
    match ours {
        true => (Delivery::Update, Display { form: choice.form.unwrap_or(display.form), ..display }),
        false => (Delivery::Message, display),
    }
}

/// Returns the cache key of a request; `None` if the request has any text that is not an id.
fn key(
    content: &Content,
    spoken: Spoken<'_>,
    request: &Request<'_>,
    shown: Showing,
    delivery: Delivery,
    display: Display<'_>,
) -> Option<Key> {
    let (command, texts, exact) = match *request {
        Request::Privacy { topic } => (PRIVACY, [topic, None, None], false),
        Request::Topic { id } => (PRIVACY, [Some(id), None, None], true),
        Request::Compliance { service, framework, data } => (COMPLIANCE, [service, framework, data], false),
        Request::Unknown => return None,
    };
    if shown.page > MAX_PAGES || !texts.iter().flatten().all(|text| content.is_id(text)) {
        return None;
    }
    Some(Key {
        edition: content.place(spoken),
        words: spoken.words.lang(),
        form: display.form,
        delivery,
        command,
        ids: texts.map(|text| text.map(Into::into)),
        exact,
        shown,
        noted: noted_on(spoken),
    })
}

/// The last page that is kept: a number that stands for the nearest page could otherwise be anything.
const MAX_PAGES: usize = 64;

/// Returns the request that a command makes.
pub fn request(command: &Command) -> Request<'_> {
    match command.name.as_str() {
        PRIVACY => Request::Privacy { topic: command.option(TOPIC) },
        COMPLIANCE => {
            Request::Compliance { service: command.option(SERVICE), framework: command.option(FRAMEWORK), data: command.option(DATA) }
        }
        _ => Request::Unknown,
    }
}

/// Returns suggestions for the option that is being typed.
fn suggestions(spoken: Spoken<'_>, typed: &Command) -> InteractionResponse {
    fn named<T: OfKind>(spoken: Spoken<'_>, text: &str) -> InteractionResponse {
        render::suggestions(name::suggested::<T>(spoken, text).into_iter().map(|it| (it.name(), it.id())))
    }
    let (option, text) = typed.typing().unwrap_or_default();
    match (typed.name.as_str(), option) {
        (PRIVACY, _) => {
            let topics = topic::suggested(spoken, typed.option(command::TOPIC).unwrap_or_default());
            render::suggestions(topics.into_iter().map(|it| (topic::label(spoken, it), topic::written(spoken, it))))
        }
        (COMPLIANCE, SERVICE) => named::<carrot_core::Service>(spoken, text),
        (COMPLIANCE, FRAMEWORK) => named::<carrot_core::Framework>(spoken, text),
        (COMPLIANCE, DATA) => named::<carrot_core::DataRule>(spoken, text),
        _ => render::suggestions(std::iter::empty::<(&str, &str)>()),
    }
}
