//! Builds the response to an interaction. The HTTP server, the gateway, and bots on any framework call this module.

mod stated_rights;

use std::sync::Arc;

use carrot_core::name::OfKind;
use twilight_model::http::interaction::InteractionResponse;

use crate::{
    Content, LocalizedContent,
    command::{self, COMPLIANCE, DATA, FRAMEWORK, PRIVACY, SERVICE, TOPIC},
    content::ReplyKey,
    custom_id,
    interaction::{self, BadInteraction, Command, ComponentInteraction, Interaction},
    lookup::{name, topic},
    render::{self, Delivery, Display, PageRef},
    reply::{Request, change_note_date, reply},
};

/// Returns the response to an interaction's JSON body. A bot on any framework needs only this function: pass the body as Discord sent
/// it, serialize the response with serde, and send it unchanged within Discord's limit of three seconds.
///
/// If the bot has other commands, use [`command::is_ours`] and [`custom_id::is_ours`] to select the interactions to pass on.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use bot_embed::{Content, render::{Display, Form}, respond_to_json};
/// let content = Content::baked()?;
/// let body = br#"{ "type": 2, "locale": "fr", "data": { "name": "privacy" } }"#;
/// let response = serde_json::to_string(&respond_to_json(&content, Display::default(), body)?)?;
/// assert!(response.starts_with(r#"{"type":4,"data":{"#));
/// // A bot that cannot use Components V2:
/// let embed = respond_to_json(&content, Display { form: Form::Embed, ..Display::default() }, body)?;
/// assert!(serde_json::to_string(&embed)?.contains(r#""embeds":["#));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If the body is not valid JSON, is not an interaction, or is of a kind that gets no reply (see [`BadInteraction`]).
pub fn respond_to_json(content: &Content, display: Display<'_>, body: &[u8]) -> Result<InteractionResponse, BadInteraction> {
    Ok(respond(content, display, &interaction::parse(body)?))
}

/// Returns the response to an interaction.
pub fn respond(content: &Content, display: Display<'_>, interaction: &Interaction) -> InteractionResponse {
    match interaction {
        Interaction::Ping => render::pong(),
        Interaction::Command(command) => {
            let localized = content.for_locale(command.locale.as_deref()).on(display.today);
            response_to_request(localized, &request(command), PageRef::FIRST, Delivery::Message, display)
        }
        Interaction::Autocomplete(typed) => suggestions(content.for_locale(typed.locale.as_deref()), typed),
        Interaction::Component(component) => {
            // An unknown button, such as one of another version of this program, opens the overview. If the button is in a message that
            // is not ours, the answer is a new message, because an update would replace that message.
            let pressed = custom_id::parse(&component.custom_id, component.values.first().map(String::as_str));
            let (delivery, display) = delivery_for(component, pressed.ours, display);
            let localized = content.for_locale(component.locale.as_deref()).on(display.today);
            response_to_request(localized, &pressed.request(localized), requested_page(&pressed), delivery, display)
        }
        Interaction::Other { locale } => {
            let localized = content.for_locale(locale.as_deref());
            render::page(&reply(localized, &Request::Unknown), PageRef::FIRST, Delivery::Message, display)
        }
    }
}

/// Like [`respond_to_json`], but returns the serialized JSON, and caches frequent replies. For busy bots.
///
/// # Errors
/// If the body is not valid JSON, is not an interaction, or is of a kind that gets no reply (see [`BadInteraction`]).
pub fn respond_to_json_bytes(content: &Content, display: Display<'_>, body: &[u8]) -> Result<Arc<[u8]>, BadInteraction> {
    let interaction = interaction::parse(body)?;
    let written =
        |response: &InteractionResponse| serde_json::to_vec(response).map(Into::into).map_err(|_| BadInteraction::NotSerializable);
    let pressed;
    let (request, shown, (delivery, display), locale) = match &interaction {
        Interaction::Command(command) => (request(command), PageRef::FIRST, (Delivery::Message, display), &command.locale),
        Interaction::Component(component) => {
            pressed = custom_id::parse(&component.custom_id, component.values.first().map(String::as_str));
            let answer = delivery_for(component, pressed.ours, display);
            (pressed.request(content.for_locale(component.locale.as_deref())), requested_page(&pressed), answer, &component.locale)
        }
        Interaction::Ping | Interaction::Autocomplete(_) | Interaction::Other { .. } => {
            return written(&respond(content, display, &interaction));
        }
    };
    let localized = content.for_locale(locale.as_deref()).on(display.today);
    let compose = || written(&response_to_request(localized, &request, shown, delivery, display));
    match cache_key(content, localized, &request, shown, delivery, display) {
        Some(key) => content.reply_cache.get_or_compose(key, display.page, compose),
        None => compose(),
    }
}

