//! Registers the commands with Discord: fetches the registered commands, and sends only commands that differ.
//!
//! Each command is created or updated (upserted) by a request of its own, so that the application's other commands are not changed. A
//! bulk overwrite would delete them, and Discord rejects a bulk overwrite without an Activity's Entry Point command.

use std::{fmt, time::Duration};

use carrot_core::Policy;
use serde_json::Value;

use crate::{
    command::{self, CommandDefinition},
    config,
    rest::{Rest, RestError},
};

/// Error message: DISCORD_APPLICATION_ID or DISCORD_TOKEN is not set.
pub const MISSING_CREDENTIALS: &str = "registering needs DISCORD_APPLICATION_ID and DISCORD_TOKEN in the environment: copy both from Discord's \
                           developer portal (`--dry-run` shows the request without them)";

/// The registered commands of an application (global, or of one server), and the credentials to change them.
#[derive(Debug)]
pub struct CommandRegistry {
    rest: Rest,
    path: String,
    guild: bool,
    commands: Vec<CommandDefinition>,
}

impl CommandRegistry {
    /// Reads the application id and token with `variable`, which looks up an environment variable. `None` if either is not set. `guild`
    /// is the id of a server, or `None` for global commands.
    ///
    /// # Errors
    /// If a variable has an invalid value. The token is not part of the message.
    pub fn read(variable: impl Fn(&str) -> Option<String>, guild: Option<String>) -> Result<Option<Self>, RestError> {
        let application = config::application_id(&variable)?;
        let rest = Rest::read(variable)?;
        Ok(application.zip(rest).map(|(application, rest)| Self::new(rest, &application, guild.as_deref())))
    }

    /// Creates a registry for an application. `guild` is the id of a server, or `None` for global commands.
    pub fn new(rest: Rest, application: &str, guild: Option<&str>) -> Self {
        Self { rest, path: command::path(application, guild), guild: guild.is_some(), commands: command::all() }
    }

    /// Leaves out the commands that a policy has no content for: see [`command::for_policy`].
    #[must_use]
    pub fn for_policy(self, policy: &Policy) -> Self {
        Self { commands: command::for_policy(policy), ..self }
    }

    /// Fetches the registered commands and compares them with ours. `wait` must block for the given time: it is called when Discord
    /// limits the rate.
    ///
    /// # Errors
    /// If the request fails, or Discord rejects it.
    pub fn difference(&self, wait: impl FnMut(Duration)) -> Result<Difference, RestError> {
        // Without this parameter, Discord leaves out localizations.
        let present =
            self.rest.get(&format!("{}?with_localizations=true", self.path), wait).map_err(|error| self.with_advice(error))?;
        if !present.is_array() {
            return Err(self.rest.refusal(200, None));
        }
        let ours = serde_json::to_value(&self.commands);
        let ours = ours.map_err(|error| RestError::new("the commands cannot be written", error.to_string()))?;
        Ok(Difference::new(&present, &ours))
    }

    /// Sends the commands that differ, each by itself. All others stay as they are.
    ///
    /// # Errors
    /// If a request fails, or Discord rejects it.
    pub fn upsert(&self, difference: &Difference, mut wait: impl FnMut(Duration)) -> Result<(), RestError> {
        for command in &difference.changed {
            self.rest.post(&self.path, &command.definition, &mut wait).map_err(|error| self.with_advice(error))?;
        }
        Ok(())
    }

    fn with_advice(&self, error: RestError) -> RestError {
        let error = error.advise(404, "check DISCORD_APPLICATION_ID and the id of --guild");
        match self.guild {
            true => error.advise(403, "the application has to be in that server, invited with the scope `applications.commands`"),
            false => error,
        }
    }
}

/// The difference between the registered commands and ours, command by command.
///
/// ```
/// use bot_embed::register::Difference;
/// use serde_json::json;
/// let ours = json!([{ "name": "privacy", "description": "new", "options": [] }]);
/// let theirs = json!([{ "id": "1", "name": "privacy", "description": "old" }, { "id": "2", "name": "vote" }]);
/// let difference = Difference::new(&theirs, &ours);
/// assert_eq!(difference.to_string(), "~ /privacy\n    description: \"old\" -> \"new\"\nkept as they are: /vote\n");
/// assert!(Difference::new(&ours, &ours).is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    changed: Vec<ChangedCommand>,
    /// Names of the commands that stay as they are.
    kept: Vec<String>,
}

