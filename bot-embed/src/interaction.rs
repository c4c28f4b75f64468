//! Parses interactions from Discord, and reads only the fields that an answer depends on.
//!
//! Payloads differ between senders and versions of Discord's API, so all other fields are ignored. Of the person who asks, only the locale
//! is read.

use std::fmt;

use carrot_core::name::nearest;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, value::RawValue};

use crate::{
    command,
    render::{Form, limits},
};

/// An interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    /// A PING, which Discord sends to check the endpoint.
    Ping,
    /// A person sent a command.
    Command(Command),
    /// A person is typing a command.
    Autocomplete(Command),
    /// A person chose from a menu, or pressed a button.
    Component(ComponentInteraction),
    /// A submitted form, or an unknown type: the reply points to `/privacy`.
    Other {
        /// The person's Discord locale.
        locale: Option<String>,
    },
}

/// A command, sent or being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its name.
    pub name: String,
    /// The options that were given: name and text.
    pub options: Vec<(String, String)>,
    /// The index of the option that is being typed.
    pub focused: Option<usize>,
    /// The person's Discord locale.
    pub locale: Option<String>,
}

/// A choice in a menu, or a pressed button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentInteraction {
    /// The custom id of the menu or button.
    pub custom_id: String,
    /// The chosen values.
    pub values: Vec<String>,
    /// The form of the message, if the payload shows it. Only a reply of the same form can replace the message.
    pub form: Option<Form>,
    /// The person's Discord locale.
    pub locale: Option<String>,
}

impl Command {
    /// Returns the text of an option; `None` if it has no visible character.
    pub fn option(&self, name: &str) -> Option<&str> {
        let given = self.options.iter().find(|(option, _)| option == name).map(|(_, text)| text.as_str());
        given.filter(|text| text.chars().any(is_visible))
    }

    /// Returns the option that is being typed, and its text so far. If the payload marks no option, this is the last one.
    pub fn typing(&self) -> Option<(&str, &str)> {
        let option = self.focused.and_then(|at| self.options.get(at)).or(self.options.last());
        option.map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// Returns whether a character is visible: not a space, control character, joiner, direction mark, or similar.
fn is_visible(c: char) -> bool {
    let is_invisible = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}');
    !(is_invisible || c.is_whitespace() || c.is_control())
}

/// The reason why a typed text is not one of our commands: one lower-case sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadCommand {
    /// No command has this name.
    UnknownCommand(String),
    /// The command has no option with this name, but has one with a similar name.
    UnknownOption {
        /// The name that was typed.
        typed: String,
        /// The similar name.
        nearest: &'static str,
    },
    /// The option is given twice.
    RepeatedOption(&'static str),
}

impl fmt::Display for BadCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCommand(name) => write!(f, "there is no command `{name}`: try '/privacy' or '/compliance'"),
            Self::UnknownOption { typed, nearest } => {
                write!(f, "there is no option `{typed}`: write `{nearest}:`, or leave out the colon if it is a part of the text")
            }
            Self::RepeatedOption(name) => write!(f, "the option `{name}` is given twice: give it once"),
        }
    }
}

impl std::error::Error for BadCommand {}

impl Command {
    /// Parses a command as a person types it: `/compliance service:Shield Dynos framework:SOC 2`. The name of the first option may be
    /// left out: `/privacy how long`.
    ///
    /// ```
    /// use bot_embed::interaction::Command;
    /// let command = Command::typed("/compliance framework:SOC 2 data:card data").unwrap();
    /// assert_eq!((command.option("framework"), command.option("data")), (Some("SOC 2"), Some("card data")));
    /// assert!(Command::typed("/vote").is_err());
    /// assert!(Command::typed("/compliance framwork:SOC 2").is_err());
    /// ```
    ///
    /// # Errors
    /// If the text does not begin with one of our commands, repeats an option, or has a misspelled option. Other words before a colon are a
    /// part of the text: `/compliance framework:ISO 27001:2022`.
    pub fn typed(text: &str) -> Result<Self, BadCommand> {
        let text = text.trim();
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let name = name.trim_start_matches('/');
        let known: &[&'static str] = match name {
            command::PRIVACY => &[command::TOPIC],
            command::COMPLIANCE => &[command::SERVICE, command::FRAMEWORK, command::DATA],
            _ => return Err(BadCommand::UnknownCommand(text.split_whitespace().next().unwrap_or_default().to_owned())),
        };
        let mut options: Vec<(String, String)> = Vec::new();
        for word in rest.split_whitespace() {
            let (typed, value) = word.split_once(':').unwrap_or_default();
            let option = known.iter().copied().find(|option| *option == typed);
            if let (None, Some(nearest)) = (option, nearest(typed, known)) {
                return Err(BadCommand::UnknownOption { typed: typed.to_owned(), nearest });
            }
            if let Some(option) = option.filter(|option| options.iter().any(|(given, _)| given == option)) {
                return Err(BadCommand::RepeatedOption(option));
            }
            match (option, options.last_mut()) {
                (Some(option), _) => options.push((option.to_owned(), value.to_owned())),
                (None, Some((_, value))) => {
                    value.push_str(if value.is_empty() { "" } else { " " });
                    value.push_str(word);
                }
                (None, None) => options.extend(known.first().map(|option| ((*option).to_owned(), word.to_owned()))),
            }
        }
        Ok(Self { name: name.to_owned(), options, focused: None, locale: None })
    }
}