/// Returns one page of the reply to a request, with the ways to use rights and the contacts that the content states.
pub fn response_to_request(
    localized: LocalizedContent<'_>,
    request: &Request<'_>,
    shown: PageRef,
    delivery: Delivery,
    display: Display<'_>,
) -> InteractionResponse {
    let reply = reply(localized, request);
    let mut response = render::page(&reply, shown, delivery, display);
    stated_rights::add_rights_and_contacts(localized, &reply, shown, delivery, display, &mut response);
    response
}

/// Returns the page that a button or menu asks for.
fn requested_page(pressed: &custom_id::ComponentRequest) -> PageRef {
    PageRef { view: pressed.view, page: pressed.page }
}

/// Returns the delivery and display of the answer to a menu or button. A message of ours is updated and keeps its form, because Discord
/// does not allow another form in an update. Other messages get a new message as their answer.
fn delivery_for<'a>(component: &ComponentInteraction, ours: bool, display: Display<'a>) -> (Delivery, Display<'a>) {
    match ours {
        true => (Delivery::Update, Display { form: component.form.unwrap_or(display.form), ..display }),
        false => (Delivery::Message, display),
    }
}

/// Returns the cache key of a request; `None` if it must not be cached: it has free text, or a page above [`MAX_PAGES`].
fn cache_key(
    content: &Content,
    localized: LocalizedContent<'_>,
    request: &Request<'_>,
    shown: PageRef,
    delivery: Delivery,
    display: Display<'_>,
) -> Option<ReplyKey> {
    let (command, texts, exact) = match *request {
        Request::Privacy { topic } => (PRIVACY, [topic, None, None], false),
        Request::Topic { id } => (PRIVACY, [Some(id), None, None], true),
        Request::Compliance { service, framework, data } => (COMPLIANCE, [service, framework, data], false),
        Request::Unknown => return None,
    };
    if shown.page > MAX_PAGES || !texts.iter().flatten().all(|text| content.is_id(text)) {
        return None;
    }
    Some(ReplyKey {
        language_index: content.language_version_index(localized),
        interface_lang: localized.messages.lang(),
        form: display.form,
        delivery,
        command,
        ids: texts.map(|text| text.map(Into::into)),
        is_exact_id: exact,
        shown,
        change_note_date: change_note_date(localized),
    })
}

/// Highest page number that is cached. Custom ids may contain any page number, so without a limit they could fill the cache.
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
fn suggestions(localized: LocalizedContent<'_>, typed: &Command) -> InteractionResponse {
    fn named<T: OfKind>(localized: LocalizedContent<'_>, text: &str) -> InteractionResponse {
        render::suggestions(name::suggested::<T>(localized, text).into_iter().map(|it| (it.name(), it.id())))
    }
    let (option, text) = typed.typing().unwrap_or_default();
    match (typed.name.as_str(), option) {
        (PRIVACY, _) => {
            let topics = topic::suggested(localized, typed.option(command::TOPIC).unwrap_or_default());
            render::suggestions(topics.into_iter().map(|it| (topic::label(localized, it), topic::suggestion_value(localized, it))))
        }
        (COMPLIANCE, SERVICE) => named::<carrot_core::Service>(localized, text),
        (COMPLIANCE, FRAMEWORK) => named::<carrot_core::Framework>(localized, text),
        (COMPLIANCE, DATA) => named::<carrot_core::DataRule>(localized, text),
        _ => render::suggestions(std::iter::empty::<(&str, &str)>()),
    }
}
