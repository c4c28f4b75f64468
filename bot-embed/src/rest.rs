//! Sends requests to Discord's REST API with the bot's token, and explains refusals.
//!
//! The token comes from the environment, and is only sent to one address, in one header. No output and no error message contains it.

use std::{fmt, io::Read, time::Duration};

use serde_json::Value;
use ureq::{Agent, Body, http::Response};

use crate::config;

/// The address of Discord's API.
pub const API: &str = "https://discord.com/api/v10";

/// Maximum number of retries when Discord asks to wait.
const RETRIES: usize = 5;
/// Maximum time to wait for Discord.
const MAX_WAIT: Duration = Duration::from_secs(60);
/// Time limit of a request.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Maximum length of an answer, in bytes. A hundred commands of maximum length take less.
const MAX_ANSWER: u64 = 4 * 1024 * 1024;
/// Maximum length of a message from Discord that is passed on, in characters.
const MAX_MESSAGE: usize = 600;

/// The user agent of requests that do not name a page.
const USER_AGENT: &str = concat!("carrot-doctor/", env!("CARGO_PKG_VERSION"));

/// Discord's API, with a bot's token.
#[derive(Clone)]
pub struct Rest {
    base: String,
    token: String,
    agent: Agent,
}

/// Shows the address, without the token.
impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").field("base", &self.base).finish_non_exhaustive()
    }
}

/// The reason why a request to Discord failed: one sentence, with Discord's own message if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestError {
    /// The status of Discord's answer; `None` if there is no answer.
    pub status: Option<u16>,
    problem: String,
    fix: String,
}

impl RestError {
    pub(crate) fn new(problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { status: None, problem: problem.into(), fix: fix.into() }
    }

    /// Replaces the advice if the response has this status, for a caller who knows more about the request.
    pub(crate) fn advise(mut self, status: u16, fix: &str) -> Self {
        if self.status == Some(status) {
            fix.clone_into(&mut self.fix);
        }
        self
    }
}

impl fmt::Display for RestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.problem, self.fix)
    }
}

impl std::error::Error for RestError {}

impl From<config::ConfigError> for RestError {
    fn from(error: config::ConfigError) -> Self {
        Self::new(format!("the environment variable {} cannot be used", error.variable), error.problem)
    }
}

