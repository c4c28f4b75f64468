//! Tests the sheet for Discord's review of privileged intents, with three contents. It contains
//! only what statements state.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::{
    common,
    process::{run, text},
};

use std::collections::BTreeSet;

use bot_embed::{
    Content,
    review::{AnswerState, ReviewQuestion, ReviewSheet},
};
use carrot_core::{parse::parse, text::plain};
use carrot_testing::{Folder, example_dir, file};
use expect_test::{ExpectFile, expect, expect_file};

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

/// Returns the fictional content with entries about intents.
fn content_with(intents: &str) -> Content {
    common::parsed(&[common::files(), vec![file("bot/intents.toml", intents)]].concat())
}

/// Runs `carrot review-sheet`, and returns its output.
fn review_sheet(args: &[&str]) -> String {
    let output = run(&[&["review-sheet"], args].concat());
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    text(&output.stdout)
}

fn assert_snapshots(markdown: &str, json: &str, expected: [ExpectFile; 2]) {
    let [expected_markdown, expected_json] = expected;
    expected_markdown.assert_eq(markdown);
    expected_json.assert_eq(json);
}

#[test]
fn sheet_of_carrot_bot_matches_its_snapshot() {
    let files = [expect_file!["snapshots/review-carrot-bot.md"], expect_file!["snapshots/review-carrot-bot.json"]];
    assert_snapshots(&review_sheet(&[]), &review_sheet(&["--json"]), files);
}

#[test]
fn sheet_of_a_bot_without_intents_matches_its_snapshot() {
    let dir = example_dir();
    let content = ["--content", dir.to_str().unwrap()];
    let json = review_sheet(&[&content[..], &["--json"]].concat());
    let files = [expect_file!["snapshots/review-dormouse.md"], expect_file!["snapshots/review-dormouse.json"]];
    assert_snapshots(&review_sheet(&content), &json, files);
}

#[test]
fn sheet_of_a_bot_that_explains_its_intent_matches_its_snapshot() {
    let content = content_with(INTENTS);
    let sheet = ReviewSheet::new(content.policy(), Some(&common::page()));
    let json = serde_json::to_string_pretty(&sheet).unwrap();
    let files = [expect_file!["snapshots/review-turnip.md"], expect_file!["snapshots/review-turnip.json"]];
    assert_snapshots(&sheet.markdown(), &json, files);
    // Every question that the policy answers is answered. The application's features and its terms of service are in other documents.
    let all = sheet.application.iter().chain(sheet.intents.iter().flat_map(|intent| &intent.questions));
    let open: Vec<_> = all.filter(|question| question.state == AnswerState::NotStated).map(|question| question.id).collect();
    assert_eq!((open.as_slice(), sheet.gaps), (&["application", "terms-of-service"][..], 2));
}

/// Proposed answers are not facts, and the policy is not silent either. The terms of service have an address below the page's.
#[test]
fn sheet_of_an_imported_policy_shows_proposals_as_not_checked() {
    let folder = Folder::new();
    let policy = folder.write("PRIVACY.md", "# Privacy\n\n## Deletion\n\nDelete your data with `/forget`.\n");
    let terms = folder.write("TERMS.md", "# Terms\n\n## Use\n\nBe kind.\n");
    let content = folder.text("content");
    let import = ["import", policy.to_str().unwrap(), "--terms", terms.to_str().unwrap(), "--out", &content];
    assert!(run(&import).status.success());
    let sheet = review_sheet(&["--content", &content, "--public-url", "https://turnip.example/privacy/"]);
    expect![[r#"

        ### What does the application do?

        **Not stated.** Describe it in your own words: a privacy policy is about data.

        ### Is there a public privacy policy, and at which address?

        <https://turnip.example/privacy/>

        ### At which address are the terms of service?

        <https://turnip.example/privacy/terms/>

        ### How do users ask for the deletion of their data?

        **Not checked yet.** Check the proposed answers in the content. These statements may answer the question:

        - Delete your data with /forget: “Delete your data with /forget.” (`delete-your-data-with-forget`)

        ## Intents

        Content explains no privileged intent, and the policy lists no data that suggests one.
    "#]]
    .assert_eq(sheet.split_once("## The application\n").unwrap().1);
}

/// Tries each subset of the optional entries: each answer has the words of an entry and its statement, and all other questions are gaps.
#[test]
fn sheet_of_any_subset_of_entries_has_only_stated_facts() {
    let lines: Vec<&str> = INTENTS.lines().collect();
    let optional: Vec<usize> =
        (0..lines.len()).filter(|line| lines[*line].contains("statement =") && lines[*line].contains("text =")).collect();
    assert_eq!(optional.len(), 7);
    for subset in 0..1_u32 << optional.len() {
        let is_left_out = |line: usize| optional.iter().position(|known| *known == line).is_some_and(|bit| subset & (1 << bit) == 0);
        let kept: Vec<&str> = lines.iter().enumerate().filter(|(line, _)| !is_left_out(*line)).map(|(_, text)| *text).collect();
        let content = content_with(&kept.join("\n"));
        let policy = content.policy();
        let sheet = ReviewSheet::new(policy, None);
        let texts: BTreeSet<String> = policy
            .statements()
            .filter(|statement| policy.is_bots(statement))
            .map(|statement| plain(&statement.text).trim().to_owned())
            .collect();
        let mut answered = 0;
        let questions: Vec<&ReviewQuestion> =
            sheet.application.iter().chain(sheet.intents.iter().flat_map(|intent| &intent.questions)).collect();
        for question in &questions {
            for answer in question.answers.iter().chain(&question.related) {
                assert!(texts.contains(&answer.text), "{answer:?}");
                let in_content =
                    |short: &String| kept.iter().any(|line| line.contains(short.as_str())) || inventory_has(&content, short);
                assert!(answer.short.as_ref().is_none_or(in_content), "{answer:?}");
            }
            let stated = !question.answers.is_empty() || question.link.is_some();
            assert_eq!(stated, question.state == AnswerState::Stated, "{question:?}");
            assert_ne!(stated, question.gap.is_some(), "{question:?}");
            answered += usize::from(is_answered_by_intent(question));
        }
        assert_eq!(answered, subset.count_ones() as usize);
        assert_eq!(sheet.gaps, questions.iter().filter(|question| question.state == AnswerState::NotStated).count());
    }
}

/// Returns whether a fact of the data inventory has this text.
fn inventory_has(content: &Content, short: &str) -> bool {
    let inventory = &content.policy().inventory;
    let lifecycles = std::iter::once(&inventory.whole).chain(inventory.items.iter().map(|item| &item.own));
    let facts = lifecycles.flat_map(|lifecycle| [&lifecycle.from, &lifecycle.retention, &lifecycle.deletion, &lifecycle.storage]);
    facts.flatten().any(|fact| fact.text == short)
}

/// Returns whether an entry about an intent answers a question.
fn is_answered_by_intent(question: &ReviewQuestion) -> bool {
    let about_intents = ["feature", "alternative", "opt-out", "stored", "days", "encrypted", "training"];
    about_intents.contains(&question.id) && !question.answers.is_empty()
}

#[test]
fn invalid_entries_are_reported_with_code_and_line() {
    let invalid = r#"
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
    let mut diagnostics = parse(&[common::files(), vec![file("bot/intents.toml", invalid)]].concat()).diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.file == "bot/intents.toml");
    diagnostics.sort_by_key(|diagnostic| diagnostic.line);
    let found: Vec<String> = diagnostics.iter().map(|diagnostic| format!("{}:{}", diagnostic.code, diagnostic.line)).collect();
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
