//! Tests `carrot import` and `carrot new`: both write a valid folder, from which `carrot preview` makes replies at once.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use carrot_testing::{Folder, repository};
use expect_test::{expect, expect_file};

use crate::process::{carrot, run, text};

/// Runs a command that succeeds, and returns its output.
fn ok(args: &[&str]) -> String {
    let output = run(args);
    assert!(output.status.success(), "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Returns the path of a policy in `examples/policies`.
fn policy(name: &str) -> String {
    repository("examples/policies").join(name).display().to_string()
}

#[test]
fn imported_policies_in_six_languages_answer_common_questions() {
    let folder = Folder::new();
    for (file, retention, deletion, contact) in [
        ("plain.en.md", "Lanterns are kept for 14 days", "It is deleted at once.", "privacy@lantern-bot.example"),
        ("table.de.md", "24 Stunden nach der Zustellung", "werden alle Daten sofort", "datenschutz@uhrwerk.example"),
        ("html.fr.html", "90 jours", "supprime vos données", "bonjour@girouette.example"),
        ("flat.es.md", "como máximo durante 365", "Para eliminar sus cartas antes", "hola@buzon.example"),
        ("deep.ru.md", "Данные хранятся 60 дней", "Чтобы удалить свои данные", "privacy@kompas-bot.example"),
        ("sections.ja.md", "予定は、当日から7日間保存され", "あなたに関する情報は", "kaza@kazaguruma.example"),
    ] {
        let out = folder.text(file);
        let printed = ok(&["import", &policy(file), "--out", &out]);
        assert!(printed.contains("carrot check --content"), "{printed}");
        let printed = ok(&["check", "--content", &out]);
        // One sentence of the first policy contains a template, which causes a warning.
        let summary = if file == "plain.en.md" { "no errors, 1 warning" } else { "no errors, no warnings" };
        assert!(printed.contains(summary), "{file}: {printed}");
        for (topic, text) in [("retention", retention), ("deletion", deletion), ("contact", contact)] {
            // The first message is short, so the text may be in the details.
            let view = |view: &str| ok(&["preview", "--content", &out, "--json", "--view", view, &format!("/privacy topic:{topic}")]);
            let reply = view("short") + &view("details");
            // In Discord's Markdown, a backslash escapes the next character.
            let reply = reply.replace('\\', "");
            assert!(reply.contains(text), "{file} {topic}: no {text:?} in {reply}");
        }
        let overview = ok(&["preview", "--content", &out, "/privacy"]);
        assert!(!overview.contains("Not stated by the bot"), "{file}: {overview}");
    }
}

#[test]
fn unmapped_requirement_is_not_shown_as_not_stated() {
    let folder = Folder::new();
    let out = folder.text("pebble");
    ok(&["import", &policy("nothing.en.md"), "--out", &out]);
    for topic in ["legal-basis", "retention", "not-stated", "transfers"] {
        let reply = ok(&["preview", "--content", &out, &format!("/privacy topic:{topic}")]);
        assert!(reply.contains("Not checked yet") && !reply.contains("Not stated"), "{topic}: {reply}");
    }
    // `check` reports it as a hint until the author decides.
    let printed = ok(&["check", "--content", &out]);
    assert!(printed.contains("help[unreviewed]: \"The legal basis\" is not yet mapped"), "{printed}");
}

#[test]
fn proposals_are_never_shown_as_facts() {
    let folder = Folder::new();
    let out = folder.text("uhrwerk");
    ok(&["import", &policy("table.de.md"), "--out", &out]);
    let data = fs::read_to_string(format!("{out}/bot/data.toml")).unwrap();
    let item = data.lines().find_map(|line| line.strip_prefix("id = \"data-")).unwrap().trim_end_matches('"').to_owned();
    for topic in [format!("data-{item}"), "at-a-glance".to_owned(), "kind-user-id".to_owned()] {
        for view in ["short", "details"] {
            let reply = ok(&["preview", "--content", &out, "--view", view, &format!("/privacy topic:{topic}")]);
            let checked = reply.contains("Not checked yet") || reply.contains("Not compared with the policy's list yet");
            assert!(checked && !reply.contains("lists this as collected"), "{topic} {view}: {reply}");
        }
    }
}

/// Without the count, the first passage would look like the whole answer.
#[test]
fn reply_with_a_part_of_the_answer_counts_the_other_passages() {
    let folder = Folder::new();
    let long =
        "This sentence about the data is as long as people write it in their policies, and it is here to fill the message. ".repeat(3);
    let text = (1..=4).fold("# Lantern Bot\n\n## What data do we collect\n".to_owned(), |text, number| {
        format!("{text}\n### Data we collect, part {number}\n\nWe collect your user ID for purpose {number}. {long}\n")
    });
    let file = folder.write("policy.md", text);
    let out = folder.text("out");
    ok(&["import", &file.display().to_string(), "--out", &out]);
    let reply = ok(&["preview", "--content", &out, "/privacy topic:collected"]);
    assert!(reply.contains("purpose 1") && !reply.contains("purpose 4"), "{reply}");
    assert!(reply.contains("more passages: see Details"), "{reply}");
}

#[test]
fn importing_again_keeps_changes_of_the_author() {
    let folder = Folder::new();
    let (source, out) = (folder.text("privacy.md"), folder.text("out"));
    let text = fs::read_to_string(policy("plain.en.md")).unwrap();
    fs::write(&source, &text).unwrap();
    ok(&["import", &source, "--out", &out]);
    let bot = format!("{out}/bot/bot.toml");
    let mine = fs::read_to_string(&bot).unwrap().replace("Lantern Bot", "My Lantern");
    fs::write(&bot, &mine).unwrap();
    fs::write(&source, text.replace("14 days", "21 days")).unwrap();
    let printed = ok(&["import", &source, "--out", &out]);
    assert!(printed.contains("changed: lanterns-are-kept-for-14-days-after-the-last"), "{printed}");
    assert_eq!(fs::read_to_string(&bot).unwrap(), mine);
    let reply = ok(&["preview", "--content", &out, "/privacy topic:lanterns-are-kept-for-14-days-after-the-last"]);
    assert!(reply.contains("21 days"), "{reply}");
}

#[test]
fn policy_of_100_kilobytes_is_imported_within_seconds() {
    let folder = Folder::new();
    let source = folder.text("large.md");
    let section =
        "## Data retention\n\nWe keep **your** data for 30 days, see https://bot.example/x. Then it is deleted.\n\n- one\n- two\n\n";
    fs::write(&source, section.repeat(100 * 1024 / section.len())).unwrap();
    let begun = Instant::now();
    ok(&["import", &source, "--out", &folder.text("out")]);
    // A test's build is not optimized.
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[test]
fn new_folder_is_valid_and_has_instructions() {
    let folder = Folder::new();
    for (name, host) in [("alone", None), ("hosted", Some("heroku"))] {
        let out = folder.text(name);
        let mut args = vec!["new", &out, "--name", "Turnip \"Bot\""];
        args.extend(host.into_iter().flat_map(|host| ["--host", host]));
        let printed = ok(&args).replace(&out, "NEW");
        expect_file!["snapshots/new.txt"].assert_eq(&printed);
        let printed = ok(&["check", "--content", &out]);
        assert!(printed.contains(": no errors,") && printed.contains("warning[placeholder]"), "{printed}");
        let reply = ok(&["preview", "--content", &out, "/privacy"]);
        assert!(!reply.contains("Not stated"), "{reply}");
        let reply = ok(&["preview", "--content", &out, "/compliance"]);
        assert_eq!(reply.contains("Heroku"), host.is_some(), "{reply}");
    }
}

/// Imports `plain.en.md` with `--interactive`, types lines, and returns the output.
fn import_interactively(out: &str, lines: &str) -> String {
    import_policy_interactively(&policy("plain.en.md"), out, lines)
}

/// Imports a policy with `--interactive`, types lines, and returns the output.
fn import_policy_interactively(policy: &str, out: &str, lines: &str) -> String {
    let mut command = carrot(&["import", policy, "--out", out, "--interactive"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Returns the entry of an answer in a folder, or an empty text.
fn answer(out: &str, requirement: &str) -> String {
    let text = fs::read_to_string(format!("{out}/bot/answers.toml")).unwrap();
    let entry = text.split("[[answer]]").find(|entry| entry.contains(&format!("requirement = \"{requirement}\"")));
    entry.unwrap_or_default().to_owned()
}

/// Returns the requirements that were asked about, in order.
fn asked(printed: &str) -> Vec<String> {
    let of_answer = |line: &str| line.strip_prefix('[')?.split_once("] ")?.1.split_once(": ").map(|(id, _)| id.to_owned());
    printed.lines().filter_map(of_answer).filter(|id| id.contains('-')).collect()
}

#[test]
fn each_proposal_can_be_accepted_changed_or_skipped() {
    let folder = Folder::new();
    let (plain, out) = (folder.text("plain"), folder.text("out"));
    ok(&["import", &policy("plain.en.md"), "--out", &plain]);
    let other =
        asked(&import_interactively(&folder.text("first"), "\n\n")).last().map(|requirement| answer(&plain, requirement)).unwrap();
    let other = other.split("statements = [\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let lines = format!("a\np\nBackups are not mentioned.\nn\nc\nno-such-id\nc\n#{other}\na\n\nx\nq\na\n");
    let printed = import_interactively(&out, &lines);
    expect_file!["snapshots/import-answers.txt"].assert_eq(&printed.replace(&out, "OUT"));
    let asked = asked(&printed);
    let [all, part, nothing, changed, later, stopped] = &asked[..] else { panic!("{printed}") };
    assert!(answer(&out, all).contains("extent = \"present\"") && answer(&plain, all).contains("extent = \"unreviewed\""));
    assert!(answer(&out, part).contains("extent = \"partial\"\nwhy = \"Backups are not mentioned.\""), "{}", answer(&out, part));
    assert!(answer(&out, nothing).is_empty() && !answer(&plain, nothing).is_empty());
    let entry = format!("statements = [\"{other}\"]\nextent = \"present\"");
    assert!(answer(&out, changed).contains(&entry) && !answer(&plain, changed).contains(&format!("[\"{other}\"]")), "{printed}");
    for kept in [later, stopped] {
        assert_eq!(answer(&out, kept), answer(&plain, kept), "{kept}");
    }
    assert!(ok(&["check", "--content", &out]).contains("no errors"));
    // Decisions stay when the policy is imported again, and are not asked about.
    let again = import_interactively(&out, "");
    assert!(answer(&out, all).contains("present") && answer(&out, nothing).is_empty());
    assert!(again.contains(&format!("] {later}: ")) && !again.contains(&format!("] {all}: ")), "{again}");
}

#[test]
fn import_without_answers_leaves_all_proposals() {
    let folder = Folder::new();
    let (plain, out) = (folder.text("plain"), folder.text("out"));
    ok(&["import", &policy("plain.en.md"), "--out", &plain]);
    for lines in ["", "\n", &"\n".repeat(100), "p\n", "c\n", "p", "c"] {
        let _ = fs::remove_dir_all(&out);
        import_interactively(&out, lines);
        for file in ["answers.toml", "data.toml", "bot.toml"] {
            let read = |dir: &str| fs::read_to_string(format!("{dir}/bot/{file}")).unwrap();
            assert_eq!(read(&out), read(&plain), "{lines:?}: {file}");
        }
    }
}

#[test]
fn a_list_of_data_that_was_checked_is_complete() {
    let folder = Folder::new();
    let out = folder.text("out");
    // Leave the answers, rename and accept the first item, remove the second, accept the others with their purposes, leave the contacts, and
    // complete the list.
    let answers = asked(&import_interactively(&folder.text("count"), &"\n".repeat(100))).len();
    let printed = import_interactively(&out, &format!("{}c\nAccount ID\na\na\nn\na\na\na\n\n\ny\n", "\n".repeat(answers)));
    // The answers are in another snapshot.
    let of_data = printed.split_once("Data: ").map_or("", |(_, rest)| rest);
    expect_file!["snapshots/import-data.txt"].assert_eq(&of_data.replace(&out, "OUT"));
    let data = fs::read_to_string(format!("{out}/bot/data.toml")).unwrap();
    assert!(data.contains("name = \"Account ID\"") && !data.contains("Server ID") && data.contains("Channel ID"), "{printed}\n{data}");
    assert!(!data.contains("# proposed") && !data.contains("\nunreviewed"), "{data}");
    assert!(ok(&["check", "--content", &out]).contains("no errors"));
}

/// Answers each question with the answer of the first pair whose text is in the question. Skips the other questions.
fn answer_all(policy: &str, out: &str, answers: &[(&str, &str)]) -> String {
    let questions = import_policy_interactively(policy, out, &"\n".repeat(200));
    fs::remove_dir_all(out).unwrap();
    let answer = |question: &str| answers.iter().find(|(words, _)| question.contains(words)).map_or("", |(_, answer)| answer);
    let lines: String = questions.split("\n[").skip(1).map(|question| format!("{}\n", answer(question))).collect();
    import_policy_interactively(policy, out, &lines)
}

#[test]
fn contacts_recipients_rights_bases_and_facts_are_asked_about() {
    let folder = Folder::new();
    let (file, out) = (folder.text("lamp.md"), folder.text("out"));
    fs::write(
        &file,
        "# Lamp Bot\n\n## Data we collect\n\n- **User ID**: to count lamps. Kept for 30 days.\n\n## Sharing\n\nWe share data with Firefly and \
         with Glow.\n\n## Legal basis\n\nConsent (Art. 6(1)(a) GDPR).\n\n## Your rights\n\nYou have the right to access and deletion.\n\n\
         ## Contact\n\nlamp@lamp-bot.example, https://discord.gg/lampbot\n",
    )
    .unwrap();
    let yes = [("Storage period of", "n"), ("recipient: Glow", "n"), ("right: deletion", "n"), ("(discord)", "n"), ("Does", "a")];
    let printed = answer_all(&file, &out, &yes);
    let read = |file: &str| fs::read_to_string(format!("{out}/bot/{file}")).unwrap();
    let (bot, data, proposed) = (read("bot.toml"), read("data.toml"), read("proposed.toml"));
    assert!(bot.contains("\n[[contact]]\nkind = \"mail\"\nto = \"lamp@lamp-bot.example\"") && !bot.contains("discord.gg"), "{bot}");
    assert!(data.contains("purpose = [{ text = \"to count lamps\"") && !data.contains("retention ="), "{data}");
    for (kept, gone) in [("\nname = \"Firefly\"", "Glow"), ("\nkind = \"access\"", "\"deletion\""), ("\nbasis = \"consent\"", "# [[")] {
        assert!(proposed.contains(kept) && !proposed.contains(gone), "{proposed}\n{printed}");
    }
    assert!(ok(&["check", "--content", &out]).contains("no errors"));
    // A decided table is not asked about again.
    let again = import_policy_interactively(&file, &out, "");
    assert!(!again.contains("[[right]]") && !again.contains("[[contact]]"), "{again}");
}

#[test]
fn first_line_of_each_toml_file_names_the_schema() {
    let folder = Folder::new();
    let (new, imported) = (folder.text("new"), folder.text("imported"));
    ok(&["new", &new]);
    ok(&["import", &policy("plain.en.md"), "--out", &imported]);
    for dir in [new, imported] {
        let dir = Path::new(&dir);
        assert!(fs::read_to_string(dir.join("schema.json")).unwrap().contains("\"retention\""));
        let files: Vec<_> = fs::read_dir(dir.join("bot")).unwrap().map(|entry| entry.unwrap().path()).collect();
        let toml = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
        assert!(toml.clone().count() >= 3);
        for path in toml {
            let text = fs::read_to_string(path).unwrap();
            let hint = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).unwrap();
            assert!(path.parent().unwrap().join(hint).is_file(), "{}: {hint}", path.display());
        }
    }
}

#[test]
fn answers_that_are_not_text_are_refused() {
    let folder = Folder::new();
    let mut command = carrot(&["import", &policy("plain.en.md"), "--out", &folder.text("out"), "--interactive"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\xff\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        carrot: your answers cannot be read: stream did not contain valid UTF-8: type them, or send UTF-8 text to the program's input
    "#]]
    .assert_eq(&text(&output.stderr));
}
