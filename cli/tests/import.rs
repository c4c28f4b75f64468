//! Tests `carrot import` and `carrot new`: both write a valid folder, which gives replies at once.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use carrot_testing::Folder;
use expect_test::{expect, expect_file};

fn carrot(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carrot"));
    for variable in ["CONTENT_DIR", "PUBLIC_URL", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.args(args).stdin(Stdio::null()).output().unwrap()
}

fn good(args: &[&str]) -> String {
    let output = carrot(args);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{args:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn sentence(args: &[&str]) -> String {
    let output = carrot(args);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && text.trim_end().lines().count() == 1, "{args:?}: {text}");
    text
}

fn policy(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/policies").join(name).display().to_string()
}

#[test]
fn policies_of_six_languages_answer_in_discord_at_once() {
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
        let printed = good(&["import", &policy(file), "--out", &out]);
        assert!(printed.contains("carrot check --content"), "{printed}");
        let printed = good(&["check", "--content", &out]);
        // A sentence of the first policy has a template that only its author can fill in.
        let summary = if file == "plain.en.md" { "no errors, 1 warning" } else { "no errors, no warnings" };
        assert!(printed.contains(summary), "{file}: {printed}");
        for (topic, text) in [("retention", retention), ("deletion", deletion), ("contact", contact)] {
            // The first message is short; what it has no room for is in the details.
            let view = |view: &str| good(&["preview", "--content", &out, "--json", "--view", view, &format!("/privacy topic:{topic}")]);
            let reply = view("short") + &view("details");
            // In Discord's Markdown, a backslash escapes the next character.
            let reply = reply.replace('\\', "");
            assert!(reply.contains(text), "{file} {topic}: no {text:?} in {reply}");
        }
        let overview = good(&["preview", "--content", &out, "/privacy"]);
        assert!(!overview.contains("Not stated by the bot"), "{file}: {overview}");
    }
}

#[test]
fn unmapped_requirement_is_not_shown_as_not_stated() {
    let folder = Folder::new();
    let out = folder.text("pebble");
    good(&["import", &policy("nothing.en.md"), "--out", &out]);
    for topic in ["legal-basis", "retention", "not-stated", "transfers"] {
        let reply = good(&["preview", "--content", &out, &format!("/privacy topic:{topic}")]);
        assert!(reply.contains("Not checked yet") && !reply.contains("Not stated"), "{topic}: {reply}");
    }
    // `check` reports it as a hint until the author decides.
    let printed = good(&["check", "--content", &out]);
    assert!(printed.contains("help[unreviewed]: \"The legal basis\" is not yet mapped"), "{printed}");
}

#[test]
fn proposals_are_never_shown_as_facts() {
    let folder = Folder::new();
    let out = folder.text("uhrwerk");
    good(&["import", &policy("table.de.md"), "--out", &out]);
    let data = fs::read_to_string(format!("{out}/bot/data.toml")).unwrap();
    let item = data.lines().find_map(|line| line.strip_prefix("id = \"data-")).unwrap().trim_end_matches('"').to_owned();
    for topic in [format!("data-{item}"), "at-a-glance".to_owned(), "kind-user-id".to_owned()] {
        for view in ["short", "details"] {
            let reply = good(&["preview", "--content", &out, "--view", view, &format!("/privacy topic:{topic}")]);
            let checked = reply.contains("Not checked yet") || reply.contains("Not compared with the policy's list yet");
            assert!(checked && !reply.contains("lists this as collected"), "{topic} {view}: {reply}");
        }
    }
}

/// Without the count, the first passage of several would look like the whole answer.
#[test]
fn answer_that_shows_a_part_says_how_much_is_left_out() {
    let folder = Folder::new();
    let long =
        "This sentence about the data is as long as people write it in their policies, and it is here to fill the message. ".repeat(3);
    let text = (1..=4).fold("# Lantern Bot\n\n## What data do we collect\n".to_owned(), |text, number| {
        format!("{text}\n### Data we collect, part {number}\n\nWe collect your user ID for purpose {number}. {long}\n")
    });
    let file = folder.write("policy.md", text);
    let out = folder.text("out");
    good(&["import", &file.display().to_string(), "--out", &out]);
    let reply = good(&["preview", "--content", &out, "/privacy topic:collected"]);
    assert!(reply.contains("purpose 1") && !reply.contains("purpose 4"), "{reply}");
    assert!(reply.contains("more passages: see Details"), "{reply}");
}

#[test]
fn importing_again_keeps_what_the_author_wrote() {
    let folder = Folder::new();
    let (source, out) = (folder.text("privacy.md"), folder.text("out"));
    let text = fs::read_to_string(policy("plain.en.md")).unwrap();
    fs::write(&source, &text).unwrap();
    good(&["import", &source, "--out", &out]);
    let bot = format!("{out}/bot/bot.toml");
    let mine = fs::read_to_string(&bot).unwrap().replace("Lantern Bot", "My Lantern");
    fs::write(&bot, &mine).unwrap();
    fs::write(&source, text.replace("14 days", "21 days")).unwrap();
    let printed = good(&["import", &source, "--out", &out]);
    assert!(printed.contains("changed: lanterns-are-kept-for-14-days-after-the-last"), "{printed}");
    assert_eq!(fs::read_to_string(&bot).unwrap(), mine);
    let reply = good(&["preview", "--content", &out, "/privacy topic:lanterns-are-kept-for-14-days-after-the-last"]);
    assert!(reply.contains("21 days"), "{reply}");
}

#[test]
fn policy_of_100_kilobytes_takes_less_than_a_second() {
    let folder = Folder::new();
    let source = folder.text("large.md");
    let section =
        "## Data retention\n\nWe keep **your** data for 30 days, see https://bot.example/x. Then it is deleted.\n\n- one\n- two\n\n";
    fs::write(&source, section.repeat(100 * 1024 / section.len())).unwrap();
    let begun = Instant::now();
    good(&["import", &source, "--out", &folder.text("out")]);
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
        let printed = good(&args).replace(&out, "NEW");
        expect_file!["snapshots/new.txt"].assert_eq(&printed);
        let printed = good(&["check", "--content", &out]);
        assert!(printed.contains(": no errors,") && printed.contains("warning[placeholder]"), "{printed}");
        let reply = good(&["preview", "--content", &out, "/privacy"]);
        assert!(!reply.contains("Not stated"), "{reply}");
        let reply = good(&["preview", "--content", &out, "/compliance"]);
        assert_eq!(reply.contains("Heroku"), host.is_some(), "{reply}");
    }
}

