//! Tests the registration of commands: with a fake Discord on loopback, by the program as a user
//! runs it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;
use crate::serving;

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use bot_embed::{command, register::CommandRegistry, render::limits};
use common::signature;
use expect_test::{expect, expect_file};
use serde_json::{Value, json};
use serving::{NOW, Options, Server, dist};

const TOKEN: &str = "MTIz.secret-token.abc";

/// A received request.
#[derive(Debug, Clone)]
struct Request {
    line: String,
    head: String,
    body: String,
}

/// The response: status, further header lines, and the body.
type Answer = (u16, String, String);

/// A Discord with some commands. It may answer the first requests in another way.
struct Discord {
    base: String,
    requests: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Discord {
    fn start(commands: Value, first: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/api/v10", listener.local_addr().unwrap());
        let (requests, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (seen, stopped) = (Arc::clone(&requests), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            let (mut commands, mut first) = (commands, first.into_iter());
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let mut stream = stream.unwrap();
                let Some(request) = read(&stream) else { continue };
                let (status, head, body) = first.next().unwrap_or_else(|| {
                    if request.line.starts_with("POST ") {
                        let mut command: Value = serde_json::from_str(&request.body).unwrap();
                        let commands = commands.as_array_mut().unwrap();
                        // Stores commands as Discord does: with ids, and without default values. A command of the same name and type is
                        // replaced.
                        commands.retain(|it| it["name"] != command["name"] || it["type"].as_u64().unwrap_or(1) != command["type"]);
                        command["id"] = commands.len().to_string().into();
                        command["nsfw"] = false.into();
                        for option in command["options"].as_array_mut().unwrap() {
                            option.as_object_mut().unwrap().remove("required");
                        }
                        commands.push(command.clone());
                        return_json(201, &command)
                    } else if request.line.starts_with("GET ") {
                        return_json(200, &commands)
                    } else {
                        // A bulk overwrite without the Entry Point command.
                        return_json(400, &json!({ "code": 50240, "message": "You cannot remove this app's Entry Point command" }))
                    }
                });
                seen.lock().unwrap().push(request);
                let length = body.len();
                write!(stream, "HTTP/1.1 {status} x\r\nContent-Length: {length}\r\nConnection: close\r\n{head}\r\n{body}").unwrap();
            }
        });
        Self { base, requests, stop, thread: Some(thread) }
    }

    fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.line).collect()
    }

    fn target(&self, guild: Option<&str>) -> CommandRegistry {
        let variable = |name: &str| match name {
            "DISCORD_APPLICATION_ID" => Some("7".to_owned()),
            "DISCORD_TOKEN" => Some(TOKEN.to_owned()),
            "DISCORD_API_BASE" => Some(self.base.clone()),
            _ => None,
        };
        CommandRegistry::read(variable, guild.map(str::to_owned)).unwrap().unwrap()
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_carrot"));
        program.arg("register").args(args).stdin(Stdio::null());
        program.env("DISCORD_APPLICATION_ID", "7").env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_BASE", &self.base);
        program.env("PUBLIC_URL", "https://bot.example");
        let output = program.output().unwrap();
        let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert!(!stdout.contains("secret") && !stderr.contains("secret"), "{stdout}{stderr}");
        (output.status.code().unwrap(), stdout, stderr)
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let address = self.base.trim_start_matches("http://").trim_end_matches("/api/v10");
        TcpStream::connect(address).ok();
        self.thread.take().map(JoinHandle::join);
    }
}

fn return_json(status: u16, body: &Value) -> Answer {
    (status, String::new(), body.to_string())
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).map_or(0, |length| length.trim().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let line = head.lines().next()?.to_owned();
    let (method, rest) = line.split_once(' ')?;
    Some(Request {
        line: format!("{} {}", method.to_uppercase(), rest.trim_end_matches(" http/1.1")),
        head,
        body: String::from_utf8(body).ok()?,
    })
}

fn ours() -> Value {
    serde_json::to_value(command::all()).unwrap()
}

