//! The program as a person meets it: what it prints, and one sentence where something is wrong.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]
#![cfg(feature = "server")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use bot_embed::limits;
use serde_json::Value;

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bot-embed"));
    command.args(args).stdin(Stdio::null());
    for variable in ["DISCORD_PUBLIC_KEY", "INTERACTION_MAX_AGE_S", "PUBLIC_URL", "PORT", "DISCORD_APPLICATION_ID", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

fn run(args: &[&str]) -> Output {
    program(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder that can be served.
fn dist(name: &str) -> PathBuf {
    let dir = env::temp_dir().join(format!("bot-embed-{name}-{}", std::process::id()));
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("index.html"), "<!doctype html>").unwrap();
    dir
}

#[test]
fn a_preview_is_drawn_or_printed() {
    let drawn = run(&["preview", "/privacy"]);
    assert!(drawn.status.success());
    assert!(text(&drawn.stdout).starts_with("┃ What "));
    assert!(!text(&drawn.stdout).contains('\u{1b}'), "no colours where nobody looks");
    assert!(drawn.stderr.is_empty());

    let json = program(&["preview", "/privacy no such topic", "--json"]).env("PUBLIC_URL", "https://bot.example").output().unwrap();
    let response: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(limits::breaches(&response), [""; 0]);
    assert!(response.to_string().contains("https://bot.example/"));

    let topics = ["/privacy topic:xyzzy", "/privacy topic: xyzzy ", "privacy xyzzy", "/privacy xyzzy"];
    assert!(topics.iter().all(|typed| text(&run(&["preview", typed]).stdout).starts_with("┃ Nothing found for “xyzzy”")));

    let french = run(&["preview", "/privacy", "--locale", "fr"]);
    assert!(french.status.success() && french.stderr.is_empty());
    assert!(text(&french.stdout).starts_with("┃ Ce que la politique "));
}

#[test]
fn commands_are_shown_without_being_sent() {
    let shown = program(&["register", "--dry-run", "--guild", "42"]).env("DISCORD_APPLICATION_ID", "7").output().unwrap();
    assert!(shown.status.success());
    assert_eq!(text(&shown.stderr), "bot-embed: this would be sent: PUT /applications/7/guilds/42/commands\n");
    let commands: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(limits::command_breaches(&commands), [""; 0]);
    let command = &commands[0];
    assert_eq!(command["name"], "privacy");
    assert_eq!(command["integration_types"], serde_json::json!([0, 1]));
    assert_eq!(command["contexts"], serde_json::json!([0, 1, 2]));
    assert_eq!(command["options"][0]["autocomplete"], true);
    for described in [command, &command["options"][0]] {
        assert_ne!(described["description"], described["description_localizations"]["fr"]);
    }
}

#[test]
fn help_names_all_there_is() {
    for args in [&["--help"][..], &["-h"], &["help"], &["serve", "--help"], &["preview", "--help"], &["register", "-h"]] {
        let help = run(args);
        assert!(help.status.success(), "{args:?}");
        let help = text(&help.stdout);
        for name in ["serve", "preview", "register", "DISCORD_PUBLIC_KEY", "PUBLIC_URL"] {
            assert!(help.contains(name), "{args:?} {name}");
        }
    }
}

#[test]
fn what_is_wrong_is_one_sentence() {
    let dist = dist("sentences");
    let dist = dist.to_str().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let usage = "(`bot-embed --help` shows what there is)";
    let none: &[(&str, &str)] = &[];
    let cases = [
        (&[][..], none, 2, format!("say what to do: `serve`, `headers`, `preview` or `register` {usage}")),
        (&["srve"], none, 2, format!("there is no `srve` {usage}")),
        (&["--loud"], none, 2, format!("invalid option '--loud' {usage}")),
        (&["serve", "--dist"], none, 2, format!("missing argument for option '--dist' {usage}")),
        (&["preview"], none, 2, format!("say what to preview, such as '/privacy topic:retention' {usage}")),
        (
            &["preview", "/privacy", "--locale", "French"],
            none,
            2,
            format!("`French` is no language tag: it looks like `fr`, `pt-BR` or `zh-Hant` {usage}"),
        ),
        (&["preview", "/privet"], none, 2, format!("there is no command `/privet`: try '/privacy' {usage}")),
        (&["register"], none, 2, format!("registering is not built yet: see what would be sent with --dry-run {usage}")),
        (&["register", "--dry-run", "--guild", "x"], none, 2, format!("`x` is not a server's id: digits alone {usage}")),
        (
            &["register", "--dry-run"],
            &[("DISCORD_APPLICATION_ID", "x")],
            1,
            "the environment variable DISCORD_APPLICATION_ID cannot be used: it is not an application's id: digits alone, from Discord's \
             developer portal"
                .to_owned(),
        ),
        (
            &["serve", "--dist", "no/such/folder"],
            none,
            1,
            "there is no folder `no/such/folder`: build the page with `cargo xtask build`, or name its folder with --dist".to_owned(),
        ),
        (
            &["serve", "--dist", dist, "--addr", &taken],
            none,
            1,
            format!("`{taken}` is taken: end what listens there, or name another address with --addr"),
        ),
        (
            &["serve", "--dist", dist, "--addr", "here"],
            none,
            1,
            "`here` is no address to listen on, such as 127.0.0.1:8080: name one with --addr".to_owned(),
        ),
        (
            &["serve", "--dist", dist],
            &[("PORT", "http")],
            1,
            "the environment variable PORT cannot be used: it is not a port: a number from 0 to 65535".to_owned(),
        ),
        (
            &["serve", "--dist", dist, "--addr", "127.0.0.1:0"],
            &[("DISCORD_PUBLIC_KEY", "hush")],
            1,
            "the environment variable DISCORD_PUBLIC_KEY cannot be used: it is not 64 hexadecimal digits: copy the public key from the \
             application's General Information in Discord's developer portal"
                .to_owned(),
        ),
        (
            &["preview", "/privacy"],
            &[("PUBLIC_URL", "bot.example")],
            1,
            "the environment variable PUBLIC_URL cannot be used: it begins with neither `https://` nor `http://`, and not an address such \
             as `https://bot.example/privacy/`"
                .to_owned(),
        ),
    ];
    for (args, variables, code, sentence) in cases {
        let output = program(args).envs(variables.iter().copied()).output().unwrap();
        assert_eq!(text(&output.stderr), format!("bot-embed: {sentence}\n"), "{args:?}");
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

/// It serves on the port that the environment names, says that interactions are off, and SIGTERM ends it well, also twice.
#[cfg(unix)]
#[test]
fn it_serves_until_it_is_told_to_end() {
    let dist = dist("serves");
    let mut child = program(&["serve", "--dist", dist.to_str().unwrap()]).env("PORT", "0").stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    assert!(line.starts_with(" INFO serving the page and POST /interactions files=1 at=\"http://0.0.0.0:"), "{line}");
    line.clear();
    log.read_line(&mut line).unwrap();
    assert_eq!(line, " WARN DISCORD_PUBLIC_KEY is not set: the page is served, and /interactions answers 503\n");
    for _ in 0..2 {
        Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, " INFO told to stop: finishing what is in flight\n INFO stopped\n");
}
