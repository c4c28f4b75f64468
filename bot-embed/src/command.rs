//! The definitions of the commands, as they are sent to Discord.

use std::collections::BTreeMap;

use carrot_core::{Policy, i18n::Messages};
use serde::Serialize;

use crate::limits::LOCALES;

/// The name of the command about the bot's own policy.
pub const PRIVACY: &str = "privacy";
/// The name of its option for a topic.
pub const TOPIC: &str = "topic";
/// The name of the command about the host's services.
pub const COMPLIANCE: &str = "compliance";
/// The name of its option for a service.
pub const SERVICE: &str = "service";
/// The name of its option for a framework.
pub const FRAMEWORK: &str = "framework";
/// The name of its option for a kind of data.
pub const DATA: &str = "data";

/// Returns whether a command is one of these. A bot with other commands passes only these on.
pub fn is_ours(name: &str) -> bool {
    matches!(name, PRIVACY | COMPLIANCE)
}

/// Translations of a text, by Discord locale. Discord shows the English text to everybody else.
type Localizations = BTreeMap<&'static str, &'static str>;

/// A command. (twilight-model's own type demands a version, which only Discord gives.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommandDefinition {
    name: &'static str,
    name_localizations: Localizations,
    /// 1: a slash command.
    #[serde(rename = "type")]
    kind: u8,
    description: &'static str,
    description_localizations: Localizations,
    options: Vec<CommandOption>,
    /// 0: installed in a server; 1: by a user.
    integration_types: [u8; 2],
    /// 0: servers; 1: messages with the bot; 2: any other chat.
    contexts: [u8; 3],
}

/// An option of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct CommandOption {
    name: &'static str,
    name_localizations: Localizations,
    /// 3: text.
    #[serde(rename = "type")]
    kind: u8,
    description: &'static str,
    description_localizations: Localizations,
    required: bool,
    autocomplete: bool,
}

/// A word in each language of the interface.
type Word = fn(Messages) -> &'static str;

/// Returns all commands, as they are registered. Interactions always contain the English names.
///
/// ```
/// let json = serde_json::to_value(bot_embed::command::all()).unwrap();
/// assert_eq!((&json[0]["name"], &json[1]["name"]), (&"privacy".into(), &"compliance".into()));
/// assert!(bot_embed::render::limits::command_violations(&json).is_empty());
/// ```
pub fn all() -> Vec<CommandDefinition> {
    let privacy: [(_, Word, Word); 1] = [(TOPIC, Messages::topic_name, Messages::topic_description)];
    let compliance: [(_, Word, Word); 3] = [
        (SERVICE, Messages::service_name, Messages::service_description),
        (FRAMEWORK, Messages::framework_name, Messages::framework_description),
        (DATA, Messages::data_name, Messages::data_description),
    ];
    vec![
        command(PRIVACY, Messages::privacy_name, Messages::command_description, &privacy),
        command(COMPLIANCE, Messages::compliance_name, Messages::compliance_description, &compliance),
    ]
}

/// Returns the commands that can answer from a policy: without services and without frameworks, `/compliance` is left out.
pub fn for_policy(policy: &Policy) -> Vec<CommandDefinition> {
    all().into_iter().filter(|command| command.name != COMPLIANCE || policy.facts.has_compliance()).collect()
}

fn command(name: &'static str, names: Word, describes: Word, options: &[(&'static str, Word, Word)]) -> CommandDefinition {
    let option = |&(name, names, describes): &(&'static str, Word, Word)| CommandOption {
        name,
        name_localizations: others(names),
        kind: 3,
        description: describes(Messages::En),
        description_localizations: others(describes),
        required: false,
        autocomplete: true,
    };
    CommandDefinition {
        name,
        name_localizations: others(names),
        kind: 1,
        description: describes(Messages::En),
        description_localizations: others(describes),
        options: options.iter().map(option).collect(),
        integration_types: [0, 1],
        contexts: [0, 1, 2],
    }
}

/// Returns a word for each Discord locale that the interface has a language for, except English. One language may have several locales,
/// such as Spanish.
fn others(word: Word) -> Localizations {
    let in_locale = |locale: &'static str| {
        let messages = Messages::of(&locale.parse().ok()?);
        (messages != Messages::En).then(|| (locale, word(messages)))
    };
    LOCALES.into_iter().filter_map(in_locale).collect()
}

/// Returns the API path for sending the commands: for all servers and users, or for one server.
pub fn path(application: &str, guild: Option<&str>) -> String {
    match guild {
        Some(guild) => format!("/applications/{application}/guilds/{guild}/commands"),
        None => format!("/applications/{application}/commands"),
    }
}
