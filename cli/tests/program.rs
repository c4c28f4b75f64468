//! Tests the output and the errors of the program.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    process::{Command, Stdio},
};

use bot_embed::render::limits;
use carrot_testing::{Folder, example_files, hex};
use expect_test::{expect, expect_file};
use serde_json::Value;

use crate::process::{Running, carrot, get, run, text};

/// Creates a folder that can be served.
fn dist() -> Folder {
    let dir = Folder::new();
    dir.write("index.html", "<!doctype html>");
    assert!(run(&["headers", "--write", "--dist", dir.as_str()]).status.success());
    dir
}

#[test]
fn preview_is_rendered_or_printed_as_json() {
    let printed = run(&["preview", "/privacy"]);
    assert!(printed.status.success());
    assert!(text(&printed.stdout).starts_with("┃ What "));
    assert!(!text(&printed.stdout).contains('\u{1b}'), "no colors outside of a terminal");
    assert!(printed.stderr.is_empty());

    let json = carrot(&["preview", "/privacy no such topic", "--json"]).env("PUBLIC_URL", "https://bot.example").output().unwrap();
    let response: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(limits::violations(&response), [""; 0]);
    assert!(response.to_string().contains("https://bot.example/"));

    let topics = ["/privacy topic:xyzzy", "/privacy topic: xyzzy ", "privacy xyzzy", "/privacy xyzzy"];
    assert!(topics.iter().all(|typed| text(&run(&["preview", typed]).stdout).starts_with("┃ Nothing found for “xyzzy”")));

    let cell = run(&["preview", "/compliance service:Shield Dynos framework:SOC 2"]);
    assert!(text(&cell.stdout).starts_with("┃ Shield Dynos · SOC 2\n"), "{}", text(&cell.stdout));
    let [second, embed] = [&["--view", "details", "--page", "2"][..], &["--view", "details", "--page", "2", "--embed"]].map(|more| {
        let output = run(&[&["preview", "/compliance framework:ISO 27001"], more].concat());
        text(&output.stdout)
    });
    assert!(second.contains("┃ Page 2 of ") && embed.contains("┃ Page 2 of ") && second != embed, "{second}{embed}");

    let french = run(&["preview", "/privacy", "--locale", "fr"]);
    assert!(french.status.success() && french.stderr.is_empty());
    assert!(text(&french.stdout).starts_with("┃ Ce que la politique "));
}

#[test]
fn dry_run_prints_the_commands() {
    let shown = carrot(&["register", "--dry-run", "--guild", "42"]).env("DISCORD_APPLICATION_ID", "7").output().unwrap();
    assert!(shown.status.success());
    expect![[r#"
        carrot: this would be sent: POST /applications/7/guilds/42/commands, one command at a time
    "#]]
    .assert_eq(&text(&shown.stderr));
    let commands: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(limits::command_violations(&commands), [""; 0]);
    let command = &commands[0];
    assert_eq!(command["name"], "privacy");
    assert_eq!(command["integration_types"], serde_json::json!([0, 1]));
    assert_eq!(command["contexts"], serde_json::json!([0, 1, 2]));
    assert_eq!(command["options"][0]["autocomplete"], true);
    for described in [command, &command["options"][0]] {
        assert_ne!(described["description"], described["description_localizations"]["fr"]);
    }
}

/// The names of all commands. The first error in `errors.txt` lists them, too.
const COMMANDS: [&str; 14] = [
    "new",
    "import",
    "serve",
    "build",
    "check",
    "preview",
    "release",
    "diff",
    "register",
    "bot",
    "doctor",
    "review-sheet",
    "headers",
    "completions",
];

#[test]
fn help_of_every_command_matches_its_snapshot() {
    let mut printed = String::new();
    for command in std::iter::once("").chain(COMMANDS) {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|arg| !arg.is_empty()).collect();
        let help = run(&args);
        assert!(help.status.success(), "{args:?}");
        printed += &format!("$ carrot {}\n{}\n", args.join(" "), text(&help.stdout));
    }
    expect_file!["help.txt"].assert_eq(&printed);
    for args in ["-h", "help"] {
        let help = text(&run(&[args]).stdout);
        assert!(COMMANDS.iter().all(|name| help.contains(name)), "{args}: {help}");
    }
    assert!(text(&run(&["--version"]).stdout).starts_with("carrot "));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&run(&["completions", shell]).stdout);
        assert!(COMMANDS.iter().all(|name| script.contains(name)), "{shell}");
    }
}

