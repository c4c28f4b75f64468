//! Tests that bad input ends the program before anything starts, with one line that names the fix. The exit code is 2 for invalid
//! arguments, variables and names of content, and 1 for all others, such as missing files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    fs,
    process::{Command, Output, Stdio},
};

use carrot_testing::{Folder, example_files};
use expect_test::expect;

use crate::process::{carrot, run};

/// Asserts that the program printed only errors, and returns them with the exit code.
#[track_caller]
fn refusal(output: &Output) -> String {
    assert_eq!((output.stdout.len(), output.status.success()), (0, false), "{output:?}");
    format!("{}exit code {}\n", String::from_utf8_lossy(&output.stderr), output.status.code().unwrap())
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
fn errors_about_typos_suggest_the_nearest_name() {
    let commands: [&[&str]; 6] =
        [&["srve"], &["chek"], &["prevew"], &["build", "--asets", "x"], &["serve", "--log", "infos"], &["headers", "cady"]];
    let printed = commands.map(|args| refusal(&run(args))).concat();
    expect![[r#"
        carrot: unrecognized subcommand 'srve'; a similar subcommand exists: 'serve'
        exit code 2
        carrot: unrecognized subcommand 'chek'; a similar subcommand exists: 'check'
        exit code 2
        carrot: unrecognized subcommand 'prevew'; a similar subcommand exists: 'preview'
        exit code 2
        carrot: unexpected argument '--asets' found; a similar argument exists: '--assets'
        exit code 2
        carrot: invalid value 'infos' for '--log <LOG>' [possible values: error, warn, info, debug]; a similar value exists: 'info'
        exit code 2
        carrot: invalid value 'cady' for '[HOST]' [possible values: _headers, nginx, nginx-maps, caddy, heroku]; a similar value exists: 'caddy'
        exit code 2
    "#]].assert_eq(&printed);
}

#[test]
fn negative_numbers_are_invalid_values() {
    let commands: [&[&str]; 4] = [
        &["serve", "--port", "-1"],
        &["serve", "--proxies", "-1"],
        &["register", "--guild", "-1"],
        &["preview", "/privacy", "--page", "-1"],
    ];
    let printed = commands.map(|args| refusal(&run(args))).concat();
    expect![[r#"
        carrot: invalid value '-1' for '--port <PORT>': it is not a port from 0 to 65535, such as 8080 (see `carrot serve --help`)
        exit code 2
        carrot: invalid value '-1' for '--proxies <N>': it is not a number of proxies, such as 1 on Heroku (see `carrot serve --help`)
        exit code 2
        carrot: invalid value '-1' for '--guild <ID>': a server's id has only digits (see `carrot register --help`)
        exit code 2
        carrot: invalid value '-1' for '--page <N>': it is not the number of a page, such as 2 (see `carrot preview --help`)
        exit code 2
    "#]]
    .assert_eq(&printed);
}

/// The site has `.md` and `.toml` files, which would be read as content.
#[test]
fn site_in_the_content_folder_is_refused() {
    let content = Folder::new();
    content.write_all(&example_files());
    let dir = content.as_str();
    let inside = content.text("site/dist");
    let mut printed = String::new();
    for (args, current_dir) in [
        (&["build", "--content", dir, "--out", &inside][..], "."),
        (&["build", "--content", "."], dir),
        (&["serve", "--content", dir, "--watch", "--dist", &inside, "--addr", "127.0.0.1:0"], "."),
    ] {
        let output = carrot(args).current_dir(current_dir).output().unwrap();
        printed += &refusal(&output).replace(dir, "CONTENT");
    }
    assert!(!content.join("dist").exists() && !content.join("site").exists());
    expect![[r#"
        carrot: `CONTENT/site/dist` is in the content folder `CONTENT`, so its files would be read as content: name a folder outside of it with --out
        exit code 2
        carrot: `dist` is in the content folder `.`, so its files would be read as content: name a folder outside of it with --out
        exit code 2
        carrot: `CONTENT/site/dist` is in the content folder `CONTENT`, so its files would be read as content: name a folder outside of it with --dist
        exit code 2
    "#]].assert_eq(&printed);
}

#[test]
fn unused_content_options_are_refused() {
    let commands: [&[&str]; 6] = [
        &["import", "PRIVACY.md", "--content", "my-bot"],
        &["--content", "my-bot", "import", "PRIVACY.md"],
        &["import", "PRIVACY.md", "--overlay", "own"],
        &["new", "my-bot", "--content", "other"],
        &["headers", "nginx", "--content", "my-bot"],
        &["completions", "bash", "--overlay", "own"],
    ];
    let printed = commands.map(|args| refusal(&run(args))).concat();
    expect![[r#"
        carrot: `carrot import` does not use --content: leave it out (see `carrot import --help`)
        exit code 2
        carrot: `carrot import` does not use --content: leave it out (see `carrot import --help`)
        exit code 2
        carrot: `carrot import` does not use --overlay: leave it out (see `carrot import --help`)
        exit code 2
        carrot: `carrot new` does not use --content: leave it out (see `carrot new --help`)
        exit code 2
        carrot: `carrot headers` does not use --content: leave it out (see `carrot headers --help`)
        exit code 2
        carrot: `carrot completions` does not use --overlay: leave it out (see `carrot completions --help`)
        exit code 2
    "#]]
    .assert_eq(&printed);
}

/// The variables of the options may be set for other commands.
#[test]
fn unused_content_variables_are_ignored() {
    let folder = Folder::new();
    let (from, to) = (folder.write("PRIVACY.md", "# Privacy\n\n## Data\n\nThe bot stores names.\n"), folder.text("imported"));
    for args in [&["completions", "bash"][..], &["new", &folder.text("new")], &["import", from.to_str().unwrap(), "--out", &to]] {
        let output = carrot(args).env("CONTENT_DIR", "no/such").env("CONTENT_OVERLAY", "no/such").output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    }
    assert!(folder.join("new/bot/policy.md").exists() && folder.join("imported/bot/policy.md").exists());
}

#[test]
fn incomplete_folders_are_not_served() {
    let damages: [fn(&Folder); 5] = [
        |dist| fs::remove_file(dist.join("headers.json")).unwrap(),
        |dist| {
            let json = fs::read_to_string(dist.join("headers.json")).unwrap();
            drop(dist.write("headers.json", json.replacen("\"version\":", "\"version\":9", 1)));
        },
        |dist| {
            let json = fs::read_to_string(dist.join("headers.json")).unwrap();
            drop(dist.write("headers.json", &json[..json.len() / 2]));
        },
        |dist| fs::remove_file(dist.join("app.js")).unwrap(),
        |dist| drop(dist.write("app.js", "app(")),
    ];
    let mut printed = String::new();
    for damage in damages {
        let dist = dist();
        damage(&dist);
        let output = run(&["serve", "--addr", "127.0.0.1:0", "--dist", dist.as_str()]);
        printed += &refusal(&output).replace(dist.as_str(), "DIST");
    }
    // A file is in the place of a parent folder.
    let dist = dist();
    let inside_file = dist.text("index.html/dist");
    for args in [&["headers", "--write", "--dist", &inside_file][..], &["serve", "--dist", &inside_file]] {
        printed += &refusal(&run(args)).replace(dist.as_str(), "DIST");
    }
    expect![[r#"
        carrot: there is no `headers.json` in `DIST`: write it with `carrot headers --write`, or build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        exit code 1
        carrot: `DIST/headers.json` was written by another version of carrot: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        exit code 1
        carrot: `DIST/headers.json` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        exit code 1
        carrot: `DIST/app.js` is missing, so the folder was not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        exit code 1
        carrot: `DIST/app.js` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        exit code 1
        carrot: `DIST/index.html/dist` cannot be read: Not a directory (os error 20): name a folder with --dist
        exit code 1
        carrot: `DIST/index.html/dist` cannot be read: Not a directory (os error 20): name a folder with --dist
        exit code 1
    "#]].assert_eq(&printed);
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

/// A file is in the place of a folder, or the folder may not be written.
#[cfg(unix)]
#[test]
fn errors_about_folders_that_cannot_be_written_name_another_one() {
    use std::os::unix::fs::PermissionsExt;
    let (content, programs, dist) = (open_folder(), open_folder(), dist());
    content.write_all(&example_files());
    fs::remove_file(dist.join("_headers")).unwrap();
    fs::create_dir(dist.join("_headers")).unwrap();
    let mut printed = refusal(&run(&["headers", "--write", "--dist", dist.as_str()])).replace(dist.as_str(), "DIST");
    fs::set_permissions(content.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let args = ["release", "--content", content.as_str(), "--date", "2026-01-31", "--note", "The first edition."];
    printed += &refusal(&run_without_rights(&programs, &args)).replace(content.as_str(), "CONTENT");
    fs::set_permissions(content.path(), fs::Permissions::from_mode(0o755)).unwrap();
    expect![[r#"
        carrot: `DIST/_headers` cannot be written: Is a directory (os error 21): move away the file or folder that is in the way, or name another folder with --dist
        exit code 1
        carrot: `CONTENT/history/0001-2026-01-31.json.gz` cannot be written: Permission denied (os error 13): allow this user to write there, or release a copy of the folder
        exit code 1
    "#]].assert_eq(&printed);
}

#[cfg(unix)]
#[test]
fn unreadable_content_error_has_path() {
    use std::os::unix::fs::PermissionsExt;
    let (content, programs) = (open_folder(), open_folder());
    content.write_all(&example_files());
    let file = content.join("bot/policy.md");
    content.write("bot/policy.md", "# Policy {#policy}\n");
    let mut printed = String::new();
    for locked in [&file, &content.join("bot")] {
        let mode = fs::metadata(locked).unwrap().permissions();
        fs::set_permissions(locked, fs::Permissions::from_mode(0o0)).unwrap();
        for args in [&["preview", "/privacy"][..], &["check"], &["build", "--out", "unused"]] {
            let output = run_without_rights(&programs, &[args, &["--content", content.as_str()]].concat());
            printed += &format!("$ carrot {}\n{}", args[0], refusal(&output).replace(content.as_str(), "CONTENT"));
        }
        fs::set_permissions(locked, mode).unwrap();
    }
    expect![[r#"
        $ carrot preview
        carrot: `CONTENT/bot/policy.md` cannot be read: Permission denied (os error 13): allow this user to read it
        exit code 1
        $ carrot check
        carrot: `CONTENT/bot/policy.md` cannot be read: Permission denied (os error 13): allow this user to read it
        exit code 1
        $ carrot build
        carrot: `CONTENT/bot/policy.md` cannot be read: Permission denied (os error 13): allow this user to read it
        exit code 1
        $ carrot preview
        carrot: `CONTENT/bot` cannot be read: Permission denied (os error 13): allow this user to read it
        exit code 1
        $ carrot check
        carrot: `CONTENT/bot` cannot be read: Permission denied (os error 13): allow this user to read it
        exit code 1
        $ carrot build
        carrot: `CONTENT/bot` cannot be read: Permission denied (os error 13): allow this user to read it
        exit code 1
    "#]]
    .assert_eq(&printed);
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
    expect![[r#"
        carrot: `DIST` cannot be read: Permission denied (os error 13): allow this user to read it, or build the page again
        exit code 1
    "#]]
    .assert_eq(&refusal(&output).replace(dist.to_str().unwrap(), "DIST"));
}

#[cfg(target_os = "linux")]
#[test]
fn port_without_permission_names_flag() {
    let first = fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    if first.is_ok_and(|first| first.trim() == "0") {
        // Here every user may listen on every port. A unit test in `carrot-server` covers the message.
        return;
    }
    let (dist, programs) = (dist(), open_folder());
    fs::set_permissions(dist.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let options = [["--addr", "127.0.0.1:1"], ["--port", "1"]];
    let printed = options.map(|option| {
        let output = run_without_rights(&programs, &[&["serve", "--dist", dist.as_str()][..], &option].concat());
        refusal(&output)
    });
    expect![[r#"
        carrot: no permission to listen on `127.0.0.1:1`: choose a port from 1024 to 65535 with --addr
        exit code 1
        carrot: no permission to listen on port 1: choose a port from 1024 to 65535 with --port
        exit code 1
    "#]]
    .assert_eq(&printed.concat());
}