impl Rest {
    /// Reads token and address from variables; `None` if `DISCORD_TOKEN` is not set.
    ///
    /// # Errors
    /// If a variable has an invalid value. The token is not part of the message.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, RestError> {
        let set = |name: &str| variable(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let base = set("DISCORD_API_BASE").unwrap_or_else(|| API.to_owned());
        if !is_safe(&base) {
            return Err(RestError::new(
                "the environment variable DISCORD_API_BASE cannot be used",
                format!(
                    "it is not an `https://` address (`http://` is only for this machine, such as `http://127.0.0.1:8080`): use `{API}`, or unset it"
                ),
            ));
        }
        // Discord requires a URL in the user agent: use the page's.
        let page = config::public_url(&variable)?.map(|page| page.url().link(None));
        let Some(token) = set("DISCORD_TOKEN") else { return Ok(None) };
        // People copy the token with the word `Bot` before it.
        let token = token.strip_prefix("Bot ").unwrap_or(&token).trim().to_owned();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(RestError::new(
                "the environment variable DISCORD_TOKEN cannot be used",
                "it is not a bot's token: copy it from Bot in Discord's developer portal",
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
        Ok(Some(Self { base: base.trim_end_matches('/').to_owned(), token, agent }))
    }

    /// Returns the address of the API, without a slash at its end.
    pub fn base(&self) -> &str {
        &self.base
    }

    #[cfg(feature = "gateway")]
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Sends a GET request. `wait` is called if Discord limits the rate.
    ///
    /// # Errors
    /// If Discord cannot be reached, or refuses.
    pub fn get(&self, path: &str, wait: impl FnMut(Duration)) -> Result<Value, RestError> {
        self.request(path, None, wait)
    }

    /// Sends a POST request. `wait` is called if Discord limits the rate.
    ///
    /// # Errors
    /// If Discord cannot be reached, or refuses.
    pub fn post(&self, path: &str, body: &Value, wait: impl FnMut(Duration)) -> Result<Value, RestError> {
        self.request(path, Some(&body.to_string()), wait)
    }

    fn request(&self, path: &str, body: Option<&str>, mut wait: impl FnMut(Duration)) -> Result<Value, RestError> {
        for _ in 0..=RETRIES {
            let mut response = self.send(path, body)?;
            let status = response.status().as_u16();
            let after = response.headers().get("retry-after").and_then(|header| header.to_str().ok()).and_then(seconds);
            let mut text = String::new();
            let read = response.body_mut().as_reader().take(MAX_ANSWER).read_to_string(&mut text);
            let answer: Option<Value> = read.ok().and_then(|_| serde_json::from_str(&text).ok());
            match (status, answer) {
                (200..=299, Some(answer)) if answer.is_array() || answer.is_object() => return Ok(answer),
                (429, answer) => {
                    let in_body = answer.and_then(|answer| answer["retry_after"].as_f64()).and_then(duration);
                    let time = after.max(in_body).unwrap_or(Duration::from_secs(1));
                    if time > MAX_WAIT {
                        return Err(RestError::new(
                            "Discord accepts no more requests for now (429)",
                            format!("try again in {} seconds", time.as_secs_f64().ceil()),
                        ));
                    }
                    wait(time);
                }
                (status, answer) => return Err(self.refusal(status, answer.as_ref())),
            }
        }
        Err(RestError::new(format!("Discord asked to wait {} times (429)", RETRIES + 1), "try again later"))
    }

    fn send(&self, path: &str, body: Option<&str>) -> Result<Response<Body>, RestError> {
        let url = format!("{}{path}", self.base);
        let authorization = format!("Bot {}", self.token);
        let sent = match body {
            None => self.agent.get(url).header("Authorization", authorization).call(),
            Some(body) => {
                self.agent.post(url).header("Authorization", authorization).header("Content-Type", "application/json").send(body)
            }
        };
        sent.map_err(|error| {
            let error = error.to_string();
            let fix = match error.contains("certificate") {
                // A wrong clock makes every certificate look expired, or not valid yet.
                true => "check this machine's clock, and whether a proxy intercepts TLS",
                false => "check the network, and DISCORD_API_BASE if you have set it",
            };
            RestError::new(self.clean(&format!("`{}` cannot be reached: {error}", self.base)), fix)
        })
    }

    /// Builds the error for a response that was refused or cannot be read.
    pub(crate) fn refusal(&self, status: u16, answer: Option<&Value>) -> RestError {
        let fix = match status {
            401 => {
                "copy the bot's token again, from Bot in Discord's developer portal, into DISCORD_TOKEN: the token of a user's own \
                 account is refused, too"
            }
            403 => "set DISCORD_TOKEN to the token of the application in DISCORD_APPLICATION_ID",
            404 => "check DISCORD_APPLICATION_ID",
            400 => "this program sent an invalid request: please report it",
            500..=599 => "the fault is at Discord: try again later",
            300..=399 => "set DISCORD_API_BASE to the new address",
            _ => "see whether DISCORD_API_BASE is the address of Discord's API",
        };
        let message = answer.map(message).filter(|message| !message.is_empty());
        let message = message.map(|message| format!(", \"{}\"", self.clean(&message))).unwrap_or_default();
        let problem = match status {
            200..=299 => "Discord sent an unexpected answer",
            300..=399 => "Discord redirected the request",
            _ => "Discord refused the request",
        };
        RestError { status: Some(status), ..RestError::new(format!("{problem} ({status}{message})"), fix) }
    }

    /// Makes a foreign text printable: on one line, shortened, and without the token.
    pub(crate) fn clean(&self, text: &str) -> String {
        let text: String = text.replace(&self.token, "…").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        crate::render::limits::shorten(text.trim(), MAX_MESSAGE)
    }
}

/// A request to a published address, without any token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicRequest<'a> {
    /// A GET request for a page.
    Page(&'a str),
    /// An interaction without a valid signature. Discord sends such interactions to see whether an endpoint refuses them.
    Unsigned(&'a str),
}

/// The response to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicResponse {
    /// A status and a body.
    Answer(u16, String),
    /// There is no response, for this reason.
    Unreachable(String),
}

/// Sends a request of [`crate::doctor`] to a published address, without any token.
pub fn send_public(request: PublicRequest<'_>) -> PublicResponse {
    let agent =
        Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT)).user_agent(USER_AGENT).build().new_agent();
    let answer = match request {
        PublicRequest::Page(url) => agent.get(url).header("Accept", "text/html").call(),
        PublicRequest::Unsigned(url) => agent
            .post(url)
            .header("Content-Type", "application/json")
            .header("X-Signature-Ed25519", "0".repeat(128))
            .header("X-Signature-Timestamp", "0")
            .send(r#"{"type":1}"#),
    };
    match answer {
        Ok(mut answer) => {
            let mut body = Vec::new();
            let read = answer.body_mut().as_reader().take(MAX_ANSWER).read_to_end(&mut body);
            match read {
                Ok(_) => PublicResponse::Answer(answer.status().as_u16(), String::from_utf8_lossy(&body).into_owned()),
                Err(error) => PublicResponse::Unreachable(error.to_string()),
            }
        }
        Err(error) => PublicResponse::Unreachable(error.to_string()),
    }
}

/// Returns true if a token may be sent to an address: the connection is encrypted, or stays on this machine.
fn is_safe(base: &str) -> bool {
    is_encrypted_or_local(base, "https://", "http://")
}

/// Returns true if an address is encrypted or on this machine.
pub(crate) fn is_encrypted_or_local(address: &str, encrypted: &str, plain: &str) -> bool {
    if address.parse::<ureq::http::Uri>().is_err() {
        return false;
    }
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if let Some(rest) = address.strip_prefix(encrypted) {
        return !host(rest).is_empty() && !host(rest).contains('@');
    }
    let Some(host) = address.strip_prefix(plain).map(host) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => &host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

fn seconds(text: &str) -> Option<Duration> {
    text.trim().parse().ok().and_then(duration)
}

fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// Returns Discord's message, then each problem with its place: `options.0.name: Must be 32 or fewer in length.`
fn message(answer: &Value) -> String {
    fn collect(errors: &Value, place: &str, all: &mut Vec<String>) {
        for (key, inner) in errors.as_object().into_iter().flatten() {
            if key == "_errors" {
                let messages = inner.as_array().into_iter().flatten().filter_map(|it| it["message"].as_str());
                all.extend(messages.map(|message| if place.is_empty() { message.to_owned() } else { format!("{place}: {message}") }));
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

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_need_https_or_this_machine() {
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
    fn discords_error_is_reported_with_its_fields() {
        let answer = json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "0": { "options": { "1": { "name": { "_errors": [
            { "code": "BASE_TYPE_BAD_LENGTH", "message": "Must be between 1 and 32 in length." },
        ] } } } } } });
        expect!["Invalid Form Body; 0.options.1.name: Must be between 1 and 32 in length."].assert_eq(&message(&answer));
        assert_eq!(message(&json!([1])), "");
    }
}