/// Creates a copy of the example bot's content.
fn content() -> Folder {
    let dir = Folder::new();
    dir.write_all(&example_files());
    dir
}

#[test]
fn content_flag_and_variable_select_the_content_at_run_time() {
    let dir = content();
    let folder = dir.as_str();
    let by_flag = run(&["preview", "/privacy", "--content", folder]);
    let by_variable = carrot(&["preview", "/privacy"]).env("CONTENT_DIR", folder).output().unwrap();
    assert!(by_flag.status.success(), "{}", text(&by_flag.stderr));
    assert!(text(&by_flag.stdout).contains("Dormouse"), "{}", text(&by_flag.stdout));
    assert_eq!(by_flag.stdout, by_variable.stdout);
    assert!(!text(&run(&["preview", "/privacy"]).stdout).contains("Dormouse"));

    let checked = run(&["check", "--content", folder]);
    assert!(checked.status.success() && text(&checked.stdout).contains(": no errors, "), "{}", text(&checked.stdout));
    fs::write(dir.join("bot/broken.md"), "# Policy {#policy}\n## A {#a}\n### B {#b}\n\n<b>loud</b>\n").unwrap();
    let checked = run(&["check", "--json", "--content", folder]);
    assert_eq!(checked.status.code(), Some(1));
    let diagnostics: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let html = diagnostics.as_array().unwrap().iter().find(|diagnostic| diagnostic["code"] == "raw-html").unwrap();
    assert_eq!((&html["line"], &html["column"]), (&5.into(), &1.into()));
    let refused = run(&["preview", "/privacy", "--content", folder]);
    assert_eq!(refused.status.code(), Some(1));
    expect![[r#"
        carrot: the content in `CONTENT` has 4 errors: `carrot check --content CONTENT` shows them
    "#]]
    .assert_eq(&text(&refused.stderr).replace(folder, "CONTENT"));
}

#[test]
fn check_watch_runs_again_after_a_change() {
    let dir = content();
    let mut child = carrot(&["check", "--watch", "--content", dir.as_str()]).stdout(Stdio::piped()).spawn().unwrap();
    let output = child.stdout.take().unwrap();
    let child = Running(child);
    let mut summaries =
        BufReader::new(output).lines().map(Result::unwrap).filter(|line| line.contains(" error, ") || line.contains(" errors, "));
    assert!(summaries.next().unwrap().contains("no errors"));
    let broken = dir.join("bot/broken.md");
    fs::write(&broken, "# Policy {#policy}\n## A {#a}\n### B {#b}\n\n<b>loud</b>\n").unwrap();
    assert!(!summaries.next().unwrap().contains("no errors"));
    fs::remove_file(broken).unwrap();
    while !summaries.next().unwrap().contains("no errors") {}
    drop(child);
}

#[test]
fn errors_match_their_snapshot() {
    let dist = dist();
    let empty = dist.join("empty");
    fs::create_dir_all(&empty).unwrap();
    let empty = empty.to_str().unwrap();
    let dist = dist.as_str();
    let example = content();
    let blank = example.text("blank.txt");
    fs::write(&blank, "").unwrap();
    let (empty_json, no_text, policy) = (example.text("empty.json"), example.text("no-text.txt"), example.text("policy.txt"));
    fs::write(&policy, "# Privacy\n\n## Data\n\nNames are kept.\n").unwrap();
    let latin = format!("{dist}/latin");
    fs::create_dir_all(format!("{latin}/bot")).unwrap();
    fs::write(format!("{latin}/bot/policy.md"), b"caf\xe9").unwrap();
    fs::write(&empty_json, "{\"policy\": {}}").unwrap();
    fs::write(&no_text, [0, 159, 146, 150]).unwrap();
    let example = example.as_str();
    let file = format!("{dist}/index.html");
    let inside_file = format!("{file}/out");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let everywhere = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = everywhere.local_addr().unwrap().port().to_string();
    let taken = taken.local_addr().unwrap().to_string();
    let none: &[(&str, &str)] = &[];
    let cases = [
        (&[][..], none),
        (&["srve"], none),
        (&["--loud"], none),
        (&["serve", "--dist"], none),
        (&["preview"], none),
        (&["preview", "/privacy", "--locale", "French"], none),
        (&["preview", "/privet"], none),
        (&["preview", "/compliance service:Shield Dynos framwork:SOC 2"], none),
        (&["preview", "/privacy topic:retention topic:deletion"], none),
        (&["preview", "/privacy", "--page", "9"], none),
        (&["preview", "/privacy", "--content", "no/such"], none),
        (&["preview", "/privacy"], &[("CONTENT_DIR", "no/such")]),
        (&["preview", "/privacy", "--content", &file], none),
        (&["serve", "--dist", dist, "--content", empty], none),
        (&["check"], none),
        (&["check", "--deny", "holes", "--content", empty], none),
        (&["register"], none),
        (&["register"], &[("DISCORD_API_BASE", "http://discord.example")]),
        (&["register"], &[("DISCORD_APPLICATION_ID", "7"), ("DISCORD_TOKEN", "not a token")]),
        (&["register", "--dry-run", "--guild", "x"], none),
        (&["register", "--dry-run"], &[("DISCORD_APPLICATION_ID", "x")]),
        (&["serve", "--dist", "no/such/folder"], none),
        (&["serve", "--dist", &file], none),
        (&["headers", "--write", "--dist", &inside_file], none),
        (&["serve", "--dist", dist, "--addr", &taken], none),
        (&["serve", "--dist", dist, "--port", &port], none),
        (&["serve", "--dist", dist, "--redirect-to-https", "--proxies", "1"], &[("PUBLIC_URL", "http://bot.example")]),
        (&["serve", "--dist", dist], &[("PUBLIC_URL", "https://bot.example"), ("REDIRECT_TO_HTTPS", "1")]),
        (&["serve", "--dist", dist, "--redirect-to-https", "--proxies", "1"], none),
        (&["serve", "--dist", dist, "--addr", "here"], none),
        (&["serve", "--dist", dist, "--addr", "localhost"], none),
        (&["serve", "--dist", dist, "--addr", "::1:99999"], none),
        (&["serve", "--dist", dist], &[("REDIRECT_TO_HTTPS", "perhaps")]),
        (&["serve", "--dist", dist], &[("INTERACTION_MAX_AGE_S", "-1")]),
        (&["serve", "--dist", dist, "--public-key", "hush"], none),
        (&["serve", "--dist", dist], &[("PORT", "http")]),
        (&["serve", "--dist", dist, "--addr", "127.0.0.1:0"], &[("DISCORD_PUBLIC_KEY", "hush")]),
        (&["serve", "--dist", empty], none),
        (&["serve", "--watch"], none),
        (&["serve", "--speed", "9"], none),
        (&["serve", "--adr", "x"], none),
        (&["serve", "--proxies", "many"], none),
        (&["serve", "--metrics", "0.0.0.0:9090"], none),
        (&["serve", "--dist", dist], &[("LOG", "loud")]),
        (&["serve", "--dist", dist], &[("MAX_CONNECTIONS", "0")]),
        (&["serve", "--dist", dist], &[("FILES_PER_MINUTE", "-1")]),
        (&["headers", "--dist", dist, "apache"], none),
        (&["headers", "--dist", dist], none),
        (&["headers", "--dist", "no/such/folder", "nginx"], none),
        (&["preview", "/privacy"], &[("PUBLIC_URL", "bot.example")]),
        (&["build", "--content", example, "--out", "no/such/out"], &[("PUBLIC_URL", "bot.example")]),
        (&["serve", "--dist", dist], &[("PUBLIC_URL", "bot.example")]),
        (&["headers", "--dist", dist, "nginx"], &[("PUBLIC_URL", "bot.example")]),
        (&["register", "--dry-run"], &[("PUBLIC_URL", "bot.example")]),
        (&["preview", "/privacy", "--public-url", "bot.example"], none),
        (&["preview", "/privacy", "--view", "all"], none),
        (&["check", "--require", "SOC 2", "--json"], none),
        (&["new", dist], none),
        (&["new", "no/such", "--host", "cellar"], none),
        (&["import", "no/such.md"], none),
        (&["import", &file, "--out", dist], none),
        (&["release"], none),
        (&["release", "--date", "tomorrow"], none),
        (&["release", "--retire", "old"], none),
        (&["diff", "--content", empty], none),
        (&["bot"], none),
        (&["doctor"], none),
        (&["preview", "/privacy", "--page", "x"], none),
        (&["preview", "/privacy", "--overlay", empty], none),
        (&["preview", "/privacy", "--content", example, "--overlay", "no/such"], none),
        (&["serve", "--port", "99999"], none),
        (&["serve", "--metrics", "here"], none),
        (&["build", "--content", example, "--out", "no/such/out", "--assets", "no/such"], none),
        (&["check", "--content", example, "--service", "Pantry"], none),
        (&["import", dist], none),
        (&["import", &blank, "--out", "no/such/out"], none),
        (&["release", "--content", example, "--date", "2026-03-03", "--retire", "a=b"], none),
        (&["diff", "--content", example, "--overlay", empty], none),
        (&["diff", "--content", example, &file], none),
        (&["diff", "--content", example, "bot:x"], none),
        (&["bot"], &[("DISCORD_TOKEN", "a.b"), ("DISCORD_API_BASE", "https://discord.example/api")]),
        (&["preview", "/privacy topic:xyzzy", "--view", "evidence"], none),
        (&["build", "--content", example, "--out", &inside_file], none),
        (&["new", &inside_file], none),
        (&["diff", "--content", example, "main"], &[("PATH", "")]),
        (&["diff", "--content", example, &empty_json], none),
        (&["import", &no_text, "--out", "no/such/out"], none),
        (&["import", &inside_file], none),
        (&["import", &policy, "--out", &latin], none),
        (&["new", &file], none),
        (&["import", &policy, "--out", &file], none),
        (&["serve", "--watch", "--content", example, "--dist", &file], none),
    ];
    let mut printed = String::new();
    for (args, variables) in cases {
        let output = carrot(args).envs(variables.iter().copied()).output().unwrap();
        assert!(output.stdout.is_empty(), "{args:?}");
        let set = variables.iter().map(|(name, value)| format!("{name}={value} ")).collect::<String>();
        let error = text(&output.stderr);
        assert!(error.starts_with("carrot: ") && error.lines().count() == 1, "{args:?}: {error}");
        let code = output.status.code().unwrap();
        printed += &format!("$ {set}carrot {}\n{error}exit code {code}\n\n", args.join(" "));
    }
    // Paths and ports differ between runs.
    for (value, name) in [(example, "CONTENT"), (empty, "EMPTY"), (dist, "DIST"), (taken.as_str(), "TAKEN"), (port.as_str(), "PORT")] {
        printed = printed.replace(value, name);
    }
    expect_file!["errors.txt"].assert_eq(&printed);
}

/// A variable's value may be a secret that was put into the wrong variable, and logs are kept.
#[test]
fn help_and_errors_show_no_secret() {
    let keys = [("DISCORD_PUBLIC_KEY", "hush"), ("DISCORD_TOKEN", "hush")];
    let others = ["CONTENT_DIR", "DIST", "LOG", "PORT", "PUBLIC_URL"].map(|name| (name, "hush"));
    for (args, others) in [
        (&["--help"][..], &others[..]),
        (&["serve", "--help"], &others),
        (&["help", "serve"], &others),
        (&["doctor", "--help"], &others),
        (&["serve", "--dist", "no/such"], &[]),
    ] {
        let output = carrot(args).envs(keys).envs(others.iter().copied()).output().unwrap();
        assert!(!text(&[output.stdout, output.stderr].concat()).contains("hush"), "{args:?}");
    }
}

/// `--addr` accepts a host name; the system resolves it.
#[test]
fn addr_with_a_host_name_is_accepted() {
    let mut printed = BTreeSet::new();
    for addr in ["localhost:0", "[::1]:0", "0.0.0.0:0"] {
        let output = run(&["serve", "--dist", "no/such", "--addr", addr]);
        // The address is accepted, so the folder is read.
        printed.insert(text(&output.stderr));
    }
    expect![[r#"
        carrot: there is no folder `no/such`: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
    "#]]
    .assert_eq(&printed.into_iter().collect::<String>());
}

#[cfg(unix)]
#[test]
fn error_names_the_variable_that_is_not_utf8() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let invalid = OsStr::from_bytes(b"https://\xff");
    // A folder may have any name, and the other variables are not used by this command.
    let unused = ["CONTENT_OVERLAY", "DIST", "DISCORD_PUBLIC_KEY", "PORT", "LOG"].map(|name| (name, invalid));
    for others in [&[][..], &unused] {
        let output = carrot(&["preview", "/privacy"]).env("PUBLIC_URL", invalid).envs(others.iter().copied()).output().unwrap();
        expect![[r#"
            carrot: the environment variable PUBLIC_URL cannot be used: it is not text in UTF-8
        "#]]
        .assert_eq(&text(&output.stderr));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[cfg(unix)]
#[test]
fn error_about_invalid_utf8_is_one_line() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let run = |args: &[&[u8]], variables: &[(&str, &str)]| {
        let mut command = carrot(&[]);
        command.args(args.iter().map(|arg| OsStr::from_bytes(arg))).envs(variables.iter().copied());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        text(&output.stderr)
    };
    expect![[r#"
        carrot: unexpected argument '--x�' found (see `carrot --help`)
    "#]]
    .assert_eq(&run(&[b"--x\xff"], &[]));
    expect![[r#"
        carrot: the environment variable PORT cannot be used: it is not a port from 0 to 65535, such as 8080
    "#]]
    .assert_eq(&run(&[b"serve", b"--dist", b"\xff"], &[("PORT", "http")]));
    // The command line takes precedence over the variable, so the error does not name the variable.
    expect![[r#"
        carrot: invalid UTF-8 was detected in one or more arguments (see `carrot serve --help`)
    "#]]
    .assert_eq(&run(&[b"serve", b"--port=\xff"], &[("PORT", "http")]));
}

/// Output to a full disk is an error; output to a closed pipe, as by `head`, is not.
#[cfg(target_os = "linux")]
#[test]
fn error_about_unwritable_output_is_one_line() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = carrot(&["preview", "/privacy"]).stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    let folder = carrot(&["new", "/proc/carrot"]).output().unwrap();
    assert_eq!((output.status.code(), folder.status.code()), (Some(1), Some(1)));
    expect![[r#"
        carrot: `standard output` cannot be written: No space left on device (os error 28): free some space there, or send the output to another file
        carrot: `/proc/carrot/bot/policy.md` cannot be written: No such file or directory (os error 2): create the folder that it is in, or name another folder
    "#]].assert_eq(&text(&[output.stderr, folder.stderr].concat()));
}

/// Empty variables are treated as unset.
#[test]
fn empty_variables_are_ignored() {
    let empty = ["CONTENT_DIR", "PUBLIC_URL", "DIST", "PORT", "LOG", "PROXIES"].map(|name| (name, " "));
    let output = carrot(&["preview", "/privacy"]).envs(empty).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// `check` has an option --content of its own, because its default differs.
#[test]
fn check_accepts_content_before_and_after_its_name() {
    let example = content();
    for args in [["--content", example.as_str(), "check"], ["check", "--content", example.as_str()]] {
        let output = carrot(&args).env("CONTENT_DIR", "no/such").output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    }
}

/// A page with an unreadable file is not served. Root may read every file, so the test then runs the program as another user.
#[cfg(unix)]
#[test]
fn error_about_an_unreadable_file_is_one_line() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    const UNPRIVILEGED: u32 = 65534;
    let dist = dist();
    let file = dist.join("a.txt");
    fs::write(&file, "a").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o0)).unwrap();
    fs::set_permissions(dist.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut printed = String::new();
    for args in [&["serve", "--addr", "127.0.0.1:0"][..], &["headers", "--write"]] {
        let mut command = carrot(&[args, &["--dist", dist.as_str()]].concat());
        if fs::read(&file).is_ok() {
            // Other users may not enter the build folder. Another process makes the copy, because Linux runs no file that is open for
            // writing.
            let copy = dist.path().with_extension("program");
            assert!(Command::new("cp").arg(command.get_program()).arg(&copy).status().unwrap().success());
            let mut other = Command::new(copy);
            other.args(command.get_args()).uid(UNPRIVILEGED).gid(UNPRIVILEGED).env_clear().stdin(Stdio::null());
            command = other;
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        printed += &text(&output.stderr).replace(dist.as_str(), "DIST");
    }
    expect![[r#"
        carrot: `DIST/a.txt` cannot be read: Permission denied (os error 13): allow this user to read it, or build the page again
        carrot: `DIST/a.txt` cannot be read: Permission denied (os error 13): allow this user to read it, or build the page again
    "#]]
    .assert_eq(&printed);
    let _ = fs::remove_file(dist.path().with_extension("program"));
}

#[test]
fn headers_command_prints_one_format_or_writes_all() {
    let dist = dist();
    let folder = dist.as_str();
    let printed = carrot(&["headers", "--dist", folder, "nginx"]).env("PUBLIC_URL", "https://bot.example/privacy").output().unwrap();
    let printed = text(&printed.stdout);
    assert!(printed.contains("add_header Strict-Transport-Security ") && !printed.contains("map "));
    let printed =
        carrot(&["headers", "--dist", folder, "nginx-maps"]).env("PUBLIC_URL", "https://bot.example/privacy").output().unwrap();
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
    // Writing them again changes nothing, because they do not count as files of the page.
    assert!(run(&["headers", "--dist", folder, "--write"]).status.success());
    assert_eq!(names.map(|name| fs::read_to_string(dist.join(name)).unwrap()).to_vec(), written);
}

/// Waits until a program serves, and returns its address.
#[cfg(unix)]
fn wait_for_address(log: &mut impl BufRead) -> std::net::SocketAddr {
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    line.split("http://").nth(1).expect(&line).trim_end_matches(['"', '}', '\n']).parse().expect(&line)
}

/// The log has a line for each request, without anything about the client.
#[cfg(unix)]
#[test]
fn log_contains_nothing_about_clients() {
    let dist = dist();
    let args = ["serve", "--dist", dist.as_str(), "--addr", "127.0.0.1:0", "--log", "debug", "--log-format", "json"];
    let mut child = Running(carrot(&args).stderr(Stdio::piped()).spawn().unwrap());
    let mut log = BufReader::new(child.0.stderr.take().unwrap());
    let addr = wait_for_address(&mut log);
    for path in ["/?q=hush", "/hush", "/index.html?hush", "/healthz"] {
        assert!(get(addr, path).starts_with("HTTP/1.1 "));
    }
    child.terminate();
    assert_eq!(child.0.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    let lines: Vec<Value> = rest.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(answered.iter().map(|line| line["status"].as_u64().unwrap()).collect::<Vec<_>>(), [200, 404, 200, 200]);
    assert!(answered.iter().all(|line| line["id"].is_string() && line["kind"].is_string()), "{rest}");
    assert!(!rest.contains("hush") && !rest.contains("127.0.0.1"), "{rest}");
}

/// A valid signature with another time suggests a wrong clock, so the server logs a warning, at most once a minute.
#[cfg(unix)]
#[test]
fn a_signature_refused_for_its_age_is_logged_once() {
    use std::io::Write;

    use ed25519_dalek::{Signer, SigningKey};
    let key = SigningKey::from_bytes(&[7; 32]);
    let dist = dist();
    let mut command = carrot(&["serve", "--dist", dist.as_str(), "--addr", "127.0.0.1:0"]);
    command.env("DISCORD_PUBLIC_KEY", hex(key.verifying_key().as_bytes()));
    let mut child = Running(command.stderr(Stdio::piped()).spawn().unwrap());
    let mut log = BufReader::new(child.0.stderr.take().unwrap());
    let addr = wait_for_address(&mut log);
    let signature = hex(&key.sign(br#"1000{"type":1}"#).to_bytes());
    for (signature, times) in [("0".repeat(128), 2), (signature, 3)] {
        for _ in 0..times {
            let mut stream = std::net::TcpStream::connect(addr).unwrap();
            let head = format!(
                "POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 10\r\nx-signature-timestamp: 1000\r\n\
                 x-signature-ed25519: {signature}\r\n\r\n{{\"type\":1}}"
            );
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        }
    }
    child.terminate();
    assert_eq!(child.0.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    expect![[r#"
         WARN signed requests were refused because of their age: set this machine's clock, or raise INTERACTION_MAX_AGE_S refused=1
         INFO asked to stop: finishing the requests in progress
         INFO stopped
    "#]]
    .assert_eq(rest.replace("\n ", "\n").trim_start());
}

/// If the log cannot be written, the server continues.
#[cfg(target_os = "linux")]
#[test]
fn server_continues_if_the_log_cannot_be_written() {
    let dist = dist();
    // The server cannot print its port, so get a free one from the system.
    let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let args = ["serve", "--dist", dist.as_str(), "--addr", &addr.to_string(), "--log", "debug"];
    let mut child = Running(carrot(&args).stdout(full()).stderr(full()).spawn().unwrap());
    while std::net::TcpStream::connect(addr).is_err() {
        assert!(child.0.try_wait().unwrap().is_none(), "the server ended");
        std::thread::yield_now();
    }
    for _ in 0..10 {
        assert!(get(addr, "/").starts_with("HTTP/1.1 200"));
    }
    child.terminate();
    assert_eq!(child.0.wait().unwrap().code(), Some(0));
}

/// The server uses the port from the environment, logs that interactions are off, and ends with
/// success on SIGTERM, also if it is sent twice.
#[cfg(unix)]
#[test]
fn serve_stops_with_success_on_sigterm() {
    let dist = dist();
    dist.write("index.html.gz", "no gzip");
    assert!(run(&["headers", "--dist", dist.as_str(), "--write"]).status.success());
    let child = carrot(&["serve", "--dist", dist.as_str()]).env("PORT", "0").stderr(Stdio::piped()).spawn();
    let mut child = Running(child.unwrap());
    let mut log = BufReader::new(child.0.stderr.take().unwrap());
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    assert!(line.starts_with(" INFO serving the page and POST /interactions files=1 at=\"http://"), "{line}");
    // It listens on every address of the machine, IPv4 and IPv6.
    let port: u16 = line.trim_end().trim_end_matches('"').rsplit(':').next().unwrap().parse().unwrap();
    assert!(get(([127, 0, 0, 1], port).into(), "/healthz").starts_with("HTTP/1.1 200"));
    if TcpListener::bind("[::1]:0").is_ok() {
        assert!(get((std::net::Ipv6Addr::LOCALHOST, port).into(), "/healthz").starts_with("HTTP/1.1 200"));
    }
    line.clear();
    log.read_line(&mut line).unwrap();
    for _ in 0..2 {
        child.terminate();
    }
    assert_eq!(child.0.wait().unwrap().code(), Some(0));
    log.read_to_string(&mut line).unwrap();
    // A snapshot cannot begin each line with a space.
    let line = line.replace("\n ", "\n").replace(dist.as_str(), "DIST");
    expect![[r#"
        WARN this compressed file does not match the file beside it, so it is not sent: build the page again file=DIST/index.html.gz
        WARN DISCORD_PUBLIC_KEY is not set: the page is served, and /interactions answers 503
        INFO asked to stop: finishing the requests in progress
        INFO stopped
    "#]]
    .assert_eq(line.trim_start());
}
