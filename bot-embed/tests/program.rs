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
    for variable in [
        "DISCORD_PUBLIC_KEY",
        "INTERACTION_MAX_AGE_S",
        "PUBLIC_URL",
        "PORT",
        "DISCORD_APPLICATION_ID",
        "COLUMNS",
        "DISCORD_TOKEN",
        "DISCORD_API_BASE",
    ] {
        command.env_remove(variable);
    }
    for variable in ["DIST", "METRICS_ADDR", "MAX_CONNECTIONS", "FILES_PER_MINUTE", "PROXIES", "LOG", "LOG_FORMAT"] {
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

    let cell = run(&["preview", "/compliance service:Shield Dynos framework:SOC 2"]);
    assert!(text(&cell.stdout).starts_with("┃ Shield Dynos · SOC 2\n"), "{}", text(&cell.stdout));
    let [second, embed] = [&["--page", "2"][..], &["--page", "2", "--embed"]].map(|more| {
        let output = run(&[&["preview", "/compliance framework:ISO 27001"], more].concat());
        text(&output.stdout)
    });
    assert!(second.contains("┃ Page 2 of ") && embed.contains("┃ Page 2 of ") && second != embed, "{second}{embed}");

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
        for name in ["serve", "headers", "preview", "register", "DISCORD_PUBLIC_KEY", "PUBLIC_URL", "--metrics", "LOG_FORMAT"] {
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
        (&["preview", "/privet"], none, 2, format!("there is no command `/privet`: try '/privacy' or '/compliance' {usage}")),
        (&["preview", "/privacy", "--page", "9"], none, 2, format!("there is no page 9 of this reply: it has 1 {usage}")),
        (
            &["register"],
            none,
            1,
            "registering needs DISCORD_APPLICATION_ID and DISCORD_TOKEN in the environment, both from Discord's developer portal: see \
             what would be sent with --dry-run"
                .to_owned(),
        ),
        (
            &["register"],
            &[("DISCORD_API_BASE", "http://discord.example")],
            1,
            "the environment variable DISCORD_API_BASE cannot be used: it is neither an address that begins with `https://` nor one of \
             this machine, such as `http://127.0.0.1:8080`"
                .to_owned(),
        ),
        (
            &["register"],
            &[("DISCORD_APPLICATION_ID", "7"), ("DISCORD_TOKEN", "not a token")],
            1,
            "the environment variable DISCORD_TOKEN cannot be used: it is not a bot's token: copy it from Bot in Discord's developer \
             portal"
                .to_owned(),
        ),
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
        (&["serve", "--speed", "9"], none, 2, format!("invalid option '--speed' {usage}")),
        (&["serve", "--proxies", "many"], none, 2, format!("--proxies cannot be used: it is not a number of proxies, such as 1 on Heroku {usage}")),
        (
            &["serve", "--metrics", "0.0.0.0:9090"],
            none,
            2,
            format!("--metrics cannot be used: others than this machine can reach it: name one such as 127.0.0.1:9090 {usage}"),
        ),
        (
            &["serve", "--dist", dist],
            &[("LOG", "loud")],
            1,
            "the environment variable LOG cannot be used: it is none of `error`, `warn`, `info` and `debug`".to_owned(),
        ),
        (
            &["serve", "--dist", dist],
            &[("MAX_CONNECTIONS", "0")],
            1,
            "the environment variable MAX_CONNECTIONS cannot be used: it is not a number of connections from 1 to 1000000, such as 8192".to_owned(),
        ),
        (
            &["serve", "--dist", dist],
            &[("FILES_PER_MINUTE", "-1")],
            1,
            "the environment variable FILES_PER_MINUTE cannot be used: it is not a number of requests, such as 600, or 0 for any number"
                .to_owned(),
        ),
        (
            &["headers", "--dist", dist, "apache"],
            none,
            2,
            format!("there is no host `apache`: there are `_headers`, `nginx`, `nginx-maps`, `caddy`, `heroku` {usage}"),
        ),
        (
            &["headers", "--dist", dist],
            none,
            2,
            format!("say for which host, such as `bot-embed headers nginx`, or for all of them with --write {usage}"),
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

/// A page whose files cannot all be read is not served. Root may read everything, so the program is run as somebody else then.
#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_sentence() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    const NOBODY: u32 = 65534;
    let dist = dist("unreadable");
    let file = dist.join("a.txt");
    fs::write(&file, "a").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o0)).unwrap();
    fs::set_permissions(&dist, fs::Permissions::from_mode(0o755)).unwrap();
    for args in [&["serve", "--addr", "127.0.0.1:0"][..], &["headers", "caddy"]] {
        let mut command = program(&[args, &["--dist", dist.to_str().unwrap()]].concat());
        if fs::read(&file).is_ok() {
            // Where this was built, others may not go. Copied by another process: what this one has open to write, none can run.
            let copy = dist.with_extension("program");
            assert!(Command::new("cp").arg(command.get_program()).arg(&copy).status().unwrap().success());
            let mut other = Command::new(copy);
            other.args(command.get_args()).uid(NOBODY).gid(NOBODY).env_clear().stdin(Stdio::null());
            command = other;
        }
        let output = command.output().unwrap();
        let sentence = format!("bot-embed: `{}` cannot be read: Permission denied (os error 13)\n", file.display());
        assert_eq!((text(&output.stderr), output.status.code()), (sentence, Some(1)), "{args:?}");
    }
    fs::remove_dir_all(&dist).unwrap();
    let _ = fs::remove_file(dist.with_extension("program"));
}

