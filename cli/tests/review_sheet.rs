//! Tests the sheet for Discord's review of privileged intents, with three contents. It contains
//! only what statements state.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use std::{collections::BTreeSet, path::Path, process::Command};

use bot_embed::{
    Content,
    review::{AnswerState, ReviewQuestion, ReviewSheet},
};
use carrot_core::{
    parse::{File, parse},
    text::plain,
};
use expect_test::{ExpectFile, expect_file};

/// Statements that explain the bot's intents in full.
const INTENTS: &str = r#"
[[privileged_intent]]
intent = "message-content"
feature = { text = "The gate reads who comes in", statement = "collects-names" }
alternative = { text = "Nobody types a command at a gate", statement = "collects-names" }
opt_out = { text = "Yes: stay outside", statement = "collects-names" }
stored = { text = "Yes", statement = "keeps-nicknames" }
days = { text = "7 days", statement = "keeps-nicknames" }
encrypted = { text = "No", statement = "keeps-nicknames" }
training = { text = "No", statement = "keeps-nicknames" }
evidence = "https://turnip.example/gate.png"

[[right]]
kind = "deletion"
statement = "keeps-nicknames"
command = "data delete"
command_id = "123456789012345678"
within = "A week"
"#;

fn explained(intents: &str) -> Content {
    let file = File { path: "bot/intents.toml".to_owned(), bytes: intents.as_bytes().to_vec() };
    common::parsed(&[common::files(), vec![file]].concat())
}

fn program(args: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_carrot"));
    program.arg("review-sheet").args(args).env_remove("PUBLIC_URL").env_remove("CONTENT_DIR");
    let output = program.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn same(markdown: &str, json: &str, expected: [ExpectFile; 2]) {
    let [in_markdown, in_json] = expected;
    in_markdown.assert_eq(markdown);
    in_json.assert_eq(json);
}

#[test]
fn carrot_bots_sheet_has_its_facts_and_gaps() {
    let files = [expect_file!["snapshots/review-carrot-bot.md"], expect_file!["snapshots/review-carrot-bot.json"]];
    same(&program(&[]), &program(&["--json"]), files);
}

#[test]
fn the_sheet_of_a_bot_without_intents() {
    let dormouse = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/dormouse");
    let dormouse = ["--content", dormouse.to_str().unwrap()];
    let json = program(&[&dormouse[..], &["--json"]].concat());
    same(&program(&dormouse), &json, [expect_file!["snapshots/review-dormouse.md"], expect_file!["snapshots/review-dormouse.json"]]);
}

#[test]
fn the_sheet_of_a_bot_that_explains_its_intent() {
    let content = explained(INTENTS);
    let sheet = ReviewSheet::new(content.policy(), Some(&common::page()));
    let json = serde_json::to_string_pretty(&sheet).unwrap();
    same(&sheet.markdown(), &json, [expect_file!["snapshots/review-turnip.md"], expect_file!["snapshots/review-turnip.json"]]);
    // Every question that the policy answers is answered. The application's features and its terms of service are in other documents.
    let all = sheet.application.iter().chain(sheet.intents.iter().flat_map(|intent| &intent.questions));
    let open: Vec<_> = all.filter(|question| question.state == AnswerState::NotStated).map(|question| question.id).collect();
    assert_eq!((open.as_slice(), sheet.gaps), (&["application", "terms-of-service"][..], 2));
}

/// With any part of the entries, each answer has the words of an entry and its statement, and all others are gaps.
#[test]
fn a_sheet_has_only_stated_facts() {
    let lines: Vec<&str> = INTENTS.lines().collect();
    let optional: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].contains("statement =") && lines[*at].contains("text =")).collect();
    assert_eq!(optional.len(), 7);
    for left in 0..1_u32 << optional.len() {
        let gone = |at: usize| optional.iter().position(|other| *other == at).is_some_and(|bit| left & (1 << bit) == 0);
        let kept: Vec<&str> = lines.iter().enumerate().filter(|(at, _)| !gone(*at)).map(|(_, line)| *line).collect();
        let content = explained(&kept.join("\n"));
        let policy = content.policy();
        let sheet = ReviewSheet::new(policy, None);
        let texts: BTreeSet<String> =
            policy.statements().filter(|it| policy.is_bots(it)).map(|it| plain(&it.text).trim().to_owned()).collect();
        let mut answered = 0;
        let questions: Vec<&ReviewQuestion> =
            sheet.application.iter().chain(sheet.intents.iter().flat_map(|intent| &intent.questions)).collect();
        for question in &questions {
            for answer in question.answers.iter().chain(&question.related) {
                assert!(texts.contains(&answer.text), "{answer:?}");
                let in_content =
                    |short: &String| kept.iter().any(|line| line.contains(short.as_str())) || common_words(&content, short);
                assert!(answer.short.as_ref().is_none_or(in_content), "{answer:?}");
            }
            let stated = !question.answers.is_empty() || question.link.is_some();
            assert_eq!(stated, question.state == AnswerState::Stated, "{question:?}");
            assert_ne!(stated, question.gap.is_some(), "{question:?}");
            answered += usize::from(question.intents_own());
        }
        assert_eq!(answered, left.count_ones() as usize);
        assert_eq!(sheet.gaps, questions.iter().filter(|question| question.state == AnswerState::NotStated).count());
    }
}

/// Returns whether the data inventory has these words.
fn common_words(content: &Content, short: &str) -> bool {
    let inventory = &content.policy().inventory;
    let lifecycles = std::iter::once(&inventory.whole).chain(inventory.items.iter().map(|item| &item.own));
    lifecycles.flat_map(|it| [&it.from, &it.retention, &it.deletion, &it.storage]).flatten().any(|it| it.text == short)
}

trait Own {
    fn intents_own(&self) -> bool;
}

impl Own for ReviewQuestion {
    /// Returns whether an entry about an intent answers it.
    fn intents_own(&self) -> bool {
        let own = ["feature", "alternative", "opt-out", "stored", "days", "encrypted", "training"];
        own.contains(&self.id) && !self.answers.is_empty()
    }
}

#[test]
fn an_invalid_entry_is_reported_with_its_place() {
    let wrong = r#"
[[privileged_intent]]
intent = "messages"
feature = { text = "x", statement = "locked-doors" }

[[privileged_intent]]
intent = "guild-members"
days = { text = "x" }
colour = "red"
evidence = "javascript:1"

[[privileged_intent]]
intent = "guild-members"

[[right]]
kind = "deletion"
statement = "nothing"
command = "/data delete"
command_id = "x"
link = "ftp://x"
"#;
    let file = File { path: "bot/intents.toml".to_owned(), bytes: wrong.as_bytes().to_vec() };
    let diagnostics = parse(&[common::files(), vec![file]].concat()).diagnostics;
    let mut found: Vec<String> =
        diagnostics.iter().filter(|it| it.file == "bot/intents.toml").map(|it| format!("{}:{}", it.code, it.line)).collect();
    found.sort_by_key(|it| it.rsplit(':').next().unwrap().parse::<usize>().unwrap());
    assert_eq!(
        found,
        [
            "bad-value:3",
            "not-the-bots:4",
            "missing-key:8",
            "toml-shape:9",
            "unsafe-link:10",
            "duplicate-id:13",
            "dangling-id:17",
            "bad-value:18",
            "bad-value:19",
            "unsafe-link:20"
        ]
    );
}