/// The reason why a body is not an interaction: one lower-case sentence that quotes nothing from the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadInteraction {
    /// The body is not the JSON of an interaction: bad syntax, a duplicate key, too many levels, or a field of the wrong type.
    Shape,
    /// The body is a Discord webhook event, which gets no reply: an HTTP server acknowledges it with status 204.
    Webhook,
    /// A field is missing that this type of interaction needs.
    Missing(&'static str),
    /// The reply could not be written. No body is known to cause this.
    NotSerializable,
}

impl fmt::Display for BadInteraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("the body is not the JSON of an interaction"),
            Self::Webhook => f.write_str("the body is a webhook event: it gets no reply"),
            Self::Missing(field) => write!(f, "the interaction has no `{field}`"),
            Self::NotSerializable => f.write_str("the reply cannot be written"),
        }
    }
}

impl std::error::Error for BadInteraction {}

#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(rename = "type")]
    kind: Option<u64>,
    // Keep this unparsed until the type is known: in a PING, it may be anything.
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    locale: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
    // Only webhook events have it.
    event: Option<IgnoredAny>,
}

/// The message that a menu or button belongs to.
#[derive(Deserialize)]
struct RawMessage {
    flags: Option<u64>,
    embeds: Option<Vec<IgnoredAny>>,
}

impl RawMessage {
    fn form(&self) -> Option<Form> {
        if self.flags.unwrap_or_default() & limits::COMPONENTS_V2 != 0 {
            return Some(Form::Components);
        }
        // Discord does not replace an embed by components (V2).
        self.embeds.as_ref().filter(|embeds| !embeds.is_empty()).map(|_| Form::Embed)
    }
}

#[derive(Deserialize)]
struct RawCommand {
    name: Option<String>,
    options: Option<Vec<RawOption>>,
}

#[derive(Deserialize)]
struct RawOption {
    name: Option<String>,
    value: Option<Value>,
    focused: Option<Value>,
}

#[derive(Deserialize)]
struct RawComponent {
    custom_id: Option<String>,
    values: Option<Vec<String>>,
}

/// Parses the body of a request.
///
/// ```
/// use bot_embed::interaction::{BadInteraction, Interaction, parse};
/// assert_eq!(parse(br#"{ "type": 1 }"#), Ok(Interaction::Ping));
/// assert_eq!(parse(br#"{ "type": 3 }"#), Err(BadInteraction::Missing("data")));
/// ```
///
/// # Errors
/// If the body is not JSON, or not an interaction that can be answered.
pub fn parse(body: &[u8]) -> Result<Interaction, BadInteraction> {
    // Serde does not check that ignored fields are UTF-8, so check the whole body.
    let body = std::str::from_utf8(body).map_err(|_| BadInteraction::Shape)?;
    let raw: Raw<'_> = parse_object(body)?;
    let locale = raw.locale.and_then(|locale| serde_json::from_str(locale.get()).ok());
    match raw.kind.ok_or(BadInteraction::Missing("type"))? {
        0 => Err(BadInteraction::Webhook),
        1 if raw.event.is_some() => Err(BadInteraction::Webhook),
        1 => Ok(Interaction::Ping),
        2 => Ok(Interaction::Command(parse_command(raw.data, locale)?)),
        3 => {
            let component: RawComponent = parse_data(raw.data)?;
            let custom_id = component.custom_id.ok_or(BadInteraction::Missing("data.custom_id"))?;
            let message: Option<RawMessage> = raw.message.and_then(|message| serde_json::from_str(message.get()).ok());
            let form = message.and_then(|message| message.form());
            Ok(Interaction::Component(ComponentInteraction { custom_id, values: component.values.unwrap_or_default(), form, locale }))
        }
        4 => Ok(Interaction::Autocomplete(parse_command(raw.data, locale)?)),
        _ => Ok(Interaction::Other { locale }),
    }
}

fn parse_command(data: Option<&RawValue>, locale: Option<String>) -> Result<Command, BadInteraction> {
    let command: RawCommand = parse_data(data)?;
    let name = command.name.ok_or(BadInteraction::Missing("data.name"))?;
    let (mut options, mut focused) = (Vec::new(), None);
    for option in command.options.unwrap_or_default() {
        let name = option.name.ok_or(BadInteraction::Missing("data.options[].name"))?;
        if option.focused == Some(Value::Bool(true)) {
            focused = Some(options.len());
        }
        match option.value {
            Some(Value::String(text)) => options.push((name, text)),
            // In an earlier version of the commands, an option may have had another type.
            Some(Value::Number(number)) => options.push((name, number.to_string())),
            Some(Value::Bool(truth)) => options.push((name, truth.to_string())),
            Some(Value::Array(_) | Value::Object(_)) => return Err(BadInteraction::Shape),
            // Nothing is typed yet.
            Some(Value::Null) | None => options.push((name, String::new())),
        }
    }
    Ok(Command { name, options, focused, locale })
}

/// Parses the field `data` of an interaction.
fn parse_data<'a, T: Deserialize<'a>>(data: Option<&'a RawValue>) -> Result<T, BadInteraction> {
    parse_object(data.ok_or(BadInteraction::Missing("data"))?.get())
}

/// Parses a JSON object. Drops serde's error message, because it quotes the body.
fn parse_object<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, BadInteraction> {
    // Serde would accept an array for a struct, too. Discord sends no arrays here.
    if !json.trim_ascii_start().starts_with('{') {
        return Err(BadInteraction::Shape);
    }
    serde_json::from_str(json).map_err(|_| BadInteraction::Shape)
}
