//! The commands as Discord is told of them.

use std::collections::BTreeMap;

use carrot_core::words::Words;
use serde::Serialize;

/// The name of the command about the bot's own policy.
pub const PRIVACY: &str = "privacy";
/// The name of its option.
pub const TOPIC: &str = "topic";

/// A text in other languages than English, which Discord shows to everybody else.
type Localizations = BTreeMap<&'static str, &'static str>;

/// A command. (twilight-model's own type demands a version, which only Discord gives.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Command {
    name: &'static str,
    /// 1: typed after a slash.
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
    /// 3: text.
    #[serde(rename = "type")]
    kind: u8,
    description: &'static str,
    description_localizations: Localizations,
    required: bool,
    autocomplete: bool,
}

/// All commands: what a bulk overwrite sends.
///
/// ```
/// let json = serde_json::to_value(bot_embed::command::all()).unwrap();
/// assert_eq!(json[0]["name"], "privacy");
/// assert!(bot_embed::limits::command_breaches(&json).is_empty());
/// ```
pub fn all() -> Vec<Command> {
    let localized = |word: fn(Words) -> &'static str| {
        let others = Words::ALL.into_iter().filter(|words| *words != Words::En);
        (word(Words::En), others.map(|words| (words.lang(), word(words))).collect())
    };
    let (description, description_localizations) = localized(Words::topic_description);
    let topic = CommandOption { name: TOPIC, kind: 3, description, description_localizations, required: false, autocomplete: true };
    let (description, description_localizations) = localized(Words::command_description);
    vec![Command {
        name: PRIVACY,
        kind: 1,
        description,
        description_localizations,
        options: vec![topic],
        integration_types: [0, 1],
        contexts: [0, 1, 2],
    }]
}

/// Where the commands are sent to, below the API's address: for all servers and users, or for one server.
pub fn path(application: &str, guild: Option<&str>) -> String {
    match guild {
        Some(guild) => format!("/applications/{application}/guilds/{guild}/commands"),
        None => format!("/applications/{application}/commands"),
    }
}