#[test]
fn headers_are_printed_or_written_beside_the_page() {
    let dist = dist("headers");
    let folder = dist.to_str().unwrap();
    let printed = program(&["headers", "--dist", folder, "nginx"]).env("PUBLIC_URL", "https://bot.example/privacy").output().unwrap();
    let printed = text(&printed.stdout);
    assert!(printed.contains("add_header Strict-Transport-Security ") && !printed.contains("map "));
    let printed =
        program(&["headers", "--dist", folder, "nginx-maps"]).env("PUBLIC_URL", "https://bot.example/privacy").output().unwrap();
    let printed = text(&printed.stdout);
    assert!(printed.contains("'none'; ") && printed.contains("^/privacy(") && !printed.contains("add_header "));
    assert!(run(&["headers", "--dist", folder, "--write"]).status.success());
    let names = ["_headers", "_headers.caddy", "_headers.nginx.conf", "_headers.nginx.maps.conf", "_headers.project.toml"];
    let written: Vec<String> = names.map(|name| fs::read_to_string(dist.join(name)).unwrap()).into();
    assert!(
        written[0].contains("\n/*\n")
            && written[0].contains("  Content-Security-Policy: default-src 'none'; ")
            && !written[0].contains("Strict-Transport-Security")
    );
    assert!(toml::from_str::<toml::Table>(&written[4]).unwrap()["com"]["heroku"]["static-web-server"]["headers"]["*"].is_table());
    // Written again they are the same: they are no files of the page.
    assert!(run(&["headers", "--dist", folder, "--write"]).status.success());
    assert_eq!(names.map(|name| fs::read_to_string(dist.join(name)).unwrap()).to_vec(), written);
}

/// Waits until a program serves, and says where.
#[cfg(unix)]
fn serving(log: &mut impl BufRead) -> std::net::SocketAddr {
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    line.split("http://").nth(1).expect(&line).trim_end_matches(['"', '}', '\n']).parse().expect(&line)
}

#[cfg(unix)]
fn get(addr: std::net::SocketAddr, path: &str) -> String {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(addr).unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// With a line per request, nothing of the request is in it.
#[cfg(unix)]
#[test]
fn what_is_logged_says_nothing_of_anybody() {
    let dist = dist("logs");
    let args = ["serve", "--dist", dist.to_str().unwrap(), "--addr", "127.0.0.1:0", "--log", "debug", "--log-format", "json"];
    let mut child = program(&args).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let addr = serving(&mut log);
    for path in ["/?q=hush", "/hush", "/index.html?hush", "/healthz"] {
        assert!(get(addr, path).starts_with("HTTP/1.1 "));
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    let lines: Vec<Value> = rest.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(answered.iter().map(|line| line["status"].as_u64().unwrap()).collect::<Vec<_>>(), [200, 404, 200, 200]);
    assert!(answered.iter().all(|line| line["id"].is_string() && line["what"].is_string()), "{rest}");
    assert!(!rest.contains("hush") && !rest.contains("127.0.0.1"), "{rest}");
}

/// Nothing can be written to the log, and everything goes on.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_log_ends_nothing() {
    let dist = dist("full");
    // The port is not told where nothing can be told: it is asked of the system, and free again for us to take.
    let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let args = ["serve", "--dist", dist.to_str().unwrap(), "--addr", &addr.to_string(), "--log", "debug"];
    let mut child = program(&args).stdout(full()).stderr(full()).spawn().unwrap();
    while std::net::TcpStream::connect(addr).is_err() {
        assert!(child.try_wait().unwrap().is_none(), "it ended");
        std::thread::yield_now();
    }
    for _ in 0..10 {
        assert!(get(addr, "/").starts_with("HTTP/1.1 200"));
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
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
