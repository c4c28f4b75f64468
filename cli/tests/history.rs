//! Tests `carrot release`, `carrot diff` and `carrot check` with editions, and their errors.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use crate::{
    editions::ExampleContent,
    process::{carrot, text},
};
use carrot_testing::content_dir;
use expect_test::{expect, expect_file};
use serde_json::Value;

#[test]
fn release_writes_an_edition_and_a_summary() {
    let content = ExampleContent::new();
    let printed = content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    let folder = content.path().to_str().unwrap();
    expect![[r#"
        released edition 1 of 2026-01-31: `CONTENT/history/0001-2026-01-31.json.gz` and `CONTENT/history/0001-2026-01-31.md`
    "#]]
    .assert_eq(&printed.replace(folder, "CONTENT"));
    assert!(fs::read_to_string(content.history_file("0001-2026-01-31.md")).unwrap().contains("First edition."));
    let size = fs::metadata(content.history_file("0001-2026-01-31.json.gz")).unwrap().len();
    assert!(size < 30_000, "{size}: small enough for years of editions");

    let printed = content.ok(&["release", "--date", "2026-02-01"]);
    expect![[r#"
        nothing changed since edition 1 of 2026-01-31: there is nothing to release
    "#]]
    .assert_eq(&printed);

    content.keep_longer();
    expect![[r#"
        carrot: 1 change promises less than the last edition, and the note does not name `account-number`: `carrot diff` shows what changed; say why in --note or `history/next.md`
    "#]].assert_eq(&content.error(&["release", "--date", "2026-03-03", "--note", "Better than ever."]));
    content.ok(&["release", "--date", "2026-03-03", "--note", "account-number: kept longer, for invoices."]);
    let summary = fs::read_to_string(content.history_file("0002-2026-03-03.md")).unwrap();
    for part in ["# Edition 2, 2026-03-03", "## Promises less (1)", "Before: As long as a reminder", "Now: As long as necessary"] {
        assert!(summary.contains(part), "{part}: {summary}");
    }
    expect![[r#"
        Nothing changed in what this policy states.
    "#]]
    .assert_eq(&content.ok(&["diff"]));
    assert_eq!(content.ok(&["check", "--deny", "weaker"]), content.ok(&["check"]));

    // The same content gives the same bytes.
    let again = ExampleContent::new();
    again.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    for name in ["0001-2026-01-31.json.gz", "0001-2026-01-31.md"] {
        assert_eq!(fs::read(content.history_file(name)).unwrap(), fs::read(again.history_file(name)).unwrap(), "{name}");
    }
}

#[test]
fn weaker_promise_is_a_warning_until_the_note_names_it() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    content.keep_longer();
    let warned = content.ok(&["check"]);
    assert!(warned.contains("warning[weaker]: "), "{warned}");
    assert!(warned.contains("bot/data.toml:"), "{warned}");
    let denied = content.run(&["check", "--deny", "weaker", "--json"]);
    assert_eq!(denied.status.code(), Some(1));
    let diagnostics: Value = serde_json::from_slice(&denied.stdout).unwrap();
    let weaker = diagnostics.as_array().unwrap().iter().find(|diagnostic| diagnostic["code"] == "weaker").unwrap();
    assert_eq!(weaker["severity"], "error");
    expect![[r#"
        this promises less than edition 1 of 2026-01-31: Account number: How long it is kept: As long as necessary, was As long as a reminder of yours
        if that is meant, name `account-number` in `history/next.md` and say why: it becomes the release note
    "#]].assert_eq(&format!("{}\n{}\n", weaker["message"].as_str().unwrap(), weaker["hint"].as_str().unwrap()));

    fs::write(content.history_file("next.md"), "`account-number` is kept longer, because invoices need it.\n").unwrap();
    assert!(!content.ok(&["check", "--deny", "weaker"]).contains("[weaker]"));
    content.ok(&["release", "--date", "2026-03-03"]);
    assert!(!content.history_file("next.md").exists(), "the note is in the edition now");
    assert!(fs::read_to_string(content.history_file("0002-2026-03-03.md")).unwrap().contains("because invoices need it"));
}

/// Runs git in a folder.
fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    let output = Command::new("git").arg("-C").arg(folder).args(identity).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}");
}

#[test]
fn diff_accepts_editions_folders_files_and_revisions() {
    let content = ExampleContent::new();
    let git = |args: &[&str]| git(content.path(), args);
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--no-gpg-sign", "-m", "One"]);
    // The hash of a commit may have digits only, as this name has.
    git(&["tag", "1234567"]);
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    content.keep_longer();
    let expected = content.ok(&["diff"]);
    assert!(expected.starts_with("## Promises less (1)\n"), "{expected}");
    let folder = content.path().to_str().unwrap();
    let packed = content.history_file("0001-2026-01-31.json.gz");
    for old in ["1", "last", "2026-01-31", "HEAD", "1234567", packed.to_str().unwrap()] {
        assert_eq!(content.ok(&["diff", old]), expected, "{old}");
        assert_eq!(content.ok(&["diff", old, folder]), expected, "{old}");
    }
    let reverse = content.ok(&["diff", folder, "1", "--json"]);
    let changes: Value = serde_json::from_str(&reverse).unwrap();
    let change = &changes["changes"][0];
    assert_eq!((&change["direction"], &change["aspect"]), (&"stronger".into(), &"retention".into()));
    assert_eq!((&change["party"]["name"], &change["basis"]), (&"Dormouse".into(), &"fact".into()));

    // The message ends with git's own, which depends on its version.
    let (error, code) = content.error_and_code(&["diff", "no-such-thing"]);
    assert!(error.starts_with("carrot: `no-such-thing` is not ") && code == 2, "{code}: {error}");
    let broken = content.path().join("bot/broken.md");
    fs::write(&broken, "# Policy {#policy}\n## A {#a}\n### B {#b}\n\n<b>loud</b>\n").unwrap();
    git(&["add", "bot/broken.md"]);
    git(&["commit", "--quiet", "--no-gpg-sign", "-m", "Two"]);
    fs::remove_file(broken).unwrap();
    expect![[r#"
        carrot: the content in `CONTENT` has errors at the git revision `HEAD`: check it out, and run `carrot check`
    "#]]
    .assert_eq(&content.error(&["diff", "HEAD"]).replace(folder, "CONTENT"));
}

/// After a change of wording, `UPDATE_EXPECT=1 cargo test -p carrot history` writes the snapshot.
#[test]
fn errors_of_release_and_diff_match_their_snapshot() {
    let content = ExampleContent::new();
    let git = |args: &[&str]| git(content.path(), args);
    git(&["init", "--quiet"]);
    git(&["commit", "--quiet", "--no-gpg-sign", "--allow-empty", "-m", "One"]);
    git(&["tag", "nothing"]);
    fs::write(content.path().join("policy.json"), r#"{"policy": {"bot": 5}}"#).unwrap();
    let json = content.path().join("policy.json").to_str().unwrap().to_owned();
    let dated = r#"{"policy": {"sources": [{"id": "a", "title": "A", "kind": "document", "as_of": "yesterday"}]}}"#;
    fs::write(content.path().join("dated.json"), dated).unwrap();
    let dated = content.path().join("dated.json").to_str().unwrap().to_owned();
    let mut printed = String::new();
    let mut refused = |args: &[&str]| {
        let (error, code) = content.error_and_code(args);
        printed += &format!("$ carrot {}\n{error}exit code {code}\n\n", args.join(" "));
    };
    refused(&["diff"]);
    refused(&["diff", "nothing"]);
    refused(&["diff", &json]);
    refused(&["diff", &dated]);
    refused(&["diff", "bot:x"]);
    refused(&["release", "--date", "2026-02-30"]);
    refused(&["release", "--retire", "a"]);
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    refused(&["diff", "7"]);
    refused(&["diff", "2026-02-01"]);
    refused(&["release", "--date", "2026-01-01"]);
    refused(&["release", "--date", "2026-03-03", "--retire", "a=b"]);
    refused(&["release", "--date", "2026-03-03", "--retire", "account-number=language"]);
    content.keep_longer();
    refused(&["release", "--date", "2026-03-03", "--note", "More time."]);
    content.replace("bot/data.toml", "24 hours after it was sent", "30 days after it was sent");
    refused(&["release", "--date", "2026-03-03", "--note", "More time for everything."]);
    content.replace("bot/policy.md", "{#show-command", "{#display-command");
    refused(&["release", "--date", "2026-03-03", "--retire", "show-command=nothing"]);
    fs::create_dir_all(content.history_file("next.md")).unwrap();
    refused(&["release", "--date", "2026-03-03"]);
    let printed = printed.replace(content.path().to_str().unwrap(), "CONTENT");
    expect_file!["snapshots/history.txt"].assert_eq(&printed);
}

/// Returns the hint of the first diagnostic with a code.
fn hint(content: &ExampleContent, code: &str) -> String {
    let diagnostics: Value = serde_json::from_slice(&content.run(&["check", "--json"]).stdout).unwrap();
    let found = diagnostics.as_array().unwrap().iter().find(|diagnostic| diagnostic["code"] == code).unwrap();
    found["hint"].as_str().unwrap().to_owned()
}

#[test]
fn broken_history_is_a_warning_and_stops_release() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-03-03", "--note", "First edition."]);
    let edition = content.history_file("0001-2026-03-03.json.gz");
    let good = fs::read(&edition).unwrap();
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let (mut hints, mut errors) = (BTreeSet::new(), BTreeSet::new());
    for bytes in [&flipped[..], &good[..good.len() / 2], b"", b"no gzip"] {
        fs::write(&edition, bytes).unwrap();
        let warned = content.ok(&["check"]);
        assert!(warned.contains("warning[bad-history]: "), "{warned}");
        hints.insert(hint(&content, "bad-history"));
        errors.insert(content.error(&["release"]).replace(content.path().to_str().unwrap(), "CONTENT"));
        // With `--deny weaker`, a history that cannot be compared is an error.
        let denied = content.run(&["check", "--deny", "weaker"]);
        assert_eq!(denied.status.code(), Some(1));
        assert!(text(&denied.stdout).contains("error[bad-history]"), "{}", text(&denied.stdout));
    }
    let printed: Vec<String> = hints.into_iter().chain(errors).collect();
    expect![[r#"
        until this is fixed, the page is built without its history
        carrot: the history cannot be used: `history/0001-2026-03-03.json.gz`: it is damaged (corrupt gzip stream does not have a matching checksum): restore it from a backup or from version control

        carrot: the history cannot be used: `history/0001-2026-03-03.json.gz`: it is damaged (incomplete deflate stream): restore it from a backup or from version control

        carrot: the history cannot be used: `history/0001-2026-03-03.json.gz`: it is damaged (unexpected end of file): restore it from a backup or from version control
    "#]].assert_eq(&printed.join("\n"));
    fs::write(&edition, &good).unwrap();
    fs::rename(&edition, content.history_file("0002-2026-03-03.json.gz")).unwrap();
    expect![[r#"
        carrot: the history cannot be used: `history/0002-2026-03-03.json.gz`: it contains edition 1 of 2026-03-03: name it `0001-2026-03-03.json.gz`
    "#]].assert_eq(&content.error(&["release"]).replace(content.path().to_str().unwrap(), "CONTENT"));
}

/// If the newest edition is missing, the numbers have no gap, but its summary is still there.
#[test]
fn summary_without_its_edition_is_a_warning_and_stops_release() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    fs::remove_file(content.history_file("0001-2026-01-31.json.gz")).unwrap();
    fs::write(content.history_file("notes.md"), "What the next edition needs.").unwrap();
    let warned = content.ok(&["check"]);
    assert_eq!(warned.matches("[bad-history]").count(), 1, "{warned}");
    expect![[r#"
        carrot: the history cannot be used: `history/0001-2026-01-31.json.gz`: it is missing, but its summary `0001-2026-01-31.md` is there: restore it, or remove the summary
    "#]].assert_eq(&content.error(&["release", "--date", "2026-03-03"]).replace(content.path().to_str().unwrap(), "CONTENT"));
    fs::remove_file(content.history_file("0001-2026-01-31.md")).unwrap();
    content.ok(&["release", "--date", "2026-03-03", "--note", "First edition."]);
}

/// Rejects editions that a newer version wrote, that have no date, or that are in another order than their dates.
#[test]
fn unusable_edition_is_a_warning_and_stops_release() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    content.keep_longer();
    content.ok(&["release", "--date", "2026-03-03", "--note", "account-number: kept longer, for invoices."]);
    let second = "0002-2026-03-03.json.gz";
    let remove = |file: &str| {
        fs::remove_file(content.history_file(file)).unwrap();
        fs::remove_file(content.history_file(&file.replace(".json.gz", ".md"))).unwrap();
    };
    let good = carrot_loader::history::unpacked(&content.history_file(second)).unwrap();
    let mut printed = String::new();
    for (from, to, file) in [
        ("\"format\": 1", "\"format\": 2", second),
        ("\"date\": \"2026-03-03\",", "", second),
        ("\"date\": \"2026-03-03\"", "\"date\": \"2026-01-01\"", "0002-2026-01-01.json.gz"),
    ] {
        remove(second);
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        carrot_loader::history::write(content.path(), file, &text, "").unwrap();
        let warned = content.ok(&["check"]);
        assert_eq!(warned.matches("[bad-history]").count(), 1, "{warned}");
        printed += &content.error(&["release", "--date", "2026-04-04"]).replace(content.path().to_str().unwrap(), "CONTENT");
        // Replies do not depend on the history.
        assert!(!content.ok(&["preview", "/privacy", "--json"]).contains("Changed on"));
        remove(file);
        carrot_loader::history::write(content.path(), second, &good, "").unwrap();
    }
    assert!(!content.ok(&["check"]).contains("bad-history"));
    expect![[r#"
        carrot: the history cannot be used: `history/0002-2026-03-03.json.gz`: a newer version of carrot has written it (format 2, this one reads 1): update carrot
        carrot: the history cannot be used: `history/0002-2026-03-03.json.gz`: the edition has no date: add the day of its release, for example "date": "2026-03-03"
        carrot: the history cannot be used: `history/0002-2026-01-01.json.gz`: edition 2 is dated 2026-01-01, before edition 1 of 2026-01-31: correct the date, or the order
    "#]].assert_eq(&printed);
}

#[test]
fn id_with_another_meaning_is_refused() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    content.replace("bot/fr/bot.toml", "id = \"language\"", "id = \"tongue\"");
    content.replace("bot/data.toml", "id = \"language\"", "id = \"tongue\"");
    content.replace(
        "bot/parties.toml",
        "[[party]]",
        "[[party]]\nid = \"language\"\nname = \"Somebody\"\nkind = \"other\"\n\n[[party]]",
    );
    let warned = content.run(&["check"]);
    let warned = text(&warned.stdout);
    assert!(warned.contains("[reused-id]"), "{warned}");
    expect!["an id never changes its meaning: use a new one"].assert_eq(&hint(&content, "reused-id"));
    expect![[r#"
        carrot: the id `language` was a data item in an earlier edition, and is a party now: an id never changes its meaning, so use a new one
    "#]].assert_eq(&content.error(&["release", "--date", "2026-03-03"]));
}

#[test]
fn check_require_exits_with_0_1_or_2() {
    let content = ExampleContent::new();
    let met = content.ok(&["check", "--require", "Night Watch", "--service", "Pantry"]);
    // The policy declares two services.
    let unmet = content.run(&["check", "--require", "Acorn Act"]);
    assert_eq!(unmet.status.code(), Some(1));
    let mut printed = format!("{met}\n{}\n", text(&unmet.stdout));
    for args in [
        &["check", "--require", "no such framework"][..],
        &["check", "--data", "no such data"],
        &["check", "--require", "Night Watch", "--service", "Attic"],
        &["check", "--service", "Burrow Pantry"],
        &["check", "--require", "Night Watch", "--json"],
    ] {
        let (error, code) = content.error_and_code(args);
        // The help does not list the names in the content.
        assert!(!error.contains("nearest") || !error.contains("--help"), "{error}");
        assert_eq!(code, 2, "{args:?}");
        printed += &format!("$ carrot {}\n{error}\n", args.join(" "));
    }
    expect_file!["snapshots/needs.txt"].assert_eq(&printed);
    // This repository's own content, with short names, as users type them.
    let own = carrot(&["check", "--require", "SOC 2", "--data", "card", "--content"]).arg(content_dir()).output().unwrap();
    assert_eq!(own.status.code(), Some(0), "{}", text(&own.stderr));
    assert!(text(&own.stdout).contains("qualifies under conditions\n  if: "), "{}", text(&own.stdout));
}

/// A preview on a day has the note that Discord would show on that day.
#[test]
fn preview_notes_a_weaker_promise_for_thirty_days() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    content.keep_longer();
    content.ok(&["release", "--date", "2026-03-03", "--note", "account-number: kept longer, for invoices."]);
    let on = |day: &str, typed: &str| content.ok(&["preview", typed, "--date", day, "--json"]);
    for day in ["2026-03-03", "2026-04-02"] {
        let shown = on(day, "/privacy");
        assert!(
            shown.contains("-# Changed on 3 March 2026: ") && shown.contains("As long as necessary, was As long as a reminder"),
            "{shown}"
        );
    }
    for day in ["2026-03-02", "2026-04-03", "1970-01-01"] {
        assert!(!on(day, "/privacy").contains("Changed on"), "{day}");
    }
    let french = content.ok(&["preview", "/privacy", "--date", "2026-03-03", "--locale", "fr"]);
    assert!(french.contains("Modifié le 3 mars 2026"), "{french}");
    expect![[r#"
        carrot: invalid value '2026-02-30' for '--date <DAY>': it is not a day of the calendar: write it like 2026-03-03 (see `carrot preview --help`)
    "#]].assert_eq(&content.error(&["preview", "/privacy", "--date", "2026-02-30"]));
}