/// Imports a policy with `--interactive`, types lines, and returns the output.
fn answered(out: &str, lines: &str) -> String {
    answered_for(&policy("plain.en.md"), out, lines)
}

fn answered_for(policy: &str, out: &str, lines: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carrot"));
    command.args(["import", policy, "--out", out, "--interactive"]).env_remove("CONTENT_DIR");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
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
    good(&["import", &policy("plain.en.md"), "--out", &plain]);
    let other = asked(&answered(&folder.text("first"), "\n\n")).last().map(|it| answer(&plain, it)).unwrap();
    let other = other.split("statements = [\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let lines = format!("a\np\nBackups are not mentioned.\nn\nc\nno-such-id\nc\n#{other}\na\n\nx\nq\na\n");
    let printed = answered(&out, &lines);
    expect_file!["snapshots/import-answers.txt"].assert_eq(&printed.replace(&out, "OUT"));
    let asked = asked(&printed);
    let [all, part, nothing, changed, later, stopped] = &asked[..] else { panic!("{printed}") };
    assert!(answer(&out, all).contains("extent = \"present\"") && answer(&plain, all).contains("extent = \"unreviewed\""));
    assert!(answer(&out, part).contains("extent = \"partial\"\nwhy = \"Backups are not mentioned.\""), "{}", answer(&out, part));
    assert!(answer(&out, nothing).is_empty() && !answer(&plain, nothing).is_empty());
    assert!(printed.contains("No statement has the id `no-such-id`: nothing was changed."), "{printed}");
    let entry = format!("statements = [\"{other}\"]\nextent = \"present\"");
    assert!(answer(&out, changed).contains(&entry) && !answer(&plain, changed).contains(&format!("[\"{other}\"]")), "{printed}");
    for kept in [later, stopped] {
        assert_eq!(answer(&out, kept), answer(&plain, kept), "{kept}");
    }
    assert!(printed.contains("The rest stays as proposed.") && printed.contains("Type one of the letters in brackets"), "{printed}");
    assert!(good(&["check", "--content", &out]).contains("no errors"));
    // Decisions stay when the policy is imported again, and are not asked about.
    let again = answered(&out, "");
    assert!(answer(&out, all).contains("present") && answer(&out, nothing).is_empty());
    assert!(again.contains(&format!("] {later}: ")) && !again.contains(&format!("] {all}: ")), "{again}");
}

#[test]
fn without_an_answer_everything_stays_as_proposed() {
    let folder = Folder::new();
    let (plain, out) = (folder.text("plain"), folder.text("out"));
    good(&["import", &policy("plain.en.md"), "--out", &plain]);
    for lines in ["", "\n", &"\n".repeat(100), "p\n", "c\n", "p", "c"] {
        let _ = fs::remove_dir_all(&out);
        answered(&out, lines);
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
    let answers = asked(&answered(&folder.text("count"), &"\n".repeat(100))).len();
    let printed = answered(&out, &format!("{}c\nAccount ID\na\na\nn\na\na\na\n\n\ny\n", "\n".repeat(answers)));
    // The answers are in another snapshot.
    let of_data = printed.split_once("Data: ").map_or("", |(_, rest)| rest);
    expect_file!["snapshots/import-data.txt"].assert_eq(&of_data.replace(&out, "OUT"));
    let data = fs::read_to_string(format!("{out}/bot/data.toml")).unwrap();
    assert!(data.contains("name = \"Account ID\"") && !data.contains("Server ID") && data.contains("Channel ID"), "{printed}\n{data}");
    assert!(!data.contains("# proposed") && !data.contains("\nunreviewed"), "{data}");
    assert!(good(&["check", "--content", &out]).contains("no errors"));
}

/// Answers all questions with the first pair whose text is in the question, and leaves the others.
fn answers_to_all(policy: &str, out: &str, answers: &[(&str, &str)]) -> String {
    let questions = answered_for(policy, out, &"\n".repeat(200));
    fs::remove_dir_all(out).unwrap();
    let answer = |question: &str| answers.iter().find(|(words, _)| question.contains(words)).map_or("", |(_, answer)| answer);
    let lines: String = questions.split("\n[").skip(1).map(|question| format!("{}\n", answer(question))).collect();
    answered_for(policy, out, &lines)
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
    let printed = answers_to_all(&file, &out, &yes);
    let read = |file: &str| fs::read_to_string(format!("{out}/bot/{file}")).unwrap();
    let (bot, data, proposed) = (read("bot.toml"), read("data.toml"), read("proposed.toml"));
    assert!(bot.contains("\n[[contact]]\nkind = \"mail\"\nto = \"lamp@lamp-bot.example\"") && !bot.contains("discord.gg"), "{bot}");
    assert!(data.contains("purpose = [{ text = \"to count lamps\"") && !data.contains("retention ="), "{data}");
    for (kept, gone) in [("\nname = \"Firefly\"", "Glow"), ("\nkind = \"access\"", "\"deletion\""), ("\nbasis = \"consent\"", "# [[")] {
        assert!(proposed.contains(kept) && !proposed.contains(gone), "{proposed}\n{printed}");
    }
    assert!(good(&["check", "--content", &out]).contains("no errors"));
    // A decided table is not asked about again.
    let again = answered_for(&file, &out, "");
    assert!(!again.contains("[[right]]") && !again.contains("[[contact]]"), "{again}");
}

#[test]
fn editors_find_the_schema_of_a_new_folder() {
    let folder = Folder::new();
    let (new, imported) = (folder.text("new"), folder.text("imported"));
    good(&["new", &new]);
    good(&["import", &policy("plain.en.md"), "--out", &imported]);
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
    let mut command = Command::new(env!("CARGO_BIN_EXE_carrot"));
    command.args(["import", &policy("plain.en.md"), "--out", &folder.text("out"), "--interactive"]).env_remove("CONTENT_DIR");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\xff\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        carrot: your answers cannot be read: stream did not contain valid UTF-8: type them, or send UTF-8 text to the program's input
    "#]]
    .assert_eq(&String::from_utf8(output.stderr).unwrap());
}

#[test]
fn impossible_imports_are_one_sentence() {
    let folder = Folder::new();
    let (full, empty, binary) = (folder.text("full"), folder.text("empty.md"), folder.text("binary.md"));
    fs::create_dir_all(&full).unwrap();
    fs::write(format!("{full}/file"), "").unwrap();
    fs::write(&empty, "").unwrap();
    fs::write(&binary, [0, 159, 146, 150]).unwrap();
    for (args, words) in [
        (vec!["import", "/no/such/file.md"], "there is no file"),
        (vec!["import", &empty, "--out", "x"], "the file has no text"),
        (vec!["import", &binary, "--out", "x"], "is not"),
        (vec!["import", &empty, "--out", &full], "has other files in it"),
        (vec!["new", &full], "is not empty"),
        (vec!["new", "x", "--host", "moon"], "there is no pack for the host `moon`"),
    ] {
        let printed = sentence(&args);
        assert!(printed.contains(words), "{args:?}: {printed}");
    }
}
