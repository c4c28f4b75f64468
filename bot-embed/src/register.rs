//! Telling Discord of the commands: what it has is asked for first, and overwritten only where that differs.
//!
//! The token comes from the environment, goes into one header of requests to one address, and into nothing else: whatever is printed,
//! the sentences of errors too, is without it.

use std::{fmt, io::Read, time::Duration};

use serde_json::Value;
use ureq::{Agent, Body, http::Response};

use crate::{command, config};

/// Where Discord's API is.
pub const API: &str = "https://discord.com/api/v10";
/// Where the environment names no application or no token: one lower-case sentence.
pub const NOT_SET: &str = "registering needs DISCORD_APPLICATION_ID and DISCORD_TOKEN in the environment, both from Discord's developer \
                           portal: see what would be sent with --dry-run";

/// How often a request is sent again because Discord asks to wait.
const RETRIES: usize = 5;
/// The longest that is waited for Discord.
const MAX_WAIT: Duration = Duration::from_secs(60);
/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The most of an answer that is read, in bytes: a hundred commands at their longest take less.
const MAX_ANSWER: u64 = 4 * 1024 * 1024;
/// The most of Discord's own message that is passed on, in characters.
const MAX_MESSAGE: usize = 600;

/// The commands of an application, for all servers and users or for one server, and the right to change them.
pub struct Target {
    base: String,
    path: String,
    guild: bool,
    token: String,
    agent: Agent,
}

/// Shows where, and not by which right.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("base", &self.base).field("path", &self.path).finish_non_exhaustive()
    }
}

/// Why Discord was not told: one lower-case sentence, with Discord's own message where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterError(String);

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RegisterError {}

impl From<config::ConfigError> for RegisterError {
    fn from(error: config::ConfigError) -> Self {
        Self(error.to_string())
    }
}