/// A command that Discord does not have, or has in another form.
#[derive(Debug, Clone, PartialEq)]
struct ChangedCommand {
    name: String,
    definition: Value,
    /// The differences, for people: the name first, then each field.
    lines: Vec<String>,
    /// True if it would replace a command of another program.
    foreign: bool,
}

impl Difference {
    /// Compares two lists of commands. Ignores fields that Discord adds, and defaults that it leaves out.
    pub fn new(present: &Value, wanted: &Value) -> Self {
        let list = |commands: &Value| commands.as_array().cloned().unwrap_or_default();
        // Commands of different types may share a name. A command without a type is a slash command.
        let kind = |command: &Value| command["type"].as_u64().unwrap_or(1);
        let is_same_command = |one: &Value, other: &Value| one["name"] == other["name"] && kind(one) == kind(other);
        let (present, wanted) = (list(present), list(wanted));
        let mut difference = Self::default();
        for command in &wanted {
            let name = printable(&command["name"]);
            let (lines, foreign) = match present.iter().find(|before| is_same_command(before, command)) {
                None => (vec![format!("+ /{name}")], false),
                Some(before) => {
                    let mut changes = Vec::new();
                    collect_changes("", before, command, &mut changes);
                    if changes.is_empty() {
                        continue;
                    }
                    let changes = changes.into_iter().map(|change| format!("    {change}"));
                    (std::iter::once(format!("~ /{name}")).chain(changes).collect(), is_foreign(before, command))
                }
            };
            difference.changed.push(ChangedCommand { name, definition: command.clone(), lines, foreign });
        }
        let kept = present.iter().filter(|before| !wanted.iter().any(|command| is_same_command(before, command)));
        difference.kept =
            kept.map(|before| format!("{}{}", if kind(before) == 1 { "/" } else { "" }, printable(&before["name"]))).collect();
        difference
    }

    /// Returns whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    /// Returns the difference if commands of other programs are not replaced: they are listed as kept.
    #[must_use]
    pub fn without_foreign(self) -> Self {
        let (foreign, changed): (Vec<_>, _) = self.changed.into_iter().partition(|command| command.foreign);
        let kept = foreign.into_iter().map(|command| format!("/{}", command.name)).chain(self.kept).collect();
        Self { changed, kept }
    }

    /// Returns the names of other programs' commands that ours would replace.
    pub fn foreign(&self) -> Vec<&str> {
        self.changed.iter().filter(|command| command.foreign).map(|command| command.name.as_str()).collect()
    }
}

/// Returns whether a registered command with the same name as ours belongs to another program: it has no options, or has an option that
/// ours lacks. All versions of `/privacy` and `/compliance` had options.
fn is_foreign(before: &Value, command: &Value) -> bool {
    let names = |command: &Value| -> Vec<String> {
        command["options"].as_array().into_iter().flatten().map(|it| printable(&it["name"])).collect()
    };
    let ours = names(command);
    let theirs = names(before);
    !ours.is_empty() && (theirs.is_empty() || theirs.iter().any(|name| !ours.contains(name)))
}

/// Lists each command to change with its changes, then the other commands; or says that nothing changes.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("nothing to change: Discord has these commands already\n");
        }
        self.changed.iter().flat_map(|command| &command.lines).try_for_each(|line| writeln!(f, "{line}"))?;
        if self.kept.is_empty() { Ok(()) } else { writeln!(f, "kept as they are: {}", self.kept.join(", ")) }
    }
}

/// Returns a name without control characters, safe for the terminal; "?" if it is not a string.
fn printable(name: &Value) -> String {
    name.as_str().unwrap_or("?").chars().filter(|c| !c.is_control()).collect()
}