#[test]
fn commands_are_registered_once() {
    let discord = Discord::start(json!([{ "id": "1", "name": "vote", "description": "d" }]), Vec::new());
    let (code, out, err) = discord.run(&[]);
    assert_eq!((code, err.as_str()), (0, ""));
    expect![[r#"
        + /privacy
        + /compliance
        kept as they are: /vote
        registered
    "#]]
    .assert_eq(&out);
    let (code, out, _) = discord.run(&[]);
    assert_eq!(code, 0);
    expect![[r#"
        nothing to change: Discord has these commands already
    "#]]
    .assert_eq(&out);
    let path = "/api/v10/applications/7/commands";
    let asked = format!("GET {path}?with_localizations=true");
    let sent = format!("POST {path}");
    assert_eq!(discord.lines(), [asked.clone(), sent.clone(), sent, asked]);
    for request in discord.requests() {
        assert!(request.head.contains(&format!("authorization: bot {}\r\n", TOKEN.to_lowercase())), "{}", request.head);
        assert!(request.head.contains("user-agent: discordbot (https://bot.example/, 0.1.0)\r\n"), "{}", request.head);
    }
    let sent: Vec<Value> = discord.requests()[1..3].iter().map(|request| serde_json::from_str(&request.body).unwrap()).collect();
    assert_eq!(json!(sent), ours());
}

/// An application with an Activity has a command of type 4, which Discord does not let anybody remove.
#[test]
fn commands_of_others_stay() {
    let others = json!([
        { "id": "1", "type": 4, "name": "launch", "handler": 2 },
        { "id": "2", "type": 1, "name": "vote", "description": "d" },
        { "id": "3", "type": 3, "name": "privacy" },
    ]);
    let discord = Discord::start(others.clone(), Vec::new());
    assert_eq!(discord.run(&[]).0, 0);
    let present = discord.target(None).difference(|_| {}).unwrap();
    assert!(present.is_empty());
    assert!(discord.lines().iter().all(|line| line.starts_with("GET ") || line.starts_with("POST ")));
}

#[test]
fn a_foreign_command_of_the_same_name_is_replaced_only_with_yes() {
    let theirs =
        json!([{ "id": "1", "type": 1, "name": "privacy", "description": "Opt out", "options": [{ "type": 6, "name": "user" }] }]);
    let discord = Discord::start(theirs, Vec::new());
    let (code, out, err) = discord.run(&[]);
    assert_eq!(code, 1, "{out}");
    expect![[r#"
        carrot: the application already has another command /privacy, so nothing was changed: use --yes to replace it, or rename it first
    "#]]
    .assert_eq(&err);
    assert_eq!(discord.lines().len(), 1, "only asked");
    assert_eq!(discord.run(&["--dry-run"]).0, 0);
    let (code, out, _) = discord.run(&["--yes"]);
    assert!(code == 0 && out.ends_with("registered\n"), "{out}");
    assert!(discord.target(None).difference(|_| {}).unwrap().is_empty());
}

#[test]
fn dry_run_changes_nothing_and_guild_registers_in_one_server() {
    let discord = Discord::start(json!([]), Vec::new());
    let (code, out, _) = discord.run(&["--dry-run", "--guild", "42"]);
    assert_eq!((code, out.as_str()), (0, "+ /privacy\n+ /compliance\n"));
    assert_eq!(discord.lines(), ["GET /api/v10/applications/7/guilds/42/commands?with_localizations=true"]);
}

#[test]
fn discords_refusal_is_printed() {
    let form = json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "0": { "name": { "_errors": [{ "code": "x", "message": "Too long." }] } } } });
    let cases = [
        (401, json!({ "message": "401: Unauthorized", "code": 0 }), None),
        (403, json!({ "message": "Missing Access", "code": 50001 }), Some("42")),
        (403, json!({ "message": "Missing Access", "code": 50001 }), None),
        (400, form, None),
        (404, json!({ "message": "Unknown Application" }), None),
        (503, json!(null), None),
        (302, json!(null), None),
        // A proxy that returns everything that it received.
        (400, json!({ "message": format!("bad header Bot {TOKEN}\n\u{1b}[2J") }), None),
    ];
    let mut printed = String::new();
    for (status, body, guild) in cases {
        let discord = Discord::start(json!([]), vec![(status, "Location: http://127.0.0.1:9/\r\n".to_owned(), body.to_string())]);
        let error = discord.target(guild).difference(|_| panic!("nothing to wait for")).unwrap_err().to_string();
        assert!(!error.contains("secret") && error.lines().count() == 1, "{error}");
        assert_eq!(discord.lines().len(), 1, "no further request after a refusal");
        printed += &format!("{status}{}: {error}\n", guild.map(|id| format!(", server {id}")).unwrap_or_default());
    }
    expect_file!["snapshots/refusals.txt"].assert_eq(&printed);
    let discord = Discord::start(json!([]), vec![(401, String::new(), json!({ "message": "no" }).to_string())]);
    let (code, out, err) = discord.run(&[]);
    assert_eq!((code, out.as_str()), (1, ""));
    expect![[r#"
        carrot: Discord refused the request (401, "no"): copy the bot's token again, from Bot in Discord's developer portal, into DISCORD_TOKEN: the token of a user's own account is refused, too
    "#]].assert_eq(&err);
}

#[test]
fn rate_limits_are_waited_for_up_to_a_maximum() {
    let later = |head: &str, body: Value| (429, head.to_owned(), body.to_string());
    let busy = vec![
        later("Retry-After: 2\r\n", json!(null)),
        later("", json!({ "retry_after": 0.25, "global": true })),
        later("", json!("soon")),
    ];
    let discord = Discord::start(ours(), busy);
    let mut waited = Vec::new();
    assert!(discord.target(None).difference(|time| waited.push(time)).unwrap().is_empty());
    assert_eq!(waited, [Duration::from_secs(2), Duration::from_millis(250), Duration::from_secs(1)]);

    let discord = Discord::start(json!([]), vec![later("Retry-After: 1\r\n", json!(null)); 50]);
    let mut waited = 0;
    let error = discord.target(None).difference(|_| waited += 1).unwrap_err();
    expect!["Discord asked to wait 6 times (429): try again later"].assert_eq(&error.to_string());
    assert_eq!((waited, discord.lines().len()), (6, 6));

    let discord = Discord::start(json!([]), vec![later("Retry-After: 3600\r\n", json!(null))]);
    let error = discord.target(None).difference(|_| panic!("too long to wait")).unwrap_err();
    expect!["Discord accepts no more requests for now (429): try again in 3600 seconds"].assert_eq(&error.to_string());
    for odd in ["-1", "NaN", "1e400", "soon"] {
        let discord = Discord::start(ours(), vec![later(&format!("Retry-After: {odd}\r\n"), json!({ "retry_after": null }))]);
        discord.target(None).difference(|time| assert_eq!(time, Duration::from_secs(1), "{odd}")).unwrap();
    }
}

#[test]
fn an_unreachable_api_is_reported_without_the_token() {
    let unreachable = Discord::start(json!([]), Vec::new()).base.clone();
    let variable = |name: &str| match name {
        "DISCORD_APPLICATION_ID" => Some("7".to_owned()),
        // The token as people copy it, with a prefix.
        "DISCORD_TOKEN" => Some(format!("  Bot {TOKEN}\n")),
        "DISCORD_API_BASE" => Some(unreachable.clone()),
        _ => None,
    };
    let target = CommandRegistry::read(variable, None).unwrap().unwrap();
    let error = target.difference(|_| {}).unwrap_err().to_string();
    assert!(error.starts_with(&format!("`{unreachable}` cannot be reached: ")) && error.ends_with("if you have set it"), "{error}");
    assert!(!error.contains("secret") && !format!("{target:?}").contains("secret"));
    for (status, body) in [(200, "<html>"), (200, "{}"), (204, "")] {
        let discord = Discord::start(json!([]), vec![(status, String::new(), body.to_owned())]);
        let error = discord.target(None).difference(|_| {}).unwrap_err().to_string();
        assert!(error.contains("DISCORD_API_BASE"), "{error}");
    }
}

/// The time of the endpoint's clock, in seconds since 1970.
static CLOCK: AtomicU64 = AtomicU64::new(NOW);

/// The endpoint, called as Discord calls it.
struct Endpoint(Server);

impl Endpoint {
    /// Sends bytes with these two headers, and returns the status and body of the response.
    fn sent(&self, signature: &str, timestamp: u64, body: &str) -> (u16, String) {
        let head = format!(
            "POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-signature-ed25519: {signature}\r\n\
             x-signature-timestamp: {timestamp}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let answer = self.0.raw(format!("{head}{body}").as_bytes());
        (answer.status, String::from_utf8(answer.body).unwrap())
    }

    /// Sends an interaction several times, and returns the response, which must always be the same and valid for Discord.
    fn asked(&self, interaction: &Value) -> Value {
        let body = interaction.to_string();
        let signed = signature(&NOW.to_string(), body.as_bytes());
        let (status, answer) = self.sent(&signed, NOW, &body);
        assert_eq!(status, 200, "{body}: {answer}");
        assert_eq!(self.sent(&signed, NOW, &body), (status, answer.clone()), "sent again: {body}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(limits::violations(&answer), [""; 0], "{body}");
        answer
    }
}

/// Collects the interactions of all buttons and menus in a part of a message.
fn pressed(part: &Value, found: &mut Vec<Value>) {
    match (part["type"].as_u64(), part["custom_id"].as_str()) {
        (Some(2), Some(id)) if part["disabled"] != true => found.push(json!({ "component_type": 2, "custom_id": id })),
        (Some(3), Some(id)) => {
            let options = part["options"].as_array().unwrap().iter();
            found.extend(options.map(|it| json!({ "component_type": 3, "custom_id": id, "values": [it["value"]] })));
        }
        _ => part["components"].as_array().into_iter().flatten().for_each(|part| pressed(part, found)),
    }
}

#[test]
fn endpoint_answers_every_command_and_component() {
    let discord = Discord::start(json!([]), Vec::new());
    assert_eq!(discord.run(&[]).0, 0);
    let commands: Vec<Value> = discord.requests()[1..3].iter().map(|request| serde_json::from_str(&request.body).unwrap()).collect();
    let endpoint = Endpoint(Server::of(&dist(), Options { clock: || CLOCK.load(Ordering::SeqCst), ..Options::default() }));

    // Discord tests an endpoint with valid and invalid signatures. All invalid ones get the same response.
    let ping = json!({ "type": 1 });
    assert_eq!(endpoint.asked(&ping), ping);
    let body = ping.to_string();
    let good = signature(&NOW.to_string(), body.as_bytes());
    let refused = endpoint.sent("", NOW, &body);
    assert_eq!(refused.0, 401);
    let of_another_body = signature(&NOW.to_string(), b"{}");
    let changed = good.replace('a', "b");
    for signature in [&good[..126], &"0".repeat(128), &changed, &of_another_body] {
        assert_eq!(endpoint.sent(signature, NOW, &body), refused, "{signature}");
    }
    assert_eq!(endpoint.sent(&good, NOW + 1, &body), refused);

    // Each command with each suggestion for each of its options, and then everything that can be pressed.
    let mut next = Vec::new();
    for command in &commands {
        let name = &command["name"];
        next.push(json!({ "type": 2, "data": { "name": name } }));
        for option in command["options"].as_array().unwrap() {
            let given = |value: &Value| json!([{ "type": 3, "name": option["name"], "value": value, "focused": true }]);
            let typing = json!({ "type": 4, "data": { "name": name, "options": given(&json!("")) } });
            let suggested = endpoint.asked(&typing);
            assert_eq!(suggested["type"], 8);
            for choice in suggested["data"]["choices"].as_array().unwrap() {
                next.push(json!({ "type": 2, "data": { "name": name, "options": given(&choice["value"]) } }));
            }
        }
    }
    let (mut seen, mut places) = (BTreeSet::new(), 0);
    while let Some(interaction) = next.pop() {
        places += 1;
        let answer = endpoint.asked(&interaction);
        assert_eq!(answer["type"], if interaction["type"] == 3 { 7 } else { 4 }, "{interaction}");
        assert!(answer["data"]["flags"].as_u64().unwrap() & limits::EPHEMERAL != 0, "{interaction}");
        let mut found = Vec::new();
        answer["data"]["components"].as_array().unwrap().iter().for_each(|part| pressed(part, &mut found));
        for data in found {
            // Each choice once, wherever it is. Other tests have all combinations.
            if seen.insert(data.get("values").map_or_else(|| data["custom_id"].to_string(), Value::to_string)) {
                next.push(json!({ "type": 3, "data": data, "message": { "id": "1", "flags": limits::EPHEMERAL } }));
            }
        }
    }
    assert!(places > 20 && places < 2_000, "{places}");

    // A signature expires.
    CLOCK.store(NOW + 301, Ordering::SeqCst);
    assert_eq!(endpoint.sent(&good, NOW, &body), refused);
}