impl Target {
    /// Reads the target from the environment's variables, wherever they come from; none where the application or the token is not set.
    ///
    /// # Errors
    /// A variable whose value means nothing. That of the token is not told.
    pub fn read(variable: impl Fn(&str) -> Option<String>, guild: Option<String>) -> Result<Option<Self>, RegisterError> {
        let set = |name: &str| variable(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let application = config::application(&variable)?;
        let base = set("DISCORD_API_BASE").unwrap_or_else(|| API.to_owned());
        if !is_safe(&base) {
            return Err(RegisterError(
                "the environment variable DISCORD_API_BASE cannot be used: it is neither an address that begins with `https://` nor one \
                 of this machine, such as `http://127.0.0.1:8080`"
                    .to_owned(),
            ));
        }
        // Discord wants to know whose requests these are: the address that the bot's people know.
        let page = config::page(&variable)?.map(|page| page.link(None));
        let (Some(application), Some(token)) = (application, set("DISCORD_TOKEN")) else { return Ok(None) };
        // In a header, and as people copy it: with the word that is written before it.
        let token = token.strip_prefix("Bot ").unwrap_or(&token).trim().to_owned();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(RegisterError(
                "the environment variable DISCORD_TOKEN cannot be used: it is not a bot's token: copy it from Bot in Discord's developer \
                 portal"
                    .to_owned(),
            ));
        }
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // A redirect would take the token elsewhere.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(TIMEOUT))
            .user_agent(format!("DiscordBot ({}, {})", page.as_deref().unwrap_or("bot-embed"), env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        let path = command::path(&application, guild.as_deref());
        Ok(Some(Self { base: base.trim_end_matches('/').to_owned(), path, guild: guild.is_some(), token, agent }))
    }

    /// Asks Discord for its commands and holds ours against them. `wait` is called where Discord asks to wait.
    ///
    /// # Errors
    /// Where Discord cannot be asked, or refuses.
    pub fn difference(&self, wait: impl FnMut(Duration)) -> Result<Difference, RegisterError> {
        let present = self.ask(None, wait)?;
        Ok(Difference::new(&present, &commands()?))
    }

    /// Overwrites Discord's commands with ours.
    ///
    /// # Errors
    /// Where Discord cannot be told, or refuses.
    pub fn overwrite(&self, wait: impl FnMut(Duration)) -> Result<(), RegisterError> {
        self.ask(Some(&commands()?.to_string()), wait).map(drop)
    }

    /// Asks for the commands, or sends them.
    fn ask(&self, body: Option<&str>, mut wait: impl FnMut(Duration)) -> Result<Value, RegisterError> {
        for _ in 0..=RETRIES {
            let mut response = self.send(body)?;
            let status = response.status().as_u16();
            let after = response.headers().get("retry-after").and_then(|it| it.to_str().ok()).and_then(seconds);
            let mut text = String::new();
            let read = response.body_mut().as_reader().take(MAX_ANSWER).read_to_string(&mut text);
            let answer: Option<Value> = read.ok().and_then(|_| serde_json::from_str(&text).ok());
            match (status, answer) {
                (200..=299, Some(answer)) if answer.is_array() => return Ok(answer),
                (429, answer) => {
                    let told = answer.and_then(|it| it["retry_after"].as_f64()).and_then(duration);
                    let time = after.max(told).unwrap_or(Duration::from_secs(1));
                    if time > MAX_WAIT {
                        return Err(RegisterError(format!(
                            "Discord takes no more requests now (429): try again in {} seconds",
                            time.as_secs_f64().ceil()
                        )));
                    }
                    wait(time);
                }
                (status, answer) => return Err(self.refused(status, answer.as_ref())),
            }
        }
        Err(RegisterError(format!("Discord asked to wait {} times (429): try again later", RETRIES + 1)))
    }

    fn send(&self, body: Option<&str>) -> Result<Response<Body>, RegisterError> {
        let url = format!("{}{}", self.base, self.path);
        let authorization = format!("Bot {}", self.token);
        let sent = match body {
            // Only so are names and descriptions told in all languages.
            None => self.agent.get(format!("{url}?with_localizations=true")).header("Authorization", authorization).call(),
            Some(body) => {
                self.agent.put(url).header("Authorization", authorization).header("Content-Type", "application/json").send(body)
            }
        };
        let way_out = "see whether the network is there, and whether DISCORD_API_BASE is right where it is set";
        sent.map_err(|error| RegisterError(self.clean(&format!("`{}` cannot be reached: {error}: {way_out}", self.base))))
    }

    fn refused(&self, status: u16, answer: Option<&Value>) -> RegisterError {
        let way_out = match status {
            401 => "copy the bot's token again, from Bot in Discord's developer portal, into DISCORD_TOKEN",
            403 if self.guild => "the application has to be in that server, invited with the scope `applications.commands`",
            403 => "the token in DISCORD_TOKEN has to be that of the application in DISCORD_APPLICATION_ID",
            404 => "see whether DISCORD_APPLICATION_ID, and the id behind --guild, are right",
            400 => "this program sent what Discord does not take: please report it",
            500..=599 => "Discord has a problem of its own: try again later",
            300..=399 => "another address answers: set DISCORD_API_BASE to it",
            _ => "see whether DISCORD_API_BASE is the address of Discord's API",
        };
        let told = answer.map(message).filter(|told| !told.is_empty());
        let told = told.map(|told| format!(", \"{}\"", self.clean(&told))).unwrap_or_default();
        RegisterError(format!("Discord refused ({status}{told}): {way_out}"))
    }

    /// Somebody else's text on one line, without the token, should it be in it.
    fn clean(&self, text: &str) -> String {
        let text: String = text.replace(&self.token, "…").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        crate::render::limits::shorten(text.trim(), MAX_MESSAGE)
    }
}

/// Whether a token may be sent there: encrypted, or not beyond this machine.
fn is_safe(base: &str) -> bool {
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if let Some(rest) = base.strip_prefix("https://") {
        return !host(rest).is_empty() && !host(rest).contains('@');
    }
    let Some(host) = base.strip_prefix("http://").map(host) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => &host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// The commands as they are sent.
fn commands() -> Result<Value, RegisterError> {
    serde_json::to_value(command::all()).map_err(|error| RegisterError(format!("the commands cannot be written: {error}")))
}

fn seconds(text: &str) -> Option<Duration> {
    text.trim().parse().ok().and_then(duration)
}

fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// Discord's message, and behind it each problem with its place: `options.0.name: Must be 32 or fewer in length.`
fn message(answer: &Value) -> String {
    fn collect(errors: &Value, place: &str, all: &mut Vec<String>) {
        for (key, inner) in errors.as_object().into_iter().flatten() {
            if key == "_errors" {
                let told = inner.as_array().into_iter().flatten().filter_map(|it| it["message"].as_str());
                all.extend(told.map(|told| if place.is_empty() { told.to_owned() } else { format!("{place}: {told}") }));
            } else {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                collect(inner, &place, all);
            }
        }
    }
    let mut all: Vec<String> = answer["message"].as_str().map(str::to_owned).into_iter().collect();
    collect(&answer["errors"], "", &mut all);
    all.join("; ")
}

/// What would change at Discord, command by command.
///
/// ```
/// use bot_embed::register::Difference;
/// use serde_json::json;
/// let ours = json!([{ "name": "privacy", "description": "new", "options": [] }]);
/// let theirs = json!([{ "id": "1", "name": "privacy", "description": "old" }, { "id": "2", "name": "vote" }]);
/// let difference = Difference::new(&theirs, &ours);
/// assert_eq!(difference.to_string(), "~ /privacy\n    description: \"old\" -> \"new\"\n- /vote\n");
/// assert!(Difference::new(&ours, &ours).is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    lines: Vec<String>,
}

impl Difference {
    /// Holds lists of commands against each other. What Discord adds of its own, and defaults that it leaves out, are no difference.
    pub fn new(present: &Value, wanted: &Value) -> Self {
        let list = |commands: &Value| commands.as_array().cloned().unwrap_or_default();
        let named = |commands: &[Value], name: &Value| commands.iter().find(|it| it["name"] == *name).cloned();
        let (present, wanted) = (list(present), list(wanted));
        let mut lines = Vec::new();
        for command in &wanted {
            let name = told(&command["name"]);
            match named(&present, &command["name"]) {
                None => lines.push(format!("+ /{name}")),
                Some(before) => {
                    let mut changes = Vec::new();
                    changed("", &before, command, &mut changes);
                    if !changes.is_empty() {
                        lines.push(format!("~ /{name}"));
                        lines.extend(changes.into_iter().map(|change| format!("    {change}")));
                    }
                }
            }
        }
        let gone = present.iter().filter(|it| named(&wanted, &it["name"]).is_none());
        lines.extend(gone.map(|it| format!("- /{}", told(&it["name"]))));
        Self { lines }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A line for each command that would change, and one for each of its changes; or that there is none.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("nothing to change: Discord has these commands already\n");
        }
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A name as it may be printed.
fn told(name: &Value) -> String {
    name.as_str().unwrap_or("?").chars().filter(|c| !c.is_control()).collect()
}

/// What differs of what we send. Of what we do not send, Discord decides.
fn changed(place: &str, before: &Value, after: &Value, all: &mut Vec<String>) {
    match (before, after) {
        (_, Value::Object(fields)) => {
            for (key, after) in fields {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                changed(&place, &before[key], after, all);
            }
            // A language that was registered once.
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
                    (Some(before), Some(after)) => changed(&place, before, after, all),
                    (None, Some(after)) => all.push(format!("{place}: new, `{}`", told(&after["name"]))),
                    (Some(before), None) => all.push(format!("{place}: gone, `{}`", told(&before["name"]))),
                    (None, None) => {}
                }
            }
        }
        (before, after) if same(before, after) => {}
        (before, after) => all.push(format!("{place}: {} -> {}", escaped(before), escaped(after))),
    }
}

/// Whether two values are the same to Discord, which leaves out what is false or empty, and keeps sets in an order of its own.
fn same(before: &Value, after: &Value) -> bool {
    let is_default = |it: &Value| match it {
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

/// A value on one line, in which nothing reaches the terminal but text.
fn escaped(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        value => value.to_string().chars().filter(|c| !c.is_control()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_discord_gives_back_is_no_difference() {
        let ours = commands().unwrap();
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
        assert_eq!(
            Difference::new(&theirs, &ours).to_string(),
            "~ /privacy\n    options.0.description_localizations.de: \"Alt\" -> none\n~ /compliance\n    options.2: new, `data`\n- /vote\n"
        );
        assert_eq!(Difference::new(&json!([]), &ours).to_string(), "+ /privacy\n+ /compliance\n");
    }

    #[test]
    fn a_token_goes_nowhere_but_to_discord_or_this_machine() {
        for good in [API, "https://proxy.example/api", "http://127.0.0.1:8080/api", "http://localhost", "http://[::1]:9"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "",
            "discord.com",
            "http://discord.com",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.1@evil.example",
            "https://",
            "ftp://127.0.0.1",
            "https://a@b",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }

    #[test]
    fn discords_own_message_is_told_with_its_places() {
        let answer = json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "0": { "options": { "1": { "name": { "_errors": [
            { "code": "BASE_TYPE_BAD_LENGTH", "message": "Must be between 1 and 32 in length." },
        ] } } } } } });
        assert_eq!(message(&answer), "Invalid Form Body; 0.options.1.name: Must be between 1 and 32 in length.");
        assert_eq!(message(&json!([1])), "");
    }
}