/// Collects the differences in the fields that we send. Ignores other fields, which Discord adds.
fn collect_changes(place: &str, before: &Value, after: &Value, all: &mut Vec<String>) {
    match (before, after) {
        (_, Value::Object(fields)) => {
            for (key, after) in fields {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                collect_changes(&place, &before[key], after, all);
            }
            // Report localizations that are registered but no longer sent.
            if place.ends_with("localizations") {
                let gone = before.as_object().into_iter().flatten().filter(|(key, _)| !fields.contains_key(*key));
                all.extend(gone.map(|(key, before)| format!("{place}.{key}: {} -> none", escaped(before))));
            }
        }
        (before, Value::Array(after))
            if after.iter().any(Value::is_object) || before.as_array().is_some_and(|it| it.iter().any(Value::is_object)) =>
        {
            let before = before.as_array().map_or(&[][..], Vec::as_slice);
            for index in 0..before.len().max(after.len()) {
                let place = format!("{place}.{index}");
                match (before.get(index), after.get(index)) {
                    (Some(before), Some(after)) => collect_changes(&place, before, after, all),
                    (None, Some(after)) => all.push(format!("{place}: new, `{}`", printable(&after["name"]))),
                    (Some(before), None) => all.push(format!("{place}: gone, `{}`", printable(&before["name"]))),
                    (None, None) => {}
                }
            }
        }
        (before, after) if are_equal(before, after) => {}
        (before, after) => all.push(format!("{place}: {} -> {}", escaped(before), escaped(after))),
    }
}

/// Returns whether two values are equal for Discord, which leaves out false and empty values, and orders sets in its own way.
fn are_equal(before: &Value, after: &Value) -> bool {
    let is_default = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    let sorted = |list: &[Value]| {
        let mut texts: Vec<String> = list.iter().map(Value::to_string).collect();
        texts.sort_unstable();
        texts
    };
    match (before, after) {
        (Value::Array(before), Value::Array(after)) => sorted(before) == sorted(after),
        _ => before == after || (is_default(before) && is_default(after)),
    }
}

/// Returns a value as one line of JSON, without control characters.
fn escaped(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        value => value.to_string().chars().filter(|c| !c.is_control()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_as_discord_returns_them_are_no_difference() {
        let ours = serde_json::to_value(command::all()).unwrap();
        let mut theirs = ours.clone();
        for command in theirs.as_array_mut().unwrap() {
            let command = command.as_object_mut().unwrap();
            for (key, value) in [("id", json!("1")), ("application_id", json!("2")), ("version", json!("3")), ("nsfw", json!(false))] {
                command.insert(key.to_owned(), value);
            }
            command.insert("contexts".to_owned(), json!([2, 0, 1]));
            for option in command["options"].as_array_mut().unwrap() {
                option.as_object_mut().unwrap().remove("required");
            }
        }
        assert!(Difference::new(&theirs, &ours).is_empty());
        theirs[0]["options"][0]["description_localizations"]["de"] = json!("Alt");
        theirs[1]["options"].as_array_mut().unwrap().pop();
        theirs.as_array_mut().unwrap().push(json!({ "name": "vote" }));
        expect!["~ /privacy\n    options.0.description_localizations.de: \"Alt\" -> none\n~ /compliance\n    options.2: new, `data`\nkept as they are: /vote\n"].assert_eq(&Difference::new(&theirs, &ours).to_string());
        assert_eq!(Difference::new(&json!([]), &ours).to_string(), "+ /privacy\n+ /compliance\n");
    }

    #[test]
    fn command_of_another_type_is_not_compared() {
        let ours = serde_json::to_value(command::all()).unwrap();
        let theirs = json!([{ "type": 4, "name": "launch" }, { "type": 2, "name": "privacy" }, { "type": 3, "name": "Quote" }]);
        let difference = Difference::new(&theirs, &ours);
        expect!["+ /privacy\n+ /compliance\nkept as they are: launch, privacy, Quote\n"].assert_eq(&difference.to_string());
        assert_eq!(difference.foreign(), [""; 0]);
    }

    #[test]
    fn only_a_command_with_other_options_is_foreign() {
        let ours = serde_json::to_value(command::all()).unwrap();
        let mut older = ours.clone();
        older[0]["description"] = json!("What an older version said");
        older[1]["options"].as_array_mut().unwrap().pop();
        assert_eq!(Difference::new(&older, &ours).foreign(), [""; 0]);
        for options in [json!([]), json!(null), json!([{ "name": "user" }]), json!([{ "name": "topic" }, { "name": "user" }])] {
            let theirs = json!([{ "name": "privacy", "type": 1, "options": options }]);
            let difference = Difference::new(&theirs, &ours);
            assert_eq!(difference.foreign(), ["privacy"], "{options}");
            let without = difference.without_foreign();
            expect!["+ /compliance\nkept as they are: /privacy\n"].assert_eq(&without.to_string());
            assert_eq!(without.foreign(), [""; 0]);
        }
    }
}
