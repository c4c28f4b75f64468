//! Tests the registration of commands with a REST API on loopback, by the library and by the program.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::{
    common::signature,
    process::{carrot, text},
    rest_server::{self, Request, Response, json},
    serving::{NOW, Options, Server, dist},
};

use std::{
    collections::BTreeSet,
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bot_embed::{command, register::CommandRegistry, render::limits};
use expect_test::{expect, expect_file};
use serde_json::{Value, json};

const TOKEN: &str = "MTIz.secret-token.abc";

/// A REST API that stores the commands of an application, as Discord's does.
struct CommandsApi {
    base: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl CommandsApi {
    /// Starts it with some commands. `first` are the responses to the first requests.
    fn start(commands: Value, first: Vec<Response>) -> Self {
        let requests = Arc::new(Mutex::new(Vec::new()));
        let received = Arc::clone(&requests);
        let state = Mutex::new((commands, first.into_iter()));
        let address = rest_server::start(move |request| {
            received.lock().unwrap().push(request.clone());
            let (commands, first) = &mut *state.lock().unwrap();
            first.next().unwrap_or_else(|| default_response(request, commands.as_array_mut().unwrap()))
        });
        Self { base: format!("{address}/api/v10"), requests }
    }

    fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the method and path of each request.
    fn request_lines(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| format!("{} {}", request.method, request.path)).collect()
    }

    fn registry(&self, guild: Option<&str>) -> CommandRegistry {
        registry(&self.base, TOKEN, guild)
    }

    /// Runs `carrot register`, and returns its exit code, output and error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut program = carrot(&[&["register"], args].concat());
        program.env("DISCORD_APPLICATION_ID", "7").env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_BASE", &self.base);
        let output = program.env("PUBLIC_URL", "https://bot.example").output().unwrap();
        let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| text(&bytes));
        assert!(!stdout.contains("secret") && !stderr.contains("secret"), "{stdout}{stderr}");
        (output.status.code().unwrap(), stdout, stderr)
    }
}

fn default_response(request: &Request, commands: &mut Vec<Value>) -> Response {
    match request.method.as_str() {
        "GET" => json(200, &json!(commands)),
        "POST" => {
            let mut command = request.json();
            // Discord stores commands with ids and without default values. A command of the same name and type is replaced.
            commands.retain(|known| known["name"] != command["name"] || known["type"].as_u64().unwrap_or(1) != command["type"]);
            command["id"] = commands.len().to_string().into();
            command["nsfw"] = false.into();
            for option in command["options"].as_array_mut().unwrap() {
                option.as_object_mut().unwrap().remove("required");
            }
            commands.push(command.clone());
            json(201, &command)
        }
        // A bulk overwrite without the Entry Point command.
        _ => json(400, &json!({ "code": 50240, "message": "You cannot remove this app's Entry Point command" })),
    }
}

fn registry(base: &str, token: &str, guild: Option<&str>) -> CommandRegistry {
    let variable = |name: &str| match name {
        "DISCORD_APPLICATION_ID" => Some("7".to_owned()),
        "DISCORD_TOKEN" => Some(token.to_owned()),
        "DISCORD_API_BASE" => Some(base.to_owned()),
        _ => None,
    };
    CommandRegistry::read(variable, guild.map(str::to_owned)).unwrap().unwrap()
}

/// Returns the commands of this program.
fn own_commands() -> Value {
    serde_json::to_value(command::all()).unwrap()
}

