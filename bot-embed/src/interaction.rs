//! Interactions from Discord, as far as they are needed.
//!
//! Payloads vary with their age and origin, so this reads the few fields that decide an answer and ignores all others. It never reads
//! anything about the person who asks.

use std::fmt;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, value::RawValue};

use crate::{
    command,
    render::{Form, limits},
};

/// An interaction, as far as it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    /// Discord asks whether anybody is there.
    Ping,
    /// Somebody sent a command.
    Command(Command),
    /// Somebody is typing a command.
    Autocomplete(Command),
    /// Somebody chose something in a message.
    Component(Choice),
    /// A form that was sent, or a type that this program does not know: a reply points to `/privacy`.
    Other {
        /// The person's language, as Discord names it.
        locale: Option<String>,
    },
}

/// A command, sent or still being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its name.
    pub name: String,
    /// The options that were given: name and text.
    pub options: Vec<(String, String)>,
    /// Which of them is being typed, by its place among them.
    pub focused: Option<usize>,
    /// The person's language, as Discord names it.
    pub locale: Option<String>,
}

/// Something chosen in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The menu's or button's own id.
    pub custom_id: String,
    /// The chosen values.
    pub values: Vec<String>,
    /// The form of the message, where the payload shows it: only a reply of the same form can replace the message.
    pub form: Option<Form>,
    /// The person's language, as Discord names it.
    pub locale: Option<String>,
}

impl Command {
    /// The text given for an option; `None` if no character of it can be seen.
    pub fn option(&self, name: &str) -> Option<&str> {
        let given = self.options.iter().find(|(option, _)| option == name).map(|(_, text)| text.as_str());
        given.filter(|text| text.chars().any(is_visible))
    }

    /// The option that is being typed, and its text so far; where nothing says which it is, the last one.
    pub fn typing(&self) -> Option<(&str, &str)> {
        let option = self.focused.and_then(|at| self.options.get(at)).or(self.options.last());
        option.map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// Returns whether a character takes up room: spaces, controls, joiners, marks of direction and the like do not.
fn is_visible(c: char) -> bool {
    let unseen = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}');
    !(unseen || c.is_whitespace() || c.is_control())
}

/// The typed text is not one of our commands: one lower-case sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoCommand(String);

impl fmt::Display for NoCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no command `{}`: try '/privacy' or '/compliance'", self.0)
    }
}

impl std::error::Error for NoCommand {}

impl Command {
    /// A command as a person types it: `/compliance service:Shield Dynos framework:SOC 2`; and, because nothing else could be meant,
    /// without the name of its first option: `/privacy how long`.
    ///
    /// ```
    /// use bot_embed::interaction::Command;
    /// let command = Command::typed("/compliance framework:SOC 2 data:card data").unwrap();
    /// assert_eq!((command.option("framework"), command.option("data")), (Some("SOC 2"), Some("card data")));
    /// assert!(Command::typed("/vote").is_err());
    /// ```
    ///
    /// # Errors
    /// If the text does not begin with one of our commands.
    pub fn typed(text: &str) -> Result<Self, NoCommand> {
        let text = text.trim();
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let name = name.trim_start_matches('/');
        let known: &[&str] = match name {
            command::PRIVACY => &[command::TOPIC],
            command::COMPLIANCE => &[command::SERVICE, command::FRAMEWORK, command::DATA],
            _ => return Err(NoCommand(text.split_whitespace().next().unwrap_or_default().to_owned())),
        };
        let mut options: Vec<(String, String)> = Vec::new();
        for word in rest.split_whitespace() {
            let named = word.split_once(':').filter(|(option, _)| known.contains(option));
            match (named, options.last_mut()) {
                (Some((option, value)), _) => options.push((option.to_owned(), value.to_owned())),
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

/// Why a body is no interaction: one lower-case sentence, with nothing in it of what the body said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadInteraction {
    /// It is not the JSON of an interaction: bad syntax, a key twice, too deep, or another type where a field is needed.
    Shape,
    /// It is a webhook event of Discord's, which gets no reply: an HTTP server acknowledges it with status 204.
    Webhook,
    /// A field is missing that its type needs.
    Missing(&'static str),
    /// The reply could not be written, for which there is no reason that the body could give.
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
    // Read when the type is known: a PING may carry anything.
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
        // Discord takes no components (V2) in place of an embed.
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
struct RawChoice {
    custom_id: Option<String>,
    values: Option<Vec<String>>,
}

/// Reads the body of a request.
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
    // Serde would not look into the texts that it passes over.
    let body = std::str::from_utf8(body).map_err(|_| BadInteraction::Shape)?;
    let raw: Raw<'_> = read(body)?;
    let locale = raw.locale.and_then(|locale| serde_json::from_str(locale.get()).ok());
    match raw.kind.ok_or(BadInteraction::Missing("type"))? {
        0 => Err(BadInteraction::Webhook),
        1 if raw.event.is_some() => Err(BadInteraction::Webhook),
        1 => Ok(Interaction::Ping),
        2 => Ok(Interaction::Command(command(raw.data, locale)?)),
        3 => {
            let choice: RawChoice = read_data(raw.data)?;
            let custom_id = choice.custom_id.ok_or(BadInteraction::Missing("data.custom_id"))?;
            let message: Option<RawMessage> = raw.message.and_then(|message| serde_json::from_str(message.get()).ok());
            let form = message.and_then(|message| message.form());
            Ok(Interaction::Component(Choice { custom_id, values: choice.values.unwrap_or_default(), form, locale }))
        }
        4 => Ok(Interaction::Autocomplete(command(raw.data, locale)?)),
        _ => Ok(Interaction::Other { locale }),
    }
}

fn command(data: Option<&RawValue>, locale: Option<String>) -> Result<Command, BadInteraction> {
    let command: RawCommand = read_data(data)?;
    let name = command.name.ok_or(BadInteraction::Missing("data.name"))?;
    let (mut options, mut focused) = (Vec::new(), None);
    for option in command.options.unwrap_or_default() {
        let name = option.name.ok_or(BadInteraction::Missing("data.options[].name"))?;
        if option.focused == Some(Value::Bool(true)) {
            focused = Some(options.len());
        }
        match option.value {
            Some(Value::String(text)) => options.push((name, text)),
            // A typed value from a time when the option had another type.
            Some(Value::Number(number)) => options.push((name, number.to_string())),
            Some(Value::Bool(truth)) => options.push((name, truth.to_string())),
            Some(Value::Array(_) | Value::Object(_)) => return Err(BadInteraction::Shape),
            // Nothing is typed yet.
            Some(Value::Null) | None => options.push((name, String::new())),
        }
    }
    Ok(Command { name, options, focused, locale })
}

fn read_data<'a, T: Deserialize<'a>>(data: Option<&'a RawValue>) -> Result<T, BadInteraction> {
    read(data.ok_or(BadInteraction::Missing("data"))?.get())
}

/// Serde's own message would quote the body.
fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, BadInteraction> {
    // Serde also takes an array for a struct; Discord sends none.
    if !json.trim_ascii_start().starts_with('{') {
        return Err(BadInteraction::Shape);
    }
    serde_json::from_str(json).map_err(|_| BadInteraction::Shape)
}
