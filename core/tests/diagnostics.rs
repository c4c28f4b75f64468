//! Compares every diagnostic with a snapshot: the problem, the place and the fix. After a change of
//! wording, `UPDATE_EXPECT=1 cargo test -p carrot-core diagnostics` writes the snapshot. Read its
//! diff.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeSet;

use carrot_core::{
    Date,
    diagnostic::{Code, Diagnostic},
    lint::{lint, rules},
    parse::{File, MAX_FILE, Parsed, parse_reserving},
};
use carrot_testing::file;
use expect_test::expect_file;
use serde::Deserialize;

use crate::common::turnip::{BOT, POLICY};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// A change of a valid content folder that gives a diagnostic.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Case {
    /// Text that is added to `bot/policy.md`.
    markdown: String,
    /// Tables that are added to `bot/bot.toml`.
    toml: String,
    /// A text in `bot/bot.toml`, and the text in its place.
    replace: String,
    with: String,
    /// The path of a further file, and its text.
    file: String,
    text: String,
}

impl Case {
    fn files(&self) -> Vec<File> {
        assert!(BOT.contains(&self.replace), "{}", self.replace);
        let bot = BOT.replacen(&self.replace, &self.with, usize::from(!self.replace.is_empty()));
        let mut files = vec![
            file("bot/bot.toml", &[&bot, "\n", &self.toml, "\n"].concat()),
            file("bot/policy.md", &[POLICY, "\n", &self.markdown, "\n"].concat()),
        ];
        if !self.file.is_empty() {
            files.push(file(&self.file, &self.text));
        }
        files
    }
}

/// Parses files, and returns the diagnostics with the hints of a valid policy.
fn diagnostics(files: &[File]) -> Vec<Diagnostic> {
    let reserved = |id: &str| ["sources", "query", "policy-title"].contains(&id);
    let Parsed { policy, translations, places, mut diagnostics } = parse_reserving(files, &reserved);
    // Ignore warnings about folders: the cases have all tables in one file.
    diagnostics.retain(|diagnostic| diagnostic.code != Code::WrongFolder || !diagnostic.file.starts_with("bot/bot.toml"));
    if let Some(policy) = policy.filter(|_| diagnostics.is_empty()) {
        diagnostics.extend(lint(&policy, &places, Date::new(2030, 1, 1).unwrap()));
        diagnostics.extend(rules(&policy, &translations, &places));
    }
    diagnostics
}

/// Lists all diagnostics of all cases, each message once.
fn all_diagnostics() -> Vec<Diagnostic> {
    let Cases { case } = toml::from_str(include_str!("diagnostics.toml")).unwrap();
    let mut files: Vec<Vec<File>> = case.iter().map(Case::files).collect();
    let valid = Case::default().files();
    let with = |path: &str, bytes: &[u8]| [&valid[..], &[File { path: path.to_owned(), bytes: bytes.to_vec() }]].concat();
    files.push(Vec::new());
    files.push(with("bot/zz.md", b"# a\n\xff"));
    files.push(with("bot/zz.md", &vec![b' '; MAX_FILE + 1]));
    files.push(with("bot/zz.toml", "<b>\n".repeat(300).as_bytes()));
    files.push(with("bot/zz.md", "<b>x</b>\n\n".repeat(300).as_bytes()));
    files.push(with("bot/zz.toml", format!("x = {}1{}", "[".repeat(70), "]".repeat(70)).as_bytes()));
    let mut seen = BTreeSet::new();
    let all = files.iter().flat_map(|files| diagnostics(files));
    all.filter(|it| seen.insert((it.code, it.message.clone(), it.hint.clone()))).collect()
}

#[test]
fn every_diagnostic_has_problem_place_and_hint() {
    let mut all = all_diagnostics();
    let codes: BTreeSet<Code> = all.iter().map(|it| it.code).collect();
    all.sort_by_key(|it| it.code);
    let printed: String = all.iter().flat_map(|it| [it.to_string(), "\n".to_owned()]).collect();
    expect_file!["diagnostics.txt"].assert_eq(&printed);
    // These need a history: `cli/tests/history.rs` has their cases.
    let elsewhere = [Code::Weaker, Code::ReusedId, Code::BadHistory];
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !codes.contains(code) && !elsewhere.contains(code)).collect();
    assert!(missing.is_empty(), "codes without a case: {missing:?}");
    for it in &all {
        assert!(!it.hint.is_empty() && !it.message.ends_with('.') && it.line > 0 && it.column > 0, "{it}");
        let first = it.message.chars().next().unwrap();
        assert!(!first.is_uppercase(), "{it}");
    }
}