#[test]
fn second_registration_changes_nothing() {
    let api = CommandsApi::start(json!([{ "id": "1", "name": "vote", "description": "d" }]), Vec::new());
    let (code, out, err) = api.run(&[]);
    assert_eq!((code, err.as_str()), (0, ""));
    expect![[r#"
        + /privacy
        + /compliance
        kept as they are: /vote
        registered
    "#]]
    .assert_eq(&out);
    let (code, out, _) = api.run(&[]);
    assert_eq!(code, 0);
    expect![[r#"
        nothing to change: Discord has these commands already
    "#]]
    .assert_eq(&out);
    let path = "/api/v10/applications/7/commands";
    let asked = format!("GET {path}?with_localizations=true");
    let sent = format!("POST {path}");
    assert_eq!(api.request_lines(), [asked.clone(), sent.clone(), sent, asked]);
    for request in api.requests() {
        assert!(request.head.contains(&format!("authorization: bot {}\r\n", TOKEN.to_lowercase())), "{}", request.head);
        assert!(request.head.contains("user-agent: discordbot (https://bot.example/, 0.1.0)\r\n"), "{}", request.head);
    }
    let sent: Vec<Value> = api.requests()[1..3].iter().map(Request::json).collect();
    assert_eq!(json!(sent), own_commands());
}

/// An application with an Activity has a command of type 4, which cannot be removed.
#[test]
fn commands_of_other_programs_stay() {
    let other_commands = json!([
        { "id": "1", "type": 4, "name": "launch", "handler": 2 },
        { "id": "2", "type": 1, "name": "vote", "description": "d" },
        { "id": "3", "type": 3, "name": "privacy" },
    ]);
    let api = CommandsApi::start(other_commands, Vec::new());
    assert_eq!(api.run(&[]).0, 0);
    assert!(api.registry(None).difference(|_| {}).unwrap().is_empty());
    assert!(api.request_lines().iter().all(|line| line.starts_with("GET ") || line.starts_with("POST ")));
}

#[test]
fn a_foreign_command_of_the_same_name_is_replaced_only_with_yes() {
    let foreign = json!([{ "id": "1", "type": 1, "name": "privacy", "description": "Opt out", "options": [{ "type": 6, "name": "user" }, { "type": 6, "name": "other" }] }]);
    let api = CommandsApi::start(foreign, Vec::new());
    let (code, out, err) = api.run(&[]);
    assert_eq!(code, 1, "{out}");
    expect![[r#"
        carrot: the application already has another command /privacy, so nothing was changed: use --yes to replace it, or rename it first
    "#]]
    .assert_eq(&err);
    assert_eq!(api.request_lines().len(), 1, "only asked");
    assert_eq!(api.run(&["--dry-run"]).0, 0);
    let (code, out, _) = api.run(&["--yes"]);
    assert_eq!(code, 0);
    expect![[r#"
        ~ /privacy
            contexts: none -> [0,1,2]
            description: "Opt out" -> "What the bot collects about you, and what its policy does not say"
            description_localizations.fr: none -> "Ce que le bot collecte à votre sujet, et ce que sa politique ne dit pas"
            integration_types: none -> [0,1]
            name_localizations.fr: none -> "confidentialité"
            options.0.autocomplete: none -> true
            options.0.description: none -> "A question or a word, such as: how long, deletion, messages"
            options.0.description_localizations.fr: none -> "Une question ou un mot, par exemple : durée, suppression, messages"
            options.0.name: "user" -> "topic"
            options.0.name_localizations.fr: none -> "sujet"
            options.0.type: 6 -> 3
            options.1: gone, `other`
        + /compliance
        registered
    "#]]
    .assert_eq(&out);
    assert!(api.registry(None).difference(|_| {}).unwrap().is_empty());
}

#[test]
fn dry_run_changes_nothing_and_guild_registers_in_one_server() {
    let api = CommandsApi::start(json!([]), Vec::new());
    let (code, out, _) = api.run(&["--dry-run", "--guild", "42"]);
    assert_eq!(code, 0);
    expect![[r#"
        + /privacy
        + /compliance
    "#]]
    .assert_eq(&out);
    assert_eq!(api.request_lines(), ["GET /api/v10/applications/7/guilds/42/commands?with_localizations=true"]);
}

#[test]
fn errors_of_discord_match_their_snapshot() {
    let invalid_form = json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "0": { "name": { "_errors": [{ "code": "x", "message": "Too long." }] } } } });
    let cases = [
        (401, json!({ "message": "401: Unauthorized", "code": 0 }), None),
        (403, json!({ "message": "Missing Access", "code": 50001 }), Some("42")),
        (403, json!({ "message": "Missing Access", "code": 50001 }), None),
        (400, invalid_form, None),
        (404, json!({ "message": "Unknown Application" }), None),
        (503, json!(null), None),
        (302, json!(null), None),
        // A proxy that returns everything that it received.
        (400, json!({ "message": format!("bad header Bot {TOKEN}\n\u{1b}[2J") }), None),
    ];
    let mut printed = String::new();
    for (status, body, guild) in cases {
        let api = CommandsApi::start(json!([]), vec![(status, "Location: http://127.0.0.1:9/\r\n".to_owned(), body.to_string())]);
        let error = api.registry(guild).difference(|_| panic!("nothing to wait for")).unwrap_err().to_string();
        assert!(!error.contains("secret") && error.lines().count() == 1, "{error}");
        assert_eq!(api.request_lines().len(), 1, "no further request after an error");
        printed += &format!("{status}{}: {error}\n", guild.map(|id| format!(", server {id}")).unwrap_or_default());
    }
    expect_file!["snapshots/refusals.txt"].assert_eq(&printed);
    let api = CommandsApi::start(json!([]), vec![(401, String::new(), json!({ "message": "no" }).to_string())]);
    let (code, out, err) = api.run(&[]);
    assert_eq!((code, out.as_str()), (1, ""));
    expect![[r#"
        carrot: Discord refused the request (401, "no"): copy the bot's token again, from Bot in Discord's developer portal, into DISCORD_TOKEN: the token of a user's own account is refused, too
    "#]].assert_eq(&err);
}

#[test]
fn rate_limits_are_waited_for_up_to_a_maximum() {
    let limited = |head: &str, body: Value| (429, head.to_owned(), body.to_string());
    let responses = vec![
        limited("Retry-After: 2\r\n", json!(null)),
        limited("", json!({ "retry_after": 0.25, "global": true })),
        limited("", json!("soon")),
    ];
    let api = CommandsApi::start(own_commands(), responses);
    let mut waited = Vec::new();
    assert!(api.registry(None).difference(|time| waited.push(time)).unwrap().is_empty());
    assert_eq!(waited, [Duration::from_secs(2), Duration::from_millis(250), Duration::from_secs(1)]);

    let api = CommandsApi::start(json!([]), vec![limited("Retry-After: 1\r\n", json!(null)); 50]);
    let mut waited = 0;
    let error = api.registry(None).difference(|_| waited += 1).unwrap_err();
    expect!["Discord asked to wait 6 times (429): try again later"].assert_eq(&error.to_string());
    assert_eq!((waited, api.request_lines().len()), (6, 6));

    let api = CommandsApi::start(json!([]), vec![limited("Retry-After: 3600\r\n", json!(null))]);
    let error = api.registry(None).difference(|_| panic!("too long to wait")).unwrap_err();
    expect!["Discord accepts no more requests for now (429): try again in 3600 seconds"].assert_eq(&error.to_string());
    for invalid in ["-1", "NaN", "1e400", "soon"] {
        let api =
            CommandsApi::start(own_commands(), vec![limited(&format!("Retry-After: {invalid}\r\n"), json!({ "retry_after": null }))]);
        api.registry(None).difference(|time| assert_eq!(time, Duration::from_secs(1), "{invalid}")).unwrap();
    }
}

#[test]
fn errors_about_an_unreachable_or_wrong_api_do_not_contain_the_token() {
    // The listener is closed at once, so nothing listens on its port.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    // The token as people copy it, with a prefix.
    let registry = registry(&format!("http://{address}/api/v10"), &format!("  Bot {TOKEN}\n"), None);
    let error = registry.difference(|_| {}).unwrap_err().to_string();
    assert!(!error.contains("secret") && !format!("{registry:?}").contains("secret"));
    let mut printed = format!("{}\n", error.replace(&address, "ADDRESS"));
    for (status, body) in [(200, "<html>"), (200, "{}"), (204, "")] {
        let api = CommandsApi::start(json!([]), vec![(status, String::new(), body.to_owned())]);
        printed += &format!("{}\n", api.registry(None).difference(|_| {}).unwrap_err());
    }
    expect![[r#"
        `http://ADDRESS/api/v10` cannot be reached: io: Connection refused (os error 111): check the network, and DISCORD_API_BASE if you have set it
        Discord sent an unexpected answer (200): see whether DISCORD_API_BASE is the address of Discord's API
        Discord sent an unexpected answer (200): see whether DISCORD_API_BASE is the address of Discord's API
        Discord sent an unexpected answer (204): see whether DISCORD_API_BASE is the address of Discord's API
    "#]].assert_eq(&printed);
}

/// The time of the endpoint's clock, in seconds since 1970.
static CLOCK: AtomicU64 = AtomicU64::new(NOW);

/// The endpoint, called as Discord calls it.
struct Endpoint(Server);

impl Endpoint {
    /// Sends an interaction with these two headers, and returns the status and body of the response.
    fn send(&self, signature: &str, timestamp: u64, body: &str) -> (u16, String) {
        let head = format!(
            "POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-signature-ed25519: {signature}\r\n\
             x-signature-timestamp: {timestamp}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let answer = self.0.raw(format!("{head}{body}").as_bytes());
        (answer.status, String::from_utf8(answer.body).unwrap())
    }

    /// Sends an interaction several times, and returns the response, which must always be the same and valid for Discord.
    fn ask(&self, interaction: &Value) -> Value {
        let body = interaction.to_string();
        let signed = signature(&NOW.to_string(), body.as_bytes());
        let (status, answer) = self.send(&signed, NOW, &body);
        assert_eq!(status, 200, "{body}: {answer}");
        assert_eq!(self.send(&signed, NOW, &body), (status, answer.clone()), "sent again: {body}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(limits::violations(&answer), [""; 0], "{body}");
        answer
    }
}

/// Collects the interactions of all buttons and menus in a part of a message.
fn component_interactions(part: &Value, found: &mut Vec<Value>) {
    match (part["type"].as_u64(), part["custom_id"].as_str()) {
        (Some(2), Some(id)) if part["disabled"] != true => found.push(json!({ "component_type": 2, "custom_id": id })),
        (Some(3), Some(id)) => {
            let options = part["options"].as_array().unwrap().iter();
            found.extend(options.map(|option| json!({ "component_type": 3, "custom_id": id, "values": [option["value"]] })));
        }
        _ => part["components"].as_array().into_iter().flatten().for_each(|part| component_interactions(part, found)),
    }
}

#[test]
fn endpoint_answers_every_command_and_component() {
    let api = CommandsApi::start(json!([]), Vec::new());
    assert_eq!(api.run(&[]).0, 0);
    let commands: Vec<Value> = api.requests()[1..3].iter().map(Request::json).collect();
    let endpoint = Endpoint(Server::of(&dist(), Options { clock: || CLOCK.load(Ordering::SeqCst), ..Options::default() }));

    // Discord tests an endpoint with valid and invalid signatures. All invalid ones get the same response.
    let ping = json!({ "type": 1 });
    assert_eq!(endpoint.ask(&ping), ping);
    let body = ping.to_string();
    let good = signature(&NOW.to_string(), body.as_bytes());
    let refused = endpoint.send("", NOW, &body);
    assert_eq!(refused.0, 401);
    let of_another_body = signature(&NOW.to_string(), b"{}");
    let changed = good.replace('a', "b");
    for signature in [&good[..126], &"0".repeat(128), &changed, &of_another_body] {
        assert_eq!(endpoint.send(signature, NOW, &body), refused, "{signature}");
    }
    assert_eq!(endpoint.send(&good, NOW + 1, &body), refused);

    // Send each command with each suggestion for each of its options, and then press every button and choose every menu option.
    let mut next = Vec::new();
    for command in &commands {
        let name = &command["name"];
        next.push(json!({ "type": 2, "data": { "name": name } }));
        for option in command["options"].as_array().unwrap() {
            let options = |value: &Value| json!([{ "type": 3, "name": option["name"], "value": value, "focused": true }]);
            let typing = json!({ "type": 4, "data": { "name": name, "options": options(&json!("")) } });
            let suggested = endpoint.ask(&typing);
            assert_eq!(suggested["type"], 8);
            for choice in suggested["data"]["choices"].as_array().unwrap() {
                next.push(json!({ "type": 2, "data": { "name": name, "options": options(&choice["value"]) } }));
            }
        }
    }
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    while let Some(interaction) = next.pop() {
        count += 1;
        let answer = endpoint.ask(&interaction);
        assert_eq!(answer["type"], if interaction["type"] == 3 { 7 } else { 4 }, "{interaction}");
        assert!(answer["data"]["flags"].as_u64().unwrap() & limits::EPHEMERAL != 0, "{interaction}");
        let mut found = Vec::new();
        answer["data"]["components"].as_array().unwrap().iter().for_each(|part| component_interactions(part, &mut found));
        for data in found {
            // Ask each choice only once. Other tests have all combinations.
            if seen.insert(data.get("values").map_or_else(|| data["custom_id"].to_string(), Value::to_string)) {
                next.push(json!({ "type": 3, "data": data, "message": { "id": "1", "flags": limits::EPHEMERAL } }));
            }
        }
    }
    assert!(count > 20 && count < 2_000, "{count}");

    // A signature expires.
    CLOCK.store(NOW + 301, Ordering::SeqCst);
    assert_eq!(endpoint.send(&good, NOW, &body), refused);
}
