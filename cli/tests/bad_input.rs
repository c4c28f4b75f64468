//! Tests that bad input ends the program before anything starts, with one sentence that says how to
//! fix it. The exit code is 2 for the command line and variables, and 1 for everything else.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    fs,
    process::{Command, Output, Stdio},
};

use carrot_testing::{Folder, example_files};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carrot")).args(args).env_clear().stdin(Stdio::null()).output().unwrap()
}

/// Asserts that the program ended with this sentence and this exit code.
#[track_caller]
fn assert_refused(output: &Output, code: i32, sentence: &str) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), format!("carrot: {sentence}\n"));
    assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0));
}

/// Creates a folder that can be served.
fn dist() -> Folder {
    let dist = Folder::new();
    dist.write("index.html", "<!doctype html>");
    dist.write("app.js", "app()");
    assert!(run(&["headers", "--write", "--dist", dist.as_str()]).status.success());
    dist
}

#[test]
fn clap_suggests_the_nearest_name() {
    for (args, sentence) in [
        (&["srve"][..], "unrecognized subcommand 'srve'; a similar subcommand exists: 'serve'"),
        (&["chek"], "unrecognized subcommand 'chek'; a similar subcommand exists: 'check'"),
        (&["build", "--asets", "x"], "unexpected argument '--asets' found; a similar argument exists: '--assets'"),
        (
            &["serve", "--log", "infos"],
            "invalid value 'infos' for '--log <LOG>' [possible values: error, warn, info, debug]; a similar value exists: 'info'",
        ),
        (
            &["headers", "cady"],
            "invalid value 'cady' for '[HOST]' [possible values: _headers, nginx, nginx-maps, caddy, heroku]; a similar value exists: 'caddy'",
        ),
    ] {
        assert_refused(&run(args), 2, sentence);
    }
}

/// Damage to a folder, and the sentence about it.
type Case = (fn(&Folder), String);

#[test]
fn incomplete_folders_are_not_served() {
    let way_out = "build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist";
    let altered = "is not the file that was built: it was changed, or not copied completely";
    let cases: [Case; 5] = [
        (
            |dist| fs::remove_file(dist.join("headers.json")).unwrap(),
            "there is no `headers.json` in `DIST`: write it with `carrot headers --write`, or WAY_OUT".to_owned(),
        ),
        (
            |dist| {
                let json = fs::read_to_string(dist.join("headers.json")).unwrap();
                drop(dist.write("headers.json", json.replacen("\"version\":", "\"version\":9", 1)));
            },
            "`DIST/headers.json` was written by another version of carrot: WAY_OUT".to_owned(),
        ),
        (
            |dist| {
                let json = fs::read_to_string(dist.join("headers.json")).unwrap();
                drop(dist.write("headers.json", &json[..json.len() / 2]));
            },
            format!("`DIST/headers.json` {altered}: WAY_OUT"),
        ),
        (
            |dist| fs::remove_file(dist.join("app.js")).unwrap(),
            "`DIST/app.js` is missing, so the folder was not copied completely: WAY_OUT".to_owned(),
        ),
        (|dist| drop(dist.write("app.js", "app(")), format!("`DIST/app.js` {altered}: WAY_OUT")),
    ];
    for (damage, sentence) in cases {
        let dist = dist();
        damage(&dist);
        let output = run(&["serve", "--addr", "127.0.0.1:0", "--dist", dist.as_str()]);
        assert_refused(&output, 1, &sentence.replace("DIST", dist.as_str()).replace("WAY_OUT", way_out));
    }
}

/// Runs the program as a user without rights. Root may read every file and listen on every port.
#[cfg(unix)]
fn run_without_rights(folder: &Folder, args: &[&str]) -> Output {
    use std::os::unix::process::CommandExt;
    const UNPRIVILEGED: u32 = 65534;
    let probe = folder.join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, std::os::unix::fs::PermissionsExt::from_mode(0o0)).unwrap();
    if fs::read(&probe).is_err() {
        return run(args);
    }
    // Other users may not enter the build folder. Another process makes the copy, because Linux runs no file that is open for writing.
    let copy = folder.join("program");
    assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_carrot")).arg(&copy).status().unwrap().success());
    Command::new(copy).args(args).uid(UNPRIVILEGED).gid(UNPRIVILEGED).env_clear().stdin(Stdio::null()).output().unwrap()
}

/// Creates a folder that other users may enter.
#[cfg(unix)]
fn open_folder() -> Folder {
    let folder = Folder::new();
    fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn unreadable_content_is_one_sentence() {
    use std::os::unix::fs::PermissionsExt;
    let (content, programs) = (open_folder(), open_folder());
    content.write_all(&example_files());
    let file = content.join("bot/policy.md");
    content.write("bot/policy.md", "# Policy {#policy}\n");
    for locked in [&file, &content.join("bot")] {
        let mode = fs::metadata(locked).unwrap().permissions();
        fs::set_permissions(locked, fs::Permissions::from_mode(0o0)).unwrap();
        for args in [&["preview", "/privacy"][..], &["check"], &["build", "--out", "unused"]] {
            let output = run_without_rights(&programs, &[args, &["--content", content.as_str()]].concat());
            let text = String::from_utf8(output.stderr).unwrap();
            let begin = format!("carrot: `{}` cannot be read: Permission denied", locked.display());
            assert!(text.starts_with(&begin) && text.lines().count() == 1, "{args:?}: {text}");
            assert_eq!(output.status.code(), Some(1), "{args:?}");
        }
        fs::set_permissions(locked, mode).unwrap();
    }
}

/// A folder that this user may not enter is not the same as a missing one: building the page again would not help.
#[cfg(unix)]
#[test]
fn site_below_a_locked_folder_is_not_missing() {
    use std::os::unix::fs::PermissionsExt;
    let (parent, programs) = (open_folder(), open_folder());
    let dist = parent.join("locked/dist");
    fs::create_dir_all(&dist).unwrap();
    let locked = parent.join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o0)).unwrap();
    let output = run_without_rights(&programs, &["serve", "--dist", dist.to_str().unwrap()]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    let cause = "Permission denied (os error 13): let this user read it, or build the page again";
    assert_refused(&output, 1, &format!("`{}` cannot be read: {cause}", dist.display()));
}

#[cfg(target_os = "linux")]
#[test]
fn port_without_permission_is_one_sentence() {
    let first = fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    if first.is_ok_and(|first| first.trim() == "0") {
        // Here every user may listen on every port. A unit test in `carrot-server` covers the sentence.
        return;
    }
    let (dist, programs) = (dist(), open_folder());
    fs::set_permissions(dist.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for (args, place, flag) in [(["--addr", "127.0.0.1:1"], "`127.0.0.1:1`", "--addr"), (["--port", "1"], "port 1", "--port")] {
        let output = run_without_rights(&programs, &[&["serve", "--dist", dist.as_str()][..], &args].concat());
        assert_refused(&output, 1, &format!("no permission to listen on {place}: choose a port from 1024 to 65535 with {flag}"));
    }
}
